"""The real program under a test: started, called as any client calls it, looked at from outside."""
import base64
import http.client
import json
import os
import pathlib
import socket
import subprocess
import threading
import http.server

SOURCE = {"type": "nach_debit", "nach_debit": {
    "amount_maximum": 500000, "debtor_agent_code": "ICIC", "frequency": "MNTH",
    "debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}}


class Server:
    def __init__(self, binary, *arguments, environment=None):
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--quiet", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.process.stderr.read())
        self.port = json.loads(line)["port"]

    def stop(self):
        self.process.terminate()
        if self.process.wait(60) not in (0, 143, -15):
            raise AssertionError(f"the server ended with {self.process.returncode}")

    def resident_kb(self):
        return self._status("VmRSS")

    def threads(self):
        return self._status("Threads")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def _status(self, name):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise AssertionError(f"no {name}: the server has ended")


class Client:
    def __init__(self, port, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        token = base64.b64encode(f"{key}:".encode()).decode()
        self.headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}

    def raw(self, method, path, body=None):
        """Status, headers and bytes of the answer."""
        text = json.dumps(body) if body is not None else None
        self.connection.request(method, path, text, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()

    def call(self, method, path, body=None):
        status, _, text = self.raw(method, path, body)
        return status, json.loads(text or b"null")

    def close(self):
        self.connection.close()


class Receiver:
    """Takes webhooks on a port of its own; every tenth is answered 500."""

    def __init__(self):
        receiver = self
        self.taken = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken += 1
                self.send_response(500 if receiver.taken % 10 == 0 else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
