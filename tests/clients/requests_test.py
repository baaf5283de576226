"""A mandate from its source to a link that is never opened, with requests and unittest.

usage: LOTUSBOX=path/to/lotusbox python3 requests_test.py
"""
import os
import unittest

import requests
from lotusbox import Lotusbox, Receiver

NACH_DEBIT = {"amount_maximum": 500000, "debtor_agent_code": "ICIC", "frequency": "MNTH",
              "debtor_account_name": "ASHA TESTWALA", "debtor_account_number": "999900000001"}


class MandateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.box = cls.enterClassContext(Lotusbox(os.environ.get("LOTUSBOX", "lotusbox")))

    def setUp(self):
        self.session = requests.Session()
        self.session.auth = ("sk_test_" + self._testMethodName.replace("_", ""), "")
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.addCleanup(self.session.close)

    def call(self, method, path, **more):
        answer = self.session.request(method, self.box.url + path, **more)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def mandate(self):
        """Its id, when the customer has opened the link and said yes."""
        source = self.call("POST", "/v1/sources", json={"type": "nach_debit",
                                                        "nach_debit": NACH_DEBIT})
        self.assertEqual(source["status"], "pending")
        page = requests.get(source["redirect"]["url"])
        self.assertIn("ASHA TESTWALA", page.text)
        self.call("POST", "/_mock/authorise", json={"link": source["redirect"]["url"]})
        return self.call("GET", f"/v1/sources/{source['id']}")["mandate"]

    def test_a_link_that_is_never_opened(self):
        key = self.call("PUT", "/_mock/webhook", json={"url": self.receiver.url})["key"]
        mandate = self.mandate()
        self.assertEqual(self.call("GET", f"/v1/mandates/{mandate}")["status"], "active")
        request = self.call("PATCH", "/api/mandates/amend", params={"mandate_id": mandate},
                            json={"maximum_amount": "7500.00"})
        self.assertEqual(self.call("GET", f"/v1/mandates/{mandate}")["status"], "pending")
        self.assertEqual(requests.get(request["auth_link"]).status_code, 200)

        week = self.call("POST", "/_mock/clock/advance", json={"by": "P7D", "settle_ms": 30000})
        self.assertTrue(week["quiet"])
        self.assertEqual(requests.get(request["auth_link"]).status_code, 410)
        lapsed = self.call("GET", f"/v1/mandates/{mandate}")
        self.assertEqual((lapsed["status"], lapsed["amount_maximum"]), ("active", 500000))
        events = self.receiver.events(key)
        self.assertEqual([event["type"] for event in events],
                         ["source.pending", "source.submitted", "mandate.active", "customer.active",
                          "mandate.pending", "mandate.amend.failed"])
        self.assertEqual(len({event["id"] for event in events}), len(events))

    def test_a_link_that_is_used(self):
        mandate = self.mandate()
        request = self.call("PATCH", "/api/mandates/amend", params={"mandate_id": mandate},
                            json={"maximum_amount": "7500.00"})
        self.call("POST", "/_mock/authorise", json={"link": request["auth_link"]})
        self.assertEqual(self.call("GET", f"/v1/mandates/{mandate}")["amount_maximum"], 750000)
        again = self.session.post(self.box.url + "/_mock/authorise",
                                  json={"link": request["auth_link"]})
        self.assertEqual((again.status_code, again.headers["Lotusbox-Rule"]), (410, "link.used"))


if __name__ == "__main__":
    unittest.main()
