"""The control plane from a shell: what people read, what programs read, and refusals."""

import http.server
import json
import ssl
import subprocess
import threading

from program import SIGINT, SIGTERM, call, end, equal, make_source, wait


def up(program):
    """A server, and a function that runs a subcommand against it."""
    url = program.serve("--quiet")["url"]
    return url, lambda *words: program.run(*words, env={"LOTUSBOX_URL": url})


def test_the_clock_is_told_and_moved(program):
    url, shell = up(program)
    equal(shell("clock").expect(0, err="").out, "2026-01-01T05:30:00+05:30  (manual)\n")
    make_source(url)
    shell("clock", "advance", "P7D").expect(0, "now 2026-01-08T05:30:00+05:30, 0 fell due\n", "")
    run = shell("clock", "to", "2026-07-02T00:00:00+05:30").expect(0, "source.quarter_over", "")
    assert "source.withdrawn" in run.out, run.out
    equal(json.loads(shell("clock", "--json").expect(0).out)["now_ist"], "2026-07-02T00:00:00+05:30")
    shell("clock", "mode", "fast:60").expect(0, "(fast:60)\n", "")
    shell("clock", "advance", "soon").expect(3, "", "refused by")
    shell("clock", "to", "2020-01-01T00:00:00Z").expect(3, "", "refused by")
    shell("clock", "advance").expect(1, "", "advance needs a value")
    shell("clock", "back").expect(1, "", "lotusbox clock: ACTION: back not in")
    shell("clock", "show", "--key", "sk_test_other").expect(0, "2026-01-01T05:30:00+05:30  (manual)\n")


def test_a_refusal_is_told_with_its_rule_and_explained(program):
    url, shell = up(program)
    shell("why").expect(3, "", "no call of this world was refused")
    source = make_source(url)
    shell("authorise", source["id"]).expect(0, "SUCCESS", "")
    run = shell("authorise", source["id"]).expect(3, "", "refused by link.used: ")
    request, *where = run.err.split("lotusbox why ")[1].split()
    equal(where, ["--url", url])
    told = shell("why", request).expect(0, "link.used", "").out
    assert "blocking   link is used\n" in told and "not by waiting" in told, told
    equal(shell("why").out, told)
    equal(shell("why", "last").out, told)
    equal(json.loads(shell("why", "--json").out)["rule"], "link.used")
    run = shell("authorise", source["id"], "--json").expect(3, err="refused by link.used")
    equal(json.loads(run.out)["error"]["param"], "link")
    shell("why", "req_x").expect(3, "", "No such request")


def test_customers_answer_links_sources_and_requests(program):
    url, shell = up(program)
    shell("authorise").expect(1, "", "name one")
    source = make_source(url)
    shell("authorise", source["redirect"]["url"], "--outcome", "rejected").expect(0, "FAILED\n", "")
    shell("authorise", "--source", source["id"]).expect(0, "SUCCESS\n", "")
    mandate = call(url, "GET", f"/v1/sources/{source['id']}")["mandate"]
    call(url, "PATCH", f"/api/mandates/pause?mandate_id={mandate}", {})
    shell("authorise", mandate, "--outcome", "accepted").expect(0, "SUCCESS", "")
    equal(call(url, "GET", f"/v1/mandates/{mandate}")["status"], "paused")
    lines = shell("events", "--resource", mandate).expect(0, err="").out.splitlines()
    equal([line.split()[2] for line in lines][-2:], ["mandate.pending", "mandate.pause.success"])
    equal(lines[0][:19], "2026-01-01 05:30:00")
    events = json.loads(shell("events", "--type", "mandate.pause.success", "--json").out)["data"]
    equal([event["data"]["id"] for event in events], [mandate])
    equal(shell("events", "--type", "settlement.*").expect(0).out, "no such event so far\n")
    shell("events", "--type", "mandate.actve").expect(3, "", "did you mean mandate.active")


def test_events_are_followed_as_they_come(program):
    url, shell = up(program)
    first = make_source(url)
    process = program.start("events", "--follow", "--type", "source.pending",
                            env={"LOTUSBOX_URL": url})
    assert first["id"] in process.stdout.readline()
    second = make_source(url)
    assert second["id"] in process.stdout.readline()
    process.kill()
    process = program.start("events", "--follow", "--json", env={"LOTUSBOX_URL": url})
    equal([json.loads(process.stdout.readline())["resource_id"] for _ in range(2)],
          [first["id"], second["id"]])


def test_banks_act_when_told(program):
    url, shell = up(program)
    mandate = call(url, "POST", "/_mock/mandates", {"amount_maximum": "500000"})["id"]
    call(url, "PUT", "/_mock/policy/debits", {"outcome": "none"})
    debit = call(url, "POST", "/v1/ach_debits", {"mandate": mandate, "amount": "50000"})["id"]
    shell("clock", "advance", "P7D").expect(0)
    shell("trigger", "debit", debit, "returned", "--response-code", "04") \
        .expect(0, f"{debit} is returned\n", "")
    shell("trigger", "mandate", mandate, "frob").expect(3, "", "outcome must be one of")
    shell("trigger", "mandate", mandate).expect(1, "", "say what the bank does")
    shell("trigger", "planet", mandate).expect(1, "", "KIND")
    call(url, "PUT", "/_mock/webhook", {"url": "http://127.0.0.1:9/"})
    event = call(url, "GET", "/_mock/events")["data"][0]["id"]
    shell("trigger", "event", event).expect(0, f"{event} goes once more to http://127.0.0.1:9/\n", "")
    shell("trigger", "event", "EV/../x").expect(3, "", "No such event")


def test_coverage_has_a_threshold(program):
    url, shell = up(program)
    make_source(url)
    run = shell("coverage").expect(0, "transitions taken   ", "")
    equal(len(run.out.splitlines()), 1)
    run = shell("coverage", "-v").expect(0, "transitions taken   ", "")
    assert "never tried:" in run.out and " source.create" not in run.out, run.out
    shell("coverage", "--threshold", "0").expect(0)
    shell("coverage", "--key", "sk_test_other").expect(0, "taken   0% (0 of", "")
    run = shell("coverage", "--all", "-v", "--key", "sk_test_other").expect(0)
    assert " source.create" not in run.out, "all worlds count"
    shell("coverage", "--threshold", "99").expect(5, "transitions taken", "below the threshold of 99%")
    shell("coverage", "--threshold", "source:1,link:1").expect(0)
    shell("coverage", "--threshold", "source:99").expect(5, None, "source ")
    shell("coverage", "--threshold", "sorce:1").expect(5, None, "did you mean source")
    shell("coverage", "--threshold", "x").expect(1, "", "whole number")
    run = shell("coverage", "--of", "source,link", "-v").expect(0, "  source ")
    assert "  mandate " not in run.out, run.out
    shell("coverage", "--of", "sorce").expect(1, "", "did you mean source")
    ignored = program.path("ignored.txt", "link.*  # not ours\nsource.create\n")
    run = shell("coverage", "--of", "source,link", "--ignore", ignored, "-v").expect(0)
    assert "  link " not in run.out, run.out
    ignored = program.path("ignored.txt", "source.creat\n")
    shell("coverage", "--ignore", ignored).expect(1, "", "did you mean source.create")
    rows = json.loads(shell("coverage", "--json").expect(0).out)["rows"]
    equal([row["count"] for row in rows if row["id"] == "source.create"], [1])


def test_nobody_there_is_said(program):
    program.run("clock", "--url", "http://127.0.0.1:9").expect(3, "", "nothing answers there")
    program.run("clock", "--url", "https://127.0.0.1:9").expect(3, "", "nothing answers there")
    program.run("clock", "--url", "ftp://x").expect(3, "", "http:// or https://")


def listening(program, url, *words):
    process = program.start("listen", *words, env={"LOTUSBOX_URL": url})
    assert "deliveries of sk_test_lotusbox come here" in process.stderr.readline()
    return process


def test_listen_prints_what_it_decrypts_and_puts_things_back(program):
    url, shell = up(program)
    before = {"url": "http://127.0.0.1:9/mine", "key": "whk_abcdefghijkl", "format": "plain"}
    call(url, "PUT", "/_mock/webhook", before)
    process = listening(program, url)
    here = call(url, "GET", "/_mock/webhook")
    equal((here["key"], here["format"]), (before["key"], "encrypted"))
    source = make_source(url)
    line = process.stdout.readline()
    equal(line.split()[:4], ["2026-01-01", "05:30:00", "source.pending", source["id"]])
    end(process, SIGINT).expect(130, "", "")
    equal(call(url, "GET", "/_mock/webhook"), {**before, "waiting_elsewhere": 0})
    call(url, "DELETE", "/_mock/webhook")
    end(listening(program, url), SIGTERM).expect(143, "", "")
    equal(call(url, "GET", "/_mock/webhook")["url"], None)


def test_listen_ends_after_so_many_as_lines_of_json(program):
    url, shell = up(program)
    process = listening(program, url, "--json", "--count", "3")
    shell("authorise", make_source(url)["id"]).expect(0)
    events = [json.loads(line) for line in wait(process).expect(0, err="").out.splitlines()]
    assert len(events) >= 3 and events[0]["object"] == "event", events
    assert "source.pending" in {event["type"] for event in events}, events


def hook_server(bodies, answers):
    """Keeps what is posted, and answers with the statuses in turn; the last one for all others."""
    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answers[min(len(bodies), len(answers)) - 1])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)


def test_listen_passes_on_and_answers_what_it_is_answered(program):
    bodies = []
    with hook_server(bodies, [503, 202]) as hook:
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        url, shell = up(program)
        shell("listen", "--forward-to", "ftp://x").expect(1, "", "--forward-to: ")
        target = f"http://127.0.0.1:{hook.server_port}/in?x=1"
        process = listening(program, url, "--forward-to", target)
        make_source(url)
        assert "-> [503]" in process.stdout.readline()
        shell("clock", "advance", "PT10S").expect(0)  # the retry is due after five seconds
        line = process.stdout.readline()
        assert "-> [202]" in line and "\x1b" not in line, line
        end(process, SIGTERM).expect(143)
        hook.shutdown()
    equal([path for path, _ in bodies], ["/in?x=1", "/in?x=1"])
    assert json.loads(bodies[0][1])["serialized_response"], bodies
    attempts = call(url, "GET", "/_mock/deliveries")["data"][0]["attempts"]
    equal([attempt["http_status"] for attempt in attempts], [503, 202])


def test_listen_passes_on_over_tls(program):
    key, certificate = program.path("key.pem", ""), program.path("certificate.pem", "")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                    "/CN=hook.test", "-keyout", key, "-out", certificate], check=True,
                   stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    bodies = []
    with hook_server(bodies, [202]) as hook:
        hook.socket = context.wrap_socket(hook.socket, server_side=True)
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        url, _ = up(program)
        target = f"https://127.0.0.1:{hook.server_port}/in"
        process = listening(program, url, "--forward-to", target)
        make_source(url)
        told = process.stderr.readline()
        assert "certificate" in told, told
        end(process, SIGTERM).expect(143)
        equal(bodies, [])
        process = listening(program, url, "--forward-to", target, "--skip-verify")
        make_source(url)
        assert "-> [202]" in process.stdout.readline()
        end(process, SIGTERM).expect(143)
        hook.shutdown()
    equal([path for path, _ in bodies], ["/in"])
