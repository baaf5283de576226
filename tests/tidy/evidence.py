"""Each source that the tree cites stands in docs/evidence.md: evidence.py [--self-test] TREE.

A citation reads `seed 3`, `facts 4.5, 9`, `reference data 1.2` or `contradiction 14`; a chapter is
cited as well as its parts. A reading, `R12`, stands in the table of readings. A link to an anchor
of docs/evidence.md must find it. An anchor that nothing cites is a warning, not a failure."""
import pathlib
import re
import sys

PLACES = ("src", "scenarios", "fixtures", "tests", "docs", "README.md", "CONTRIBUTING.md")
ENDINGS = (".cc", ".h", ".scn", ".json", ".in", ".py", ".js", ".css", ".md")
THIS = "tests/tidy/evidence.py"  # its samples cite what does not exist
NUMBER = r"\d+(?:\.\d+)?"
CITATION = re.compile(
    rf"\b(seeds?|facts|reference data|contradictions?) ({NUMBER}(?:(?:, | and | to ){NUMBER})*)")
LINK = re.compile(r"\]\((?:(?:docs/|\.\./)?evidence\.md)?#([\w.-]+)\)")
READING = re.compile(r"\bR\d+\b")
KINDS = ("seed", "facts", "reference-data", "contradiction")


def anchors_of(evidence):
    return set(re.findall(r'<a id="([\w.-]+)"></a>', evidence))


def readings_of(source):
    return set(re.findall(r'^ *\{"(R\d+)",', source, re.M))


def prose(path, text):
    """What a file says in words: the comments of a scenario, whose commands have seeds of their
    own; of code all of it, with comments and texts in quotes joined over the ends of lines."""
    if path.endswith(".scn"):
        return "\n".join(line for line in text.splitlines() if line.startswith("#"))
    text = re.sub(r'"\s*\n\s*"|(\w,?)\n(?: *(?://+|#) )?(?=\d)', r"\1 ", text) \
        if path.endswith(".md") else \
        re.sub(r'"\s*\n\s*"|\s*\n\s*(//+|#)\s*', lambda m: "" if '"' in m[0] else " ", text)
    return re.sub(r"--seed \d+", "", text)


def cited_in(path, text):
    """The anchors and readings that a file names."""
    text = prose(path, text)
    for kind, numbers in CITATION.findall(text):
        kind = "facts" if kind == "facts" else kind.rstrip("s").replace(" ", "-")
        for number in re.findall(NUMBER, numbers):
            yield f"{kind}-{number}"
    if path.endswith(".md"):
        yield from (anchor for anchor in LINK.findall(text) if anchor.startswith(KINDS))
    if not path.startswith("tests/"):
        yield from READING.findall(text)


def judge(files, anchors, readings):
    """(number of citations, complaints, anchors that nothing cites)."""
    found, complaints, used = 0, [], set()
    for path, text in files:
        for name in cited_in(path, text):
            found += 1
            if path != "docs/evidence.md":
                used.add(name)
            if name not in anchors and name not in readings:
                complaints.append(f"{path} cites {name}, which does not exist")
    return found, complaints, sorted(anchors - used)


def files_of(tree):
    for place in PLACES:
        for path in [tree / place, *sorted((tree / place).rglob("*"))]:
            name = path.relative_to(tree).as_posix()
            if path.suffix in ENDINGS and "node_modules" not in name and name != THIS:
                yield name, path.read_text("utf-8")


def self_test():
    anchors, readings = {"seed-3", "facts-4.5", "facts-9", "reference-data-1.2"}, {"R1"}
    rows = [  # path, text, what is wrong with it
        ("src/a.cc", '{"x", "seed 3; facts 4.5, 9"}', []),
        ("src/a.cc", '// see facts\n// 4.5 and R1', []),
        ("src/a.cc", '"reference "\n    "data 1.2"', []),
        ("src/a.cc", '"facts 4.5, 77"', ["facts-77"]),
        ("src/a.cc", '"seeds 3 and 99"', ["seed-99"]),
        ("src/a.cc", "// contradiction 40", ["contradiction-40"]),
        ("src/a.cc", '"facts 9; R99"', ["R99"]),
        ("src/a.cc", '"lotusbox exec --seed 7"', []),
        ("scenarios/a.scn", "# seed 3 says so\nseed 12", []),
        ("scenarios/a.scn", "# seed 12 says so", ["seed-12"]),
        ("README.md", "as [facts 9](docs/evidence.md#facts-9) says", []),
        ("README.md", "as [it](docs/evidence.md#facts-99) says", ["facts-99"]),
        ("docs/evidence.md", "as [it](#seed-8) says", ["seed-8"]),
        ("docs/reference/a.md", "as [it](../evidence.md#seed-8) says", ["seed-8"]),
        ("docs/a.md", "as [it](evidence.md#seed-8) says", ["seed-8"]),
    ]
    failed = 0
    for path, text, wanted in rows:
        _, complaints, _ = judge([(path, text)], anchors, readings)
        if complaints != [f"{path} cites {name}, which does not exist" for name in wanted]:
            failed += 1
            print(f"{text!r}: {complaints}, not {wanted}")
    idle = judge([("src/a.cc", "seed 3")], anchors, readings)[2]
    if idle != sorted(anchors - {"seed-3"}):
        failed += 1
        print(f"only seed 3 is cited, but the anchors that nothing cites are {idle}")
    return len(rows) + 1 - failed, failed


def main(tree):
    anchors = anchors_of((tree / "docs/evidence.md").read_text("utf-8"))
    readings = readings_of((tree / "src/core/behaviour/readings.cc").read_text("utf-8"))
    found, complaints, idle = judge(files_of(tree), anchors, readings)
    if not readings or not any(name.startswith("facts") for name in anchors):
        complaints.append("no reading or no fact was found")
    for complaint in complaints:
        print(complaint)
    if idle:
        print("warning: nothing cites", ", ".join(idle))
    return found - len(complaints), len(complaints)


if __name__ == "__main__":
    passed, failed = (self_test() if sys.argv[1] == "--self-test"
                      else main(pathlib.Path(sys.argv[1])))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)
