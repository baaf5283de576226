"""Each source that a table or a comment cites stands in docs/evidence.md: evidence.py TREE.

A citation reads `seed 3`, `facts 4.5, 9`, `reference data 1.2` or `contradiction 14`; a chapter is
cited as well as its parts."""
import pathlib
import re
import sys

tree = pathlib.Path(sys.argv[1])
anchors = set(re.findall(r'<a id="([\w.-]+)"></a>', (tree / "docs/evidence.md").read_text("utf-8")))
NUMBER = r"\d+(?:\.\d+)?"
FOUNDING = set("01234")
CITATION = re.compile(
    rf"\b(seeds?|facts|reference data|contradictions?) ({NUMBER}(?:(?:, | and | to ){NUMBER})*)")

missing, found = [], 0
for folder in ("src", "scenarios", "fixtures"):
    for path in sorted((tree / folder).rglob("*")):
        if path.suffix not in (".cc", ".h", ".scn", ".json", ".in"):
            continue
        # A comment or a text in quotes may go on in the next line.
        text = re.sub(r'"\s*\n\s*"|\s*\n\s*(//+|#)\s*', lambda m: "" if '"' in m[0] else " ",
                      path.read_text("utf-8"))
        for kind, numbers in CITATION.findall(text):
            for number in re.findall(NUMBER, numbers):
                if kind == "seed" and number not in FOUNDING:
                    continue  # the seed of a world
                found += 1
                anchor = f"{kind.rstrip('s') if kind != 'facts' else kind} {number}".replace(" ", "-")
                if anchor not in anchors:
                    missing.append(f"{path.relative_to(tree)} cites {kind} {number}: no anchor {anchor}")

print("\n".join(missing))
print(f"{found - len(missing)} passed, {len(missing)} failed")
sys.exit(1 if missing or not found else 0)
