#!/usr/bin/env python3
"""The page that watches a world, in a real browser: ui_test.py LOTUSBOX_BINARY [PART_OF_A_NAME].

A person's ways by clicks and keys alone: making, answering, failing, mending, going back. Every
screen is looked at by axe (from npm, with tests/pages), and pictures of them are left in the folder
LOTUSBOX_SHOTS, else beside the binary. Says `N passed, N failed`; exits 77 without a browser."""

import json
import os
import pathlib
import sys
import time
import traceback
import urllib.parse

try:
    from browser import Browser, find_programs
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select
except ModuleNotFoundError:
    print("selenium is needed: package python3-selenium")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(77)
from servers import Local, Lotusbox, QuietHandler, contains, equal

AXE = pathlib.Path(__file__).parents[1] / "pages/node_modules/axe-core/axe.min.js"
HOSTILE = "<img src=x onerror=document.title='owned'>\"'&{{x}}"
LIMIT_BYTES = 150 * 1024


class Receiver(Local):
    """The webhook receiver of a merchant, which answers as it is told."""

    def __init__(self, status):
        self.status, self.got = status, []
        receiver = self

        class Handler(QuietHandler):
            def do_POST(self):
                receiver.got.append(self.rfile.read(int(self.headers["Content-Length"] or 0)))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        super().__init__(Handler)
        self.url = f"http://127.0.0.1:{self.port}/hook"


class Person:
    """Who sits before the page."""

    def __init__(self, server, browser, shots):
        self.server, self.browser, self.shots = server, browser, shots

    def open(self, address=""):
        self.browser.get(self.server.url + "/" + address)
        self.browser.until("return document.body.dataset.kind !== 'loading'")

    def goes(self, address):
        """By the address alone, as a link does."""
        turn = self.turn()
        self.browser.execute_script("location.hash = arguments[0]", address)
        self.browser.until("return Number(document.body.dataset.shown) > arguments[0]", turn)

    def turn(self):
        return int(self.browser.execute_script("return Number(document.body.dataset.shown ?? 0)"))

    def sees(self, words, where="body"):
        self.browser.until("return document.querySelector(arguments[1]).innerText.includes(arguments[0])",
                           words, where)

    def clicks(self, words, where="body"):
        """A button or link by its words, once it is there and can be clicked."""
        find = ("return [...document.querySelectorAll(arguments[1] + ' :is(button, a, summary)')]"
                ".find((one) => one.innerText.trim() === arguments[0] && !one.disabled && one.offsetParent)")
        self.browser.until(find, words, where)
        for _ in range(20):
            try:
                button = self.browser.execute_script(find, words, where)
                self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
                button.click()
                return
            except Exception:  # it was drawn anew between the two steps
                time.sleep(0.1)
        raise AssertionError(f"cannot click {words}")

    def fills(self, **fields):
        for name, value in fields.items():
            control = self.browser.one(f"#panel [name='{name}']")
            if control.get_attribute("type") == "date":
                self.browser.execute_script("arguments[0].value = arguments[1]", control, value)
                continue
            if control.tag_name == "select":
                Select(control).select_by_value(value)
                continue
            self.browser.execute_script(
                "arguments[0].closest('details')?.setAttribute('open', '')", control)
            control.clear()
            control.send_keys(value)

    def status_is(self, word):
        self.browser.until("return document.querySelector('main .head .badge')?.innerText.startsWith(arguments[0])", word)

    def finds_no_fault(self, name):
        """axe, in both schemes, on a telephone and on a desk; each leaves a picture."""
        for scheme in ("light", "dark"):
            for width in (390, 1280):
                self.browser.look(scheme, width)
                time.sleep(0.2)
                self.picture(f"{name}-{scheme}-{width}")
                wide = self.browser.execute_script(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    raise AssertionError(f"{name} is {wide} pixels too wide at {width}")
                if not AXE.exists():
                    continue
                self.browser.execute_script(AXE.read_text("utf-8"))
                found = self.browser.execute_async_script(
                    "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then((r) =>"
                    " done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' '"
                    " + (n.any[0]?.message ?? n.failureSummary)).slice(0, 3).join(' | '))))")
                if found:
                    raise AssertionError(f"{name}, {scheme}, {width} wide: {found}")
        self.browser.look("light", 1280)

    def picture(self, name):
        self.browser.save_screenshot(str(self.shots / f"{name}.png"))


def make_source(person, **more):
    person.clicks("New source", "main")
    person.fills(debtor_account_name="ASHA SAMPLEKAR", reference1="LOAN-42", **more)
    person.clicks("Make the source", "#panel")
    person.status_is("pending")


def test_the_whole_life_by_clicks(person):
    good, bad = Receiver(200), Receiver(500)
    try:
        person.open()
        person.sees("No mandate yet")
        person.clicks("World", "nav")
        person.clicks("Set a target", "main")
        person.fills(url=bad.url, format="plain")
        person.clicks("Save the target", "#panel")
        person.sees("Webhook target: done")
        person.clicks("Close", "#panel")
        person.clicks("Mandates", "nav")
        make_source(person)
        person.clicks("Customer accepts", "main")
        person.status_is("submitted")
        person.browser.until("return document.querySelector('main p a.id')")
        person.browser.execute_script("document.querySelector('main p a.id').click()")
        person.status_is("active")
        person.clicks("Amend", "main")
        person.fills(maximum_amount="nonsense")
        person.clicks("Ask to amend", "#panel")
        person.sees("amend.amount_format", "#panel .wrong")
        person.picture("refused-at-the-field")
        person.fills(maximum_amount="7500.00")
        person.clicks("Ask to amend", "#panel")
        person.status_is("pending")
        person.clicks("Customer accepts", "main")
        person.status_is("active")
        person.sees("₹7,500.00")
        person.sees("Before: 1 set of terms")
        person.sees("500", "#timeline [data-lane=delivery]")
        person.clicks("To the next", "#clock")  # a webhook is tried again
        person.sees("The webhook is tried again")
        person.browser.until("return document.querySelectorAll('#timeline .mark.bad[data-lane=delivery]').length >= 4")
        person.picture("webhooks-failed")
        person.browser.execute_script("document.querySelector('#timeline .mark.bad[data-lane=delivery]').click()")
        person.sees("your server answered 500", "#panel")
        person.picture("why-it-failed")
        person.clicks("Fix the target", "#panel")
        person.fills(url=good.url)
        person.clicks("Save the target", "#panel")
        person.clicks("Close", "#panel")
        person.browser.execute_script("document.querySelector('#timeline .mark.bad[data-lane=delivery]').click()")
        person.clicks("Resend to the present target", "#panel")
        person.browser.until("return document.querySelector('#timeline .mark.good[data-lane=delivery]')")
        if not good.got:
            raise AssertionError("nothing arrived at the target that works")
        person.clicks("Close", "#panel")
        for action, after in (("Pause", "paused"), ("Resume", "active")):
            person.clicks(action, "main")
            person.clicks(f"Ask to {action.lower()}", "#panel")
            person.status_is("pending")
            person.clicks("Customer accepts", "main")
            person.status_is(after)
        person.clicks("+7 days", "#clock")
        person.sees("+7 days: done")
        person.clicks("Cancel", "main")
        person.clicks("Ask to cancel", "#panel")
        person.status_is("pending")
        person.clicks("Customer accepts", "main")
        person.status_is("cancelled")
        person.picture("the-end")
    finally:
        good.stop()
        bad.stop()


def test_what_happens_appears_by_itself(person):
    person.open()
    person.browser.until("return document.getElementById('live').classList.contains('on')")
    person.sees("No mandate yet")
    mandate = person.server.make_mandate()
    person.sees(mandate["id"], "main")
    kept = person.server.call("GET", "/_mock/requests?limit=1000")["data"]
    for call in kept:
        if call["path"] in ("/_mock/stream", "/_mock/mandates", "/_mock/due"):
            raise AssertionError(f"the page stands in the log: {call}")
    person.server.advance("P1D")
    person.sees("2 Jan 2026, 05:30 IST", "#clock")


def test_undo_and_until_it_passes(person):
    person.open()
    person.clicks("+1 day", "#clock")
    person.sees("2 Jan 2026", "#clock")
    person.clicks("Undo", "#said")
    person.sees("1 Jan 2026, 05:30 IST", "#clock")
    mandate = person.server.make_mandate()
    status, headers, _ = person.server.ask("PATCH", f"/api/mandates/cancel?mandate_id={mandate['id']}", {})
    equal(status, 400)
    person.goes(f"/sk_test_lotusbox/mandates/{mandate['id']}")
    person.sees("cancel.two_business_days", "#timeline")
    person.browser.execute_script("document.querySelector('#timeline .mark.bad').click()")
    person.sees("Passes at", "#panel")
    person.browser.execute_script("document.querySelector('#panel .primary').click()")
    person.browser.until("return !document.getElementById('now').innerText.startsWith('1 Jan')")
    status, _, _ = person.server.ask("PATCH", f"/api/mandates/cancel?mandate_id={mandate['id']}", {})
    equal(status, 200)


def test_hostile_texts_are_texts(person):
    person.server.call("POST", "/_mock/mandates", {"reference1": HOSTILE[:40], "reference2": "'\"><script>document.title='owned'</script>"[:40]})
    person.server.ask("GET", "/v1/sources/" + urllib.parse.quote(HOSTILE))
    mandate = person.server.call("GET", "/_mock/mandates")["data"][0]
    person.server.manage("pause", mandate["id"])
    person.server.call("POST", "/_mock/authorise", {"mandate": mandate["id"], "outcome": "rejected", "reason_description": HOSTILE})
    for address in ("mandates", f"mandates/{mandate['id']}", "activity/events", "activity/requests",
                    "mandates?" + urllib.parse.urlencode({"q": HOSTILE}), "world"):
        person.open("#/sk_test_lotusbox/" + address)
        person.browser.until("return document.body.dataset.kind === 'shown'")
        if address == "mandates":
            person.sees(HOSTILE[:20], "main")
        equal(person.browser.execute_script("return document.querySelectorAll('main :is(img, script)').length"), 0)
        if "owned" in person.browser.title:
            raise AssertionError(f"a script ran at {address}")


def test_by_keys_alone(person):
    first = person.server.make_mandate()
    second = person.server.make_mandate()
    person.open()
    person.sees(second["id"])
    browser = person.browser
    focus = "return document.activeElement.innerText"
    browser.press("j")
    equal(browser.execute_script(focus), second["id"])
    browser.press("j")
    equal(browser.execute_script(focus), first["id"])
    browser.press("k")
    browser.press(Keys.ENTER)
    person.status_is("active")
    browser.press("g")
    browser.press("s")
    person.sees("Sources", "main h1")
    browser.press("?")
    person.sees("Search", "#panel")
    browser.press(Keys.ESCAPE)
    browser.until("return document.getElementById('panel').hidden")
    browser.press("/")
    equal(browser.execute_script("return document.activeElement.id"), "q")
    for character in first["umrn"] + Keys.ENTER:
        browser.press(character)
    person.sees("Found by", "main")


def test_worlds_and_keys(person):
    person.open("#/sk_live_wrong/mandates")
    person.sees("That did not work")
    person.open("#/nonsense/mandates")
    person.sees("Rule auth.key_unknown", "main")
    person.clicks("To the example world", "main")
    person.sees("No mandate yet")
    person.goes("/sk_test_of_a_team/world")
    person.sees("sk_test_of_a_team", "#world")
    person.clicks("+1 day", "#clock")
    person.sees("2 Jan 2026", "#clock")
    person.browser.refresh()
    person.sees("2 Jan 2026", "#clock")
    person.clicks("sk_test_lotusbox", "main")
    person.sees("1 Jan 2026", "#clock")


def test_forms_and_import(person):
    person.open("#/sk_test_lotusbox/sources")
    person.clicks("Import a CSV", "main")
    person.clicks("Import", "#panel")
    person.sees("2 of 2 sources made")
    person.clicks("Close", "#panel")
    person.sees("VIKRAM RAO", "main")
    person.goes("/sk_test_lotusbox/mandates")
    person.clicks("New mandate", "main")
    person.fills(amount_maximum="12345600")
    person.clicks("Make the mandate", "#panel")
    person.status_is("active")
    person.sees("₹1,23,456.00", "main")
    person.clicks("Debit", "main")
    person.fills(date_charge="2026-01-12")
    person.clicks("Make the debit", "#panel")
    person.sees("12 Jan 2026", "main")
    person.clicks("Subscribe", "main")
    person.fills(start_date="2026-02-01")
    person.clicks("Make the subscription", "#panel")
    person.sees("The subscription makes a debit", "#timeline")


def test_a_receiver_is_examined(person):
    receiver = Receiver(200)  # says yes to everything
    try:
        person.open("#/sk_test_lotusbox/world")
        person.clicks("Examine it", "main")
        person.fills(url=receiver.url, only="genuine.emoji,refuse.empty,repeat.ignored")
        person.clicks("Examine", "#panel")
        person.sees("1 passed, 1 failed, 1 skipped", "#panel")
        person.sees("refuse.empty", "#panel [data-outcome=failed]")
        person.sees("no body: 200", "#panel [data-outcome=failed]")
        person.finds_no_fault("examined")
        person.fills(only="refuse.emty")
        person.clicks("Examine", "#panel")
        person.sees("did you mean refuse.empty", "#panel [data-field=only]")
    finally:
        receiver.stop()


def test_no_screen_shuts_anybody_out(person):
    server = person.server
    person.open()
    person.finds_no_fault("empty")
    server.call("PUT", "/_mock/webhook", {"url": "http://127.0.0.1:9/hook"})
    mandate = server.make_mandate()
    server.ask("PATCH", f"/api/mandates/cancel?mandate_id={mandate['id']}", {})
    server.manage("amend", mandate["id"], maximum_amount="7500.00")
    source = server.create_source()
    server.call("POST", "/_mock/snapshots", {"name": "a-point"})
    server.advance("PT1H")
    for name, address in (("mandates", "mandates"), ("mandate", f"mandates/{mandate['id']}"),
                          ("source", f"sources/{source['id']}"), ("sources", "sources"),
                          ("events", "activity/events"), ("deliveries", "activity/deliveries"),
                          ("calls", "activity/requests"), ("mails", "activity/outbox"),
                          ("coverage", "coverage"), ("world", "world"), ("nothing", "mandates/MD00NONE")):
        person.goes("/sk_test_lotusbox/" + address)
        if name == "coverage":
            person.browser.execute_script("document.querySelectorAll('.part')[1].open = true")
        person.finds_no_fault(name)
    person.goes("/sk_test_lotusbox/activity/deliveries")
    person.browser.execute_script("document.querySelector('main button.link').click()")
    person.sees("Why it failed", "#panel")
    person.finds_no_fault("details")
    person.clicks("Close", "#panel")
    person.goes("/sk_test_lotusbox/sources")
    person.clicks("New source", "main")
    person.finds_no_fault("form")


def test_nothing_from_elsewhere_and_little_of_it(person):
    person.open()
    asked = person.browser.execute_script(
        "return performance.getEntriesByType('resource').map((e) => [e.name, e.encodedBodySize])")
    for name, _ in asked:
        if not name.startswith((person.server.url, "data:")):
            raise AssertionError(f"the page asks {name}")
    size = sum(bytes_ for name, bytes_ in asked if "/_mock/ui/" in name)
    if not 20000 < size < LIMIT_BYTES:
        raise AssertionError(f"{size} bytes of style and scripts")
    print(f"        style and scripts: {size} bytes, not compressed")


def test_pages_for_those_who_went_astray(person):
    person.browser.get(person.server.url + "/nowhere")
    contains(person.browser.one("main").text, "There is nothing at this address")
    person.browser.one("main a[href='/_mock/']").click()
    contains(person.browser.one("main").text, "/_mock/timeline")


def run_all(person, part):
    passed = failed = 0
    for name, test in list(globals().items()):
        if not name.startswith("test_") or part not in name:
            continue
        try:
            person.server.reset()
            person.server.call("DELETE", "/_mock/webhook")
            person.browser.look("light", 1280)
            test(person)
            passed += 1
            print(f"ok      {name}")
        except Exception:  # all others: one broken test must not hide the rest
            failed += 1
            person.picture(f"FAILED-{name}")
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
    if not AXE.exists():
        print("axe-core is not installed: ./dev test does that; nobody looks for its faults")
    shots = pathlib.Path(os.environ.get("LOTUSBOX_SHOTS") or pathlib.Path(arguments[1]).parent / "screenshots")
    shots.mkdir(parents=True, exist_ok=True)
    server = Lotusbox(arguments[1])
    browser = Browser(scripts=True)
    try:
        passed, failed = run_all(Person(server, browser, shots), arguments[2] if len(arguments) == 3 else "")
        logged = [entry for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"] and "'data:,'" not in entry["message"]]
        if logged:
            failed += 1
            print("FAILED  the policy of the page was broken", json.dumps(logged[:3]))
    finally:
        browser.quit()
        server.stop()
    print(f"{passed} passed, {failed} failed; pictures are in {shots}" if failed else f"pictures are in {shots}\n{passed} passed, 0 failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
