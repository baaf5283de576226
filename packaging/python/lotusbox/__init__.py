"""A lotusbox for Python tests: a server on a free port, worlds on it, and receivers of webhooks.

with Lotusbox() as box:
    mandate = box.call("POST", "/_mock/mandates", {"status": "active"})
    box.advance("P7D")
"""
import base64
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
import uuid

__all__ = ["Lotusbox", "Receiver", "Refused", "World", "find_program"]

EXAMPLE_KEY = "sk_test_lotusbox"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def find_program():
    """LOTUSBOX_BINARY, else the one in this package, else the one on PATH."""
    inside = pathlib.Path(__file__).parent / "bin" / "lotusbox"
    found = os.environ.get("LOTUSBOX_BINARY") or (
        str(inside) if inside.exists() else shutil.which("lotusbox"))
    if not found:
        raise FileNotFoundError(
            "no program lotusbox: this package has none for your platform, none is on PATH, "
            "and LOTUSBOX_BINARY is not set")
    return found


class Refused(Exception):
    """An answer of 400 or more; `rule` names the rule that refused the call."""

    def __init__(self, what, status, headers, body):
        super().__init__(f"{what}: {status} {body}")
        self.status, self.body = status, body
        self.rule = headers.get("Lotusbox-Rule")
        self.request_id = headers.get("Lotusbox-Request-Id")


class Receiver:
    """Takes webhooks on a free port and keeps the events, in order. They come in the plain, since
    Python has no AES of its own."""

    def __init__(self):
        bodies = self.bodies = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def events(self):
        return list(self.bodies)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class World:
    """One world on a running server."""

    def __init__(self, url, key):
        self.url, self.key = url, key
        self._receivers = []

    def call(self, method, path, body=None):
        """A call with the key of this world; the JSON of its answer, or its text."""
        data = None if body is None else json.dumps(body).encode()
        basic = base64.b64encode(f"{self.key}:".encode()).decode()
        request = urllib.request.Request(self.url + path, data, {
            "Authorization": f"Basic {basic}", "Content-Type": "application/json"}, method=method)
        try:
            with OPENER.open(request) as answer:
                return _read(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                raise Refused(f"{method} {path}", answer.code, answer.headers,
                              _read(answer)) from None

    def advance(self, by):
        """Moves the clock by an ISO duration such as P7D; what fell due."""
        return self.call("POST", "/_mock/clock/advance", {"by": by})

    def receive(self):
        """Opens a receiver and lets the world deliver to it."""
        receiver = Receiver()
        self._receivers.append(receiver)
        self.call("PUT", "/_mock/webhook", {"url": receiver.url, "format": "plain"})
        return receiver

    def close(self):
        for receiver in self._receivers:
            receiver.stop()
        self._receivers.clear()


class Lotusbox(World):
    """A server on a free port, and the world of the example key. Within `lotusbox exec`, which sets
    LOTUSBOX_URL, it is that server and the world of LOTUSPAY_API_KEY, whose coverage then counts.
    Arguments are those of `lotusbox serve`; any asks for a server of its own."""

    def __init__(self, *arguments, binary=None):
        self._process = None
        place = os.environ.get("LOTUSBOX_URL")
        if place and not arguments:
            key = os.environ.get("LOTUSPAY_API_KEY") or EXAMPLE_KEY
            super().__init__(_running_at(place), key)
            return
        command = [binary or find_program(), "serve", "--port", "0", "--quiet", "--json",
                   *map(str, arguments)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline()  # comes when the server answers
        if not line:
            self._process.stdout.close()
            raise RuntimeError(f"lotusbox serve ended with {self._process.wait()}; "
                               "it said why on stderr")
        super().__init__(json.loads(line)["url"], EXAMPLE_KEY)

    def world(self, key=None):
        """Another world on the same server; with a fresh key unless one is given."""
        return World(self.url, key or f"sk_test_{uuid.uuid4().hex}")

    def close(self):
        super().close()
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _running_at(place):
    """The server of LOTUSBOX_URL, which may be written without http://, as for the commands."""
    url = (place if "://" in place else f"http://{place}").rstrip("/")
    try:
        OPENER.open(f"{url}/_mock/ready").close()
    except (OSError, ValueError):
        raise RuntimeError(
            f"no lotusbox answers at {url}, which LOTUSBOX_URL names") from None
    return url


def _read(answer):
    text = answer.read().decode()
    try:
        return json.loads(text)
    except ValueError:
        return text
