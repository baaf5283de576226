"""Are the boundary tests any good? mutants.py LOTUSBOX SOURCE BUILD FOLDER [--all] [--keep]

Compiles the sources that hold rules once more, each with all its mutants in it, of which an
environment variable chooses one: a comparison that is strict where it was not, a limit that is one
more, a rule that is never asked. Then the scenarios that the real program made from the rules run
against each mutant, and must go red. A sample is tried; --all tries each. What nothing catches is
counted, and is a failure unless SURVIVORS says why it cannot be caught."""
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys

SAMPLE = 24
RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
FOLDERS = ("src/core/behaviour", "src/api/rules")
FURTHER = ("src/core/values/money.cc",)
# Files and functions that decide no call: machines, plans of the banks, what is shown.
NO_RULES = tuple("/" + name for name in (
    "machine.cc", "evolve.cc", "readings.cc", "registry.cc", "mail.cc", "guard.cc", "profiles.cc",
    "sets.cc", "schedule.cc", "decide.cc", "forecast.cc", "stale.cc", "change.cc", "tables.cc",
    "guards.cc", "mobile.cc", "accounts.cc", "web.cc", "debit/terms.cc"))
NOT_ASKED = re.compile(r"decide_|evolve_|apply|made|planned_answer|answer_by_account|usual_code|"
                       r"fate_of|creditor_from|set_sponsor|find_code|without_twin|occurrence|"
                       r"earliest|format_|to_text|url_complaint|reread_")
CONSTANT = re.compile(r"^\s*(static_assert|#|//|template|using|constexpr (?!auto)\w+ \w+(\[\])? ?[={])")
HEADER = """
#include <cstdlib>
#include <optional>
#include "core/model/refusal.h"
#include "core/values/instant.h"
#include "core/values/money.h"
namespace lotusbox::mutant {
inline bool on(int number) {
  static const char* chosen = std::getenv("LOTUSBOX_MUTANT");
  static const int wanted = chosen == nullptr ? -1 : std::atoi(chosen);
  return wanted == number;
}
template <int N> struct Lt {}; template <int N> struct Le {}; template <int N> struct Gt {};
template <int N> struct Ge {}; template <int N> struct Eq {}; template <int N> struct Ne {};
template <class A, class Op> struct Half { const A& a; };
#define LOTUSBOX_MUTANT_OP(NAME, FIRST, SECOND, REAL, OTHER) \\
  template <class A, int N> Half<A, NAME<N>> operator FIRST(const A& a, NAME<N>) { return {a}; } \\
  template <class A, int N, class B> bool operator SECOND(Half<A, NAME<N>> h, const B& b) { \\
    return on(N) ? h.a OTHER b : h.a REAL b; }
LOTUSBOX_MUTANT_OP(Lt, <, <, <, <=)
LOTUSBOX_MUTANT_OP(Le, <, <, <=, <)
LOTUSBOX_MUTANT_OP(Gt, <, <, >, >=)
LOTUSBOX_MUTANT_OP(Ge, <, <, >=, >)
LOTUSBOX_MUTANT_OP(Eq, ==, ==, ==, !=)
LOTUSBOX_MUTANT_OP(Ne, ==, ==, !=, ==)
template <class Number> Number more(Number value, int number) {
  return on(number) ? static_cast<Number>(value + 1) : value;
}
inline Paise more(Paise value, int number) {
  return on(number) ? Paise(value.count() + 1) : value;
}
inline Seconds more(Seconds value, int number) {
  return on(number) ? value + Seconds(1) : value;
}
template <int N, auto F> struct Ignored;
template <int N, class C, std::optional<Finding> (*F)(const C&)> struct Ignored<N, F> {
  static std::optional<Finding> check(const C& c) { return on(N) ? std::nullopt : F(c); }
};
}  // namespace lotusbox::mutant
"""
NAMES = {"<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge", "==": "Eq", "!=": "Ne"}
# What no boundary test can catch, and why: parts of `file: what`.
SURVIVORS = {
    "it words a refusal that comes either way": (
        "debit/rules.cc: != for == in: const bool fixed",
        "juspay/make_rules.cc: != for == in: const bool revokable",
        "link/rules.cc: != for == in: const bool of_source",
        "source/debit_rules.cc: != for == in: const bool fixed",
        "subscription/rules.cc: != for == in: const bool fixed",
        "formats.cc: >= for > in: if (text.size() > limits::kUrlLength) {",
        "formats.cc: limits::kUrlLength + 1",
        "waiting.cc: != for == in: if (parse_wait_for(c.what.text) == WaitFor::mail) {"),
    "it says when the call would pass, which `why` tells and no verdict": (
        "debit/answer_rules.cc: != for == in: if (debit.state.status == DebitStatus::pending",
        "debit/rules.cc: <= for < in: while (passes", "debit/rules.cc: limits::kDebitCutOff + 1",
        "source/debit_rules.cc: <= for < in: while (passes",
        "source/debit_rules.cc: limits::kCreateFinalDateYears + 1",
        "juspay/call_rules.cc: > for >= in: if (state.status != JuspayStatus::paused",
        "mandate/manage_rules.cc: != for == in: const bool resume"),
    "a body has too many fields before it has a thousand profiles": (
        "creditors.cc: < for <= in: const bool good", "limits::kNachProfiles + 1",
        "source/debit_rules.cc: <= for < in: if (r.creditor || known.rows.size()"),
    "both come to the same": (
        "juspay/call_rules.cc: >= for > in: return pause_start",
        "link/rules.cc: <= for < in: if (command.link",
        "mandate/make_rules.cc: >= for > in: if (!seconds ||",
        "money.cc: >= for > in: return text.size() > kDigitsMax",
        "source/parsed.cc: <= for < in: if (index &&"),
    "its boundary is a body of megabytes": (
        "paper.cc: limits::kImageBytes + 1", "paper.cc: file_small is never asked",
        "access.cc: body_small is never asked"),
    "its boundary is a control character, which no text file should hold": (
        "formats.cc: <= for < in: all_of(text, [](char c) { return c > ' ' && c < 127",
        "calls.cc: <= for < in: return character >= ' '"),
    "a threshold of all needs a world in which all was exercised": (
        "reports.cc: >= for > in: if (!percent",),
    "it is what holds when nothing is sent, which refuses nothing": (
        "control.cc: limits::kTimersPerAdvance + 1",
        "source/parsed.cc: == for != in: } else if (parsed.sequence",
        "source/parsed.cc: != for == in: if (undated"),
}


class Mutants:
    def __init__(self):
        self.all = []  # (file, line, what)

    def add(self, name, line, what):
        self.all.append((name, line, what))
        return len(self.all) - 1

    def code(self, name, text):
        """The text with all its mutants in it."""
        out, in_table, function = [], False, ""
        found = re.findall(r"^Objection (\w+)\(", text, re.M)
        self.overloaded = {one for one in found if found.count(one) > 1}
        for number, line in enumerate(text.split("\n"), 1):
            begins = re.match(r"^[\w:<>,&* ]+[ &*](\w+)\(", line)
            function = begins[1] if begins else function
            in_table = (in_table or bool(re.match(r"^constexpr .*(\[\]|>) ?k\w+(\[\])? ?[={]|^constexpr (RuleRow|Rows|ChangeRows|std::array)", line))) \
                and not line.startswith("}")
            if in_table or line.startswith("     ") and re.match(r"^ +[\w<>]+\}[,;]", line):
                line = re.sub(r"(^ +|, )([a-z][a-z0-9_]+(?:<\w+>)?)\}([,;}]|$)",
                              lambda m: self.row(name, number, m), line)
            elif not (CONSTANT.match(line) or NOT_ASKED.match(function) or "found." in line):
                line = self.expression(name, number, line)
            out.append(line)
        return "\n".join(out)

    def row(self, name, number, match):
        if match[2] in self.overloaded:
            return match[0]
        which = self.add(name, number, f"{match[2]} is never asked")
        return f"{match[1]}::lotusbox::mutant::Ignored<{which}, {match[2]}>::check}}{match[3]}"

    def expression(self, name, number, line):
        code = line.split("//")[0]
        if '"' not in code and "for (" not in code:
            line = re.sub(r" (<=|>=|<|>|==|!=) (?![=<>])", lambda m: self.relation(name, number, m, code), line)
        return re.sub(r"(?<!const )\blimits::k\w+", lambda m: self.limit(name, number, m), line)

    def relation(self, name, number, match, code):
        which = self.add(name, number, f"{RELATIONS[match[1]]} for {match[1]} in: {code.strip()}")
        sign = "==" if match[1] in ("==", "!=") else "<"
        return f" {sign} ::lotusbox::mutant::{NAMES[match[1]]}<{which}>() {sign} "

    def limit(self, name, number, match):
        which = self.add(name, number, f"{match[0]} + 1")
        return f"::lotusbox::mutant::more({match[0]}, {which})"


def sources(tree):
    for folder in FOLDERS:
        for path in sorted((tree / folder).rglob("*.cc")):
            if not path.as_posix().endswith(NO_RULES):
                yield path.relative_to(tree).as_posix()
    yield from FURTHER


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(command)[:300]}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def compile_commands(build):
    """By source: the directory and the words of the command."""
    return {os.path.normpath(os.path.join(one["directory"], one["file"])):
            (one["directory"], shlex.split(one["command"]))
            for one in json.loads((build / "compile_commands.json").read_text())}


def object_of(tree, build, folder, name, text, commands):
    mutated = folder / "src" / name
    mutated.parent.mkdir(parents=True, exist_ok=True)
    whole = re.sub(r"\n\nnamespace lotusbox", "\n" + HEADER + "\nnamespace lotusbox", text, count=1)
    if not mutated.exists() or mutated.read_text() != whole:
        mutated.write_text(whole)
    directory, words = commands[os.path.normpath(str(tree / name))]
    made = str(mutated.with_suffix(".o"))
    words = [word for word in words if not re.match(r"-W|-g", word) and word != "-Werror"]
    words[words.index("-o") + 1] = made
    words[-1] = str(mutated)
    for flag in ("-MF", "-MQ"):
        if flag in words:
            at = words.index(flag)
            del words[at:at + 2]
    run([word for word in words if word != "-MD"] + ["-w"], cwd=directory)
    return made


def link(build, folder, objects):
    target = "src/cli/lotusbox"
    line = [row for row in run(["ninja", "-C", str(build), "-t", "commands", target]).splitlines()
            if f" -o {target} " in row][-1]
    words = shlex.split(line)
    at = words.index("-o")
    program = str(folder / "lotusbox")
    words[at + 1] = program
    # Before the archives: what they have of the same names is not asked for any more.
    run(words[:at + 2] + objects + words[at + 2:] + ["-Wl,--strip-all"], cwd=str(build))
    return program


def red(program, number, paths):
    try:
        done = subprocess.run([program, "replay", "--fail-fast", *paths],
                              env={**os.environ, "LOTUSBOX_MUTANT": str(number)}, timeout=120,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return True  # it never ends: nobody would miss that
    return done.returncode != 0


def own_scenarios(scenarios, text):
    """Those of the rules that a source names; where it names none, of what texts look like."""
    named = set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', text)) or {"source.", "customer.", "amend."}
    return sorted(str(path) for path in pathlib.Path(scenarios).rglob("*.scn")
                  if any((path.parent.name + "." + path.stem.rsplit("-", 1)[0]).startswith(one)
                         for one in named))


def caught(program, scenarios, number, text):
    """The nearest first: they are few, and mostly see it."""
    own = own_scenarios(scenarios, text)
    return own and red(program, number, own) or red(program, number, [scenarios])


def main(lotusbox, tree, build, folder, *options):
    tree, build, folder = (pathlib.Path(one).resolve() for one in (tree, build, folder))
    folder.mkdir(parents=True, exist_ok=True)
    scenarios = str(folder / "scenarios")
    shutil.rmtree(scenarios, ignore_errors=True)  # those of an earlier run have other numbers
    run([lotusbox, "edges", "--scn", scenarios])
    mutants, commands = Mutants(), compile_commands(build)
    plain = {name: (tree / name).read_text() for name in sources(tree)}
    texts = {name: mutants.code(name, text) for name, text in plain.items()}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        objects = list(pool.map(
            lambda one: object_of(tree, build, folder, *one, commands), texts.items()))
    program = link(build, folder, objects)
    if red(program, -1, [scenarios]):
        sys.exit("without a mutant the scenarios must be green")
    chosen = list(enumerate(mutants.all))
    if "--all" not in options:
        chosen = random.Random(7).sample(chosen, SAMPLE)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(
            lambda one: (one, bool(caught(program, scenarios, one[0], plain[one[1][0]]))), chosen))
    failed, needed = 0, set()
    known = [part for parts in SURVIVORS.values() for part in parts]
    for (_, (name, line, what)), was_caught in results:
        why = [part for part in known if part in f"{name}: {what}"]
        if not was_caught:
            needed.update(why)
        if not was_caught and not why:
            failed += 1
            print(f"{name}:{line}: {what}: nothing catches it")
    for part in known if "--all" in options else ():
        if part not in needed:
            failed += 1
            print(f"SURVIVORS has {part}, but all such mutants are caught")
    count = sum(1 for _, was_caught in results if was_caught)
    print(f"{count} of {len(results)} mutants are caught, of {len(mutants.all)} that there are")
    print(f"{max(0, len(results) - failed)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
