#!/usr/bin/env python3
"""Makes the pictures of README from the real program: make.py BINARY. Needs chromium and node.

page.png is the page of `serve --demo`; ci.png is the first tutorial, run twice in a terminal."""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
WIDTH = 1100
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #16181d; color: #d6d9e0; font: 15px/1.45 "DejaVu Sans Mono", monospace }
pre { margin: 0; padding: 22px 26px } .red { color: #ff7b72 } .green { color: #7ee787 }
.grey { color: #8b93a1 } .prompt { color: #79c0ff }</style><pre>%s</pre>"""


def shoot(address, file, height):
    subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    f"--window-size={WIDTH},{height}", f"--screenshot={file}",
                    "--virtual-time-budget=5000", address],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(file)


def page(binary):
    server = subprocess.Popen([binary, "serve", "--demo", "--port", "0", "--quiet", "--json"],
                              stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(server.stdout.readline())["url"]
        shoot(url, HERE / "page.png", 830)
    finally:
        server.terminate()
        server.wait()


def files_of_tutorial():
    text = (TREE / "README.md").read_text("utf-8")
    return re.findall(r"^<!-- file: (amend\S+) -->\n```\w+\n(.*?)^```$", text, re.M | re.S)


def told(line):
    """A line of the terminal in its colour."""
    kind = ("prompt" if line.startswith("$") else "green" if re.match(r"\s*(✔|# pass 1|ℹ pass 1)", line)
            else "red" if re.search(r"✖|!==|^exit code [1-9]|AssertionError", line)
            else "grey" if re.match(r"\s*(#|ℹ|at )", line) else "")
    return f'<span class="{kind}">{html.escape(line)}</span>'


def terminal(binary):
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files_of_tutorial():
            pathlib.Path(folder, name).write_text(content, encoding="utf-8")

        def run(command):
            lines.append(f"$ {command}")
            ended = subprocess.run(["bash", "-c", command], cwd=folder, text=True, capture_output=True,
                                   env={**os.environ, "NO_COLOR": "1",
                                        "PATH": f"{folder}/bin:{os.environ['PATH']}"})
            out = [line for line in (ended.stdout + ended.stderr).splitlines()
                   if re.search(r"✔|✖ a |!==|(pass|fail) \d|^lotusbox|^world |AssertionError", line)]
            lines.extend(dict.fromkeys(out))
            lines.append(f"exit code {ended.returncode}")
            lines.append("")

        pathlib.Path(folder, "bin").mkdir()
        pathlib.Path(folder, "bin", "lotusbox").symlink_to(binary)
        test = "lotusbox exec -- node --test --test-reporter=spec amend.test.mjs"
        run(test)
        run("sed -i 's/`${rupees}`/rupees.toFixed(2)/' amend.mjs")
        lines.pop(), lines.pop()
        run(test)
        shown = pathlib.Path(folder, "terminal.html")
        shown.write_text(TERMINAL % "\n".join(map(told, lines)), encoding="utf-8")
        shoot(shown.as_uri(), HERE / "ci.png", 60 + 22 * len(lines))


if __name__ == "__main__":
    program = str(pathlib.Path(sys.argv[1]).resolve())
    page(program)
    terminal(program)
