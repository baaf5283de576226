"""A webhook receiver for clients that cannot be one: says its URL on stdout, then writes each body
on a line of its own.

usage: receiver.py
"""
import http.server
import json


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802
        print(json.dumps(json.loads(self.rfile.read(int(self.headers["Content-Length"])))),
              flush=True)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    print(f"http://127.0.0.1:{server.server_port}/hook", flush=True)
    server.serve_forever()
