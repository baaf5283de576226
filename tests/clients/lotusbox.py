"""A lotusbox for Python tests, and a receiver for its webhooks: small enough to paste."""
import base64
import http.server
import json
import os
import subprocess
import threading


class Lotusbox:
    """`with Lotusbox() as box:` a server of its own on a free port, gone at the end of the block.
    Within `lotusbox exec`, which sets LOTUSBOX_URL, it is that one, whose coverage then counts."""

    def __init__(self, binary="lotusbox", *arguments):
        self.process, self.url = None, os.environ.get("LOTUSBOX_URL")
        if self.url and not arguments:
            return
        command = [binary, "serve", "--port", "0", "--quiet", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"]  # comes when it is ready

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is None:
            return
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Receiver:
    """Takes webhooks on a free port and keeps their bodies, in order."""

    def __init__(self):
        bodies = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def events(self, key):
        """What came, decrypted; `key` is the one that `PUT /_mock/webhook` answered."""
        return [decrypt(body["serialized_response"], key) for body in self.bodies]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def decrypt(sealed, key):
    """AES-128-CBC: sixteen characters of IV, then base64. Python has no AES, openssl does."""
    command = ["openssl", "enc", "-d", "-aes-128-cbc", "-K", key.encode().hex(),
               "-iv", sealed[:16].encode().hex()]
    plain = subprocess.run(command, input=base64.b64decode(sealed[16:]), stdout=subprocess.PIPE,
                           check=True).stdout
    return json.loads(plain)
