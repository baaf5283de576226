"""A small client of the WebDriver protocol: one headless Chromium through one chromedriver, with
the standard library only. It knows nothing of lotusbox."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Nothing here may go through a proxy: all addresses are on this machine.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
TAB = "\ue004"
SPACE = "\ue00d"
ENTER = "\ue007"


def find_programs():
    """The paths of (chromium, chromedriver), each None when it is not installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser",
                                                   "google-chrome"))), None)
    driver = shutil.which("chromedriver") or shutil.which("chromedriver",
                                                          path="/usr/lib/chromium")
    return browser, driver


def first_line(process, fits, seconds):
    """The first line of a process's output that fits; reads on for ever, so no pipe fills up."""
    lines = queue.Queue()

    def read():
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=seconds)
        except queue.Empty:
            line = None
        if line is None:
            raise RuntimeError(f"{process.args[0]} did not say that it is ready")
        if fits(line):
            return line


class Driver:
    """A running chromedriver; `stop` ends it and, with it, the browsers it has started."""

    def __init__(self, path):
        self.process = subprocess.Popen([path, "--port=0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True,
                                        start_new_session=True)
        try:
            line = first_line(self.process, re.compile(r"started.* on port \d+").search, 20)
        except RuntimeError:
            self.stop()
            raise
        self.address = "http://127.0.0.1:" + re.search(r"on port (\d+)", line).group(1)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)  # the group of its own, made above
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Element:
    def __init__(self, browser, element_id):
        self.browser = browser
        self.path = "/element/" + element_id

    def click(self):
        self.browser.call("POST", self.path + "/click", {})

    def text(self):
        return self.browser.call("GET", self.path + "/text")

    def property(self, name):
        return self.browser.call("GET", f"{self.path}/property/{name}")


class Browser:
    """One session with a fresh profile. With scripts=False pages run none; our own probes do."""

    def __init__(self, driver, binary, scripts):
        self.address = driver.address
        self.path = ""
        self.profile = tempfile.mkdtemp(prefix="lotusbox_browser_")
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                     "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                     "--no-proxy-server", "--window-size=1000,900",
                     "--user-data-dir=" + self.profile]
        if not scripts:
            arguments.append("--blink-settings=scriptEnabled=false")
        options = {"binary": binary, "args": arguments}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options,
                  "timeouts": {"pageLoad": 20000, "script": 20000, "implicit": 0}}
        try:
            made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        except Exception:
            shutil.rmtree(self.profile, ignore_errors=True)
            raise
        self.path = "/session/" + made["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + self.path + path, data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with OPENER.open(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            said = json.load(error)["value"]
            raise RuntimeError(f"{method} {path}: {said['error']}: {said['message'][:300]}")

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def url(self):
        return self.call("GET", "/url")

    def title(self):
        return self.call("GET", "/title")

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def status(self):
        """The HTTP status of the page on show."""
        return self.run("return performance.getEntriesByType('navigation')[0].responseStatus")

    def all(self, selector):
        found = self.call("POST", "/elements", {"using": "css selector", "value": selector})
        return [Element(self, one[ELEMENT]) for one in found]

    def one(self, selector):
        found = self.all(selector)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} elements are {selector}, not one, at {self.url()}")
        return found[0]

    def press(self, key):
        strokes = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys",
                                                    "actions": strokes}]})

    def goes_on(self, act):
        """Does something that leaves the page, and waits for the next one: a click does not wait
        for the answer to a form."""
        before = self.run("return performance.timeOrigin")
        act()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                now, state = self.run("return [performance.timeOrigin, document.readyState]")
                if now != before and state == "complete":
                    return
            except RuntimeError:
                pass  # between two pages there is none to ask
            time.sleep(0.02)
        raise AssertionError(f"no page came after {self.url()}")

    def until(self, script):
        """Waits until a script of the page says true."""
        end = time.monotonic() + 20
        while not self.run(script):
            if time.monotonic() > end:
                raise AssertionError(f"never came true: {script}")
            time.sleep(0.02)

    def tab(self):
        return self.call("GET", "/window")

    def new_tab(self):
        return self.call("POST", "/window/new", {"type": "tab"})["handle"]

    def switch_to(self, tab):
        self.call("POST", "/window", {"handle": tab})
        self.call("POST", "/goog/cdp/execute", {"cmd": "Page.bringToFront", "params": {}})

    def look(self, scheme, width):
        """Pretends the reader's colour scheme and the width of the screen."""
        for command, values in (
                ("Emulation.setEmulatedMedia",
                 {"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
                ("Emulation.setDeviceMetricsOverride",
                 {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})):
            self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": values})

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            shutil.rmtree(self.profile, ignore_errors=True)
