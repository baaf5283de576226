"""The static program where there is nothing else: serves, delivers, keeps a journal, looks names up.

Run by packages_test.py as root, in a network of its own: empty_root.py PROGRAM SCENARIOS ROOT"""
import fcntl
import http.server
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request

PORT, HOOK = 5688, 9000
NAMES = {b"hook.example": b"\x7f\0\0\1"}  # what our DNS knows
SOURCE = {"type": "nach_debit", "nach_debit": {
    "amount_maximum": 500000, "debtor_agent_code": "ICIC", "debtor_account_name": "ASHA RAO",
    "debtor_account_number": "12345678", "frequency": "MNTH"}}


def loopback_up():
    up, name = 0x1, b"lo"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", name, up))  # SIOCSIFFLAGS


def answer_names(server):
    """DNS of one name: its address of IPv4; no such name for all others."""
    while True:
        asked, caller = server.recvfrom(512)
        end = 12
        labels = []
        while asked[end]:
            labels.append(asked[end + 1:end + 1 + asked[end]])
            end += asked[end] + 1
        (kind,) = struct.unpack(">H", asked[end + 1:end + 3])
        address = NAMES.get(b".".join(labels))
        found = address if kind == 1 else None
        answer = b"" if not found else b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + found
        flags = b"\x81\x80" if address else b"\x81\x83"
        counts = struct.pack(">HHHH", 1, 1 if found else 0, 0, 0)
        server.sendto(asked[:2] + flags + counts + asked[12:end + 5] + answer, caller)


def start_dns():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=answer_names, args=(server,), daemon=True).start()


def start_receiver(came):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            came.append(self.headers["Host"])
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", HOOK), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


class BareRoot:
    """Nothing but the program."""

    def __init__(self, program, root):
        self.root = root
        os.makedirs(root)
        shutil.copy(program, os.path.join(root, "lotusbox"))
    def start(self, *arguments):
        def enter():
            os.chroot(self.root)
            os.chdir("/")
        return subprocess.Popen(["/lotusbox", *arguments], preexec_fn=enter, text=True, env={},
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *arguments):
        process = self.start(*arguments)
        out, _ = process.communicate(timeout=300)
        return process.returncode, out

    def serve(self, *arguments):
        process = self.start("serve", "--quiet", *arguments)
        assert process.stdout.readline().startswith("{"), "it does not serve"
        return process


class EmptyRoot(BareRoot):
    """Besides it the files that names are looked up in, a folder for a journal, and scenarios."""

    def __init__(self, program, scenarios, root):
        super().__init__(program, root)
        os.makedirs(os.path.join(root, "etc"))
        os.makedirs(os.path.join(root, "data"))
        shutil.copytree(scenarios, os.path.join(root, "scenarios"))
        self.write("etc/hosts", "127.0.0.1 from-hosts.example\n")
        self.write("etc/resolv.conf", "nameserver 127.0.0.1\n")

    def write(self, name, text):
        with open(os.path.join(self.root, name), "w", encoding="ascii") as file:
            file.write(text)

    def serve(self):
        return super().serve("--data", "/data/journal.db",
                             "--allow-webhook-host", "hook.example",
                             "--allow-webhook-host", "from-hosts.example",
                             "--allow-webhook-host", "nobody.example")


def call(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, {
        "Authorization": "Bearer sk_test_lotusbox", "Content-Type": "application/json"},
        method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def last_delivery():
    for _ in range(400):
        last = call("GET", "/_mock/deliveries")["data"][-1]
        if last["attempts"]:
            return last
        time.sleep(0.05)
    raise AssertionError("no attempt to deliver was made")


def deliver_to(host):
    call("PUT", "/_mock/webhook", {"url": f"http://{host}:{HOOK}/hook", "format": "plain"})
    call("POST", "/v1/sources", SOURCE)
    return last_delivery()


def check_deliveries(came, *hosts):
    came.clear()
    for host in hosts:
        delivery = deliver_to(host)
        assert delivery["status"] == "delivered", (host, delivery)
        print(f"ok      delivers to {host}")
    assert came == [f"{host}:{HOOK}" for host in hosts], came


def main(program, scenarios, folder):
    loopback_up()
    start_dns()
    came = []
    start_receiver(came)
    bare = BareRoot(program, folder + "-bare")
    server = bare.serve()
    check_deliveries(came, "127.0.0.1", "localhost")
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 143
    assert os.listdir(bare.root) == ["lotusbox"]
    print("ok      alone in its root, it needs no file and leaves none")

    root = EmptyRoot(program, scenarios, folder)
    server = root.serve()
    check_deliveries(came, "127.0.0.1", "localhost", "hook.example", "from-hosts.example")
    reason = deliver_to("nobody.example")["attempts"][-1]["reason"]
    assert reason.startswith("no such host"), reason
    print("ok      says that there is no such host")
    sources = call("GET", "/v1/sources")["data"]
    server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 143
    code, out = root.run("journal", "verify", "/data/journal.db")
    assert code == 0, out
    server = root.serve()
    assert [one["id"] for one in call("GET", "/v1/sources")["data"]] == [one["id"] for one in sources]
    server.kill()
    server.wait()
    print("ok      goes on from its journal")
    code, out = root.run("replay", "/scenarios")
    assert code == 0 and " passed, 0 failed" in out, out[-2000:]
    print("ok      replays all scenarios: " + out.strip().splitlines()[-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
