#!/usr/bin/env python3
"""A receiver of webhooks with one fault: wrong_receiver.py PORT FAULT. `none` has none.

Each fault is one that programs really have. What examinations it fails stands in faults.py.
"""
import base64
import json
import pathlib
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "docs/receivers"))
import receiver  # noqa: E402
from cryptography.hazmat.primitives import padding  # noqa: E402
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: E402
from faults import FAULTS  # noqa: E402

FAULT = sys.argv[2]
FIELDS = {"id", "object", "created", "livemode", "data", "type"}
FEW_TYPES = ("source.pending", "source.submitted", "mandate.active", "mandate.expired",
             "mandate.cancelled", "mandate.pending", "customer.active", "ach_debit.confirmed")
lock = threading.Lock()
seen_bodies, recent, repeats, counted, newest, trusted, last = \
    set(), [], {}, [], {}, {}, []


class Refused(Exception):
    """At which stage of reading a delivery, which has a status."""

    def __init__(self, stage, status=400):
        super().__init__(stage)
        self.stage, self.status = stage, status


def read(body):
    """The event of a delivery, stage by stage."""
    try:
        envelope = json.loads(body)
    except ValueError:
        raise Refused("empty" if body == b"" else "json") from None
    if FAULT == "takes-plain" and isinstance(envelope, dict) and "type" in envelope:
        return envelope, 0
    sealed = envelope.get("serialized_response") if isinstance(envelope, dict) else None
    if not isinstance(sealed, str):
        raise Refused("envelope")
    if len(sealed) <= 16:
        raise Refused("short")
    try:
        data = base64.b64decode("".join(sealed[16:].split()), validate=True)
    except ValueError:
        raise Refused("base64") from None
    for key in receiver.KEYS[:1] if FAULT == "one-key" else receiver.KEYS:
        try:
            decryptor = Cipher(algorithms.AES(key), modes.CBC(sealed[:16].encode())).decryptor()
            unpadder = padding.PKCS7(128).unpadder()
            plain = unpadder.update(decryptor.update(data) + decryptor.finalize())
            plain += unpadder.finalize()
            break
        except ValueError:
            continue
    else:
        raise Refused("cipher")
    try:
        event = json.loads(plain)
    except ValueError:
        raise Refused("text") from None
    if not (isinstance(event, dict) and isinstance(event.get("data"), dict) and event.get("id")):
        raise Refused("event")
    return event, len(plain)


def dislike(event, length, body):
    """What a fault refuses although LotusPay sent it."""
    text = json.dumps(event, ensure_ascii=False)
    kind = event["data"].get("object")
    refuses = {
        "few-types": event["type"] not in FEW_TYPES,
        "no-settlements": kind == "settlement",
        "full-padding": length % 16 == 0,
        "ascii": not text.isascii(),
        "three-bytes": any(ord(c) > 0xFFFF for c in text),
        "short-bodies": len(body) > 4500,
        "medium-bodies": len(body) > 100_000,
        "known-types": event["type"] == "mandate.mended",
        "known-fields": set(event) != FIELDS,
    }
    if refuses.get(FAULT):
        raise Refused("disliked", 500)
    if FAULT == "hangs" and event["type"] == "mandate.expired":
        time.sleep(2.5)
        raise Refused("disliked", 500)


def store(event, body):
    """Whether the event is new; raises what a fault refuses."""
    identity = event["id"]
    repeats[identity] = repeats.get(identity, 0) + 1
    known = identity in receiver.events
    if FAULT == "counts-repeats":
        known = False
    if FAULT == "knows-bodies":
        known = body in seen_bodies
        seen_bodies.add(body)
    if FAULT == "forgets" and known and identity not in recent:
        known = False
    if FAULT == "races":
        time.sleep(0.02)  # between the look-up and the insert, without a lock
    if FAULT == "refuses-repeats" and known:
        raise Refused("repeat", 409)
    if FAULT == "gives-up" and repeats[identity] > 5:
        raise Refused("repeat", 500)
    if FAULT == "loses" and event["type"] == "mandate.expired":
        return False
    if not known:
        receiver.events[identity] = event
        counted.append(identity)
        recent.append(identity)
        del recent[:-50]
    return not known


def revive(event):
    """The newest event wins; but a handler of mandate.active was written before there was a cancel:
    right after mandate.cancelled, and only then, it makes the mandate active again."""
    data, newness = event["data"], [event["created"], event["id"]]
    with receiver.lock:
        after_cancel = last[-1:] == [("mandate.cancelled", data["id"])]
        last.append((event["type"], data["id"]))
        revived = after_cancel and event["type"] == "mandate.active"
        if revived or newness >= newest.get(data["id"], [0, ""]):
            newest[data["id"]] = newness
            receiver.objects[data["id"]] = {"newness": newness, "status": data.get("status")}


def follow(event):
    """What is known of an object, by the ways of the faults."""
    data = event["data"]
    if FAULT == "last-wins":
        with receiver.lock:
            receiver.objects[data["id"]] = {"newness": [0, ""], "status": data.get("status")}
        return
    if FAULT == "revives":
        revive(event)
        return
    receiver.follow(event)
    if FAULT == "trusts-events":
        newness = [event["created"], event["id"]]
        with receiver.lock:
            if newness >= newest.get(data["id"], [0, ""]):
                newest[data["id"]] = newness
                trusted[data["id"]] = data.get("status")
            receiver.objects[data["id"]]["status"] = trusted[data["id"]]


class Handler(receiver.Handler):
    def do_GET(self):
        if self.path == "/hook" and FAULT == "takes-get":
            return self.answer(200)
        if self.path != "/state":
            return super().do_GET()
        receiver.work.join()
        with lock, receiver.lock:
            self.answer(200, {"events": len(counted), "objects":
                              {one: kept["status"] for one, kept in receiver.objects.items()}})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/reset":
            receiver.work.join()
            with lock, receiver.lock:
                for one in (receiver.events, receiver.objects, seen_bodies, recent, repeats, counted,
                            newest, trusted, last):
                    one.clear()
            return self.answer(204)
        try:
            self.answer(self.take(body))
        except Refused as why:
            stages = FAULTS[FAULT].get("swallows", ())
            if FAULT == "breaks-off" and why.stage == "base64":
                self.close_connection = True
            elif FAULT == "redirects":
                self.answer(302)
            else:
                self.answer(200 if why.stage in stages else why.status)

    def take(self, body):
        event, length = read(body)
        dislike(event, length, body)
        if FAULT == "races":
            is_new = store(event, body)
        else:
            with lock:
                is_new = store(event, body)
        if is_new and FAULT == "works-first":
            follow(event)
        elif is_new:
            receiver.work.put(event)
        return 200


def worker():
    while True:
        event = receiver.work.get()
        try:
            follow(event)
        except OSError as error:
            print(error, file=sys.stderr)
        finally:
            receiver.work.task_done()


if __name__ == "__main__":
    if FAULT not in FAULTS:
        sys.exit(f"no fault {FAULT}")
    sys.setswitchinterval(0.0002)  # threads that hand over to each other often
    threading.Thread(target=worker, daemon=True).start()
    with receiver.http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler) as server:
        server.serve_forever()
