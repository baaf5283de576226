#!/usr/bin/env python3
"""The hosted pages in a real browser: pages_test.py LOTUSBOX_BINARY [part of a test's name].

Starts the server and a headless Chromium, goes the ways of customers with scripts switched off, and
looks at what the merchant gets. Says `N passed, N failed`; exits 77 when there is no browser or no
selenium to drive it."""

import json
import pathlib
import sys
import traceback
import urllib.parse

try:
    from browser import Browser, find_programs
    from selenium.webdriver.common.keys import Keys
except ModuleNotFoundError:
    print("selenium is needed: package python3-selenium")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(77)
from servers import Lotusbox, Merchant, contains, equal

ACCESSIBILITY = pathlib.Path(__file__).with_name("accessibility.js").read_text(encoding="utf-8")
BANNER = "lotusbox — a simulator; no bank is involved"


class Ways:
    """What the tests share: the server, the merchant, the browser, and steps of customers."""

    def __init__(self, server, merchant, start_browser):
        self.server = server
        self.merchant = merchant
        self.start_browser = start_browser
        self.browser = start_browser(scripts=False)

    def expect_page(self, page, kind, status=200):
        browser = self.browser
        shown = browser.one("main")
        data = browser.execute_script("return Object.assign({}, document.querySelector('main').dataset)")
        equal((data.get("page"), data.get("kind")), (page, kind))
        equal(browser.status(), status)
        contains(browser.one("header").text, BANNER)
        return shown.text

    def expect_accessible(self):
        """In both colour schemes, on a small telephone and on a desk."""
        for scheme in ("light", "dark"):
            for width in (320, 1000):
                self.browser.look(scheme, width)
                faults = self.browser.execute_script(ACCESSIBILITY)
                if faults:
                    raise AssertionError(f"{scheme}, {width} wide: {'; '.join(faults)}")
        self.browser.look("light", 1000)

    def answer(self, outcome):
        button = self.browser.one(f'button[name="outcome"][value="{outcome}"]')
        self.browser.goes_on(button.click)

    def expect_landing(self, **wanted):
        """The browser stands at the merchant's, who sees these parameters and the ones it sent."""
        contains(self.browser.current_url, self.merchant.url)
        equal(self.browser.one("h1").text, "Back at the shop")
        query = urllib.parse.urlsplit(self.browser.current_url).query
        equal(dict(urllib.parse.parse_qsl(query)), wanted)
        equal(self.merchant.visits[-1], (wanted, None))

    def expect_gone(self, link, kind, rule, status=410):
        self.browser.get(link)
        text = self.expect_page("end", kind, status)
        equal(self.browser.all("form, button, a"), [])
        answered, headers, _ = self.server.ask("GET", link, key=None)
        equal((answered, headers["Lotusbox-Rule"]), (status, rule))
        # A browser keeps a 410 for ever, and a world that starts anew gives the same links again.
        contains(headers["Cache-Control"] or "", "no-store")
        return text


def test_source_refused_then_accepted_then_used(ways):
    server, browser = ways.server, ways.browser
    source = server.create_source(ways.merchant.url + "?order=42", "debitcard")
    link = source["redirect"]["url"]
    browser.get(link)
    text = ways.expect_page("link", "create")
    equal(browser.title, "Set up a mandate · lotusbox")
    equal(browser.one("h1").text, "Set up a mandate")
    for part in ("RAVI SAMPLEKAR", "LOAN0001", "0002", "5000.00"):
        contains(text, part)
    if "999900000002" in text:
        raise AssertionError("the account number is not masked")
    equal(browser.execute_script("return document.querySelector('input:checked').value"), "debitcard")
    ways.expect_accessible()

    reasons = browser.all('select[name="reason_code"] option')
    code = reasons[3].get_property("value")
    reasons[3].click()
    ways.answer("rejected")
    ways.expect_landing(order="42", source_id=source["id"], status="FAILED")
    refused = server.source(source["id"])
    equal(refused["status"], "pending")
    contains(json.dumps(refused["redirect"]["response"]), code)

    browser.get(link)  # a source's link can be used again after a refusal
    contains(ways.expect_page("link", "create"), "The last attempt was refused")
    ways.expect_accessible()
    ways.answer("accepted")
    ways.expect_landing(order="42", source_id=source["id"], status="SUCCESS")
    accepted = server.source(source["id"])
    equal(accepted["status"], "submitted")
    equal(server.mandate(accepted["mandate"])["status"], "active")

    contains(ways.expect_gone(link, "used", "link.used"), "already been used")
    ways.expect_accessible()


def test_amendment(ways):
    server, browser = ways.server, ways.browser
    mandate = server.make_mandate()
    link = server.manage("amend", mandate["id"], ways.merchant.url, "aadhaar",
                         maximum_amount="7500.00", final_collection_date="2033-06-30")
    equal(server.mandate(mandate["id"])["status"], "pending")
    browser.get(link)
    text = ways.expect_page("link", "amend")
    equal(browser.one("h1").text, "Change a mandate")
    contains(text, mandate["umrn"])
    contains(text, "This link is good until")
    equal(len(browser.all("tbody tr")), 2)
    changes = browser.one("table").text
    contains(changes, "5000.00")
    contains(changes, "7500.00")
    equal(browser.execute_script("return document.querySelector('input:checked').value"), "aadhaar")
    ways.expect_accessible()
    ways.answer("accepted")
    ways.expect_landing(mandate_id=mandate["id"], umrn=mandate["umrn"], action="amend",
                        status="SUCCESS")
    changed = server.mandate(mandate["id"])
    equal((changed["status"], changed["amount_maximum"], changed["date_final_collection"],
           changed["umrn"]), ("active", 750000, "2033-06-30", mandate["umrn"]))
    ways.expect_gone(link, "used", "link.used")


def test_each_action_says_what_it_is(ways):
    server, browser = ways.server, ways.browser
    mandate = server.make_mandate()
    server.advance("P14D")  # a mandate can be cancelled after two business days only
    for action, title, status in (("pause", "Pause a mandate", "paused"),
                                  ("resume", "Resume a mandate", "active"),
                                  ("cancel", "Cancel a mandate", "cancelled")):
        browser.get(server.manage(action, mandate["id"], ways.merchant.url))
        ways.expect_page("link", action)
        equal(browser.one("h1").text, title)
        equal(browser.title, title + " · lotusbox")
        equal(browser.all("table"), [])
        ways.answer("accepted")
        ways.expect_landing(mandate_id=mandate["id"], umrn=mandate["umrn"], action=action,
                            status="SUCCESS")
        equal(server.mandate(mandate["id"])["status"], status)


def test_refusal_uses_up_the_link_of_a_request(ways):
    server = ways.server
    mandate = server.make_mandate()
    link = server.manage("pause", mandate["id"], ways.merchant.url)
    ways.browser.get(link)
    ways.answer("rejected")  # without a reason
    ways.expect_landing(mandate_id=mandate["id"], umrn=mandate["umrn"], action="pause",
                        status="FAILED")
    equal(server.mandate(mandate["id"])["status"], "active")
    ways.expect_gone(link, "used", "link.used")


def test_second_tab_is_told_that_the_link_was_used(ways):
    server, browser = ways.server, ways.browser
    mandate = server.make_mandate()
    link = server.manage("pause", mandate["id"], ways.merchant.url)
    first = browser.current_window_handle
    browser.get(link)
    browser.switch_to.new_window("tab")
    second = browser.current_window_handle
    try:
        browser.show(second)
        browser.get(link)
        ways.expect_page("link", "pause")
        browser.show(first)
        ways.answer("accepted")
        ways.expect_landing(mandate_id=mandate["id"], umrn=mandate["umrn"], action="pause",
                            status="SUCCESS")
        browser.show(second)
        ways.answer("rejected")
        contains(ways.expect_page("end", "used", 410), "already been used")
        equal(server.mandate(mandate["id"])["status"], "paused")
    finally:
        browser.show(second)
        browser.close()
        browser.show(first)


def test_leaving_changes_nothing(ways):
    server, browser = ways.server, ways.browser
    source = server.create_source()
    link = source["redirect"]["url"]
    browser.get(link)
    ways.answer("abandoned")
    ways.expect_page("end", "left")
    ways.expect_accessible()
    left = server.source(source["id"])
    equal((left["status"], left["redirect"]["response"]), ("pending", {}))
    browser.get(link)
    ways.expect_page("link", "create")


def test_looking_at_a_link_never_uses_it_up(ways):
    server = ways.server
    link = server.manage("pause", server.make_mandate()["id"])
    for method in ("HEAD", "GET", "HEAD", "GET"):
        equal(server.ask(method, link, key=None)[0], 200)
    ways.browser.get(link)
    ways.expect_page("link", "pause")


def test_expired_link(ways):
    server, browser = ways.server, ways.browser
    mandate = server.make_mandate()
    link = server.manage("amend", mandate["id"], frequency="ADHO")
    browser.get(link)
    server.advance("P7D")
    ways.answer("accepted")  # the page was open all the time
    ways.expect_page("end", "expired", 410)
    equal(server.mandate(mandate["id"])["status"], "active")
    equal(server.mandate(mandate["id"])["frequency"], "MNTH")
    contains(ways.expect_gone(link, "expired", "link.expired"), "expired")
    ways.expect_accessible()


def test_link_of_a_withdrawn_source(ways):
    source = ways.server.create_source()
    ways.server.call("POST", f"/v1/sources/{source['id']}/withdraw")
    ways.expect_gone(source["redirect"]["url"], "closed", "link.closed")
    ways.expect_accessible()


def test_unknown_links(ways):
    for path in ("/pay/AL00ZZZZZZZZZZ?client_secret=src_client_secret_none",
                 "/v2/mandates/amend/auth?request_id=bm90LWtub3du"):
        ways.expect_gone(ways.server.url + path, "unknown", "link.unknown", 404)
    ways.expect_accessible()


def test_keyboard_alone(ways):
    server, browser = ways.server, ways.browser
    source = server.create_source(ways.merchant.url, "netbanking")
    browser.get(source["redirect"]["url"])
    met = []
    for _ in range(6):
        browser.press(Keys.TAB)
        met.append(browser.execute_script(
            "const e = document.activeElement;"
            "const seen = [e, e.closest('.choice')].some((one) => one &&"
            "    getComputedStyle(one).outlineStyle === 'solid' &&"
            "    parseFloat(getComputedStyle(one).outlineWidth) >= 2);"
            "return (e.name || e.tagName) + ' ' + (e.tagName === 'SELECT' ? '' : e.value) +"
            "    (seen ? '' : ' without a visible focus')").strip())
        if met[-1].startswith("outcome rejected"):
            break
    equal(met, ["auth_mode netbanking", "outcome accepted", "reason_code", "outcome rejected"])
    browser.goes_on(lambda: browser.press(Keys.ENTER))
    ways.expect_landing(source_id=source["id"], status="FAILED")


def test_pages_ask_nothing_of_other_addresses(ways):
    server, browser = ways.server, ways.browser
    link = server.create_source()["redirect"]["url"]
    for url in (link, server.url + "/pay/AL00ZZZZZZZZZZ"):
        browser.get(url)
        asked = browser.execute_script("return performance.getEntriesByType('resource').map((e) => e.name)")
        equal([name for name in asked if not name.startswith("data:")], [])
        equal(browser.execute_script("return document.scripts.length"), 0)


def test_result_page_without_a_return_url(ways):
    """The customer ends on our own page, where an old web view reads the variable `str`."""
    server = ways.server
    without_scripts, ways.browser = ways.browser, ways.start_browser(scripts=True)
    try:
        browser = ways.browser
        link = server.create_source()["redirect"]["url"]
        browser.get(link)
        ways.answer("rejected")
        ways.expect_page("result", "create")
        ways.expect_accessible()
        refused = json.loads(browser.execute_script("return window.str"))
        if refused["code"] == 200 or not refused["message"]:
            raise AssertionError(f"a refusal with {refused}")
        browser.get(link)
        ways.answer("accepted")
        ways.expect_page("result", "create")
        ways.expect_accessible()
        text = browser.execute_script("return window.str")
        equal(json.loads(text)["code"], 200)
        if "'" in text:
            raise AssertionError(f"an apostrophe in {text}")
    finally:
        ways.browser.quit()
        ways.browser = without_scripts


def test_coverage_page(ways):
    server, browser = ways.server, ways.browser
    server.create_source()
    browser.get(server.url + "/_mock/coverage?format=html&threshold=100")
    text = ways.expect_page("coverage", "world")
    for part in ("What was tried so far", "Below the threshold", "source.create", "never"):
        contains(text, part)
    ways.expect_accessible()


def run_all(ways, part):
    passed = failed = 0
    for name, test in list(globals().items()):
        if not name.startswith("test_") or part not in name:
            continue
        try:
            ways.server.reset()
            test(ways)
            passed += 1
            print(f"ok      {name}")
        except Exception:  # all others: one broken test must not hide the rest
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}")
        sys.stdout.flush()
    return passed, failed


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    if not all(find_programs()):
        print("chromium and chromedriver are needed: packages chromium and chromium-driver")
        print("0 passed, 0 failed, 1 skipped")
        return 77
    server = Lotusbox(arguments[1])
    stops = []
    try:
        merchant = Merchant()
        stops.append(merchant.stop)
        ways = Ways(server, merchant, Browser)
        stops.append(ways.browser.quit)
        passed, failed = run_all(ways, arguments[2] if len(arguments) == 3 else "")
    finally:
        for stop in reversed(stops):
            stop()
        ended = server.stop()
    if ended != 143:  # a clean stop by SIGTERM
        failed += 1
        print("FAILED  the server did not end well on SIGTERM")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
