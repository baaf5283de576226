"""One seed and one list of calls give the same answers, byte by byte.

usage: same_answers_test.py LOTUSBOX

Over two runs, in several locales and time zones, and with a restart from the journal between calls.
Compared are status, headers but Date, and body.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from server import SOURCE, Client, Server

BINARY = os.path.abspath(sys.argv[1])
KEY = "sk_test_same"
PAPER = {"type": "nach_debit", "nach_debit": {**SOURCE["nach_debit"], "variant": "physical",
                                              "reference1": "LOAN0001"}}


def calls():
    """Yields method, path and body; is sent back what was answered."""
    source = yield "POST", "/v1/sources", SOURCE
    yield "POST", "/v1/sources", {"type": "nach_debit", "nach_debit": {"amount_maximum": "1,5"}}
    yield "POST", "/v1/sources", PAPER
    yield "GET", f"/v1/sources/{source['id']}", None
    yield "POST", "/_mock/authorise", {"source": source["id"], "outcome": "rejected"}
    yield "POST", "/_mock/authorise", {"source": source["id"]}
    mandates = yield "GET", "/v1/mandates", None
    mandate = mandates["data"][0]["id"]
    yield "POST", "/_mock/clock/advance", {"by": "P9D"}
    for action, body in (("amend", {"maximum_amount": "1000.50", "frequency": "Adho"}), ("pause", {}),
                         ("resume", {}), ("resume", {}), ("cancel", {})):
        yield "PATCH", f"/api/mandates/{action}?mandate_id={mandate}", body
        yield "GET", f"/v1/mandates/{mandate}", None
        yield "POST", "/_mock/authorise", {"mandate": mandate}
    made = yield "POST", "/_mock/mandates", {"status": "active"}
    yield "POST", "/v1/ach_debits", {"mandate": made["id"], "amount": 12345}
    yield "POST", "/v1/customers", {"name": "ÅSA TESTWALA", "description": "naïve — ünïcode"}
    yield "PATCH", f"/api/mandates/amend?mandate_id={made['id']}", {"maximum_amount": "5.005"}
    yield "POST", "/_mock/snapshots", {"name": "one"}
    yield "POST", "/_mock/clock/advance", {"by": "P6M"}
    yield "POST", "/_mock/juspay/mandates", {"customer_id": "customer_1122"}
    yield "GET", "/v1/events?limit=50", None
    yield "GET", "/_mock/events", None
    yield "GET", "/_mock/links", None
    yield "GET", "/_mock/outbox", None
    yield "GET", "/_mock/due", None
    yield "GET", "/_mock/session.scn", None
    yield "POST", "/_mock/snapshots/one/restore", None
    yield "POST", "/_mock/fork", {"to": "sk_test_copy"}
    yield "GET", "/v1/events?limit=50", None
    yield "GET", f"/v1/mandates/{mandate}/summarypdf", None
    yield "GET", "/v1/nowhere", None


def answers(folder, name, environment=None, restart_every=0):
    """The answers to all calls, with what was asked."""
    arguments = ["--seed", "7", "--public-url", "http://box.test", "--at",
                 "2026-01-10T10:00:00+05:30", "--data", str(folder / f"{name}.db")]
    server = Server(BINARY, *arguments, environment=environment)
    client = Client(server.port, KEY)
    all_answers, steps, decoded, count = [], calls(), None, 0
    while True:
        try:
            asked = steps.send(decoded)
        except StopIteration:
            break
        count += 1
        if restart_every and count % restart_every == 0:
            client.close()
            server.stop()
            server = Server(BINARY, *arguments, environment=environment)
            client = Client(server.port, KEY)
        status, headers, body = client.raw(*asked)
        kept = sorted((key, value) for key, value in headers if key != "Date")
        all_answers.append((asked, status, kept, body))
        decoded = None
        if body.startswith(b"{"):
            decoded = json.loads(body)
    client.close()
    server.stop()
    return all_answers


def without_ids(answer):
    """A restart leaves a gap in the numbers of calls, because reads are not in the journal."""
    asked, status, headers, body = answer
    kept = [(key, value) for key, value in headers if key != "Lotusbox-Request-Id"]
    return asked, status, kept, re.sub(rb"req_[0-9A-Z]{12}", b"req_", body)


def compare(name, first, second, after_restarts):
    for one, other in zip(first, second, strict=True):
        if after_restarts:
            one, other = without_ids(one), without_ids(other)
        if one == other:
            continue
        for left, right in zip(one, other):
            if left != right:
                raise AssertionError(f"{name}: {one[0][:2]} differs:\n{left}\n{right}")


def main():
    has_utf8 = "utf8" in subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout
    variants = {
        "a second run": {},
        "LC_ALL=C, India": {"environment": {"LC_ALL": "C", "TZ": "Asia/Kolkata"}},
        "New York": {"environment": {"TZ": "America/New_York"}},
        "Kiritimati": {"environment": {"TZ": "Pacific/Kiritimati"}},
        "a restart before every third call": {"restart_every": 3},
        "a restart before every seventh call, New York":
            {"restart_every": 7, "environment": {"TZ": "America/New_York"}},
    }
    if has_utf8:
        variants["UTF-8"] = {"environment": {"LC_ALL": "C.UTF-8", "TZ": "America/New_York"}}
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lotusbox-same-") as name:
        folder = pathlib.Path(name)
        first = answers(folder, "first")
        wrong = [answer for answer in first if answer[1] >= 500]
        assert not wrong, wrong
        for index, (title, options) in enumerate(variants.items()):
            try:
                compare(title, first, answers(folder, f"v{index}", **options),
                        "restart_every" in options)
            except AssertionError as error:
                failed += 1
                print(f"FAILED {str(error)[:3000]}")
    skipped = "" if has_utf8 else ", 1 skipped"
    print(f"{len(first)} calls; {len(variants) - failed} passed, {failed} failed{skipped}")
    return 1 if failed else 0


sys.exit(main())
