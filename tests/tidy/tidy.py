"""The rules of the tree that clang-format and clang-tidy do not know: tidy.py [--self-test] TREE.

Each rule says what is wrong, what to use instead and why. A rule on words sees code without its
comments and literals. --self-test shows each rule fire on a bad sample (tidy_samples.py)."""
import fnmatch
import functools
import os
import pathlib
import re
import sys

FLOORS = {  # what a floor may include besides itself
    "base": "", "core": "base", "engine": "base core", "wire": "base core",
    "api": "base core engine wire", "webhook": "base core engine wire",
    "scenario": "base core engine wire", "store": "base core engine wire", "net": "base",
    "examiner": "base core engine wire api webhook scenario",
    "precompiled": "base core engine wire api webhook scenario net examiner sandbox cli",
    "sandbox": "base core engine wire api webhook scenario store net examiner",
    "cli": "base core engine wire api webhook scenario store net examiner sandbox"}
ROOMS = ("values", "model", "behaviour", "run")  # of the core: each may include those before it
TEST_FOLDERS = {*FLOORS, "bench", "browser", "clients", "docs", "embedding", "fuzz", "nodes", "openapi",
                "packages", "pages", "scenarios", "simulate", "support", "tidy"}
TOP = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md", "action.yml", "dev",
       "docs", "fixtures", "meson.build", "meson_options.txt", "packaging", "scenarios", "src", "tests"}
COLUMNS, ROW_COLUMNS = 100, 140  # a row of a table is data, and broken it reads worse
HEADER_LINES, SOURCE_LINES, TEST_LINES = 120, 400, 500

PURE = "the core reaches no world but its own"
JSON = ("src/wire/*.cc src/api/*.cc src/scenario/*.cc src/examiner/*.cc src/sandbox/*.cc "
        "src/cli/*.cc")
SOCKETS = ("src/*", "src/net/*", "use net/", "only net knows sockets")
HEADERS = (  # header or folder of headers, judged files, files that may, instead, because
    ("httplib.h", "src/*", "src/net/*.cc", "use net/ through base/http_message.h",
     "only net knows the HTTP library"),
    ("nlohmann/json_fwd.hpp", "src/*", JSON + " src/wire/*", "use wire's own types",
     "JSON is a matter of the wire"),
    ("nlohmann/", "src/*", JSON,
     "use base/json_writer.h to write, wire/ to read, <nlohmann/json_fwd.hpp> in wire headers",
     "JSON is a matter of the wire, and its header costs 2.6 s an include"),
    ("boost/asio/", "src/*", "src/net/*", "use net/", "only net knows sockets"),
    ("boost/beast/", "src/*", "src/net/*", "use net/", "only net speaks HTTP"),
    *((f"net/{name}.h", "src/*", "src/net/* src/precompiled/net.h",
       "use http_server.h, http_client.h or outbound_calls.h",
       "it brings Boost, which takes seconds to compile")
      for name in ("connection", "exchange", "host_lookup", "listeners", "message_parser",
                   "server_loop", "tls")),
    ("boost/container/", "src/*", "src/core/*", "use std::vector",
     "the lists of a step are short, and a step must not allocate"),
    ("boost/", "src/*", "src/core/values/calendar.cc", "use core/values/calendar.h",
     "dates are counted in one place; Boost snaps month ends"),
    ("openssl/", "src/*", "src/webhook/cipher.cc src/net/tls.cc",
     "use webhook/cipher.h or net/tls.h", "one file knows the ciphers, and one TLS"),
    ("sqlite3.h", "src/*", "src/store/*.cc", "use engine's journal port",
     "only the store knows the data base"),
    ("CLI/", "src/*", "src/cli/*.cc", "take plain values as parameters",
     "only the command line reads arguments"),
    ("sys/socket.h", *SOCKETS), ("netinet/", *SOCKETS), ("arpa/", *SOCKETS),
    ("regex", "src/*", "", "use base/text.h", "std::regex is slow and recurses without a bound"),
    ("iostream", "src/*", "", "use the logger, or std::fputs in cli",
     "streams bring locale and static start-up code"),
    ("fstream", "src/core/*", "", "take the content as a parameter", PURE),
    ("filesystem", "src/core/*", "", "take the content as a parameter", PURE),
    ("thread", "src/core/*", "", "use plain functions on a World", PURE),
    ("mutex", "src/core/*", "", "lock in engine", PURE),
    ("random", "src/core/*", "", "use the world's own generator", PURE),
    ("locale", "src/core/*", "", "use base/text.h", PURE),
)
WORDS = (  # words of code, judged files, files that may, instead, because
    ("system_clock|steady_clock", "src/core/* src/base/*", "",
     "use World::now, which only `advance` moves",
     "the same commands must give the same world on any day"),
    ("high_resolution_clock|std::time|time(nullptr)|clock_gettime", "src/core/*", "",
     "use World::now, which only `advance` moves",
     "the same commands must give the same world on any day"),
    ("random_device", "src/core/* src/base/*", "", "use the world's own generator",
     "the same seed must give the same ids"),
    ("std::thread|std::jthread|std::mutex|std::async|thread_local", "src/core/*", "",
     "use plain functions on a World and lock in engine",
     "the core must not depend on order among threads"),
    ("setlocale", "src/*", "", "use base/text.h", "text must come out alike everywhere"),
    ("std::locale", "src/core/* src/base/*", "", "use base/text.h",
     "text must come out alike everywhere"),
    ("float|double", "src/core/*", "", "use Paise or whole numbers", "money and time are exact"),
    ("unordered_", "src/core/*", "", "use a sorted vector, std::map or a dense table",
     "the order of a hash table is not ours"),
    ("nlohmann", "src/core/*", "", "translate in wire/", "the core knows no JSON"),
    ("std::regex", "src/*", "", "use base/text.h", "it is slow and recurses without a bound"),
    ("std::cout|std::cerr", "src/*", "", "use the logger, or std::fputs in cli",
     "streams bring locale and flush line by line"),
    ("std::endl", "src/*", "", "use '\\n'", "endl flushes"),
    ("sprintf(", "src/*", "", "use std::snprintf or format_padded", "it writes past the end"),
    ("stoi(|stol(|stoll(|stoul(|stoull(|stod(", "src/*", "", "use parse_integer of base/text.h",
     "it accepts stray text, throws, or follows the locale"),
    ("using namespace std;", "src/*", "", "use std:: where it is meant",
     "its names are many and grow with each standard"),
    ("sleep_for|sleep_until|sleep(|usleep(|nanosleep(", "src/*", "",
     "wait on a condition variable with a deadline", "a sleeping thread cannot be stopped"),
    ("getenv", "src/*", "src/cli/*", "take the value as a parameter",
     "only the command line reads the environment"),
    ("localtime|localtime_r|gmtime|mktime|timegm", "src/*", "",
     "use core/values/calendar.h with a named zone", "the zone of the host must not show"),
    ("gmtime_r", "src/*", "src/net/*", "use core/values/calendar.h with a named zone",
     "the zone of the host must not show; HTTP's Date is in UTC"),
)
# These stand in two pieces, so that this file does not hold the words itself.
MARKERS = r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"
HOSTS = r"registry\.npm" r"js|deb\.deb" r"ian\.org|pypi" r"\.org|crates" r"\.io"
TEXTS = (  # words of any file, instead, because
    (MARKERS, "do it, or say in CONTRIBUTING.md what is open", "a marker is no promise"),
    (HOSTS, "leave the choice to apt-get or to the reader's own settings",
     "where packages come from is the machine's business"),
    (r"as an A" r"I\b", "say what the program does", "the reader asked about that"),
)
LITERAL = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)"""
    r"""|\bu?8?R"(?P<end>[^(\s]*)\(.*?(?:\)(?P=end)"|\Z)"""
    r"""|"(?:\\.|[^"\\\n])*(?:"|$)|(?<!\w)'(?:\\.|[^'\\\n])*(?:'|$)""", re.S | re.M)


def blanked(match):
    text, keep = match[0], set()
    if text[0] != "/":
        opens = 0 if text[0] in "\"'" else text.index('"')  # after the R of a raw literal
        keep = {*range(opens + 1)}
        if text[-1] == text[opens] and len(text) > opens + 1:
            keep.add(len(text) - 1)
    return "".join(c if c == "\n" or i in keep else " " for i, c in enumerate(text))


def code_only(text):
    """The text with comments and the insides of literals as spaces; every line keeps its place."""
    return LITERAL.sub(blanked, text)


@functools.cache
def word_pattern(words):
    """Finds each where no longer name surrounds it; one that ends in '_' may go on."""
    return re.compile("|".join(
        r"(?<!\w)" + re.escape(word) + (r"(?!\w)" if re.search(r"[^\W_]$", word) else "")
        for word in words.split("|")))


def fits(path, patterns):
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns.split())


def lines_of(text):
    return text.removesuffix("\n").split("\n") if text else []


class File:
    def __init__(self, path, text):
        self.path, self.text = path, text
        self.lines, self.parts = lines_of(text), path.split("/")
        self.is_code = path.endswith((".h", ".cc")) and self.parts[0] in ("src", "tests")
        self.code = lines_of(code_only(text)) if self.is_code else []

    def includes(self):
        """(line, quoted, target)"""
        for number, (line, code) in enumerate(zip(self.lines, self.code), 1):
            found = code.startswith("#include") and re.match(r'#include\s*(["<])(.+)[">]', line)
            if found:
                yield number, found[1] == '"', found[2]


def check_floors(file):
    own = file.parts[1] if file.parts[0] == "src" and len(file.parts) > 2 else None
    for number, quoted, target in file.includes() if own in FLOORS else ():
        parts, what = target.split("/"), f'includes "{target}"'
        if not quoted:
            continue
        if parts[0] not in FLOORS:
            yield (number, what, "use a path that begins with a floor",
                   "a reader sees from it how deep the arrow goes")
        elif parts[0] != own and parts[0] not in FLOORS[own].split():
            yield (number, what, f"use {FLOORS[own] or 'the standard library'}, or a port that a "
                   "floor above fills", f"{own} may not know {parts[0]}")
        elif own == parts[0] == "core":
            rank = {room: place for place, room in enumerate(ROOMS)}
            if rank.get(parts[1], 9) > rank.get(file.parts[2], 9):
                yield (number, what, "use what lies to the left in " + " < ".join(ROOMS),
                       "inside the core arrows point left only")


def check_headers(file):
    for number, _, target in file.includes():
        for header, judged, allowed, instead, because in HEADERS:
            known = target.startswith(header) if header.endswith("/") else target == header
            if known and fits(file.path, judged):
                if not fits(file.path, allowed):
                    yield number, f"includes <{target}>", instead, because
                break  # the first row that speaks of the header and the file decides


def check_words(file):
    for words, judged, allowed, instead, because in WORDS:
        if not fits(file.path, judged) or fits(file.path, allowed):
            continue
        for number, line in enumerate(file.code, 1):
            for word in sorted(set(word_pattern(words).findall(line))):
                yield number, f"says `{word}`", instead, because


def check_core_habits(file):
    for number, code in enumerate(file.code if file.path.startswith("src/core/") else (), 1):
        if re.search(r"\bdefault:", code) and "// all others" not in file.lines[number - 1]:
            yield (number, "has a `default:`", "name every case, or mark the line with `// all "
                   "others`", "the compiler then finds the switch that a new enumerator breaks")
        if re.match(r" *static (?!.*\bconst(expr)?\b)[^=;{(]*[=;{]", code):
            yield (number, "has a static variable", "put it into World, or make it constexpr",
                   "a world must be all that a command can change")


def check_texts(file, patterns=tuple(re.compile(text[0]) for text in TEXTS)):
    for pattern, (_, instead, because) in zip(patterns, TEXTS):
        for number, line in enumerate(file.lines if pattern.search(file.text) else (), 1):
            for found in pattern.finditer(line):
                yield number, "says " + found[0], instead, because


def check_layout(file):
    for number, line in enumerate(file.lines if file.is_code else (), 1):
        allowed = ROW_COLUMNS if line.lstrip(" ").startswith("{") else COLUMNS
        if "\t" in line:
            yield (number, "has a tab", "use spaces, or \\t in a literal",
                   "a tab is as wide as the reader's settings")
        if line.endswith((" ", "\r")):
            yield number, "has white space at its end", "remove it", "it makes needless differences"
        if len(line) > allowed:
            yield (number, f"has {len(line)} columns", f"use at most {allowed}",
                   "two files fit side by side")
    if file.is_code and not file.text.endswith("\n"):
        yield (max(len(file.lines), 1), "does not end with a line end", "add it",
               "the next line that someone adds changes this one too")


def check_opening(file):
    if not (file.path.startswith("src/") and file.path.endswith(".h")):
        return
    if file.path.startswith("src/precompiled/"):
        return  # compiled as it is, once: the compiler warns of the pragma there
    opening = re.match(r"((?://.*\n|\n)*)(#pragma once\n)?", file.text)
    comment = re.sub(r"^//", "", opening[1], flags=re.M).replace("\n", "")
    if not opening[2]:
        yield (opening[1].count("\n") + 1, "has no `#pragma once` after its comment",
               "write `#pragma once` before anything else", "headers are included many times")
    elif len(comment) < 20 or not re.search("[.:;?]", comment):
        yield (1, "does not say what it is for", "open with two or three sentences: its purpose, "
               "and what it does not do", "a reader decides there whether to read on")


def check_lengths(file):
    allowed = (TEST_LINES if file.parts[0] == "tests" else
               HEADER_LINES if file.path.endswith(".h") else SOURCE_LINES)
    if file.is_code and len(file.lines) > allowed:
        yield (allowed + 1, f"is {len(file.lines)} lines long",
               f"use at most {allowed} and split by subject", "a file should be read at one go")


def check_names(file):
    *folders, name = file.parts
    if folders[:1] not in (["src"], ["tests"]):
        return
    for depth, folder in enumerate(folders):
        known = (FLOORS if folders[0] == "src" else TEST_FOLDERS) if depth == 1 else \
            ROOMS if depth == 2 and folders[:2] == ["src", "core"] else (folder,)
        if folder not in known:
            yield (1, f"lies in a folder '{folder}' of its own",
                   "use a folder that the architecture names", "floors are few and known")
        elif file.is_code and not re.fullmatch("[a-z0-9_]+", folder):
            yield 1, f"lies in '{folder}'", "use snake_case", "one spelling for all folders"
    if re.search(r"\.(hpp|hh|hxx|cpp|cxx|c\+\+|C)$", name):
        yield (1, "ends in " + name[name.rindex("."):], "use .h or .cc",
               "every other file here does, and the tools look for those")
    if file.is_code and not re.fullmatch(r"[a-z0-9_]+\.\w+", name):
        yield (1, "is not named in snake_case", "use small letters, digits and '_'",
               "one spelling for all files")


def check_root(file):
    if file.parts[0] not in TOP and not file.parts[0].startswith((".", "build")):
        yield (1, "lies in the root of the tree", "use the folder that it belongs to",
               "the root is the first page that a reader sees")


CHECKS = (check_floors, check_headers, check_words, check_core_habits, check_texts, check_layout,
          check_opening, check_lengths, check_names, check_root)


def files_of(root):
    """Files that are neither built nor fetched, a binary one as empty; what is gone meanwhile is
    not judged."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in (
            ".git", ".cache", "node_modules", "__pycache__") and not (
            folder == str(root) and name.startswith(("build", "dist"))))
        for path in (pathlib.Path(folder, name) for name in sorted(names)):
            if path.is_symlink() or not path.is_file():
                continue
            content = path.read_bytes()
            text = "" if b"\0" in content else content.decode("utf-8", "replace")
            yield File(path.relative_to(root).as_posix(), text)


def main(root):
    files = list(files_of(root))
    if len(files) < 10:
        sys.exit(f"{root} is not the root of the tree")
    passed = failed = 0
    for check in CHECKS:
        found = [f"{file.path}:{line}: {what}: {instead}, because {because}"
                 for file in files for line, what, instead, because in check(file)]
        print("".join(text + "\n" for text in found), end="")
        passed, failed = passed + (not found), failed + len(found)
    return passed, failed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        from tidy_samples import self_test
        results = self_test(pathlib.Path(sys.argv[2]))
    else:
        results = main(pathlib.Path(sys.argv[1]).resolve())
    print("{} passed, {} failed".format(*results) +
          (f", {results[2]} skipped" if results[2:] and results[2] else ""))
    sys.exit(1 if results[1] or not results[0] else 0)
