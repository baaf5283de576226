"""Links and anchors of README and docs lead somewhere: links.py [--self-test] TREE.

Each page of docs is on the table of contents, and says under its title what it is for."""
import pathlib
import re
import sys

README_LINES = 250
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def slug(heading):
    """The anchor that a heading gets: as the usual sites for code make it."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors_of(text):
    anchors = set(re.findall(r'<a id="([\w.-]+)"></a>', text))
    seen = {}
    for heading in re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M):
        name = slug(heading)
        anchors.add(name if name not in seen else f"{name}-{seen[name]}")
        seen[name] = seen.get(name, 0) + 1
    return anchors


def broken_links(pages, exists):
    """pages: text by path; exists: whether another path of the tree is there."""
    anchors = {path: anchors_of(text) for path, text in pages.items()}
    for path, text in pages.items():
        for target in LINK.findall(FENCE.sub("", text)):
            if re.match(r"\w+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = path if not file else normal((pathlib.PurePosixPath(path).parent / file))
            if there not in pages and not exists(there):
                yield f"{path}: {target}: there is no {there}"
            elif anchor and anchor not in anchors.get(there, ()):
                yield f"{path}: {target}: {there} has no such anchor"


def normal(path):
    parts = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def poor_pages(pages):
    contents = pages["docs/README.md"]
    for path, text in pages.items():
        name = path.removeprefix("docs/")
        if path.startswith("docs/") and name != "README.md" and f"]({name}" not in contents:
            yield f"{path} is not on the table of contents, docs/README.md"
        if path.startswith("docs/") and not re.match(r"# .+\n\n[A-Z*]", text):
            yield f"{path} does not begin with a title and what it is for"
    lines = pages["README.md"].count("\n")
    if lines > README_LINES:
        yield f"README.md has {lines} lines; at most {README_LINES} are read in one sitting"


def self_test():
    pages = {"README.md": "# A `b` C\n\n[x](#a-b-c) [y](docs/a.md#d-1) [z](src)",
             "docs/a.md": "# D\n\nFor.\n\n## D\n```\n[n](none.md)\n```\n[up](../README.md)",
             "docs/README.md": "# T\n\nAll: [a](a.md)"}
    checks = [
        (list(broken_links(pages, {"src"}.__contains__)), []),
        (len(list(broken_links(pages, {}.__contains__))), 1),
        (len(list(broken_links({**pages, "docs/b.md": "[a](a.md#e) [c](c.md)"}, {"src"}.__contains__))),
         2),
        (list(poor_pages(pages)), []),
        (len(list(poor_pages({**pages, "docs/b.md": "# B\n\n```"}))), 2),
        (len(list(poor_pages({**pages, "README.md": "\n" * 251}))), 1),
    ]
    failed = [check for check in checks if check[0] != check[1]]
    for got, wanted in failed:
        print(f"got {got!r}, not {wanted!r}")
    return len(checks) - len(failed), len(failed)


def main(tree):
    paths = [tree / "README.md", tree / "CONTRIBUTING.md", *sorted((tree / "docs").rglob("*.md"))]
    pages = {path.relative_to(tree).as_posix(): path.read_text("utf-8") for path in paths}
    complaints = [*broken_links(pages, lambda path: (tree / path).exists()), *poor_pages(pages)]
    for complaint in complaints:
        print(complaint)
    links = sum(len(LINK.findall(text)) for text in pages.values())
    return links - len(complaints), len(complaints)


if __name__ == "__main__":
    passed, failed = self_test() if sys.argv[1] == "--self-test" else main(pathlib.Path(sys.argv[1]))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or passed <= 0 else 0)
