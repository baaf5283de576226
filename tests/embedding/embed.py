"""A loan is sold, its mandate amended, and the link is never opened: in process, by ctypes.

usage: embed.py LIBLOTUSBOX.SO
"""
import ctypes
import json
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_size_t, c_void_p

KEY, START, WEEK = "sk_test_python", 1767225600, 7 * 86400


class Response(Structure):
    _fields_ = [("status", c_int), ("content_type", c_char_p), ("body", c_void_p),
                ("body_size", c_size_t), ("headers", c_void_p), ("header_count", c_size_t)]


class Delivery(Structure):
    _fields_ = [(name, c_char_p) for name in ("key", "url", "type", "event_id", "body", "event")]
    _fields_.append(("attempt", c_int))


Webhook = CFUNCTYPE(c_int, c_void_p, POINTER(Delivery))


def load(path):
    lib = ctypes.CDLL(path)
    for name, result, *arguments in (
            ("create", c_void_p, c_char_p, Webhook, c_void_p),
            ("destroy", None, c_void_p),
            ("call", POINTER(Response), c_void_p, c_char_p, c_char_p, c_char_p, c_char_p),
            ("response_free", None, POINTER(Response)),
            ("advance", c_int64, c_void_p, c_char_p, c_int64),
            ("fork", c_int64, c_void_p, c_char_p, c_char_p),
            ("last_error", c_char_p)):
        function = getattr(lib, "lotusbox_" + name)
        function.restype, function.argtypes = result, arguments
    return lib


class Sandbox:
    def __init__(self, path, **options):
        self.lib, self.events = load(path), []
        self.webhook = Webhook(self.take)  # kept: C does not know that Python collects
        self.box = self.lib.lotusbox_create(json.dumps(options).encode(), self.webhook, None)
        if not self.box:
            raise ValueError(self.lib.lotusbox_last_error().decode())

    def take(self, _context, delivery):
        self.events.append(json.loads(delivery.contents.event))
        return 200

    def call(self, method, target, body=None, key=KEY):
        text = None if body is None else json.dumps(body).encode()
        response = self.lib.lotusbox_call(self.box, key.encode(), method.encode(), target.encode(),
                                          text)
        answer = response.contents
        result = answer.status, json.loads(ctypes.string_at(answer.body, answer.body_size))
        self.lib.lotusbox_response_free(response)
        return result

    def close(self):
        self.lib.lotusbox_destroy(self.box)


def main(path):
    try:
        Sandbox(path, profile="loose")
        raise AssertionError("a bad profile was taken")
    except ValueError as refused:
        assert "profile" in str(refused), refused
    box = Sandbox(path, seed=7, start=START)
    status, source = box.call("POST", "/v1/sources", {"type": "nach_debit", "nach_debit": {
        "amount_maximum": 500000, "debtor_agent_code": "ICIC",
        "debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}})
    assert status == 200, source
    assert box.call("POST", "/_mock/authorise", {"link": source["redirect"]["url"]})[0] == 200
    mandate = box.call("GET", "/v1/sources/" + source["id"])[1]["mandate"]
    assert box.call("GET", "/v1/mandates/" + mandate)[1]["status"] == "active"
    status, request = box.call("PATCH", "/api/mandates/amend?mandate_id=" + mandate,
                               {"maximum_amount": "7500.00"})
    assert (status, request["expires_at"]) == (200, START + WEEK), request
    assert box.lib.lotusbox_advance(box.box, KEY.encode(), WEEK) == START + WEEK
    assert box.call("GET", "/v1/mandates/" + mandate)[1]["status"] == "active"
    types = [event["type"] for event in box.events]
    assert types[-2:] == ["mandate.pending", "mandate.amend.failed"], types
    assert box.lib.lotusbox_advance(box.box, None, 1) == -1
    assert b"key is NULL" in box.lib.lotusbox_last_error()
    box.close()
    print("Python: all well")


if __name__ == "__main__":
    main(sys.argv[1])
