"""A headless Chromium, driven by selenium, with the few steps that selenium does not have. It knows
nothing of lotusbox."""

import os
import shutil

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 20
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-dev-shm-usage", "--no-proxy-server", "--window-size=1000,900")


def find_programs():
    """The paths of (chromium, chromedriver), each None when it is not installed."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser",
                                                   "google-chrome"))), None)
    driver = shutil.which("chromedriver") or shutil.which("chromedriver",
                                                          path="/usr/lib/chromium")
    return browser, driver


class Browser(Chrome):
    """One session with a fresh profile. With scripts=False pages run none; our own probes do."""

    def __init__(self, scripts, arguments=()):
        browser, driver = find_programs()
        options = Options()
        options.binary_location = browser
        # All addresses are on this machine, that of chromedriver too.
        options.ignore_local_proxy_environment_variables()
        for argument in (*ARGUMENTS, *arguments):
            options.add_argument(argument)
        if not scripts:
            options.add_argument("--blink-settings=scriptEnabled=false")
        super().__init__(service=Service(driver, log_path=os.devnull), options=options)
        self.set_page_load_timeout(SECONDS)
        self.set_script_timeout(SECONDS)

    def status(self):
        """The HTTP status of the page on show."""
        return self.execute_script(
            "return performance.getEntriesByType('navigation')[0].responseStatus")

    def all(self, selector):
        return self.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        found = self.all(selector)
        if len(found) != 1:
            raise AssertionError(
                f"{len(found)} elements are {selector}, not one, at {self.current_url}")
        return found[0]

    def press(self, key):
        ActionChains(self).send_keys(key).perform()

    def until(self, script, *arguments):
        """Waits until a script of the page says true. Between two pages there is none to ask."""
        WebDriverWait(self, SECONDS, 0.02, (WebDriverException,)).until(
            lambda _: self.execute_script(script, *arguments), f"never came true: {script}")

    def goes_on(self, act):
        """Does something that leaves the page, and waits for the next one: a click does not wait
        for the answer to a form."""
        before = self.execute_script("return performance.timeOrigin")
        act()
        self.until("return performance.timeOrigin !== arguments[0] &&"
                   "    document.readyState === 'complete'", before)

    def show(self, tab):
        self.switch_to.window(tab)
        self.execute_cdp_cmd("Page.bringToFront", {})

    def look(self, scheme, width):
        """Pretends the reader's colour scheme and the width of the screen."""
        self.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})
