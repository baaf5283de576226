"""lotusbox serve: where it listens, how it says so, and how it ends."""

import json
import os
import socket
import subprocess
import time

from program import SIGINT, SIGTERM, call, end, equal, make_source

CONNECTIONS = 500
QUICK = 2.0  # seconds, on a busy machine; nothing here has a reason to wait at all


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_the_ready_line_and_the_ready_file_say_the_same(program):
    path = program.path("ready.json")
    ready = program.serve("--seed", "7", "--ready-file", path, "--quiet")
    process = ready.pop("process")
    with open(path, encoding="utf-8") as file:
        equal(json.load(file), ready)
    equal(sorted(ready), ["pid", "port", "seed", "url", "version", "webhook_key"])
    equal(ready["pid"], process.pid)
    equal(ready["seed"], 7)
    equal(ready["url"], f"http://127.0.0.1:{ready['port']}")
    equal(call(ready["url"], "GET", "/_mock/ready")["status"], "ready")
    equal(os.listdir(os.path.dirname(path)), ["ready.json"])
    end(process, SIGTERM).expect(143, out="", err="")


def test_a_ready_file_that_cannot_be_written_is_an_error(program):
    program.run("serve", "--port", "0", "--ready-file", program.path("no/such/folder")) \
        .expect(3, out="", err="cannot be written")


def test_the_port_comes_from_the_option_or_the_variables(program):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        program.run("serve", env={"PORT": port}).expect(3, out="", err=f"{port}")
        program.run("serve", env={"LOTUSBOX_PORT": port, "PORT": "1"}).expect(3, err=port)
        program.run("serve", "--port", port, env={"LOTUSBOX_PORT": "1"}).expect(3, err=port)
        program.run("serve", "--port", port).expect(3, out="", err="--port 0 for any free one")
    process = program.start("serve", "--quiet", env={"PORT": "0"})
    assert json.loads(process.stdout.readline())["port"] > 0
    end(process, SIGTERM).expect(143)


def test_a_bad_port_is_said_with_the_name_of_its_variable(program):
    for bad in ("http", "70000", "-1", "80 "):
        program.run("serve", env={"PORT": bad}).expect(1, out="", err=f'PORT is "{bad}"')
        program.run("serve", "--port", bad).expect(1, out="", err="--port")
        program.run("serve", env={"LOTUSBOX_PORT": bad}) \
            .expect(1, out="", err=f'LOTUSBOX_PORT is set to "{bad}"')
    # An option that is given goes before a variable, be that ever so wrong.
    ready = program.serve("--quiet", env={"PORT": "junk"})
    end(ready["process"], SIGTERM).expect(143)


def test_bad_options_have_exit_codes_of_their_own(program):
    program.run("serve", "--clock", "slow").expect(1, out="", err="--clock must be")
    program.run("serve", "--at", "tomorrow").expect(1, out="", err="--at must be")
    program.run("serve", "--log", "xml").expect(1, out="", err="--log")
    program.run("serve", "--api-key", "sk_live_1").expect(1, out="", err="--api-key")
    program.run("serve", "--fixtures", program.path("none.json")).expect(2, out="", err="none.json")
    program.run("serve", "--fixtures", program.path("bad.json", "{")).expect(2, out="")


def stop_amid_everything(program, number):
    """Ends a server with idle connections, a half-sent request and a receiver that hangs."""
    with socket.socket() as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.listen()
        hook = f"http://127.0.0.1:{receiver.getsockname()[1]}/hook"
        ready = program.serve("--quiet", "--webhook-url", hook)
        idle = [connect(ready["port"]) for _ in range(CONNECTIONS)]
        for connection in idle[:100]:  # these are between two requests
            connection.sendall(b"GET /_mock/health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        half = connect(ready["port"])
        half.sendall(b"POST /v1/sources HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nty")
        make_source(ready["url"])
        hanging, _ = receiver.accept()  # the delivery is on its way and gets no answer
        with hanging:
            run = end(ready["process"], number).expect(128 + number, out="", err="")
        for connection in [*idle, half]:
            connection.close()
    assert run.seconds < QUICK, f"it took {run.seconds:.1f} s to stop"


def test_sigterm_stops_at_once_amid_everything(program):
    stop_amid_everything(program, SIGTERM)


def test_sigint_stops_at_once_amid_everything(program):
    stop_amid_everything(program, SIGINT)


def test_a_second_signal_does_not_wait_for_the_stop(program):
    ready = program.serve("--quiet")
    reads_nothing = connect(ready["port"])  # what it asked for is on its way: a stop waits for it
    reads_nothing.sendall(b"GET /_mock/coverage HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
    time.sleep(1)
    ready["process"].send_signal(SIGTERM)
    time.sleep(0.2)
    run = end(ready["process"], SIGTERM)
    reads_nothing.close()
    equal(run.code, -SIGTERM)


def test_sigint_is_heard_also_in_the_background_of_a_script(program):
    script = (': >"$1"; "$0" serve --port 0 --quiet >>"$1" & server=$!\n'
              'tail -n +1 -f --pid="$server" "$1" | head -n 1 >/dev/null\n'
              'kill -INT "$server"; wait "$server"; echo "ended with $?"')
    ended = subprocess.run(["sh", "-c", script, program.binary, program.path("ready", "")],
                           capture_output=True, text=True, timeout=30,
                           env=program.environment({}))
    assert "ended with 130" in ended.stdout, ended


def test_the_log_is_on_stderr_one_line_a_call(program):
    ready = program.serve("--log", "json")
    make_source(ready["url"])
    run = end(ready["process"], SIGTERM).expect(143, out="")
    lines = [json.loads(line) for line in run.err.splitlines()]
    equal([(line["method"], line["path"], line["status"]) for line in lines],
          [("POST", "/v1/sources", 200)])
    ready = program.serve()
    make_source(ready["url"])
    run = end(ready["process"], SIGTERM).expect(143, out="", err="200 POST /v1/sources")
    assert "\x1b" not in run.err, "colours outside of a terminal"


def on_a_terminal(program, *arguments):
    """The first lines of a server whose stdout is a terminal, and where it is."""
    ours, theirs = os.openpty()
    path = program.path("ready.json")
    process = program.start("serve", "--port", "0", "--quiet", "--ready-file", path, *arguments,
                            stdout=theirs)
    os.close(theirs)
    text = ""
    while "\r\n\r\n" not in text.partition("\r\n\r\n")[2] and not text.startswith("{"):
        text += os.read(ours, 4096).decode()
    os.close(ours)
    with open(path, encoding="utf-8") as file:
        url = json.load(file)["url"]
    end(process, SIGTERM).expect(143, err="")
    return text, url


def test_a_person_on_a_terminal_is_greeted(program):
    text, url = on_a_terminal(program)
    for told in (url + "/ ", "sk_test_lotusbox", "lotusbox listen --url " + url,
                 f"curl -s -u sk_test_lotusbox: {url}/v1/mandates"):
        assert told in text, text
    text, _ = on_a_terminal(program, "--webhook-url", "http://127.0.0.1:9/a", "--api-key", "sk_test_x")
    assert "http://127.0.0.1:9/a" in text and "sk_test_x: " in text, text
    assert "sk_test_lotusbox" not in text, text


def test_json_comes_on_a_terminal_when_it_is_asked_for(program):
    text, url = on_a_terminal(program, "--json")
    equal(json.loads(text)["url"], url)


def test_the_demo_is_a_world_worth_looking_at(program):
    for more in ((), ("--profile", "strict"), ("--clock", "real")):
        ready = program.serve("--quiet", "--demo", *more)
        events = {event["type"] for event in call(ready["url"], "GET", "/_mock/events")["data"]}
        assert {"source.submitted", "mandate.active", "mandate.pending"} <= events, events
        if "real" not in more:
            assert {"ach_debit.returned", "settlement.settled"} <= events, events
        refused = call(ready["url"], "GET", "/_mock/requests?status=400")["data"]
        equal([one["rule"] for one in refused], ["request.none_pending"])
        mandates = {one["status"] for one in call(ready["url"], "GET", "/_mock/mandates")["data"]}
        equal(mandates, {"active", "pending", "paused", "cancelled", "failed", "expired",
                         "acknowledged"})
        sources = {one["status"] for one in call(ready["url"], "GET", "/_mock/sources")["data"]}
        equal(sources, {"pending", "submitted"})  # a refused link can be tried again
        (gym,) = call(ready["url"], "GET", "/v1/subscriptions")["data"]
        gym = call(ready["url"], "GET", f"/v1/subscriptions/{gym['id']}")
        payer = call(ready["url"], "GET", f"/v1/customers/{gym['customer']}")
        equal((gym["status"], payer["name"]), ("active", "LATA LOREMIPSUM"))
        equal(len(payer["bank_accounts"]["data"]), 1)
        failed = call(ready["url"], "GET", "/_mock/deliveries")["data"][0]
        assert failed["attempts"][0]["reason"].startswith("refused"), failed
        equal(call(ready["url"], "GET", "/_mock/webhook")["url"], None)
        end(ready["process"], SIGTERM).expect(143, err="")
    program.run("serve", "--demo", "--fixtures", program.path("a.json", "{}")) \
        .expect(1, out="", err="give one of them")


def test_a_demo_that_comes_out_of_a_journal_is_not_played_twice(program):
    file = program.path("journal.db")
    told = []
    for _ in range(2):
        ready = program.serve("--quiet", "--demo", "--data", file)
        events = call(ready["url"], "GET", "/_mock/events")["data"]
        told.append([(event["id"], event["type"]) for event in events])
        end(ready["process"], SIGTERM).expect(143)
    equal(told[0], told[1])
