"""What a shell may do to the program: strange files, closed descriptors, killed listeners."""

import json
import os
import signal
import stat
import subprocess
import time
import urllib.error
import urllib.request

from program import KEY, OPENER, TIMEOUT, call, equal, make_source


def until(holds):
    """Waits for what happens soon."""
    deadline = time.monotonic() + TIMEOUT
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def up(program):
    """A server, and a function that runs a subcommand against it."""
    url = program.serve("--quiet")["url"]
    return url, lambda *words: program.run(*words, env={"LOTUSBOX_URL": url})


def test_reports_go_through_what_is_no_plain_file(program):
    script = program.path("a.scn", "# A-001  A world.\nworld at=2026-01-10T10:00:00+05:30 "
                          "profile=documented seed=7\n----\nok\n")
    before = os.stat("/dev/null").st_ino
    program.run("replay", script, "--report-tap", "/dev/null").expect(0)
    equal(os.stat("/dev/null").st_ino, before)
    program.run("replay", script, "--report-tap", "-").expect(0, "TAP version 13")
    program.run("replay", script, "--report-tap", "/dev/stdout").expect(0, "TAP version 13")
    real, link = program.path("real.tap", "old"), program.path("link.tap")
    os.chmod(real, 0o640)
    os.symlink(real, link)
    program.run("replay", script, "--report-tap", link).expect(0)
    assert os.path.islink(link)
    with open(real, encoding="utf-8") as file:
        assert file.read().startswith("TAP version 13")
    equal(stat.S_IMODE(os.stat(real).st_mode), 0o640)
    program.run("replay", script, "--report-tap", "/no/where").expect(3, None, "cannot be written")


def test_faults_of_a_script_are_told_all_at_once_and_never_accepted(program):
    text = ("# A-001  A world.\nworld at=2026-01-10T10:00:00+05:30 profile=documented seed=7\n----\n"
            "ok\n\nmandate as=m1 status=active\n----\nm1 active maximum=Rs 5000.00\n\n"
            "show m9\n----\nx\n\nshow m1 fields=stauts\n----\nx\n\n"
            "http GET /v1/mandates/{m7}\n----\nx\n")
    path = program.path("b.scn", text)
    run = program.run("replay", path).expect(2)
    for line in ("b.scn:10: unknown alias m9", "did you mean m1", "unknown field stauts",
                 "did you mean status", "unknown alias {m7}"):
        assert line in run.err, (line, run.err)
    program.run("replay", "--accept", path).expect(2, "", "unknown alias m9")
    with open(path, encoding="utf-8") as file:
        equal(file.read(), text)
    path = program.path("c.scn", text.replace("show m9", "shwo m9").replace("as=m1", "sa=m1"))
    junit = program.path("junit.xml", "old")
    run = program.run("replay", path, "--report-junit", junit).expect(2)
    assert "unknown verb shwo: did you mean show" in run.err, run.err
    assert "unknown argument sa" in run.err, run.err
    with open(junit, encoding="utf-8") as file:
        report = file.read()
    assert "<error" in report and 'errors="1"' in report and "shwo" in report, report


def test_a_new_scenario_is_filled_in(program):
    path = program.path("amend-late.scn")
    program.run("new", path[:-4]).expect(0, "", "replay --accept")
    program.run("new", path).expect(1, "", "is there already")
    program.run("replay", path).expect(2)
    program.run("replay", "--accept", path).expect(0, "1 rewritten")
    program.run("replay", path).expect(0, "1 passed, 0 failed")
    program.run("replay", "--verbs", "request").expect(0, "request  ", "")
    program.run("replay", "--verbs=requst").expect(1, "", "did you mean request")


def test_windows_line_ends_are_read(program):
    text = ("\ufeff# A-001  A world.\r\nworld at=2026-01-10T10:00:00+05:30 profile=documented "
            "seed=7\r\n----\r\nok\r\n")
    path = program.path("d.scn")
    with open(path, "wb") as file:
        file.write(text.encode())
    program.run("replay", path).expect(0, "1 passed")


def test_closed_descriptors_do_no_harm(program):
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        path = program.path("ready.json")
        process = subprocess.Popen(["sh", "-c", f'exec "$0" serve --port 0 --ready-file "$1" {closed}',
                                    program.binary, path])
        try:
            until(lambda: os.path.exists(path))
            with open(path, encoding="utf-8") as file:
                url = json.load(file)["url"]
            equal(call(url, "GET", "/_mock/ready")["status"], "ready")
            make_source(url)
        finally:
            process.terminate()
            process.wait(10)
        assert not os.path.exists(path), "a clean stop removes the ready file"


def test_a_server_ends_with_its_parent(program):
    path = program.path("ready.json")
    script = '"$0" serve --port 0 --quiet --exit-with-parent --ready-file "$1" & sleep 1; exit 0'
    subprocess.run(["sh", "-c", script, program.binary, path], check=True, timeout=30,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    until(lambda: not os.path.exists(path))


def listening(program, url, *words):
    process = subprocess.Popen([program.binary, "listen", "--url", url, *words],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    process.stderr.readline()
    return process


def target(url):
    return call(url, "GET", "/_mock/webhook")["url"]


def test_a_listener_that_is_killed_leaves_no_dead_target(program):
    url, _ = up(program)
    call(url, "PUT", "/_mock/webhook", {"url": "http://127.0.0.1:9/mine"})
    process = listening(program, url)
    assert target(url) != "http://127.0.0.1:9/mine"
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    until(lambda: target(url) == "http://127.0.0.1:9/mine")


def test_a_listener_hears_again_after_a_reset(program):
    url, _ = up(program)
    process = listening(program, url, "--forward-to", "localhost:9/hook")
    own = target(url)
    call(url, "POST", "/_mock/reset", {})
    assert target(url) is None
    until(lambda: target(url) == own)
    # Another listener takes over, and the first one ends: what the second set stays.
    second = listening(program, url)
    others = target(url)
    process.terminate()
    process.wait(10)
    equal(target(url), others)
    second.terminate()
    second.wait(10)
    until(lambda: target(url) is None)


def test_a_red_run_says_what_the_sandbox_saw(program):
    script = program.path("suite.sh", """
curl -s -o /dev/null -XPUT "$LOTUSBOX_URL/_mock/webhook" -u "$LOTUSPAY_API_KEY:" -d url=http://127.0.0.1:9/
curl -s -o /dev/null "$LOTUSBOX_URL/v1/mandates/MD0000000000XX" -u "$LOTUSPAY_API_KEY:"
curl -s -o /dev/null -XPOST "$LOTUSBOX_URL/_mock/mandates" -u "$LOTUSPAY_API_KEY:" -d status=active
curl -s -o /dev/null -XPATCH "$LOTUSBOX_URL/api/mandates/pause?umrn=x" -u "$LOTUSPAY_API_KEY:" -d ''
exit 7
""")
    kept = program.path("kept")
    program.run("exec", "--artifacts", kept, "--", "true").expect(0)  # an earlier run gives way
    own = program.path("kept/journal.db", "of somebody else")
    run = program.run("exec", "--artifacts", kept, "--", "sh", script).expect(7)
    assert "GET /v1/mandates/MD0000000000XX 404 by mandate.unknown" in run.err, run.err
    assert "where it is 2026-01-01T05:30:00+05:30" in run.err, run.err
    names = sorted(os.listdir(kept))
    assert "coverage.json" in names and any(n.startswith("session-") for n in names), names
    program.run("journal", "verify", os.path.join(kept, "exec-journal.db")).expect(0, "3 calls")
    with open(own, encoding="utf-8") as kept_as_it_was:
        equal(kept_as_it_was.read(), "of somebody else")


def test_routes_are_commands(program):
    url, shell = up(program)
    made = json.loads(shell("create", "mandate", "status=active", "amount_maximum=500000",
                            "--json").expect(0, err="").out)
    equal(made["status"], "active")
    shell("create", "mandate", "amount_maxmum=5").expect(1, "", "did you mean amount_maximum")
    shell("create", "mandat").expect(1, "", "none of source, mandate")
    shell("webhook", "set", "url=http://127.0.0.1:9/").expect(0, "http://127.0.0.1:9/")
    shell("webhook").expect(0, "http://127.0.0.1:9/")
    shell("webhook", "remove").expect(0)
    equal(target(url), None)
    shell("snapshot", "take", "before").expect(0)
    shell("snapshot").expect(0, "before")
    shell("policy", "set", "cancel_enabled=false").expect(0, "false")
    shell("snapshot", "restore", "before").expect(0)
    shell("fork", "sk_test_copy").expect(0)
    shell("faults", "set", "match.path=/v1/sources", "status=503").expect(0, "503")
    shell("faults", "set", "match.path=/v1/sorces", "status=503").expect(3, "", "/v1/sources")
    shell("requests").expect(0, "/_mock/mandates")
    shell("worlds").expect(0, "sk_test_lotusbox")
    shell("deliveries", "status=delivrd").expect(3, "", "did you mean delivered")
    shell("session").expect(0, "world at=")
    shell("open").expect(0, url)
    shell("reset").expect(0)


def test_a_variable_holds_a_list(program):
    url = program.serve("--quiet", env={"LOTUSBOX_ALLOW_WEBHOOK_HOST": "a.test,b.test"})["url"]
    for host in ("A.test", "b.test"):
        equal(call(url, "PUT", "/_mock/webhook", {"url": f"http://{host}/"})["url"], f"http://{host}/")


def test_hosts_and_origins_are_allowed_by_options_and_lists(program):
    def ask(url, name, value):
        request = urllib.request.Request(url + "/v1/mandates", headers={
            "Authorization": f"Bearer {KEY}", name: value})
        try:
            with OPENER.open(request, timeout=TIMEOUT) as answer:
                return answer.status, answer.headers["Access-Control-Allow-Origin"]
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers["Lotusbox-Rule"]

    url = program.serve("--quiet", "--allow-host", "c.test", "--public-url", "https://d.test/x",
                        "--allow-origin", "https://app.test",
                        env={"LOTUSBOX_ALLOW_HOST": "a.test,b.test"})["url"]
    # What the command line says stands in place of the variable.
    for host, wanted in (("c.test", 200), ("C.test.:80", 200), ("d.test", 200), ("e.test", 421)):
        equal((host, ask(url, "Host", host)[0]), (host, wanted))
    equal(ask(url, "Origin", "https://app.test"), (200, "https://app.test"))
    equal(ask(url, "Origin", "https://other.test"), (403, "origin.vendor"))
    url = program.serve("--quiet", env={"LOTUSBOX_ALLOW_HOST": "a.test,b.test",
                                        "LOTUSBOX_ALLOW_ORIGIN": "https://a.test,http://b.test:1"})["url"]
    for host, wanted in (("a.test", 200), ("b.test", 200), ("c.test", 421)):
        equal((host, ask(url, "Host", host)[0]), (host, wanted))
    equal(ask(url, "Origin", "http://b.test:1"), (200, "http://b.test:1"))
    for words in (("--allow-host", "*"), ("--allow-host", "a.test:80"),
                  ("--allow-origin", "null"), ("--allow-origin", "https://a.test/")):
        program.run("serve", "--port", "0", *words).expect(1, "", words[0])
