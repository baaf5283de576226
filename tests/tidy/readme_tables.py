#!/usr/bin/env python3
"""The tables in README are what the program prints: readme_tables.py BINARY README [--write].

Each stands between `<!-- tables: WHICH -->` and `<!-- end -->`. Without --write a difference fails,
and says how to mend it."""
import re
import subprocess
import sys

binary, readme = sys.argv[1:3]
with open(readme, encoding="utf-8") as file:
    text = file.read()


def fill(match):
    printed = subprocess.run([binary, "tables", match[1], "--format", "markdown"],
                             check=True, capture_output=True, text=True).stdout
    return f"<!-- tables: {match[1]} -->\n\n{printed}\n<!-- end -->"


filled, count = re.subn(r"<!-- tables: (\w+) -->\n.*?<!-- end -->", fill, text, flags=re.DOTALL)
if "--write" in sys.argv:
    with open(readme, "w", encoding="utf-8") as file:
        file.write(filled)
elif count == 0 or filled != text:
    print(f"README tables differ from the program: run {sys.argv[0]} {binary} {readme} --write")
    print("0 passed, 1 failed")
    sys.exit(1)
print(f"{max(count, 1)} passed, 0 failed")
