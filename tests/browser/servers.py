"""What the browser tests share: the lotusbox binary, spoken to as a merchant does, servers beside it
such as the merchant's own site, to which customers come back, and checks."""

import base64
import http.server
import json
import queue
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

# Nothing here may go through a proxy: all addresses are on this machine.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

KEY = "sk_test_lotusbox"
START = "2026-01-01T00:00:00Z"


def equal(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}")


def contains(whole, part):
    if part not in whole:
        raise AssertionError(f"{part!r} is not in {whole!r}")


def first_line(process, fits, seconds):
    """The first line of a process's output that fits; reads on for ever, so no pipe fills up."""
    lines = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=seconds)
        except queue.Empty:
            line = None
        if line is None:
            raise RuntimeError(f"{process.args[0]} did not say that it is ready")
        if fits(line):
            return line


class Lotusbox:
    def __init__(self, binary):
        self.process = subprocess.Popen([binary, "serve", "--port", "0", "--quiet"],
                                        stdout=subprocess.PIPE, text=True)
        try:
            line = first_line(self.process, lambda text: text.startswith("{"), 20)
            self.url = json.loads(line)["url"].rstrip("/")
        except Exception:
            self.stop()
            raise

    def stop(self):
        """Ends the server by SIGTERM; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def ask(self, method, path, body=None, key=KEY):
        """(status, headers, text) of any answer; redirects are not followed."""
        url = path if path.startswith("http") else self.url + path
        headers = {}
        data = None
        if key:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with OPENER.open(request, timeout=20) as response:
                return response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def call(self, method, path, body=None):
        """The JSON of an answer that must be 200."""
        status, _, text = self.ask(method, path, body)
        if status != 200:
            raise AssertionError(f"{method} {path} answered {status}: {text[:400]}")
        return json.loads(text)

    def reset(self):
        self.call("POST", "/_mock/reset", {"at": START, "seed": 7})

    def create_source(self, return_url=None, auth_mode=None):
        redirect = {"return_url": return_url, "auth_mode": auth_mode}
        return self.call("POST", "/v1/sources", {
            "type": "nach_debit",
            "nach_debit": {
                "variant": "emandate_api", "amount_maximum": 500000, "frequency": "MNTH",
                "debtor_agent_code": "ICIC", "debtor_account_name": "RAVI SAMPLEKAR",
                "debtor_account_number": "999900000002", "debtor_account_type": "savings",
                "date_final_collection": "2031-01-31", "reference1": "LOAN0001"},
            "redirect": {key: value for key, value in redirect.items() if value}})

    def source(self, source_id):
        return self.call("GET", "/v1/sources/" + source_id)

    def mandate(self, mandate_id):
        return self.call("GET", "/v1/mandates/" + mandate_id)

    def make_mandate(self):
        """An active mandate that a customer gave through a link."""
        source = self.create_source()
        self.call("POST", "/_mock/authorise", {"source": source["id"]})
        return self.mandate(self.source(source["id"])["mandate"])

    def manage(self, action, mandate_id, return_url=None, auth_mode=None, **changes):
        """The authorisation link of a management call."""
        redirect = {"return_url": return_url, "auth_mode": auth_mode}
        body = dict(changes)
        if return_url or auth_mode:
            body["redirect"] = {key: value for key, value in redirect.items() if value}
        path = f"/api/mandates/{action}?mandate_id={mandate_id}"
        return self.call("PATCH", path, body)["auth_link"]

    def advance(self, by):
        self.call("POST", "/_mock/clock/advance", {"by": by})


class QuietHandler(http.server.BaseHTTPRequestHandler):
    def show(self, status, html):
        page = b"<!DOCTYPE html><html lang=en>" + html
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


class Local:
    """A server of this machine, on a free port."""

    def __init__(self, handler):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Merchant(Local):
    """A site with one page, `/back`; it remembers with which parameters customers came."""

    def __init__(self):
        visits = self.visits = []

        class Handler(QuietHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                known = url.path == "/back"
                if known:
                    visits.append((dict(urllib.parse.parse_qsl(url.query)),
                                   self.headers.get("Referer")))
                self.show(200 if known else 404, b"<title>Shop</title><link rel=icon href=data:,>"
                                                 b"<h1>Back at the shop</h1>")

        super().__init__(Handler)
        self.url = f"http://127.0.0.1:{self.port}/back"
