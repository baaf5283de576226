"""README and docs say what is so: every block of theirs runs, page by page, in the order of the page.

usage: blocks_test.py BINARY TREE [PAGE…]

A page gets an empty folder, one shell, a server of its own unless it starts one, and
`lotusbox` on its PATH. Ports 5688, 9000 and 9001 of the page are replaced by free ones. In a block:

    sh        is run; a line that ends in `# => text` says what comes out, in the order of the block
    console   lines after `$ ` are run; the lines below are what comes out
    others    are shown only, unless a comment before them names a file

`…` stands for anything in a line, alone for any lines. A comment before a block may say:

    <!-- file: NAME -->       the block becomes this file
    <!-- background -->       a terminal of its own: it runs until the page ends
    <!-- not run: REASON -->  it cannot be run here; the reason is counted and shown
"""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

PORTS = ("5688", "9000", "9001")
BLOCK = re.compile(r"(?:^<!-- ([^>]*?) -->\n)?^```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)
END = "--- end of block"
TIMEOUT = 120
SHOWN = {"", "yaml", "json", "mermaid", "java", "go", "cpp", "c", "js", "ts", "python", "scn", "ini"}


class Block:
    def __init__(self, page, line, order, language, text):
        self.name = f"{page}:{line}"
        self.order, self.language, self.text = order or "", language, text

    def told(self, word):
        return self.order[len(word) + 1:].strip() if self.order.startswith(word + ":") else None


def blocks_of(page, text):
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start(3))
        yield Block(page, line, match[1], match[2], match[3])


def free_ports():
    sockets = [socket.socket() for _ in PORTS]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [str(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def like(wanted, got):
    """Whether a line came out as the page has it."""
    pattern = ".*".join(re.escape(piece) for piece in wanted.strip().split("…"))
    return re.fullmatch(pattern, got.strip(), re.S) is not None


def first_missing(wanted, lines):
    """The first of these lines that does not come in this order, or None."""
    left = iter(lines)
    for one in wanted:
        if not any(like(one, line) for line in left):
            return one
    return None


def differing(wanted, lines):
    """The first line of a console block that did not come out, or one too many."""
    at, skips = 0, False
    for one in wanted:
        if one.strip() == "…":
            skips = True
            continue
        while skips and at < len(lines) and not like(one, lines[at]):
            at += 1
        if at >= len(lines) or not like(one, lines[at]):
            return one
        at, skips = at + 1, False
    return None if skips or at == len(lines) else f"nothing, but {lines[at]!r} came"


class Page:
    """One shell that runs the blocks of one page."""

    def __init__(self, binary, tree, path):
        self.binary, self.tree, self.path = binary, tree, path
        self.name = path.relative_to(tree).as_posix()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lotusbox-docs-"))
        self.ports = free_ports()
        self.background = []
        tools = self.folder / ".bin"
        tools.mkdir()
        (tools / "lotusbox").symlink_to(binary)
        modules = self.folder / "node_modules"
        modules.mkdir()
        (modules / "lotusbox").symlink_to(tree / "packaging" / "npm" / "lotusbox")
        (self.folder / "scenarios").symlink_to(tree / "scenarios")
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith(("LOTUS", "COVERAGE")) and name != "PORT"}
        self.environment = {
            **clean, "PATH": f"{tools}:{clean['PATH']}", "NO_COLOR": "1", "TERM": "dumb",
            "PYTHONPATH": str(tree / "packaging" / "python"), "PYTHONDONTWRITEBYTECODE": "1",
            "LOTUSBOX_BINARY": str(binary), "LOTUSBOX_PORT": self.ports[0],
            "LOTUSBOX_URL": f"http://127.0.0.1:{self.ports[0]}"}

    def own(self, text):
        for usual, port in zip(PORTS, self.ports):
            text = re.sub(rf"\b{usual}\b", port, text)
        return text

    def start(self, command):
        process = subprocess.Popen(
            ["bash", "-c", "exec " + command.strip()], cwd=self.folder, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.background.append(process)
        time.sleep(0.3)
        if "serve" in command:
            self.wait_until_ready(process)

    def wait_until_ready(self, process):
        for _ in range(200):
            if process.poll() is not None:
                raise AssertionError(f"the server ended with {process.returncode}")
            try:
                urllib.request.urlopen(f"{self.environment['LOTUSBOX_URL']}/_mock/ready", timeout=5)
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server was not ready in time")

    def run(self):
        """(passed, failed, skipped)"""
        blocks = list(blocks_of(self.name, self.path.read_text("utf-8")))
        shell = any(block.language in ("sh", "console") and block.told("not run") is None
                    for block in blocks)
        serves = any(block.order == "background" and "lotusbox serve" in block.text
                     for block in blocks)
        try:
            if shell and not serves:
                self.start("lotusbox serve --quiet")
            self.shell = subprocess.Popen(
                ["bash"], cwd=self.folder, env=self.environment, stdin=subprocess.PIPE, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
            self.background.append(self.shell)
            passed = skipped = 0
            for block in blocks:
                outcome = self.judge(block)
                if outcome == "failed":
                    return passed, 1, skipped
                passed += outcome == "passed"
                skipped += outcome == "skipped"
            return passed, 0, skipped
        finally:
            self.clean_up()

    def judge(self, block):
        reason = block.told("not run")
        if reason is not None:
            print(f"skipped {block.name}: {reason}")
            return "skipped" if reason else "failed"
        try:
            return self.carry_out(block)
        except AssertionError as problem:
            print(f"FAILED {block.name}: {problem}")
            return "failed"

    def carry_out(self, block):
        text = self.own(block.text)
        if block.told("file"):
            path = self.folder / block.told("file")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif block.order == "background":
            self.start(text)
        elif block.language == "sh":
            self.run_shell(text)
        elif block.language == "console":
            self.run_console(text)
        else:
            assert block.language in SHOWN, f"no rule for blocks of {block.language}"
            return "shown"
        return "passed"

    def execute(self, script):
        """The lines of output; fails when a command of the script does."""
        quoted = "'" + script.replace("'", "'\\''") + "'"
        watch = subprocess.Popen(["sleep", str(TIMEOUT)])
        self.shell.stdin.write(
            f"set -e -o pipefail; eval {quoted}; set +e; echo; echo '{END}'\n")
        self.shell.stdin.flush()
        lines = []
        for line in self.shell.stdout:
            if line.rstrip("\n") == END:
                watch.kill()
                watch.wait()
                return lines[:-1] if lines and not lines[-1] else lines
            lines.append(line.rstrip("\n"))
            assert watch.poll() is None, f"no end after {TIMEOUT} s"
        watch.kill()
        watch.wait()
        raise AssertionError("a command failed; it said:\n" + "\n".join(lines[-20:]))

    def run_shell(self, text):
        wanted = re.findall(r"# => (.+)$", text, re.M)
        lines = self.execute(text)
        missing = first_missing(wanted, lines)
        assert missing is None, f"no line {missing!r} in:\n" + "\n".join(lines)

    def run_console(self, text):
        for run in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, *wanted = run.rstrip("\n").split("\n")
            lines = self.execute(f"{{ {command}\n}} 2>&1 || echo exit code $?")
            wrong = differing([line for line in wanted], lines)
            assert wrong is None, f"{command}: not {wrong!r} but:\n" + "\n".join(lines)

    def clean_up(self):
        for process in reversed(self.background):
            try:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(10)
            except ProcessLookupError:
                process.wait()
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def main(binary, tree, pages):
    missing = [tool for tool in ("bash", "curl", "jq", "node") if not shutil.which(tool)]
    if missing:
        print(f"skipped: needs {', '.join(missing)}")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    paths = [tree / page for page in pages] or [
        tree / "README.md", *sorted((tree / "docs").glob("*.md"))]
    total = [0, 0, 0]
    for path in paths:
        counts = Page(binary, tree, path).run()
        print(f"{path.relative_to(tree)}: %d passed, %d failed, %d skipped" % counts, flush=True)
        total = [a + b for a, b in zip(total, counts)]
    print("%d passed, %d failed, %d skipped" % tuple(total))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[2]).resolve()
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), root, sys.argv[3:]))
