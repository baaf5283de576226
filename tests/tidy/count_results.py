"""Adds up what a run of `meson test` really did: test cases, not programs.

usage: count_results.py [--self-test | TESTLOG.JSON]

Reads the log that meson writes (one JSON object a line, with each program's stdout) and prints, as
the last line, `N passed, N failed`, with `, N skipped` when there are any. A program says its own
count, either as doctest does or on a line like that one; one that says none counts as one case. A
program that ends badly has failed at least once, whatever it says. Exit code 0 means that nothing
failed and something passed.
"""
import json
import re
import sys

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
DOCTEST = re.compile(
    r"^\[doctest\] test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed"
    r"(?:\s*\|\s*(\d+) skipped)?", re.M)
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", re.M)


def said(output):
    """The last count that a program printed, or None. Doctest's own comes first: a test case may
    well print a line of the other kind while it tests something that counts."""
    output = COLOUR.sub("", output)
    for pattern in (DOCTEST, PLAIN):
        found = pattern.findall(output)
        if found:
            return tuple(int(number or 0) for number in found[-1])
    return None


def judge(test):
    """(passed, failed, skipped, complaint or None) of one program."""
    result = test.get("result", "ERROR")
    count = said(test.get("stdout") or "")
    if result == "EXPECTEDFAIL":
        return 1, 0, 0, None
    if result == "SKIP":
        if count and (count[0] or count[1]):
            return (*count, None if count[1] == 0 else f"{count[1]} failed")
        return 0, 0, max(1, count[2] if count else 1), None
    if result != "OK":
        passed, failed, skipped = count or (0, 0, 0)
        how = f"{result.lower()}, exit {test.get('returncode')}"
        if failed:
            return passed, failed, skipped, f"{failed} failed ({how})"
        if passed:
            return passed, 1, skipped, f"ended badly although its cases passed ({how})"
        return 0, 1, skipped, how
    if count is None:
        return 1, 0, 0, None
    passed, failed, skipped = count
    if passed == 0 and failed == 0:
        return 0, 1, skipped, "ran no test case"
    return passed, failed, skipped, f"{failed} failed (yet exit 0)" if failed else None


def count(lines):
    """(passed, failed, skipped, complaints) over all programs of a log."""
    sums, complaints = [0, 0, 0], []
    for line in lines:
        if not line.strip():
            continue
        try:
            test = json.loads(line)
        except ValueError:
            test = {"name": "the test log", "result": "ERROR: not JSON"}
        *numbers, complaint = judge(test)
        sums = [total + number for total, number in zip(sums, numbers)]
        if complaint:
            complaints.append(f"{test.get('name')}: {complaint}")
    return (*sums, complaints)


def closing_line(passed, failed, skipped):
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def main(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as log:
            passed, failed, skipped, complaints = count(log)
    except OSError:
        passed, failed, skipped, complaints = 0, 0, 0, []
    if passed + failed + skipped == 0:
        complaints.append("no test ran")
        failed = 1
    for complaint in complaints:
        print(f"failed: {complaint}")
    print(closing_line(passed, failed, skipped), flush=True)
    return 0 if failed == 0 and passed > 0 else 1


def doctest_says(passed, failed, skipped):
    return (f"[doctest] doctest version is \"2.4.9\"\n[doctest] test cases: {passed + failed:3} | "
            f"{passed:3} passed | {failed} failed | {skipped} skipped\n[doctest] assertions: 9 | "
            "9 passed | 0 failed |\n[doctest] Status: SUCCESS!\n")


def self_test():
    rows = [  # what, result, exit code, stdout, (passed, failed, skipped)
        ("doctest, all well", "OK", 0, doctest_says(12, 0, 0), (12, 0, 0)),
        ("doctest, one bad", "FAIL", 1, doctest_says(11, 1, 3), (11, 1, 3)),
        ("doctest, short form", "OK", 0,
         "[doctest] test cases: 5 | 5 passed | 0 failed |\n", (5, 0, 0)),
        ("doctest, coloured", "OK", 0,
         "\x1b[0;36m[doctest] \x1b[0mtest cases: 2 | \x1b[0;32m2 passed\x1b[0m | 0 failed | "
         "0 skipped\n", (2, 0, 0)),
        ("doctest, one case prints a count", "OK", 0, "7 passed, 7 failed\n" + doctest_says(2, 0, 0),
         (2, 0, 0)),
        ("doctest, nothing ran", "OK", 0, doctest_says(0, 0, 9), (0, 1, 9)),
        ("all passed, then a leak", "FAIL", 23, doctest_says(4, 0, 0), (4, 1, 0)),
        ("crash after a count of failures", "FAIL", -6, doctest_says(4, 1, 0), (4, 1, 0)),
        ("plain count", "OK", 0, "walking\n40 passed, 0 failed, 2 skipped\n", (40, 0, 2)),
        ("plain count, the last one counts", "OK", 0, "1 passed, 0 failed\n3 passed, 0 failed\n",
         (3, 0, 0)),
        ("plain count with failures", "FAIL", 4, "1 passed, 2 failed\n", (1, 2, 0)),
        ("plain count with failures, exit 0", "OK", 0, "1 passed, 2 failed\n", (1, 2, 0)),
        ("a count inside a sentence is none", "OK", 0, "so 1 passed, 2 failed\n", (1, 0, 0)),
        ("plain count of nothing", "OK", 0, "0 passed, 0 failed\n", (0, 1, 0)),
        ("no count, exit 0", "OK", 0, "", (1, 0, 0)),
        ("no count, no stdout", "OK", 0, None, (1, 0, 0)),
        ("no count, exit 1", "FAIL", 1, "oh\n", (0, 1, 0)),
        ("crash", "FAIL", -11, "", (0, 1, 0)),
        ("time is up", "TIMEOUT", -15, "", (0, 1, 0)),
        ("time is up after a count", "TIMEOUT", -15, "3 passed, 0 failed\n", (3, 1, 0)),
        ("could not start", "ERROR", 127, "", (0, 1, 0)),
        ("interrupted", "INTERRUPT", -2, "", (0, 1, 0)),
        ("skipped as a whole", "SKIP", 77, "no Node here\n", (0, 0, 1)),
        ("skipped, with a count", "SKIP", 77, "0 passed, 0 failed, 5 skipped\n", (0, 0, 5)),
        ("must not compile, and does not", "EXPECTEDFAIL", 1, "", (1, 0, 0)),
        ("must not compile, but does", "UNEXPECTEDPASS", 0, "", (0, 1, 0)),
    ]
    passed, failed, lines, total = 0, 0, [], [0, 0, 0]

    def expect(what, got, wanted):
        nonlocal passed, failed
        if got == wanted:
            passed += 1
        else:
            failed += 1
            print(f"{what}: got {got}, not {wanted}")

    for what, result, code, output, wanted in rows:
        test = {"name": what, "result": result, "returncode": code}
        if output is not None:
            test["stdout"] = output
        lines.append(json.dumps(test))
        *got, complaint = judge(test)
        expect(what, tuple(got), wanted)
        expect(what + ", says why", complaint is not None, wanted[1] > 0)
        total = [a + b for a, b in zip(total, wanted)]
    expect("the sum of all", list(count(lines)[:3]), total)
    expect("a torn log", count(['{"name": "base", "res'])[:3], (0, 1, 0))
    expect("blank lines", count(["", "\n"])[:3], (0, 0, 0))
    expect("closing line", closing_line(3, 0, 0), "3 passed, 0 failed")
    expect("closing line, skipped", closing_line(3, 1, 2), "3 passed, 1 failed, 2 skipped")
    print(closing_line(passed, failed, 0))
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(self_test() if sys.argv[1] == "--self-test" else main(sys.argv[1]))
