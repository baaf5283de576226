#!/usr/bin/env python3
"""A receiver of LotusPay's webhooks that does it right. Needs python3-cryptography.

    LOTUSPAY_WEBHOOK_KEY=whk_0123456789ab python3 receiver.py 9000

POST /hook takes deliveries; GET /state and POST /reset are for `lotusbox examine`. The two places
that hold something, `events` and `objects`, are tables of your data base in real life.
"""
import base64
import http.server
import json
import os
import queue
import sys
import threading
import urllib.request

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEYS = [os.environ[name].encode() for name in ("LOTUSPAY_WEBHOOK_KEY", "LOTUSPAY_WEBHOOK_NEXT_KEY")
        if os.environ.get(name)]
API = os.environ.get("LOTUSPAY_BASE_URL")
PATHS = {"mandate": "mandates", "source": "sources", "customer": "customers",
         "ach_debit": "ach_debits", "settlement": "settlements"}
lock = threading.Lock()
events = {}   # by id: the primary key is what makes a repeat harmless
objects = {}  # what we know of mandates, sources, debits
work = queue.Queue()


def decrypt(body):
    """The event in a delivery; ValueError when LotusPay cannot have sent it."""
    envelope = json.loads(body)
    sealed = envelope.get("serialized_response") if isinstance(envelope, dict) else None
    if not isinstance(sealed, str) or len(sealed) <= 16:
        raise ValueError("no envelope")
    iv, sealed = sealed[:16].encode(), base64.b64decode("".join(sealed[16:].split()), validate=True)
    for key in KEYS:
        try:
            decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
            unpadder = padding.PKCS7(128).unpadder()
            plain = unpadder.update(decryptor.update(sealed) + decryptor.finalize())
            event = json.loads(plain + unpadder.finalize())
        except ValueError:
            continue  # perhaps under the other key
        if isinstance(event, dict) and isinstance(event.get("data"), dict) and event.get("id"):
            return event
    raise ValueError("no event under our keys")


def follow(event):
    """The slow work, after the answer. An event tells what was; the API tells what is."""
    data = event["data"]
    if API and data.get("object") in PATHS:
        request = urllib.request.Request(f"{API}/v1/{PATHS[data['object']]}/{data['id']}")
        token = base64.b64encode(f"{os.environ['LOTUSPAY_API_KEY']}:".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        with urllib.request.urlopen(request) as answer:
            data = json.load(answer)
        newness = [0, ""]
    else:
        newness = [event["created"], event["id"]]  # without the API the newest event wins
    with lock:
        if data["id"] not in objects or newness >= objects[data["id"]]["newness"]:
            objects[data["id"]] = {"newness": newness, "status": data.get("status")}


def worker():
    while True:
        event = work.get()
        try:
            follow(event)
        except OSError as error:
            print(error, file=sys.stderr)  # real code tries again later
        finally:
            work.task_done()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # head and body of an answer leave together

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path != "/state":
            return self.answer(405 if self.path == "/hook" else 404)
        work.join()
        with lock:
            self.answer(200, {"events": len(events), "objects":
                              {one: kept["status"] for one, kept in objects.items()}})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/reset":
            work.join()
            with lock:
                events.clear()
                objects.clear()
            return self.answer(204)
        if self.path != "/hook":
            return self.answer(404)
        try:
            event = decrypt(body)
        except (ValueError, RecursionError):
            return self.answer(400)
        with lock:  # in one step: is it new, and if so it is ours
            is_new = event["id"] not in events
            events.setdefault(event["id"], event)
        if is_new:
            work.put(event)
        self.answer(200)  # also to a repeat, or it comes again and again

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    threading.Thread(target=worker, daemon=True).start()
    with http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler) as server:
        server.serve_forever()
