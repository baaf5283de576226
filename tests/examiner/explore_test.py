"""lotusbox explore from outside: explore_test.py BINARY TREE CPP_RECEIVER [PART OF A NAME]

A handler that trusts mandate.active right after mandate.cancelled: a thousand random runs miss it,
and the explorer names it as two events.
"""
import json
import pathlib
import subprocess
import sys

import examine_test
from examine_test import BINARY, HERE, KEY, Receiver, contains, equal, free_port, needed

SCENARIO = str(HERE / "two_mandates.scn")
CAUSE = ("2 events are enough:\n        1. mandate.cancelled MD", "(event 15)\n",
         "2. mandate.active MD", "(event 3)\n", "is \"cancelled\" in order, \"active\" so")


def wrong(fault, world=False):
    return Receiver([sys.executable, "-B", HERE / "wrong_receiver.py", "PORT", fault], world)


def reviving():
    """The planted bug in a receiver that is fast."""
    return Receiver([needed("node"), HERE / "reviving_receiver.mjs", "PORT"], world=False)


def run(*words, timeout=600):
    return subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True,
                          timeout=timeout)


def explore(receivers, *more, scenario=SCENARIO):
    words = ["explore", scenario, "--key", KEY, "--timeout", "2000"]
    for one in receivers:
        words += ["--to", one.url + "/hook", "--probe", one.url + "/state",
                  "--reset", one.url + "/reset"]
    return run(*words, *more)


def case_the_planted_bug():
    with wrong("revives") as receiver:
        written = pathlib.Path(receiver.folder, "bug.scn")
        ended = explore([receiver], "--moves", "2", "--write", written)
        equal(ended.returncode, 4)
        contains(ended.stdout, "FAILED   1 change", *CAUSE)
        # The command that it names shows the same …
        command = ended.stdout.split("repeat with: lotusbox ")[1].split("\n")[0].split()
        again = run(*command)
        equal(again.returncode, 4)
        contains(again.stdout, *CAUSE)
        # … and so does the scenario, replayed and explored.
        replayed = run("replay", written)
        equal(replayed.returncode, 4)
        contains(replayed.stdout, "\"{m1}\":\"cancelled\"", "\"{m1}\":\"active\"", "0 passed, 1 failed")
        contains(explore([receiver], "--moves", "1", scenario=written).stdout, *CAUSE)


def case_the_scenario_of_a_bug_that_was_mended():
    with wrong("revives") as receiver:
        written = pathlib.Path(receiver.folder, "bug.scn")
        explore([receiver], "--moves", "1", "--write", written)
        text = written.read_text("utf-8")
        with wrong("none") as mended:
            other = pathlib.Path(mended.folder, "bug.scn")
            other.write_text(text.replace(receiver.url, mended.url), "utf-8")
            ended = run("replay", other)
            equal((ended.returncode, ended.stdout), (0, "1 passed, 0 failed\n"))


def case_a_thousand_random_runs_miss_it():
    with reviving() as receiver:
        contains(explore([receiver], "--moves", "1").stdout, "FAILED   1 change", *CAUSE)
        ended = explore([receiver], "--chaos", "1-1000", "--chaos-settings",
                        "duplicate=10%,delay=5%,delay_up_to=P90D,reorder=10%")
        contains(ended.stdout, "ok       chaos", "1 passed, 0 failed")
        equal(ended.returncode, 0)


def case_a_seed_of_chaos_is_shrunk():
    with wrong("last-wins") as receiver:
        ended = explore([receiver], "--chaos", "1-200", "--chaos-settings",
                        "delay=30%,delay_up_to=P60D", "--pointer", "/objects")
        equal(ended.returncode, 4)
        contains(ended.stdout, "FAILED   chaos", ", seed ", "2 events are enough:")


def case_a_duplicate_is_the_cause():
    with wrong("counts-repeats") as receiver:
        ended = explore([receiver], "--moves", "0", "--duplicates", "1")
        equal(ended.returncode, 4)
        contains(ended.stdout, "1 event is enough:", "1. source.pending", ", again\n",
                 "/events is 1 in order, 2 so")


def case_a_right_receiver_passes():
    with wrong("none") as receiver:
        report = pathlib.Path(receiver.folder, "report.xml")
        ended = explore([receiver], "--moves", "1", "--report-junit", report)
        equal(ended.returncode, 0)
        contains(ended.stdout, "ok       in order                1 order\n",
                 "ok       1 change                91 orders\n", "2 passed, 0 failed")
        contains(report.read_text("utf-8"), "<testsuite name=\"lotusbox explore\" tests=\"2\"")


def case_budget_and_state():
    with wrong("none") as receiver:
        state = pathlib.Path(receiver.folder, "state")
        ended = explore([receiver], "--moves", "1", "--budget", "60", "--state", state)
        equal(ended.returncode, 0)
        contains(ended.stdout, "the budget is used up after 60 orders of 92")
        equal(json.loads(state.read_text("utf-8"))["played"], 60)
        ended = explore([receiver], "--moves", "1", "--state", state)
        contains(ended.stdout, "played before: 60 orders", "32 orders\n", "1 passed, 0 failed")
        ended = explore([receiver], "--moves", "2", "--state", state)
        equal(ended.returncode, 3)
        contains(ended.stderr, "is of other events or bounds")
        state.write_text("something else", "utf-8")
        equal(explore([receiver], "--moves", "1", "--state", state).returncode, 3)
        equal(state.read_text("utf-8"), "something else")


def case_a_state_behind_which_the_bug_lies():
    with wrong("revives") as receiver:
        state = pathlib.Path(receiver.folder, "state")
        explore([receiver], "--moves", "1", "--budget", "50", "--state", state)
        for _ in range(2):  # who goes on after a failure meets it again
            ended = explore([receiver], "--moves", "1", "--state", state)
            equal(ended.returncode, 4)
            contains(ended.stdout, "order 72, ends otherwise", *CAUSE)


def case_several_receivers_find_the_same():
    with wrong("revives") as one, wrong("revives") as two:
        ended = explore([one, two], "--moves", "1")
        equal(ended.returncode, 4)
        contains(ended.stdout, "order 72, ends otherwise", *CAUSE)
        contains(ended.stderr, "LOTUSPAY_API_KEY=sk_test_lotusbox\n",
                 "LOTUSPAY_API_KEY=sk_test_lotusbox2\n")
        contains(explore([one], "--jobs", "2").stderr, "2 jobs need as many receivers")


def case_the_world_follows():
    """A receiver that asks the API is told what was so at that moment, or, late, what is so now."""
    with wrong("works-first", world=True) as receiver:
        told = ["--port", receiver.world, "--pointer", "/objects", "--events", "3,15"]
        equal(explore([receiver], *told, "--order", "3,15").returncode, 0)
        ended = explore([receiver], *told, "--order", "3")
        equal(ended.returncode, 4)
        contains(ended.stdout, "lost: mandate.cancelled",
                 " is \"cancelled\" in order, \"active\" so")
        equal(explore([receiver], *told, "--order", "late 3").returncode, 0)


def case_drops_and_delays():
    """What later events tell as well may be lost, and what is late may be."""
    with wrong("none") as receiver:
        ended = explore([receiver], "--moves", "0", "--drops", "1", "--delays", "1", "--pointer",
                        "/objects")
        equal(ended.returncode, 0)
        contains(ended.stdout, "ok       2 changes")
        ended = explore([receiver], "--moves", "0", "--drops", "1", "--pointer", "/events")
        equal(ended.returncode, 4)
        contains(ended.stdout, "2 events are enough:", "lost: ")


def case_counting():
    ended = run("explore", SCENARIO, "--count", "--moves", "1", "--duplicates", "1")
    equal(ended.returncode, 0)
    contains(ended.stdout, "1  source.pending SC", "20  mandate.resume.success MD",
             " within the bounds")


def case_refusals():
    with wrong("none") as receiver:
        probe, reset = ["--probe", receiver.url + "/state"], ["--reset", receiver.url + "/reset"]
        base = ["explore", SCENARIO, "--to", receiver.url + "/hook", "--key", KEY]
        for words, code, says in (
                (base, 1, "--probe or --probe-command"),
                ([*base, *probe], 1, "--reset or --reset-command"),
                ([*base, *probe, *reset, "--budget", "5x"], 1, "--budget takes"),
                ([*base, *probe, *reset, "--chaos", "9-1"], 1, "--chaos takes"),
                ([*base, *probe, *reset, "--order", "1,99"], 3, "events from 1 to 20"),
                ([*base, *probe, *reset, "--order", "late 1,2"], 3, "what is late comes last"),
                ([*base, *probe, *reset, "--pointer", "/nothing"], 3, "nothing at /nothing"),
                ([*base, *probe, *reset, "--chaos", "1", "--chaos-settings", "dupe=1"], 3, "chaos"),
                (["explore", "no-such.scn", "--count"], 2, "no-such.scn"),
                (["explore"], 1, "")):
            ended = run(*words)
            equal((words[-2:], ended.returncode), (words[-2:], code))
            contains(ended.stderr, says)
        # A probe that sees nothing would let every order pass.
        nothing = [*base, "--probe-command", "echo 7", *reset]
        contains(run(*nothing).stderr, "the state is the same before and after all events")
        changing = [*base, "--probe-command", "date +%s%N | tr -d N", *reset]
        contains(run(*changing).stderr, "two runs in order end differently")
    nobody = f"127.0.0.1:{free_port()}"
    ended = run("explore", SCENARIO, "--to", nobody, "--key", KEY, "--probe", nobody, "--reset",
                nobody)
    equal(ended.returncode, 3)
    contains(ended.stderr, "the reset: ", "nothing answers there")


if __name__ == "__main__":
    named = {name[5:].replace("_", " "): case for name, case in list(globals().items())
             if name.startswith("case_")}
    examine_test.cases = lambda: named.items()
    sys.exit(examine_test.main())
