"""What a terminal sees of texts that callers sent: nothing that would steer it."""

import json
import os
import socket
import sqlite3
import subprocess
import urllib.error
import urllib.request

from program import KEY, OPENER, SIGTERM, TIMEOUT, call, end, equal, make_source, wait

# Clears the screen, begins a line of its own, turns the writing round, the same in C1, and rings.
HOSTILE = "\x1b[2Jx\nrule       forged\r\u202e\u009b2J\u2028y\x07"


def hostile_in(text):
    return [c for c in text if c in "\x1b\r\u202e\u009b\u2028\x07" or ord(c) < 32 and c != "\n"]


def status_of(url, body, method="POST", headers=None):
    request = urllib.request.Request(url, body, headers or {}, method=method)
    try:
        with OPENER.open(request, timeout=TIMEOUT) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        return refused.code


def refuse(url, content):
    """A call of which a refusal tells what it saw."""
    body = json.dumps({"type": content, "nach_debit": {"frequency": content}}).encode()
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    assert status_of(url + "/v1/sources", body, headers=headers) >= 400


def test_why_shows_texts_of_callers_as_texts(program):
    url = program.serve("--quiet")["url"]
    refuse(url, HOSTILE)
    run = program.run("why", env={"LOTUSBOX_URL": url}).expect(0, err="")
    equal(hostile_in(run.out), [])
    assert "\\u001b[2Jx\\u000arule" in run.out and "\\u202e\\u009b2J\\u2028y" in run.out, run.out
    assert not any(line.startswith("rule       forged") for line in run.out.splitlines()), run.out
    run = program.run("why", "--json", env={"LOTUSBOX_URL": url}).expect(0, err="")
    equal(hostile_in(run.out), [])
    assert any(HOSTILE in value for value in json.loads(run.out)["inputs"].values()), run.out


def test_the_log_shows_texts_of_callers_as_texts(program):
    for log in ("text", "json"):
        ready = program.serve("--log", log)
        path = "/v1/\u009b2J\u202ex%1b%0a"
        request = f"GET {path} HTTP/1.0\r\nAuthorization: Bearer {KEY}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", ready["port"]), TIMEOUT) as connection:
            connection.sendall(request)
            while connection.recv(4096):
                pass
        err = end(ready["process"], SIGTERM).expect(143, out="").err
        equal((hostile_in(err), len(err.splitlines())), ([], 1))
        assert "/v1/" in err, err


def listening(program, url, *words):
    process = program.start("listen", *words, env={"LOTUSBOX_URL": url})
    assert "deliveries of sk_test_lotusbox come here" in process.stderr.readline()
    return process, call(url, "GET", "/_mock/webhook")["url"]


def test_listen_hears_only_what_comes_to_its_secret_path(program):
    url = program.serve("--quiet")["url"]
    process, secret = listening(program, url, "--count", "2")
    origin = secret[:secret.index("/", 8)]
    assert len(secret) > len(origin) + 20, secret
    for path in ("/", "", "/hook", secret[len(origin):-1], secret[len(origin):] + "0"):
        equal(status_of(origin + path, b'{"type":"mandate.active","id":"EVforged"}'), 404)
    equal(status_of(secret, None, "GET"), 405)
    equal(status_of(secret, b'{"type":"mandate.active","id":"EVforged"}'), 200)
    source = make_source(url)
    lines = wait(process).expect(0, err="").out.splitlines()
    equal(len(lines), 2)
    assert lines[0].startswith("a delivery that does not open under whk_"), lines
    assert source["id"] in lines[1] and "forged" not in "".join(lines), lines


def test_listens_are_at_different_paths(program):
    url = program.serve("--quiet")["url"]
    paths = set()
    for _ in range(2):
        process, secret = listening(program, url)
        paths.add(secret.rsplit("/", 1)[1])
        end(process, SIGTERM)
    equal(len(paths), 2)


def test_listen_prints_events_as_texts(program):
    url = program.serve("--quiet")["url"]
    for words in ((), ("--json",)):
        process, secret = listening(program, url, "--format", "plain", "--count", "2", *words)
        event = json.dumps({"type": HOSTILE, "id": "EV1", "created": 0}, ensure_ascii=False,
                           indent=1)
        equal(status_of(secret, event.encode()), 200)
        equal(status_of(secret, b"\x1b[2J no event \xff"), 200)
        run = wait(process).expect(0)
        equal((hostile_in(run.out + run.err), "no event \\xff" in run.out), ([], False))
        if words:
            equal(json.loads(run.out)["type"], HOSTILE)
            equal(run.err, "lotusbox listen: a delivery that is no event\n")
        else:
            lines = run.out.splitlines()
            equal((len(lines), lines[1], run.err), (2, "a delivery that is no event", ""))


def test_a_damaged_journal_is_said_as_a_text(program):
    file = program.path("j.db")
    ready = program.serve("--quiet", "--data", file)
    make_source(ready["url"])
    end(ready["process"], SIGTERM)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE entries SET target = ? WHERE kind = 3", ("/v1/" + HOSTILE,))
    database.close()
    run = program.run("journal", "verify", file).expect(4, "", "\\u001b[2Jx")
    equal((hostile_in(run.err), len(run.err.splitlines())), ([], 1))


def test_no_command_shows_texts_of_callers_raw(program):
    url = program.serve("--quiet")["url"]
    source = {"type": "nach_debit", "metadata": {HOSTILE: HOSTILE}, "nach_debit": {
        "amount_maximum": 500000, "debtor_agent_code": "ICIC",
        "debtor_account_name": "ASHA RAO", "debtor_account_number": "12345678",
        "reference1": HOSTILE}}
    refuse(url, HOSTILE)
    body = json.dumps(source).encode()
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    status_of(url + "/v1/sources", body, headers=headers)
    status_of(url + "/v1/x%1b%0a%c2%9b%e2%80%ae", None, "GET", headers)
    for words in (("events",), ("requests",), ("why",), ("timeline",), ("sources",), ("session",),
                  ("deliveries",), ("coverage",)):
        for more in ((), ("--json",)):
            run = program.run(*words, *more, env={"LOTUSBOX_URL": url})
            if words != ("session",):
                equal((words, hostile_in(run.out + run.err)), (words, []))
            for line in (run.out + run.err).splitlines():
                assert not line.startswith("rule       forged"), (words, line)


def test_what_a_refusal_repeats_begins_no_line(program):
    url = program.serve("--quiet")["url"]
    for words in ((HOSTILE,), ("events", "--" + HOSTILE), ("events", "--type", HOSTILE), ("deliveries", "status=" + HOSTILE),
                  ("sources", HOSTILE.replace("=", "") + "=1"), ("trigger", HOSTILE),
                  ("authorise", HOSTILE), ("clock", "advance", HOSTILE),
                  ("faults", "set", "content_type=" + HOSTILE, "status=503", "body=x"),
                  ("webhook", "set", "url=http://" + HOSTILE), ("snapshot", "take", HOSTILE)):
        run = program.run(*words, env={"LOTUSBOX_URL": url})
        equal((words[0], hostile_in(run.out + run.err)), (words[0], []))
        assert "\nrule       forged" not in run.out + run.err, (words, run.err)


def test_a_script_is_kept_as_it_is_and_shown_as_a_text(program):
    url = program.serve("--quiet")["url"]
    name = "ASHA \u202e\u009b2J"
    body = json.dumps({"type": name}, ensure_ascii=False).encode()
    status_of(url + "/v1/sources", body,
              headers={"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"})
    kept = program.run("session", env={"LOTUSBOX_URL": url}).expect(0)
    assert name in kept.out, kept.out
    ours, theirs = os.openpty()
    with subprocess.Popen([program.binary, "session", "--url", url], stdout=theirs) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            pass  # what Linux says at the end of a terminal
        equal(process.wait(TIMEOUT), 0)
    os.close(ours)
    text = shown.decode().replace("\r\n", "\n")
    equal(hostile_in(text), [])
    assert "ASHA \\u202e\\u009b2J" in text, text
