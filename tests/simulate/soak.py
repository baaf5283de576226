"""A mixed load on the real program, with its memory, threads and descriptors watched from outside.

usage: soak.py LOTUSBOX [MINUTES]      10 unless told

Clients make sources and mandates, answer links, amend, charge, move clocks, reset, fork and drop
worlds, and look at lists; webhooks go to a receiver that fails at times; others connect, send half a
request and leave. Fails when resident memory grows by more than 5 percent after the first sixth, or
when threads or descriptors do not come back when the load has ended.
"""
import http.client
import os
import pathlib
import random
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import SOURCE, Client, Receiver, Server

BINARY = os.path.abspath(sys.argv[1])
SECONDS = float(sys.argv[2] if len(sys.argv) > 2 else 10) * 60
CLIENTS = 6
GROWTH = 1.05
CALLS_PER_WORLD = 150


class Load:
    def __init__(self, server, receiver):
        self.server, self.receiver = server, receiver
        self.until = time.monotonic() + SECONDS
        self.calls = self.refusals = 0
        self.problems = []

    def ask(self, client, *call, may_fail=False):
        status, answer = client.call(*call)
        self.calls += 1
        self.refusals += status >= 400
        if status >= 500 or (status >= 400 and not may_fail):
            self.problems.append(f"{call}: {status} {answer}")
        return answer

    def client(self, number):
        """One life of a world after the other; each ends as it began."""
        chance = random.Random(number)
        key = f"sk_test_soak{number}"
        client = Client(self.server.port, key)
        try:
            while time.monotonic() < self.until and not self.problems:
                self.world(client, chance, key)
                if chance.random() < 0.3:
                    client.close()
                    client = Client(self.server.port, key)
        except (OSError, http.client.HTTPException) as error:
            self.problems.append(repr(error))
        client.close()

    def world(self, client, chance, key):
        ask = self.ask
        ask(client, "PUT", "/_mock/webhook", {"url": self.receiver.url, "format": "plain"})
        mandates = []
        for _ in range(CALLS_PER_WORLD // 8):
            source = ask(client, "POST", "/v1/sources", SOURCE)
            ask(client, "POST", "/_mock/authorise", {"source": source["id"]})
            mandates.append(ask(client, "POST", "/_mock/mandates", {"status": "active"})["id"])
            mandate = chance.choice(mandates)
            ask(client, "PATCH", f"/api/mandates/amend?mandate_id={mandate}",
                {"maximum_amount": chance.choice(["1000.00", "5,0"])}, may_fail=True)
            ask(client, "POST", "/_mock/authorise", {"mandate": mandate}, may_fail=True)
            ask(client, "POST", "/v1/ach_debits", {"mandate": mandate, "amount": 5000}, may_fail=True)
            ask(client, "GET", chance.choice(["/v1/events?limit=100", "/_mock/deliveries",
                                              "/v1/mandates", "/_mock/requests"]))
            ask(client, "POST", "/_mock/clock/advance", {"by": chance.choice(["PT1H", "P1D"]),
                                                         "settle_ms": 0})
        ask(client, "POST", "/_mock/snapshots", {"name": "one"})
        ask(client, "POST", "/_mock/snapshots/one/restore")
        copy = f"{key}copy"
        ask(client, "POST", "/_mock/fork", {"to": copy})
        other = Client(self.server.port, copy)
        ask(other, "DELETE", "/_mock/world")
        other.close()
        ask(client, "POST", "/_mock/reset")

    def strays(self):
        """Connections that are never used, half a request, and what is no request at all."""
        chance = random.Random(99)
        while time.monotonic() < self.until and not self.problems:
            with socket.create_connection(("127.0.0.1", self.server.port)) as stray:
                stray.sendall(chance.choice([b"", b"GET /v1/eve", b"\0\1\2\r\n\r\n",
                                             b"POST /v1/sources HTTP/1.1\r\nContent-Length: 50\r\n\r\nx"]))
            time.sleep(0.05)


def settled(look, wanted, seconds=30):
    """The value when it has come down to what is wanted, or after some seconds."""
    until = time.monotonic() + seconds
    while look() > wanted and time.monotonic() < until:
        time.sleep(0.2)
    return look()


def main():
    receiver = Receiver()
    with tempfile.TemporaryDirectory(prefix="lotusbox-soak-") as folder:
        server = Server(BINARY, "--data", str(pathlib.Path(folder) / "soak.db"))
        warm = Client(server.port, "sk_test_warm")
        warm.call("PUT", "/_mock/webhook", {"url": receiver.url, "format": "plain"})
        warm.call("POST", "/v1/sources", SOURCE)  # from the first delivery on a thread sends
        warm.call("POST", "/_mock/clock/advance", {"by": "PT1S"})
        warm.close()
        time.sleep(2)
        threads, descriptors = server.threads(), server.descriptors()
        load = Load(server, receiver)
        workers = [threading.Thread(target=load.client, args=(n,)) for n in range(CLIENTS)]
        workers.append(threading.Thread(target=load.strays))
        for worker in workers:
            worker.start()
        start, samples = time.monotonic(), []
        while any(worker.is_alive() for worker in workers):
            samples.append((time.monotonic() - start, server.resident_kb()))
            time.sleep(min(1.0, SECONDS / 60))
        for worker in workers:
            worker.join()
        threads_after = settled(server.threads, threads)
        descriptors_after = settled(server.descriptors, descriptors)
        server.stop()
    receiver.stop()
    early = [kb for at, kb in samples if at <= SECONDS / 6]
    late = [kb for at, kb in samples if at > SECONDS / 6]
    peak, last = max(early), max(late[-max(1, len(late) // 10):])
    print(f"{load.calls} calls, {load.refusals} refused, {receiver.taken} webhooks taken, "
          f"{SECONDS / 60:g} minutes")
    print(f"resident memory: {peak} KB at most in the first sixth, {max(late)} KB at most after, "
          f"{last} KB at most in the end")
    print(f"threads {threads} before, {threads_after} after; "
          f"descriptors {descriptors} before, {descriptors_after} after")
    problems = load.problems[:3]
    if last > peak * GROWTH:
        problems.append(f"memory grew by {100 * (last / peak - 1):.1f} percent")
    if threads_after > threads:
        problems.append("threads did not come back")
    if descriptors_after > descriptors:
        problems.append("descriptors did not come back")
    for problem in problems:
        print(f"FAILED {problem}")
    print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
    return 1 if problems else 0


sys.exit(main())
