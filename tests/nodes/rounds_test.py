"""Three servers under load from several clients, over many worlds, while one of them is killed, one
is drained, PostgreSQL is restarted, one is paused past its lease and the network to the database is
cut. Afterwards: every call that was answered is found, none happened twice, and the events of each
world are in the order of one machine.

usage: rounds_test.py LOTUSBOX [--rounds N] [--worlds N] [--clients N] [--seconds N] [--seed N]
"""
import argparse
import contextlib
import http.client
import json
import os
import random
import signal
import sys
import threading
import time
import traceback

import cluster
from cluster import Cluster, wait_until

# The client asks again under this: a call happens once, however often it is sent.
ONCE = "Lotusbox-Once"


class Load:
    """Clients that write into worlds through nginx, each into worlds of its own, and note what was
    answered. A call without an answer is sent again, as a careful client does."""

    def __init__(self, it, worlds, clients, seed):
        self.it, self.seed = it, seed
        self.worlds = [f"sk_test_w{n}" for n in range(worlds)]
        self.answered = {key: [] for key in self.worlds}  # ids and names of customers, in order
        self.moved = {key: 0 for key in self.worlds}      # seconds of the clock
        self.stop = threading.Event()
        self.calls = self.again = self.refused = 0
        self.slowest = 0.0
        self.problems = []
        self.lock = threading.Lock()
        self.numbers = {key: 0 for key in self.worlds}
        self.threads = [threading.Thread(target=self._run, args=(n, self.worlds[n::clients]))
                        for n in range(clients)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _run(self, number, mine):
        chance = random.Random(self.seed * 1000 + number)
        connection = None
        try:
            while not self.stop.is_set():
                key = chance.choice(mine)
                connection = self._one(connection, key, chance)
        except Exception:  # noqa: BLE001
            self.problems.append(traceback.format_exc())

    def _one(self, connection, key, chance):
        self.numbers[key] += 1
        name = f"{key} {self.numbers[key]}"
        path, body = "/v1/customers", {"name": name}
        if chance.random() < 0.1:
            path, body = "/_mock/clock/advance", {"seconds": 60, "settle_ms": 0}
        begun = time.monotonic()
        while True:
            connection, status, answer = self._send(connection, key, path, body, f"{self.seed} {name}")
            if status == 200:
                break
            assert status in (0, 421, 502, 503, 504), (status, path)
            with self.lock:
                self.again += 1
                self.refused += status == 503
            assert time.monotonic() - begun < 60, f"no answer for a minute: {status}"
            time.sleep(0.05)
        self.calls += 1
        self.slowest = max(self.slowest, time.monotonic() - begun)
        if path == "/v1/customers":
            self.answered[key].append((json.loads(answer)["id"], name))
        else:
            self.moved[key] += 60
        return connection

    def _send(self, connection, key, path, body, once):
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", self.it.nginx.port, timeout=40)
            connection.request("POST", path, json.dumps(body), {
                "Authorization": f"Bearer {key}", "Content-Type": "application/json", ONCE: once})
            answer = connection.getresponse()
            return connection, answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            with contextlib.suppress(Exception):
                connection.close()
            return None, 0, b""


def look(it, path, key):
    """Sent again while it is refused: what is left of a broken connection may come late."""
    for _ in range(20):
        answer = it.nginx.call("GET", path, key=key)
        if answer.status == 200:
            return answer.json()
        assert answer.status == 503, (answer.status, answer.body)
        time.sleep(0.2)
    raise AssertionError(answer.body)


def customers_of(it, key):
    """All ids, oldest first, page by page."""
    ids, after = [], ""
    while True:
        page = look(it, f"/v1/customers?limit=100{after}", key)
        ids += [one["id"] for one in page["data"]]
        if not page.get("has_more"):
            break
        after = "&starting_after=" + page["data"][-1]["id"]
    return ids[::-1]


def check(it, load):
    for key in load.worlds:
        if not load.answered[key] and not load.moved[key]:
            continue
        ids = customers_of(it, key)
        assert ids == [one for one, _ in load.answered[key]], \
            f"{key}: answered {load.answered[key]}, found {ids}"
        for one, name in load.answered[key][-2:]:
            found = look(it, f"/v1/customers/{one}", key)
            assert found["name"] == name, (found, name)
        now = look(it, "/_mock/clock", key)["now"]
        assert now == START + load.moved[key], f"{key}: the clock shows {now - START}, and was" \
                                               f" moved by {load.moved[key]}"


START = 1767225600


def kill(it, chance):
    node = chance.choice(it.nodes)
    node.kill()
    time.sleep(chance.uniform(0.2, 2))
    node.start()


def drain(it, chance):
    node = chance.choice(it.nodes)
    code = node.drain()
    assert code == 128 + signal.SIGTERM, code
    node.start()


def restart_postgres(it, chance):
    it.postgres.stop(chance.choice(["fast", "immediate"]))
    time.sleep(chance.uniform(0, 1))
    it.postgres.start()


def pause(it, chance):
    """Past its lease: others take its worlds while it still believes to have them."""
    node = chance.choice(it.nodes)
    node.signal(signal.SIGSTOP)
    time.sleep(chance.uniform(LEASE + 0.5, LEASE + 2))
    node.signal(signal.SIGCONT)


def cut(it, chance):
    network = chance.choice(it.networks)
    network.cut()
    time.sleep(chance.uniform(0.5, LEASE + 2))
    network.mend()


LEASE = 2
DISTURBANCES = [kill, drain, restart_postgres, pause, cut]


def ready(node):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return node.call("GET", "/_mock/ready").status == 200
    return False


def play(binary, round_number, wanted):
    chance = random.Random(wanted.seed + round_number)
    with Cluster(binary, arguments=("--lease", str(LEASE), "--quiet"), networks=True) as it:
        load = Load(it, wanted.worlds, wanted.clients, wanted.seed + round_number)
        load.start()
        disturbed = []
        begun = time.monotonic()
        try:
            turn = round_number
            while time.monotonic() - begun < wanted.seconds:
                disturbance = DISTURBANCES[turn % len(DISTURBANCES)]
                turn += 1
                time.sleep(chance.uniform(0.2, 0.8))
                disturbance(it, chance)
                disturbed.append(disturbance.__name__)
        finally:
            load.end()
        assert not load.problems, load.problems[0]
        for node in it.nodes:
            wait_until(lambda node=node: ready(node), 30, "all servers are ready again")
        check(it, load)
        said = it.verify()
        print(f"round {round_number}: {load.calls} calls answered, {load.again} sent again,"
              f" slowest {load.slowest:.1f} s, after {' '.join(disturbed)};"
              f" {said.split(' replays: ')[1].strip()}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("LOTUSBOX_ROUNDS", "1")))
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seed", type=int, default=20260101)
    wanted = parser.parse_args()
    binary = os.path.abspath(wanted.binary)
    cluster.need(binary)
    failed = 0
    for number in range(wanted.rounds):
        try:
            play(binary, number, wanted)
        except Exception:  # noqa: BLE001
            failed += 1
            print(f"round {number} FAILED\n{traceback.format_exc()}", flush=True)
    print(f"{wanted.rounds} rounds, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
