"""One prepared world, five hundred endings: each test takes a copy under a key of its own, ends it
in its own way, and none sees another. Standard library only.

usage: LOTUSBOX=path/to/lotusbox python3 forks_test.py
"""
import base64
import concurrent.futures
import http.client
import json
import os
import threading
import time
import unittest

from lotusbox import Lotusbox

MANDATES, FORKS, THREADS = 1000, 500, 8
WEEK = 7 * 86400
PREPARED = "sk_test_prepared"


class Caller:
    """Speaks to the server over one connection a thread."""

    def __init__(self, url):
        self.address = url.removeprefix("http://")
        self.local = threading.local()

    def __call__(self, key, method, path, body=None):
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection(self.address, timeout=60)
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
        with Lotusbox(os.environ.get("LOTUSBOX", "lotusbox")) as box:
            call = Caller(box.url)
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


if __name__ == "__main__":
    unittest.main()
