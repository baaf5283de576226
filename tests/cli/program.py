"""The lotusbox binary as tests call it: runs that end, servers that stay up, and what to expect."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

KEY = "sk_test_lotusbox"
TIMEOUT = 60
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Skipped(Exception):
    """What a case needs is not installed."""


class Run:
    """What a program that has ended left behind."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def expect(self, code, out=None, err=None):
        """The exit code, and texts that stand in the two streams ('' is: nothing at all)."""
        told = f"exit {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"
        assert self.code == code, f"not {code}: {told}"
        for name, got, wanted in (("stdout", self.out, out), ("stderr", self.err, err)):
            if wanted == "":
                assert got == "", f"{name} is not empty: {told}"
            elif wanted is not None:
                assert wanted in got, f"no {wanted!r} in {name}: {told}"
        return self


class Program:
    def __init__(self, binary, scenarios):
        self.binary, self.scenarios = binary, scenarios
        self.folder = None
        self.processes = []

    def environment(self, changes):
        """Ours, without what would speak to lotusbox, and with these changes."""
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith(("LOTUS", "COVERAGE")) and name not in ("PORT", "NO_COLOR")}
        return {**clean, **changes}

    def path(self, name, content=None):
        """A file in a folder that lives as long as the case."""
        self.folder = self.folder or tempfile.mkdtemp(prefix="lotusbox-cli-")
        path = os.path.join(self.folder, name)
        if content is not None:
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
        return path

    def run(self, *arguments, env=None, stdin="", binary=None):
        start = time.monotonic()
        ended = subprocess.run([binary or self.binary, *arguments], input=stdin, text=True,
                               capture_output=True, timeout=TIMEOUT,
                               env=self.environment(env or {}))
        return Run(ended.returncode, ended.stdout, ended.stderr, time.monotonic() - start)

    def start(self, *arguments, env=None, **more):
        more = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
                **more}
        process = subprocess.Popen([self.binary, *arguments], text=True,
                                   env=self.environment(env or {}), **more)
        self.processes.append(process)
        return process

    def serve(self, *arguments, env=None, **more):
        """A server that is ready; its ready line as an object, with the process in it."""
        process = self.start("serve", "--port", "0", *arguments, env=env, **more)
        ready = json.loads(process.stdout.readline())
        ready["process"] = process
        return ready

    def clean_up(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self.processes = []
        if self.folder:
            shutil.rmtree(self.folder)
            self.folder = None


def end(process, number):
    """Sends the signal and waits; what the program left behind."""
    start = time.monotonic()
    process.send_signal(number)
    return wait(process, start)


def wait(process, start=None):
    start = time.monotonic() if start is None else start
    out, err = process.communicate(timeout=TIMEOUT)
    return Run(process.returncode, out, err, time.monotonic() - start)


def call(url, method, path, form=None):
    """The JSON of an answer."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(url + path, data, {"Authorization": f"Bearer {KEY}"},
                                     method=method)
    with OPENER.open(request, timeout=TIMEOUT) as response:
        return json.loads(response.read())


def make_source(url):
    return call(url, "POST", "/v1/sources", {
        "type": "nach_debit", "nach_debit[amount_maximum]": "500000",
        "nach_debit[debtor_agent_code]": "ICIC", "nach_debit[debtor_account_name]": "ASHA RAO",
        "nach_debit[debtor_account_number]": "12345678", "nach_debit[frequency]": "MNTH"})


def needed(tool):
    """The path of a tool; without it the case is skipped."""
    path = shutil.which(tool)
    if path is None:
        raise Skipped(f"{tool} is not installed")
    return path


def equal(got, wanted):
    assert got == wanted, f"got {got!r}, not {wanted!r}"


SIGINT, SIGTERM = signal.SIGINT, signal.SIGTERM
