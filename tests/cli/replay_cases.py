"""lotusbox replay: what it says about failures, its reports, and runs that are broken off."""

import json
import os
import shlex
import socket
import subprocess
import xml.etree.ElementTree

from program import SIGINT, SIGTERM, end, equal

GOOD = "# T-{0}  One that passes.\nworld at=2026-01-10T10:00:00+05:30 profile=documented seed=7\n" \
       "----\nok\n"
BAD = GOOD.replace("passes", "fails <& \"so\"") + \
      "\nmandate as=m1 maximum=500000 status=active\n----\nm1 active maximum=Rs 7000.00\n"


def folder_of(program, *contents):
    for number, content in enumerate(contents):
        path = program.path(f"t{number}.scn", content.format(number))
    return os.path.dirname(path)


def reports(program):
    paths = {kind: program.path(f"report.{kind}") for kind in ("junit", "tap", "json")}
    return paths, [word for kind, path in paths.items() for word in (f"--report-{kind}", path)]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_tap(text):
    """(number, ok, skipped) of each test of a TAP report that holds together."""
    lines = text.splitlines()
    equal(lines[0], "TAP version 13")
    results = []
    for line in lines[2:]:
        if line.startswith(("ok ", "not ok ")):
            ok = line.startswith("ok ")
            number = int(line.split(" - ")[0].split()[-1])
            results.append((number, ok, "# SKIP" in line))
        else:
            assert line.startswith("#"), line
    equal(lines[1], f"1..{len(results)}")
    equal([result[0] for result in results], list(range(1, len(results) + 1)))
    return results


def test_a_failure_shows_the_lines_and_the_command_that_repeats_it(program):
    folder = folder_of(program, GOOD, BAD)
    run = program.run("replay", folder).expect(4, err="")
    assert f"{folder}/t1.scn:6: mandate as=m1" in run.out, run.out
    expected = ("     8 - m1 active maximum=Rs 7000.00\n"
                "       + m1 active maximum=Rs 5000.00\n"
                "                              ^\n")
    assert expected in run.out, run.out
    assert run.out.endswith("1 passed, 1 failed\n"), run.out
    repeat = next(line for line in run.out.splitlines() if line.startswith("repeat with: "))
    words = shlex.split(repeat.removeprefix("repeat with: "))
    again = subprocess.run(words, capture_output=True, text=True, check=False)
    equal((again.returncode, again.stdout.splitlines()[-1]), (4, "0 passed, 1 failed"))


def test_paths_and_the_server_stand_in_the_command_that_repeats_it(program):
    path = program.path("it's one.scn", BAD.format(1))
    ready = program.serve("--quiet")
    run = program.run("replay", "--url", ready["url"], path).expect(4)
    repeat = next(line for line in run.out.splitlines() if line.startswith("repeat with: "))
    equal(shlex.split(repeat.removeprefix("repeat with: ")),
          [program.binary, "replay", "--url", ready["url"], path])


def test_three_reports_at_once(program):
    paths, options = reports(program)
    program.run("replay", *options, folder_of(program, GOOD, BAD, GOOD)).expect(4)
    suite = xml.etree.ElementTree.parse(paths["junit"]).getroot()
    equal([suite.get(name) for name in ("tests", "failures", "errors", "skipped")],
          ["3", "1", "0", "0"])
    cases = suite.findall("testcase")
    equal([case.get("name") for case in cases],
          ["T-0 One that passes.", "T-1 One that fails <& \"so\".", "T-2 One that passes."])
    assert "- m1 active maximum=Rs 7000.00" in cases[1].find("failure").text
    equal(read_tap(read(paths["tap"])), [(1, True, False), (2, False, False), (3, True, False)])
    report = json.loads(read(paths["json"]))
    equal((report["passed"], report["failed"], report["not_run"]), (2, 1, 0))
    equal(report["scenarios"][1]["failures"][0]["line"], 6)
    program.run("replay", "--report-tap", program.path("no/folder"), folder_of(program, GOOD)) \
        .expect(3, err="cannot be written")


def interrupted(program, number):
    """The reports of a run whose server never answers."""
    paths, options = reports(program)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = program.start("replay", "--url", url, *options,
                                folder_of(program, GOOD, GOOD, GOOD))
        connection, _ = silent.accept()  # from here on the first scenario is under way
        with connection:
            run = end(process, number)
    assert run.seconds < 10, f"it took {run.seconds:.1f} s to stop"
    return run, paths


def test_reports_are_written_when_the_run_is_broken_off(program):
    for number, name in ((SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")):
        run, paths = interrupted(program, number)
        run.expect(128 + number, "0 passed, 0 failed, 3 not run\n", "")
        suite = xml.etree.ElementTree.parse(paths["junit"]).getroot()
        equal([suite.get(kind) for kind in ("tests", "failures", "skipped")], ["3", "0", "3"])
        equal({skipped.get("message") for skipped in suite.iter("skipped")},
              {f"not run: interrupted by {name}"})
        equal(read_tap(read(paths["tap"])), [(i, True, True) for i in (1, 2, 3)])
        equal(json.loads(read(paths["json"]))["not_run"], 3)


def test_nothing_is_begun_after_a_failure_when_so_wished(program):
    run = program.run("replay", "--fail-fast", folder_of(program, GOOD, BAD, GOOD)).expect(4)
    assert run.out.endswith("1 passed, 1 failed, 1 not run\n"), run.out


def test_many_at_the_same_time_come_out_alike(program):
    one, four = program.path("one.json"), program.path("four.json")
    amend = os.path.join(program.scenarios, "amend")
    program.run("replay", amend, "--report-json", one).expect(0, err="")
    program.run("replay", amend, "--jobs", "4", "--report-json", four).expect(0, err="")

    def without_times(path):
        return [{**row, "took_ms": 0} for row in json.loads(read(path))["scenarios"]]

    equal(without_times(four), without_times(one))


def test_what_cannot_be_read_is_said_before_anything_runs(program):
    program.run("replay", program.path("none.scn")).expect(2, "", "there is no such file")
    program.run("replay", program.path("bad.scn", "frob\n")).expect(2, "", "bad.scn:1")
    program.run("replay").expect(1, "", "PATH")
    program.run("replay", "--jobs", "0", program.scenarios).expect(1, "", "--jobs")


def test_accepting_rewrites_the_file(program):
    folder = folder_of(program, GOOD, BAD)
    program.run("replay", "--accept", folder).expect(0, "1 rewritten", "")
    program.run("replay", folder).expect(0, "2 passed, 0 failed\n", "")
