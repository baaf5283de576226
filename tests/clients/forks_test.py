"""One prepared world, five hundred endings: each test takes a copy under a key of its own, ends it
in its own way, and none sees another. And a thousand worlds, each at a date of its own, that advance
at once. Standard library only.

usage: LOTUSBOX=path/to/lotusbox python3 forks_test.py
"""
import base64
import concurrent.futures
import datetime
import http.client
import json
import os
import threading
import time
import unittest

from lotusbox import Lotusbox

MANDATES, FORKS, WORLDS, THREADS = 1000, 500, 1000, 8
DAY = 86400
WEEK = 7 * DAY
FIRST_DAY = 1767225600  # 2026-01-01T05:30:00+05:30
PREPARED = "sk_test_prepared"


class Caller:
    """Speaks to the server over one connection a thread."""

    def __init__(self, url):
        self.address = url.removeprefix("http://")
        self.local = threading.local()
        self.connections = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for connection in self.connections:
            connection.close()

    def __call__(self, key, method, path, body=None):
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection(self.address, timeout=60)
            self.connections.append(self.local.connection)
        headers = {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode(),
                   "Content-Type": "application/json"}
        self.local.connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = self.local.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text)


def agree(call, key, mandate):
    call(key, "POST", "/_mock/authorise", {"mandate": mandate})
    return "active", 750000


def refuse(call, key, mandate):
    call(key, "POST", "/_mock/authorise", {"mandate": mandate, "outcome": "rejected"})
    return "active", 500000


def lapse(call, key, _mandate):
    call(key, "POST", "/_mock/clock/advance", {"seconds": WEEK})
    return "active", 500000


def wait(call, key, _mandate):
    call(key, "POST", "/_mock/clock/advance", {"seconds": WEEK - 1})
    return "pending", 500000


class ForksTest(unittest.TestCase):
    def test_five_hundred_endings(self):
        with (Lotusbox(os.environ.get("LOTUSBOX", "lotusbox")) as box,
              Caller(box.url) as call):
            begin = time.perf_counter()
            mandates = [call(PREPARED, "POST", "/_mock/mandates",
                             {"status": "active", "amount_maximum": 500000})["id"]
                        for _ in range(MANDATES)]
            prepared = time.perf_counter()

            def end(number):
                key, mandate = f"sk_test_end{number}", mandates[number]
                call(PREPARED, "POST", "/_mock/fork", {"to": key})
                call(key, "PATCH", f"/api/mandates/amend?mandate_id={mandate}",
                     {"maximum_amount": "7500.00"})
                ending = (agree, refuse, lapse, wait)[number % 4]
                status, amount = ending(call, key, mandate)
                now = call(key, "GET", f"/v1/mandates/{mandate}")
                assert (now["status"], now["amount_maximum"]) == (status, amount), (ending, now)
                other = call(key, "GET", f"/v1/mandates/{mandates[number + 1]}")
                assert (other["status"], other["amount_maximum"]) == ("active", 500000), other

            with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(end, range(FORKS)))
            ended = time.perf_counter()
            for mandate in mandates[:5]:
                still = call(PREPARED, "GET", f"/v1/mandates/{mandate}")
                self.assertEqual((still["status"], still["amount_maximum"]), ("active", 500000))
            print(f"{MANDATES} mandates made in {prepared - begin:.2f} s; "
                  f"{FORKS} forks, each with its ending, in {ended - prepared:.2f} s", flush=True)

    def test_a_thousand_worlds_at_a_thousand_dates(self):
        with (Lotusbox(os.environ.get("LOTUSBOX", "lotusbox")) as box,
              Caller(box.url) as call):
            links = {}

            def live(number):
                key, start = f"sk_test_date{number}", FIRST_DAY + number * DAY
                at = datetime.datetime.fromtimestamp(start, datetime.timezone.utc).isoformat()
                call(key, "PUT", "/_mock/clock", {"at": at})
                mandate = call(key, "POST", "/_mock/mandates", {"status": "active"})["id"]
                pending = call(key, "PATCH", f"/api/mandates/pause?mandate_id={mandate}", {})
                assert pending["expires_at"] == start + WEEK, pending
                links[number] = pending["auth_link"]
                moved = call(key, "POST", "/_mock/clock/advance", {"seconds": WEEK + number})
                assert moved["now"] == start + WEEK + number, moved
                assert moved["fired_count"] >= 1, "the link lapses at the end of its week"
                assert call(key, "GET", f"/v1/mandates/{mandate}")["status"] == "active"
                assert call(key, "GET", "/_mock/events")["total"] == 2, "one request, one lapse"

            # The big world works for seconds meanwhile, and holds nobody up but its own callers.
            busy = "sk_test_busy"
            for _ in range(MANDATES):
                mandate = call(busy, "POST", "/_mock/mandates", {"status": "active"})["id"]
                call(busy, "POST", "/v1/subscriptions", {"mandate": mandate, "amount": 10000})
            with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
                years = pool.submit(call, busy, "POST", "/_mock/clock/advance", {"by": "P5Y"})
                list(pool.map(live, range(WORLDS)))
                self.assertGreaterEqual(years.result()["fired_count"], 60 * MANDATES)
            for number in range(WORLDS):
                now = call(f"sk_test_date{number}", "GET", "/_mock/clock")["now"]
                self.assertEqual(now, FIRST_DAY + number * DAY + WEEK + number)
            self.assertEqual(len(set(links.values())), WORLDS, "no two worlds share a link")


if __name__ == "__main__":
    unittest.main()
