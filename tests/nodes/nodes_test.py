"""Servers that share a database: each case with PostgreSQL and nginx as Debian ships them.

usage: nodes_test.py LOTUSBOX SCENARIOS [CASE…]
"""
import contextlib
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback

import cluster
from cluster import Cluster, wait_until

BINARY = os.path.abspath(sys.argv[1])
SCENARIOS = sys.argv[2]
LEASE = ("--lease", "2")
MAKE = ("POST", "/_mock/mandates", {})


class Receiver:
    """Takes deliveries and notes each; what it answers can be changed."""

    def __init__(self):
        self.taken, self.status = [], 200
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.taken.append((body["id"], outer.status))
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ids(self, status=200):
        return [event for event, answered in self.taken if answered == status]

    def plain(self):
        return {"url": self.url, "format": "plain"}


def ids_of(answer):
    assert answer.status == 200, (answer.status, answer.body)
    return [one["id"] for one in answer.json()["data"]]


def made(node, key):
    answer = node.call(*MAKE, key=key)
    assert answer.status == 200, (answer.status, answer.body)
    return answer.json()["id"]


def worlds_come_back_and_the_journal_is_read():
    with Cluster(BINARY, nodes=1, nginx=False, arguments=LEASE) as it:
        node = it.nodes[0]
        mandates = [made(node, "sk_test_a") for _ in range(3)]
        node.call("POST", "/_mock/clock/advance", {"by": "P1D"}, key="sk_test_a")
        forked = node.call("POST", "/_mock/fork", {"to": "sk_test_copy"}, key="sk_test_a")
        assert forked.status == 200, forked.body
        more = made(node, "sk_test_copy")
        node.call("POST", "/_mock/reset", {}, key="sk_test_b")
        made(node, "sk_test_gone")
        node.call("DELETE", "/_mock/world", key="sk_test_gone")
        before = node.call("GET", "/_mock/clock", key="sk_test_copy").json()["now"]
        node.kill()
        node.start()
        assert sorted(ids_of(node.call("GET", "/v1/mandates", key="sk_test_a"))) == \
            sorted(mandates)
        copied = ids_of(node.call("GET", "/v1/mandates", key="sk_test_copy"))
        assert sorted(copied) == sorted([*mandates, more])
        assert node.call("GET", "/_mock/clock", key="sk_test_copy").json()["now"] == before
        assert ids_of(node.call("GET", "/v1/mandates", key="sk_test_gone")) == []
        assert "7 calls" in it.verify(), it.verify()
        script = subprocess.run([BINARY, "journal", "export", it.postgres.url(), "--world",
                                 "sk_test_copy"], capture_output=True, text=True)
        assert script.returncode == 0 and script.stdout.count("http POST /_mock/mandates") == 4
        file = os.path.join(it.folder, "copy.scn")
        with open(file, "w", encoding="utf-8") as out:
            out.write(script.stdout)
        replayed = subprocess.run([BINARY, "replay", file], text=True, capture_output=True)
        assert replayed.returncode == 0, replayed.stdout + replayed.stderr
        live = node.call("GET", "/_mock/session.scn", key="sk_test_copy")
        assert live.body.decode() == script.stdout


def a_database_of_something_else_is_refused():
    with Cluster(BINARY, nodes=1, nginx=False, arguments=LEASE) as it:
        def serve(*arguments):
            done = subprocess.run([BINARY, "serve", "--port", "0", *arguments],
                                  capture_output=True, text=True, timeout=20)
            return done.returncode, done.stderr
        code, said = serve("--data", it.postgres.url(), "--seed", "7")
        assert code == 1 and "--seed is not what the journal was begun with" in said, said
        it.postgres.sql("UPDATE lotusbox.origin SET value = '99' WHERE name = 'format'")
        code, said = serve("--data", it.postgres.url())
        assert code != 0 and "format 99" in said, said
        code, said = serve("--data", "postgresql://u:secret@127.0.0.1:1/x?password=secret")
        assert code != 0 and "secret" not in said and "//u@127.0.0.1:1/x" in said, said


def one_world_is_at_home_on_one_server():
    with Cluster(BINARY, nodes=2, nginx=False, arguments=LEASE) as it:
        first, second = it.nodes
        made(first, "sk_test_a")
        away = second.call("GET", "/v1/mandates", key="sk_test_a")
        assert (away.status, away.rule) == (421, "world.elsewhere"), away.body
        assert away.headers["Lotusbox-Owner"] == f"127.0.0.1:{first.port}"
        # Its links, too, and what would copy another world over it.
        link = first.call("PATCH", "/api/mandates/pause?mandate_id=" + made(first, "sk_test_a"),
                          key="sk_test_a")
        path = "/" + link.json()["auth_link"].split("/", 3)[3]
        assert first.call("GET", path, headers={"Authorization": ""}).status == 200
        assert second.call("GET", path, headers={"Authorization": ""}).status == 421
        copied = second.call("POST", "/_mock/fork", {"to": "sk_test_a"}, key="sk_test_b")
        assert copied.status == 400, copied.body
        # A key that was only looked at leaves no row behind.
        second.call("GET", "/v1/mandates", key="sk_test_looked")
        rows = "SELECT count(*) FROM lotusbox.worlds WHERE key = 'sk_test_looked'"
        assert it.postgres.sql(rows) == "1"
        second.drain()
        assert it.postgres.sql(rows) == "0"


def a_paused_server_finds_its_write_refused():
    """The proof that two servers never both write one world."""
    with Cluster(BINARY, nodes=2, nginx=False, arguments=LEASE) as it:
        first, second = it.nodes
        before = made(first, "sk_test_a")
        first.signal(signal.SIGSTOP)
        # The call waits in the socket of the paused server: it is read when that goes on, by a
        # server that believes to have the world still.
        late = {}

        def ask():
            late["answer"] = first.call(*MAKE, key="sk_test_a", timeout=60)
        asking = threading.Thread(target=ask)
        asking.start()
        taken = None
        while taken is None or taken.status == 421:  # as long as the owner may only be slow
            taken = second.call(*MAKE, key="sk_test_a", timeout=30)
        assert taken.status == 200, taken.body
        first.signal(signal.SIGCONT)
        asking.join()
        assert late["answer"].status in (421, 503), (late["answer"].status, late["answer"].body)
        there = ids_of(second.call("GET", "/v1/mandates", key="sk_test_a"))
        assert sorted(there) == sorted([before, taken.json()["id"]]), there
        fences = it.postgres.sql("SELECT string_agg(DISTINCT fence::text, ',') FROM"
                                 " lotusbox.calls WHERE world = 'sk_test_a'")
        assert len(fences.split(",")) == 2, fences
        wait_until(lambda: first.call("GET", "/_mock/ready").status == 200, 10, "it is back")
        assert first.call("GET", "/v1/mandates", key="sk_test_a").status == 421
        it.verify()


def an_append_under_an_old_fence_is_refused():
    """A server whose own clock still says that it has the world: the database alone knows better."""
    with Cluster(BINARY, nodes=1, nginx=False, arguments=("--lease", "60")) as it:
        node = it.nodes[0]
        mandate = made(node, "sk_test_a")
        it.postgres.sql("UPDATE lotusbox.worlds SET fence = nextval('lotusbox.fence')"
                        " WHERE key = 'sk_test_a'")
        lines = "SELECT count(*) FROM lotusbox.calls WHERE world = 'sk_test_a'"
        before = it.postgres.sql(lines)
        refused = node.call(*MAKE, key="sk_test_a")
        assert (refused.status, refused.rule) == (503, "journal.unreachable"), refused.body
        assert it.postgres.sql(lines) == before, "a line was written under an old fence"
        # It reads the world again, with a new fence, and goes on from what is written.
        assert ids_of(node.call("GET", "/v1/mandates", key="sk_test_a")) == [mandate]
        made(node, "sk_test_a")
        it.verify()


def a_lost_database_changes_nothing():
    with Cluster(BINARY, nodes=1, nginx=False, arguments=LEASE, networks=True) as it:
        node = it.nodes[0]
        mandates = [made(node, "sk_test_a")]
        for lose, mend in ((it.networks[0].cut, it.networks[0].mend),
                           (it.postgres.stop, it.postgres.start)):
            lose()
            wait_until(lambda: node.call("GET", "/_mock/ready").status == 503, 10, "it notices")
            for method, path, body in (MAKE, ("GET", "/v1/mandates", None)):
                begun = time.monotonic()
                refused = node.call(method, path, body, key="sk_test_a")
                assert (refused.status, refused.rule) == (503, "journal.unreachable")
                assert b"nothing has happened" in refused.body, refused.body
                assert time.monotonic() - begun < 2, "a refusal does not wait for the database"
            assert node.call("GET", "/_mock/health").status == 200
            assert b"journal.unreachable" in node.call("GET", "/_mock/metrics").body
            mend()
            wait_until(lambda: node.call("GET", "/_mock/ready").status == 200, 20, "it is back")
            assert ids_of(node.call("GET", "/v1/mandates", key="sk_test_a")) == mandates[::-1]
            mandates.append(made(node, "sk_test_a"))
        it.verify()


def a_drained_server_gives_its_worlds_away():
    with Cluster(BINARY, nodes=2, nginx=False, arguments=("--lease", "30")) as it:
        first, second = it.nodes
        mandates = {key: made(first, key) for key in (f"sk_test_{n}" for n in range(20))}
        slow = {}

        def wait():
            slow["answer"] = first.call("POST", "/_mock/wait", {
                "for": "event", "type": "mandate.cancelled", "timeout_ms": 60000}, key="sk_test_0")
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.3)
        begun = time.monotonic()
        assert first.drain() == 128 + signal.SIGTERM
        took = time.monotonic() - begun
        waiting.join()
        # No lease has to run out: every world is free at once.
        for key, mandate in mandates.items():
            assert ids_of(second.call("GET", "/v1/mandates", key=key)) == [mandate]
        assert took < 20, took
        listed = subprocess.run([BINARY, "worlds", "--all", "--json", "--url",
                                 f"http://127.0.0.1:{second.port}"], capture_output=True, text=True)
        lines = json.loads(listed.stdout)["data"]
        assert len([one for one in lines if one["server"] == f"127.0.0.1:{second.port}"]) >= 20
        assert first.process.returncode == 143


def idle_worlds_are_let_go():
    with Cluster(BINARY, nodes=2, nginx=False, arguments=(*LEASE, "--let-go", "1")) as it:
        first, second = it.nodes
        mandate = made(first, "sk_test_a")
        owner = "SELECT owner IS NULL FROM lotusbox.worlds WHERE key = 'sk_test_a'"
        wait_until(lambda: it.postgres.sql(owner) == "t", 15, "the world is let go of")
        assert ids_of(second.call("GET", "/v1/mandates", key="sk_test_a")) == [mandate]


def deliveries_go_on_after_a_takeover():
    with Cluster(BINARY, nodes=2, nginx=False,
                 arguments=(*LEASE, "--clock", "fast:3600", "--let-go", "1")) as it:
        receiver = Receiver()
        first, second = it.nodes
        key = "sk_test_hooked"
        first.call("PUT", "/_mock/webhook", receiver.plain(), key=key)
        mandate = made(first, key)
        first.call("PATCH", f"/api/mandates/pause?mandate_id={mandate}", key=key)
        wait_until(lambda: receiver.ids(), 15, "the first delivery arrives")
        wait_until(lambda: first.call("GET", "/_mock/deliveries", key=key).json()["data"][0]
                   ["status"] == "delivered", 15, "its verdict is known")
        good = set(receiver.ids())
        receiver.status = 500
        other = made(first, key)
        first.call("PATCH", f"/api/mandates/pause?mandate_id={other}", key=key)
        wait_until(lambda: receiver.ids(500), 15, "a delivery fails")
        failed = set(receiver.ids(500))
        first.kill()
        receiver.status = 200
        # No call comes: the sweep finds the world, and its clock goes by itself.
        wait_until(lambda: failed <= set(receiver.ids()), 60, "it is tried again by the other")
        again = [event for event in receiver.ids() if event in good]
        assert len(again) == len(good), "what was taken once is not sent again"
        it.verify()
        assert second.process.poll() is None


def a_real_clock_wakes_without_a_call():
    with Cluster(BINARY, nodes=1, nginx=False,
                 arguments=(*LEASE, "--clock", "fast:3600", "--let-go", "1")) as it:
        receiver = Receiver()
        node = it.nodes[0]
        key = "sk_test_hooked"
        node.call("PUT", "/_mock/webhook", receiver.plain(), key=key)
        mandate = made(node, key)
        node.call("PATCH", f"/api/mandates/pause?mandate_id={mandate}", key=key)
        wait_until(lambda: receiver.ids(), 15, "the first delivery arrives")
        owner = f"SELECT owner IS NULL AND wake_ms IS NOT NULL FROM lotusbox.worlds" \
                f" WHERE key = '{key}'"
        wait_until(lambda: it.postgres.sql(owner) == "t", 20, "the world is let go of, to wake")
        seen = len(receiver.taken)
        # The link of the pause lapses after a week of the world, 168 seconds of the wall.
        it.postgres.sql(f"UPDATE lotusbox.worlds SET wake_ms = 0 WHERE key = '{key}'")
        fence = int(it.postgres.sql(f"SELECT fence FROM lotusbox.worlds WHERE key = '{key}'"))
        wait_until(lambda: int(it.postgres.sql(
            f"SELECT fence FROM lotusbox.worlds WHERE key = '{key}'")) > fence, 20, "it woke")
        assert len(receiver.taken) == seen


def scenarios_stay_green_while_a_server_is_killed():
    with Cluster(BINARY, arguments=LEASE) as it:
        replay = subprocess.Popen(
            [BINARY, "replay", "--url", f"http://127.0.0.1:{it.nginx.port}", SCENARIOS],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(1.5)
        assert replay.poll() is None, "the scenarios were over before a server was killed"
        it.nodes[1].kill()
        said = replay.communicate(timeout=280)[0]
        assert replay.returncode == 0, said[-3000:]
        it.verify()


CASES = [one for name, one in list(globals().items())
         if callable(one) and getattr(one, "__module__", "") == "__main__"
         and name.islower() and name not in ("ids_of", "made")]


def main():
    cluster.need(BINARY)
    wanted = sys.argv[3:]
    failed = 0
    for case in CASES:
        if wanted and case.__name__ not in wanted:
            continue
        begun = time.monotonic()
        try:
            case()
            print(f"ok {case.__name__} ({time.monotonic() - begun:.1f} s)", flush=True)
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"FAILED {case.__name__}\n{traceback.format_exc()}", flush=True)
    with contextlib.suppress(BrokenPipeError):
        print(f"{failed} failed" if failed else "all passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
