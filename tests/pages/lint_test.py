"""Lints the style sheet and the scripts of the tree: lint_test.py TREE.

`node --check` reads each script, biome (from npm) each file. What is not installed is skipped, and
said so. Each tool must first refuse a bad sample, so one that looks at nothing is found out."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# tests/browser/accessibility.js is the body of a function: WebDriver wraps it.
FILES = ("src/api/pages", "tests/openapi/answers_test.mjs")
BAD = {
    "unread.js": "const unread = 1;\n",
    "undeclared.js": "document.title = nowhere;\n",
    "loose.js": "if (document.title == 5) document.title = '';\n",
    "unknown.css": "p { colour: red; }\n",
    "twice.css": "p { color: red; color: blue; }\n",
    "broken.js": "const = ;\n",
}


def run(command):
    """What a command says when it fails, None when it does not."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    return None if done.returncode == 0 else done.stdout + done.stderr


def biome_command(path):
    found = HERE / "node_modules/.bin/biome"
    if not found.exists():
        return None
    return [str(found), "lint", f"--config-path={HERE}", "--error-on-warnings",
            "--diagnostic-level=warn", "--colors=off", str(path)]


def main(tree):
    files = [found for one in FILES for found in
             ([tree / one] if (tree / one).is_file() else sorted((tree / one).rglob("*")))
             if found.suffix in (".js", ".mjs", ".css")]
    if len(files) < 3:
        sys.exit(f"only {files} to lint in {tree}")
    passed, failed, skipped = 0, 0, 0
    node = shutil.which("node")
    with tempfile.TemporaryDirectory() as folder:
        samples = []
        for name, text in BAD.items():
            samples.append(pathlib.Path(folder, name))
            samples[-1].write_text(text, "utf-8")
        for path in [*files, *samples]:
            commands = [biome_command(path)]
            if path.suffix != ".css" and (path not in samples or path.name == "broken.js"):
                commands.append([node, "--check", str(path)] if node else None)
            for command in commands:
                if command is None:
                    skipped += 1
                    continue
                said = run(command)
                if (said is not None) == (path in samples):
                    passed += 1
                else:
                    failed += 1
                    print(said or f"{command[0]} finds nothing wrong with {BAD[path.name]!r}")
    if skipped:
        print("biome or node is not installed: ./dev test does that")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 77 if not passed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
