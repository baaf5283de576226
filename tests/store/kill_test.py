"""Kills the server with SIGKILL while clients write, and asks it afterwards for all it answered.

usage: kill_test.py LOTUSBOX     LOTUSBOX_KILLS=200 kills as often; 12 unless told

Each round begins where the last one was killed, on the same journal, so a file that was killed many
times is opened many times. Then: a disk that is full, a file that is read-only, and a second server.
"""
import base64
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback

BINARY = os.path.abspath(sys.argv[1])
KILLS = int(os.environ.get("LOTUSBOX_KILLS", "12"))
ROUNDS_PER_FILE = 10
CLIENTS = 4
SOURCE = {"type": "nach_debit", "nach_debit": {
    "amount_maximum": 500000, "debtor_agent_code": "ICIC",
    "debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}}


class Server:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", "--quiet", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.problem = "" if line else self.process.stderr.read()
        self.port = json.loads(line)["port"] if line else None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


class Client:
    def __init__(self, server, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        token = base64.b64encode(f"{key}:".encode()).decode()
        self.headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}

    def call(self, method, path, body=None):
        text = json.dumps(body) if body is not None else None
        self.connection.request(method, path, text, self.headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


def write_until_killed(server, key, begun, answered):
    """Makes sources, withdraws some and moves the clock; notes what was answered."""
    client = Client(server, key)
    begun.release()
    try:
        for turn in range(100000):
            status, source = client.call("POST", "/v1/sources", SOURCE)
            assert status == 200, source
            answered[source["id"]] = (key, "pending")
            if turn % 3 == 0:
                status, gone = client.call("POST", f"/v1/sources/{source['id']}/withdraw")
                assert status == 200, gone
                answered[source["id"]] = (key, gone["status"])
            if turn % 7 == 0:
                client.call("POST", "/_mock/clock/advance", {"seconds": 1, "settle_ms": 0})
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return  # killed


def check_all(server, answered):
    clients = {}
    for source, (key, status) in answered.items():
        client = clients.setdefault(key, Client(server, key))
        code, found = client.call("GET", f"/v1/sources/{source}")
        assert code == 200, f"{source} was answered, and is gone: {found}"
        # A withdrawal may have been done and killed before its answer.
        assert found["status"] in (status, "withdrawn"), (source, status, found["status"])


def kills(folder):
    chance = random.Random(20260101)
    total = 0
    for file in range((KILLS + ROUNDS_PER_FILE - 1) // ROUNDS_PER_FILE):
        journal = str(folder / f"kill{file}.db")
        answered = {}
        durability = "full" if file % 4 == 3 else "normal"
        for _ in range(min(ROUNDS_PER_FILE, KILLS - file * ROUNDS_PER_FILE)):
            server = Server("--data", journal, "--durability", durability)
            assert server.port, server.problem
            check_all(server, answered)
            begun = threading.Semaphore(0)
            threads = [threading.Thread(target=write_until_killed,
                                        args=(server, f"sk_test_w{n % 2}", begun, answered))
                       for n in range(CLIENTS)]
            for thread in threads:
                thread.start()
            for _ in threads:
                begun.acquire()
            killer = threading.Timer(chance.uniform(0, 0.25), server.kill)
            killer.start()
            for thread in threads:
                thread.join()
            killer.join()
        server = Server("--data", journal)
        assert server.port, server.problem
        check_all(server, answered)
        server.stop()
        verified = subprocess.run([BINARY, "journal", "verify", journal],
                                  capture_output=True, text=True)
        assert verified.returncode == 0, verified.stderr
        total += len(answered)
    assert total > KILLS, f"only {total} answers in {KILLS} rounds"
    print(f"{KILLS} kills, {total} sources answered and found")


def mounted(folder, options):
    """A small file system of its own; None where we may not mount one."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],
                          capture_output=True)
    return folder if done.returncode == 0 else None


def fill(client):
    """Makes sources until one is refused; those that were answered, and the refusal."""
    answered = []
    for _ in range(5000):
        status, body = client.call("POST", "/v1/sources", SOURCE)
        if status != 200:
            return answered, (status, body)
        answered.append(body["id"])
    raise AssertionError("the disk was never full")


def full_disk(folder):
    disk = mounted(folder / "small", "size=200k")
    if disk is None:
        return "mounting is not allowed here"
    try:
        server = Server("--data", str(disk / "j.db"))
        assert server.port, server.problem
        answered, refused = fill(Client(server, "sk_test_full"))
        assert refused[0] == 507, refused
        assert "disk is full" in refused[1]["error"]["message"], refused
        client = Client(server, "sk_test_full")
        status, body = client.call("POST", "/v1/sources", SOURCE)
        assert status == 507, "nothing may happen that cannot be kept"
        server.kill()
        # Room again: what was answered is there.
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        server = Server("--data", str(disk / "j.db"))
        assert server.port, server.problem
        client = Client(server, "sk_test_full")
        for source in answered:
            assert client.call("GET", f"/v1/sources/{source}")[0] == 200
        server.stop()
    finally:
        subprocess.run(["umount", "-l", str(disk)])
    return None


def room_comes_back(folder):
    disk = mounted(folder / "again", "size=200k")
    if disk is None:
        return "mounting is not allowed here"
    try:
        server = Server("--data", str(disk / "j.db"))
        fill(Client(server, "sk_test_full"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        client = Client(server, "sk_test_full")
        status, source = client.call("POST", "/v1/sources", SOURCE)
        assert status == 200, "the server goes on when there is room again"
        server.kill()
        server = Server("--data", str(disk / "j.db"))
        assert Client(server, "sk_test_full").call("GET", f"/v1/sources/{source['id']}")[0] == 200
        server.stop()
    finally:
        subprocess.run(["umount", "-l", str(disk)])
    return None


def read_only(folder):
    disk = mounted(folder / "fixed", "size=8m")
    if disk is None:
        return "mounting is not allowed here"
    try:
        server = Server("--data", str(disk / "j.db"))
        server.stop()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        server = Server("--data", str(disk / "j.db"))
        assert server.port is None and server.process.wait() != 0
        assert "read-only" in server.problem.lower(), server.problem
    finally:
        subprocess.run(["umount", "-l", str(disk)])
    return None


def two_servers(folder):
    journal = str(folder / "two.db")
    first = Server("--data", journal)
    second = Server("--data", journal)
    assert second.port is None and "another lotusbox" in second.problem, second.problem
    first.stop()


def nothing_is_written_without_data(folder):
    before = sorted(os.listdir(folder))
    server = subprocess.Popen([BINARY, "serve", "--port", "0", "--quiet"], cwd=folder,
                              stdout=subprocess.PIPE, text=True)
    port = json.loads(server.stdout.readline())["port"]
    holder = type("Holder", (), {"port": port})
    Client(holder, "sk_test_a").call("POST", "/v1/sources", SOURCE)
    server.terminate()
    server.wait(20)
    assert sorted(os.listdir(folder)) == before


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lotusbox-kill-"))
    passed = failed = skipped = 0
    for test in (kills, full_disk, room_comes_back, read_only, two_servers,
                 nothing_is_written_without_data):
        try:
            reason = test(folder)
        except Exception:
            failed += 1
            print(f"FAILED {test.__name__}")
            traceback.print_exc(file=sys.stdout)
            continue
        if reason:
            skipped += 1
            print(f"skipped {test.__name__}: {reason}")
        else:
            passed += 1
    shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


sys.exit(main())
