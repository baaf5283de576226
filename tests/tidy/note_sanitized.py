"""Writes into CONTRIBUTING.md what a run of all tests under a sanitizer came to.

usage: note_sanitized.py address|thread "N passed, N failed"

The row of the sanitizer is replaced: when it ran, on which sources, with which sum. `./dev sanitize`
calls this, so that nobody writes the numbers by hand.
"""
import datetime
import pathlib
import re
import subprocess
import sys

NAMES = {"address": "AddressSanitizer, UBSan", "thread": "ThreadSanitizer"}
ROOT = pathlib.Path(__file__).resolve().parents[2]


def sources():
    """The commit, with a mark when the tree has changes of its own."""
    told = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=9"], cwd=ROOT,
                          capture_output=True, text=True)
    return told.stdout.strip() if told.returncode == 0 else "no commit"


def with_row(text, kind, summed, day, commit):
    """The text with the row of this kind as it is now; complains when it has none."""
    row = f"| {NAMES[kind]} | {day} | `{commit}` | {summed} |"
    fresh, replaced = re.subn(rf"^\| {re.escape(NAMES[kind])} \|.*$", lambda _: row, text,
                              flags=re.M)
    if replaced != 1:
        sys.exit(f"CONTRIBUTING.md has {replaced} rows for {NAMES[kind]}")
    return fresh


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in NAMES:
        sys.exit(__doc__)
    kind, summed = arguments
    if not re.fullmatch(r"\d+ passed, \d+ failed(, \d+ skipped)?", summed):
        sys.exit(f"not a sum of tests: {summed!r}")
    page = ROOT / "CONTRIBUTING.md"
    page.write_text(with_row(page.read_text(), kind, summed, datetime.date.today(), sources()))


if __name__ == "__main__":
    main(sys.argv[1:])
