#!/usr/bin/env python3
"""docs/reference holds what the program prints: reference.py BINARY FOLDER [--write].

Each page is a heading, what it is for, and its tables; the machines are drawn as well. Without
--write a page that differs, or one that no row below makes, fails, and the text says what to do."""
import pathlib
import re
import subprocess
import sys

PAGES = {  # file: title, what it is for, what it prints
    "machines": ("Machines", "The states of each object, what moves it, and how sure we are.",
                 ["machines"]),
    "couplings": ("Couplings", "What follows by itself in one object when another one changes.",
                  ["couplings"]),
    "rules": ("Rules", "Why a call is refused. In each table the rule that stands first wins.",
              ["rules"]),
    "readings": ("Readings", "What the vendor leaves open, what lotusbox does, and what changes it.",
                 ["readings"]),
    "policies": ("Switches and profiles", "What you can choose where the vendor leaves room.",
                 ["switches", "profiles"]),
    "banks": ("Banks", "What waits for a bank, what a bank may do, and the account numbers that "
              "decide it.", ["bank", "accounts"]),
    "mails": ("Mails", "What the outbox keeps in place of sending it.", ["mails"]),
    "fidelity": ("Fidelity", "How sure each endpoint is, and what it was last compared with.",
                 ["fidelity"]),
    "routes": ("Routes", "Every path that the server answers.", ["routes"]),
}
TOO_WIDE = "Arrows in parentheses are assumed; those with brackets hold only then.\n"


def tables(binary, which, form="markdown"):
    return subprocess.run([binary, "tables", *which, "--format", form],
                          check=True, capture_output=True, text=True).stdout


def drawn(binary, text):
    """The table of each machine under its drawing."""
    for drawing in re.split(r"^---\ntitle: ", tables(binary, ["machines"], "mermaid"),
                            flags=re.M)[1:]:
        name, diagram = drawing.split("\n---\n", 1)
        heading = f"### Machine: {name}\n"
        if heading not in text:
            sys.exit(f"no table of the machine {name}")
        head, tail = text.split(heading, 1)
        note, table = tail.split("| row |", 1)
        text = f"{head}{heading}{note}```mermaid\n{diagram}```\n\n| row |{table}"
    return text


def page(binary, name):
    title, purpose, which = PAGES[name]
    text = tables(binary, which)
    if name == "machines":
        text = TOO_WIDE + "\n" + drawn(binary, text)
    text = re.sub(r"^### ", "## ", text, flags=re.M)
    told = " ".join(which)
    return (f"# {title}\n\n{purpose} Made by `lotusbox tables {told}`; "
            f"[all pages](../README.md), [sources](../evidence.md).\n\n{text}")


def main():
    binary, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    wanted = {f"{name}.md": page(binary, name) for name in PAGES}
    if "--write" in sys.argv:
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8")
    found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    wrong = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
    for name in wrong:
        print(f"docs/reference/{name} differs from what the program prints: "
              f"run {sys.argv[0]} {binary} {folder} --write")
    print(f"{len(wanted | found) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
