#!/usr/bin/env python3
"""Web pages of strangers, in a real browser: strangers_test.py LOTUSBOX_BINARY [PART_OF_A_NAME].

Pages on another port of this machine and under another name try to read a world, to reset it, to
turn its webhook and to frame its page; the page of the sandbox, the pages of links and the app of a
developer go on working. Says `N passed, N failed`; exits 77 without a browser."""

import base64
import json
import sys
import traceback
import urllib.parse

try:
    from browser import Browser, find_programs
except ModuleNotFoundError:
    print("selenium is needed: package python3-selenium")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(77)
from servers import KEY, Local, Lotusbox, Merchant, QuietHandler, contains, equal

# Both lead here, as any name of a stranger may.
NAMES = "MAP evil.test 127.0.0.1,MAP rebound.test 127.0.0.1"
AUTHORIZATION = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()

# Status and text of what a page got by fetch, or that it got nothing.
FETCH = """
const [url, options, done] = arguments;
fetch(url, options).then(async answer => done([answer.status, answer.type, await answer.text()]),
                         problem => done([0, 'failed', String(problem)]));
"""
FORM = """
const [url, name, value] = arguments;
const form = document.createElement('form');
form.method = 'POST';
form.enctype = 'text/plain';
form.action = url;
const field = document.createElement('input');
field.name = name;
field.value = value;
form.append(field);
document.body.append(form);
form.submit();
"""
FRAME = """
const [url, done] = arguments;
const frame = document.createElement('iframe');
frame.onload = () => done(frame.contentDocument === null ? 'foreign' : 'readable');
frame.onerror = () => done('failed');
frame.src = url;
document.body.append(frame);
"""


class Site(Local):
    """A site with one empty page, which answers under every name."""

    def __init__(self):
        class Handler(QuietHandler):
            def do_GET(self):
                self.show(200, b"<title>Site</title><link rel=icon href=data:,><body><h1>Site</h1>")

        super().__init__(Handler)
        self.near = f"http://localhost:{self.port}/"
        self.far = f"http://evil.test:{self.port}/"


class Tests:
    def __init__(self, browser, box, site, merchant):
        self.browser, self.box, self.site, self.merchant = browser, box, site, merchant
        port = urllib.parse.urlsplit(box.url).port
        self.port = port
        self.named = f"http://localhost:{port}"

    def fetch(self, url, **options):
        return self.browser.execute_async_script(FETCH, url, options)

    def whole(self):
        """What strangers would change."""
        return (len(self.box.call("GET", "/v1/mandates")["data"]),
                self.box.call("GET", "/_mock/webhook")["url"],
                self.box.call("GET", "/_mock/faults")["faults"],
                self.box.call("GET", "/_mock/clock")["now"])

    def pages(self):
        """Pages that are not the sandbox's, and addresses of it that they may try."""
        for page in (self.site.near, self.site.far):
            for url in (self.named, f"http://127.0.0.1:{self.port}"):
                yield page, url

    def test_pages_of_strangers_read_nothing_of_the_control_plane(self):
        for page, url in self.pages():
            self.browser.get(page)
            for path in ("/_mock/clock", "/_mock/worlds", "/_mock/requests", "/"):
                equal(self.fetch(url + path)[:2], [0, "failed"])
                equal(self.fetch(url + path, headers={"Lotusbox-World": KEY})[:2], [0, "failed"])
                equal(self.fetch(url + path, mode="no-cors")[1:], ["opaque", ""])

    def test_pages_of_strangers_reset_nothing(self):
        self.box.make_mandate()
        before = self.whole()
        for page, url in self.pages():
            self.browser.get(page)
            for body in ("", '{"seed":9}'):
                self.fetch(url + "/_mock/reset", method="POST", mode="no-cors", body=body,
                           headers={"Content-Type": "text/plain"})
                self.fetch(url + "/_mock/reset", method="POST", mode="cors", body=body)
            self.fetch(url + "/_mock/webhook", method="PUT", body='{"url":"http://127.0.0.1:1/"}',
                       headers={"Content-Type": "application/json"})
            self.fetch(url + "/_mock/faults", method="PUT", body='{"status":500}',
                       headers={"Content-Type": "application/json"})
            equal(self.whole(), before)
            # A form leaves the page; what comes says why.
            for path in ("/_mock/reset", "/_mock/clock/advance"):
                self.browser.get(page)
                self.browser.goes_on(
                    lambda target=url + path: self.browser.execute_script(FORM, target,
                                                                          '{"by":"P1D","x":"',
                                                                          '"}'))
                equal(self.browser.status(), 403)
                contains(self.browser.find_element("css selector", "body").text, "control plane")
            equal(self.whole(), before)

    def test_a_name_that_leads_here_is_not_a_way_in(self):
        self.box.make_mandate()
        before = self.whole()
        self.browser.get(f"http://rebound.test:{self.port}/")
        equal(self.browser.status(), 421)
        contains(self.browser.find_element("css selector", "body").text, "--allow-host rebound.test")
        # This page is of the same origin as what it asks.
        for path in ("/_mock/clock", "/v1/mandates"):
            status, _, text = self.fetch(path, headers={"Authorization": AUTHORIZATION})
            equal(status, 421)
            contains(text, "rebound.test")
        equal(self.fetch("/_mock/reset", method="POST")[0], 421)
        equal(self.whole(), before)

    def test_pages_of_strangers_frame_nothing(self):
        source = self.box.create_source()
        for page, url in self.pages():
            link = urllib.parse.urlsplit(self.box.source(source["id"])["redirect"]["url"])
            for path in ("/", "/_mock", "/_mock/coverage?format=html",
                         link.path + "?" + link.query, "/npci_onmags_response?status=SUCCESS"):
                self.browser.get(page)
                equal(self.browser.execute_async_script(FRAME, url + path), "foreign")
                self.browser.switch_to.frame(0)
                text = self.browser.find_element("css selector", "body").text
                self.browser.switch_to.default_content()
                if "lotusbox" in text and "refused to connect" not in text:
                    raise AssertionError(f"{path} is framed: {text[:200]}")

    def test_the_app_of_a_developer_calls_the_vendors(self):
        self.box.make_mandate()
        self.browser.get(self.site.near)
        for url in (self.named, f"http://127.0.0.1:{self.port}"):
            status, kind, text = self.fetch(url + "/v1/mandates",
                                            headers={"Authorization": AUTHORIZATION})
            equal((status, kind, len(json.loads(text)["data"])), (200, "cors", 1))
            status, kind, _ = self.fetch(
                url + "/v1/customers", method="POST", body='{"name":"ASHA"}',
                headers={"Authorization": AUTHORIZATION, "Content-Type": "application/json",
                         "Idempotency-Key": "k" + url})
            equal((status, kind), (200, "cors"))
        # A refusal can be read, too.
        status, _, text = self.fetch(self.named + "/v1/mandates/MD0",
                                     headers={"Authorization": AUTHORIZATION})
        equal(status, 404)
        contains(text, "No such mandate")

    def test_pages_of_another_site_do_not_call_the_vendors(self):
        self.browser.get(self.site.far)
        for method in ("GET", "POST"):
            equal(self.fetch(self.named + "/v1/mandates", method=method,
                             headers={"Authorization": AUTHORIZATION})[:2], [0, "failed"])

    def test_the_page_of_the_sandbox_goes_on_working(self):
        mandate = self.box.make_mandate()
        for url in (self.named, f"http://127.0.0.1:{self.port}"):
            self.browser.get(f"{url}/?world={KEY}")
            self.browser.until("return document.body.innerText.includes(arguments[0])",
                               mandate["id"])
            equal(self.fetch("/_mock/clock/advance", method="POST", body='{"by":"PT1S"}',
                             headers={"Content-Type": "application/json",
                                      "Lotusbox-World": KEY})[0], 200)
        # A link to it is followed from anywhere.
        for page in (self.site.near, self.site.far):
            self.browser.get(page)
            self.browser.goes_on(lambda: self.browser.execute_script(
                "location.href = arguments[0]", f"{self.named}/?world={KEY}"))
            self.browser.until("return document.body.innerText.includes(arguments[0])",
                               mandate["id"])

    def test_links_of_customers_open_from_any_site_and_take_their_forms(self):
        for page in (self.site.near, self.site.far):
            source = self.box.create_source(return_url=self.merchant.url)
            link = self.box.source(source["id"])["redirect"]["url"]
            self.browser.get(page)
            self.browser.goes_on(
                lambda url=link: self.browser.execute_script("location.href = arguments[0]", url))
            equal(self.browser.status(), 200)
            self.browser.goes_on(
                lambda: self.browser.one('button[name="outcome"][value="accepted"]').click())
            self.browser.until("return document.body.innerText.includes('Back at the shop')")
            if not self.box.source(source["id"])["mandate"]:
                raise AssertionError("the customer was not heard")

    def test_the_icon_of_a_link_is_not_blocked(self):
        source = self.box.create_source()
        self.browser.get(self.box.source(source["id"])["redirect"]["url"])
        blocked = self.browser.execute_async_script("""
            const done = arguments[0];
            document.addEventListener('securitypolicyviolation', event => done(event.blockedURI));
            const image = new Image();
            image.onload = () => done('');
            image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
        """)
        equal(blocked, "")

    def test_what_a_fault_has_written_runs_nothing(self):
        source = self.box.create_source()
        link = self.box.source(source["id"])["redirect"]["url"]
        self.box.call("PUT", "/_mock/faults", {
            "match": {"path": "/pay/*"}, "status": 200, "content_type": "text/html",
            "body": "<title>quiet</title><h1>Fault</h1><script>document.title='owned'</script>"
                    "<img src=x onerror=\"document.title='owned'\">"})
        self.browser.get(link)
        contains(self.browser.find_element("css selector", "body").text, "Fault")
        equal(self.browser.title, "quiet")
        equal(self.browser.execute_script("return self.origin"), "null")


def run(binary, part):
    passed = failed = 0
    box, site, merchant = Lotusbox(binary), Site(), Merchant()
    browser = Browser(scripts=True, arguments=(f"--host-resolver-rules={NAMES}",))
    try:
        tests = Tests(browser, box, site, merchant)
        for name in [one for one in dir(Tests) if one.startswith("test_") and part in one]:
            box.reset()
            try:
                getattr(tests, name)()
                passed += 1
            except Exception:
                failed += 1
                print(f"FAILED {name}")
                traceback.print_exc(limit=-3, file=sys.stdout)
    finally:
        browser.quit()
        site.stop()
        merchant.stop()
        box.stop()
    print(f"{passed} passed, {failed} failed")
    return failed or not passed


if __name__ == "__main__":
    if None in find_programs():
        print("chromium and chromedriver are needed: packages chromium, chromium-driver")
        print("0 passed, 0 failed, 1 skipped")
        sys.exit(77)
    sys.exit(1 if run(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "") else 0)
