"""lotusbox exec: the command, its environment, its signals and its exit code."""

import json
import os
import pty
import signal
import sys

from program import KEY, SIGINT, SIGTERM, end, equal, wait

PYTHON = sys.executable
QUICK = 2.0

# Says each signal that comes; ends with 7 when a line or the end comes on stdin.
LISTENER = """
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), lambda number, _, name=name: os.write(1, name.encode() + b"\\n"))
os.write(1, b"up\\n")
sys.stdin.readline()
sys.exit(7)
"""


def test_the_command_finds_a_sandbox_that_answers(program):
    script = ("import json, os, urllib.request\n"
              "url = os.environ['LOTUSBOX_URL']\n"
              "assert url == os.environ['LOTUSPAY_BASE_URL'] and url.startswith('http://127.0.0.1:')\n"
              "key = os.environ['LOTUSPAY_API_KEY']\n"
              "request = urllib.request.Request(url + '/v1/mandates', None,\n"
              "                                 {'Authorization': 'Bearer ' + key})\n"
              "answer = json.load(urllib.request.urlopen(request))\n"
              "request = urllib.request.Request(url + '/_mock/webhook', b'url=http://127.0.0.1:9/',\n"
              "                                 {'Authorization': 'Bearer ' + key}, method='PUT')\n"
              "webhook = json.load(urllib.request.urlopen(request))\n"
              "print(key, webhook['key'] == os.environ['LOTUSPAY_WEBHOOK_KEY'], len(webhook['key']))\n")
    program.run("exec", "--", PYTHON, "-c", script).expect(0, err="").expect(0, f"{KEY} True 16\n")
    program.run("exec", "--seed", "99", "--", PYTHON, "-c", script).expect(0, f"{KEY} True 16\n", "")
    own = ["--api-key", "sk_test_mine", "--webhook-key", "whk_abcdefghijkl", "--", "sh", "-c",
           "echo $LOTUSPAY_API_KEY $LOTUSPAY_WEBHOOK_KEY"]
    equal(program.run("exec", *own).expect(0).out, "sk_test_mine whk_abcdefghijkl\n")


def test_input_output_and_exit_code_are_those_of_the_command(program):
    equal(program.run("exec", "--", "cat", stdin="one\ntwo\n").expect(0, err="").out, "one\ntwo\n")
    program.run("exec", "--", "sh", "-c", "echo out; echo err >&2; exit 42").expect(42, "out\n", "err\n")
    equal(program.run("exec", "--", "echo", "[a,b]", "--", "--help", "").out, "[a,b] -- --help \n")
    program.run("exec", "--", "sh", "-c", "kill -TERM $$").expect(143, "", "")
    program.run("exec", "--", "sh", "-c", "kill -KILL $$").expect(137, "", "")


def test_what_cannot_be_started_is_said(program):
    program.run("exec", "--", "no-such-command").expect(127, "", "no-such-command: there is no such")
    program.run("exec", "--", program.path("plain", "echo")).expect(126, "", "cannot be executed")
    program.run("exec", "--", "/").expect(126, "", "cannot be executed")
    program.run("exec", "echo").expect(1, "", "put -- before the command")
    program.run("exec", "--").expect(1, "", "put -- before the command")
    program.run("exec", "--clock", "slow", "--", "echo", "x").expect(1, "", "--clock must be")
    program.run("exec", "--fixtures", program.path("no"), "--", "echo", "x").expect(2, "", "no: cannot")


def test_signals_are_passed_on_and_waited_for(program):
    for number in (SIGINT, SIGTERM, signal.SIGHUP):
        process = program.start("exec", "--", PYTHON, "-c", LISTENER)
        equal(process.stdout.readline(), "up\n")
        process.send_signal(number)
        equal(process.stdout.readline(), signal.Signals(number).name + "\n")
        assert process.poll() is None, "it did not wait for the command"
        process.stdin.write("\n")
        process.stdin.close()
        process.stdin = None
        wait(process).expect(7, "", "")


def test_signals_reach_the_whole_group(program):
    # The shell waits for its child; without the group only the shell would be told.
    process = program.start("exec", "--", "sh", "-c", '"$0" -c "$1"; exit 9', PYTHON,
                            "print('up', flush=True); import signal; signal.pause()")
    equal(process.stdout.readline(), "up\n")
    end(process, SIGTERM).expect(143, "", "")


def test_the_second_signal_kills(program):
    process = program.start("exec", "--", PYTHON, "-c", LISTENER)
    equal(process.stdout.readline(), "up\n")
    process.send_signal(SIGTERM)
    equal(process.stdout.readline(), "SIGTERM\n")
    end(process, SIGTERM).expect(128 + signal.SIGKILL, "", "")


def test_the_command_inherits_no_blocked_or_ignored_signal(program):
    show = ["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"]

    def signals(run):
        masks = [int(line.split()[1], 16) for line in run.expect(0, err="").out.splitlines()]
        return [mask & 0x7FFFFFFF for mask in masks]  # 32 and 33 belong to the C library

    equal(signals(program.run("exec", "--", *show)),
          signals(program.run(*show[1:], binary=show[0])))


def test_it_ends_at_once_although_connections_are_open(program):
    script = ("import os, socket, subprocess, sys\n"
              "port = int(os.environ['LOTUSBOX_URL'].rsplit(':', 1)[1])\n"
              "kept = [socket.create_connection(('127.0.0.1', port)) for _ in range(50)]\n"
              "kept[0].sendall(b'POST /v1/sources HTTP/1.1\\r\\nHost: x\\r\\nContent-')\n"
              "if len(sys.argv) > 1:\n"  # somebody who outlives the command, with them open
              "    if os.fork() == 0:\n"
              "        os.close(1), os.close(2), kept[1].recv(1), os._exit(0)\n")
    for more in ([], ["orphan"]):
        run = program.run("exec", "--", PYTHON, "-c", script, *more).expect(0, "", "")
        assert run.seconds < QUICK, f"it took {run.seconds:.1f} s"


def test_control_c_on_a_terminal_is_heard_once(program):
    leader, follower = pty.openpty()

    def take_terminal():
        os.setsid()
        os.close(os.open(os.ttyname(follower), os.O_RDWR))  # becomes the controlling one

    process = program.start("exec", "--", PYTHON, "-c", LISTENER, stdin=follower, stdout=follower,
                            stderr=follower, preexec_fn=take_terminal)
    os.close(follower)

    def read_until(text):
        got = b""
        while text not in got:
            got += os.read(leader, 4096)
        return got

    read_until(b"up")
    os.write(leader, b"\x03")
    said = read_until(b"SIGINT\r\n")
    os.write(leader, b"done\n")  # the command has the terminal, so it can read
    process.wait(timeout=20)
    equal(process.returncode, 7)
    rest = b""
    try:
        while more := os.read(leader, 4096):
            rest += more
    except OSError:
        pass  # the other end is closed
    os.close(leader)
    equal((said + rest).count(b"SIGINT"), 1)


def test_the_log_is_off_unless_wanted(program):
    script = ["--", PYTHON, "-c", "import os, urllib.request\n"
              "urllib.request.urlopen(os.environ['LOTUSBOX_URL'] + '/_mock/clock')"]
    program.run("exec", *script).expect(0, "", "")
    program.run("exec", "--log", *script).expect(0, "", "200 GET /_mock/clock")
    run = program.run("exec", "--log=json", *script).expect(0, "")
    equal(json.loads(run.err)["path"], "/_mock/clock")


def test_coverage_is_told_and_can_fail_the_build(program):
    make = ["--", PYTHON, "-c", "import os, urllib.request\n"
            "request = urllib.request.Request(os.environ['LOTUSBOX_URL'] + '/_mock/mandates', b'',\n"
            "    {'Authorization': 'Bearer ' + os.environ['LOTUSPAY_API_KEY']}, method='POST')\n"
            "urllib.request.urlopen(request)"]
    run = program.run("exec", "--coverage", *make).expect(0, "", "transitions taken")
    equal(len(run.err.splitlines()), 1)
    run = program.run("exec", "--coverage", "--coverage-details", *make).expect(0)
    assert "never tried:" in run.err and " source.create" in run.err, run.err
    program.run("exec", "--coverage=mandate:1,link:1", *make).expect(5, "", "link 0%")
    program.run("exec", "--coverage=10", "--coverage-of", "mandate", *make).expect(5, "", "below")
    assert "\x1b" not in run.err
    program.run("exec", "--coverage=90", *make).expect(5, "", "below the threshold of 90%")
    program.run("exec", "--coverage=0", *make).expect(0, "")
    program.run("exec", "--coverage=90", "--", "false").expect(1, "", "below the threshold")
    program.run("exec", "--coverage=many", *make).expect(1, "", "whole number from 0 to 100")
    # Every world counts, not only the one of the key that the command was given.
    other = [*make[:-1], make[-1].replace("os.environ['LOTUSPAY_API_KEY']", "'sk_test_other'")]
    equal(program.run("exec", "--coverage", *other).expect(0).err,
          program.run("exec", "--coverage", *make).expect(0).err)
    path = program.path("coverage.json")
    program.run("exec", "--report-coverage", path, *make).expect(0, "", "")
    with open(path, encoding="utf-8") as file:
        taken = {row["id"]: row["count"] for row in json.load(file)["rows"]}
    assert taken["source.create"] == 0 and sum(taken.values()) > 0, taken
