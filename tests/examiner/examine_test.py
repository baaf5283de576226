"""lotusbox examine from outside: examine_test.py BINARY TREE CPP_RECEIVER [PART OF A NAME]

Every wrong receiver fails exactly the examinations that stand for its fault; the samples of
docs/receivers, in four languages, pass all. What a machine cannot run is skipped, and counted so.
"""
import concurrent.futures
import contextlib
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request

from faults import FAULTS

HERE = pathlib.Path(__file__).parent
KEY, NEXT_KEY = "whk_0123456789ab", "whk_next56789abc"
BINARY, TREE, CPP = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ALL = 30


class Skipped(Exception):
    """What a case needs is not installed."""


def equal(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got!r}, not {wanted!r}")


def contains(text, *pieces):
    for piece in pieces:
        if piece not in text:
            raise AssertionError(f"no {piece!r} in {text}")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Receiver:
    """A receiver that is up, with a world to ask and without what speaks to lotusbox around us."""

    def __init__(self, command, world=True):
        self.port, self.world = free_port(), free_port()
        self.folder = tempfile.mkdtemp(prefix="lotusbox-examine-")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("LOTUS")}
        clean |= {"LOTUSPAY_WEBHOOK_KEY": KEY, "LOTUSPAY_WEBHOOK_NEXT_KEY": NEXT_KEY,
                  "RECEIVER_STORE": self.folder, "PHP_CLI_SERVER_WORKERS": "4"}
        if world:
            clean |= {"LOTUSPAY_BASE_URL": f"http://127.0.0.1:{self.world}",
                      "LOTUSPAY_API_KEY": "sk_test_lotusbox"}
        words = [str(word).replace("PORT", str(self.port)) for word in command]
        self.process = subprocess.Popen(words, env=clean, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        for _ in range(200):
            with contextlib.suppress(OSError):
                OPENER.open(self.url + "/state", timeout=5)
                return self
            time.sleep(0.05)
        raise AssertionError("the receiver does not come up")

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        shutil.rmtree(self.folder)

    def examine(self, *more, world=True, probe=True, key=KEY):
        words = [BINARY, "examine", self.url + "/hook", "--key", key, "--timeout", "1000"]
        if probe:
            words += ["--probe", self.url + "/state", "--reset", self.url + "/reset"]
        if world:
            words += ["--port", str(self.world), "--next-key", NEXT_KEY]
        ended = subprocess.run([*words, "--report-json", self.folder + "/report.json", *more],
                               capture_output=True, text=True, timeout=120)
        ended.report = None
        with contextlib.suppress(FileNotFoundError):
            ended.report = json.loads(pathlib.Path(self.folder, "report.json").read_text("utf-8"))
        return ended


def wrong(fault):
    return Receiver([sys.executable, "-B", HERE / "wrong_receiver.py", "PORT", fault])


def of_outcome(report, outcome):
    return [one["id"] for one in report["verdicts"] if one["outcome"] == outcome]


def case_of_fault(fault):
    with wrong(fault) as receiver:
        ended = receiver.examine()
        equal(of_outcome(ended.report, "failed"), FAULTS[fault]["fails"])
        equal(of_outcome(ended.report, "skipped"), [])
        equal(ended.returncode, 4 if FAULTS[fault]["fails"] else 0)
        for verdict in ended.report["verdicts"]:
            if verdict["outcome"] == "failed":
                contains(ended.stdout, f"FAILED   {verdict['id']}")
                equal(bool(verdict["reason"] and verdict["calls"] and verdict["why"]), True)


SAMPLES = {
    "python": lambda: [sys.executable, "-B", TREE / "docs/receivers/receiver.py", "PORT"],
    "node": lambda: [needed("node"), TREE / "docs/receivers/receiver.mjs", "PORT"],
    "php": lambda: [needed("php"), "-S", "127.0.0.1:PORT", TREE / "docs/receivers/receiver.php"],
    "cpp": lambda: [CPP, "PORT"],
}


def needed(tool):
    path = shutil.which(tool)
    if path is None:
        raise Skipped(f"{tool} is not installed")
    return path


def case_of_sample(language):
    with Receiver(SAMPLES[language]()) as receiver:
        ended = receiver.examine()
        equal([(one["id"], one["reason"]) for one in ended.report["verdicts"]
               if one["outcome"] != "passed"], [])
        equal((ended.returncode, ended.report["passed"]), (0, ALL))


def case_of_sample_without_api(language):
    """It follows the events alone; that it asks nothing is said, and not called right."""
    with Receiver(SAMPLES[language](), world=False) as receiver:
        ended = receiver.examine("--next-key", NEXT_KEY, world=False)
        equal(of_outcome(ended.report, "failed"), [])
        equal(of_outcome(ended.report, "skipped"), ["stale.asks"])
        contains(ended.stdout, "your receiver asked the API nothing")


def case_without_a_probe():
    with wrong("counts-repeats") as receiver:
        ended = receiver.examine(probe=False)
        equal(of_outcome(ended.report, "failed"), [])
        skipped = of_outcome(ended.report, "skipped")
        equal(skipped, ["answer.stored", "repeat.ignored", "together.once", "redeliver.hour",
                        "redeliver.eighth", "order.any", "stale.asks"])
        contains(ended.stdout, "needs a probe", f"{ALL - len(skipped)} passed, 0 failed")


def case_commands():
    """Probe and reset as commands, which know where the receiver and the world are."""
    with wrong("counts-repeats") as receiver:
        ended = receiver.examine(
            "--probe-command", "curl -s ${LOTUSBOX_RECEIVER%/hook}/state", "--reset-command",
            "test -n \"$LOTUSPAY_BASE_URL\" && curl -s -X POST ${LOTUSBOX_RECEIVER%/hook}/reset",
            "--only", "repeat.*", probe=False)
        equal(of_outcome(ended.report, "failed"), ["repeat.ignored"])
        contains(ended.stdout, "/events is 1 after one delivery, 2 after the same body again")
        ended = receiver.examine("--probe-command", "exit 3", "--only", "repeat.ignored",
                                 probe=False)
        contains(ended.stdout, "the probe: exit 3: it ended with exit code 3")
        equal(ended.returncode, 4)


def case_pointer():
    with wrong("counts-repeats") as receiver:
        equal(receiver.examine("--only", "repeat.ignored", "--pointer", "/objects").returncode, 0)
        equal(receiver.examine("--only", "repeat.ignored", "--pointer", "/events").returncode, 4)
        ended = receiver.examine("--only", "repeat.ignored", "--pointer", "/nothing")
        contains(ended.stdout, "the state has nothing at /nothing")


def case_misuse():
    with wrong("none") as receiver:
        for words, says in (
                (["--only", "repeat.ignore"], "did you mean repeat.ignored"),
                (["--skip", "refuze.*"], "did you mean refuse.*"),
                (["--next-key", "short"], "--next-key has 16 bytes, not 5"),
                (["--pointer", "events"], "a JSON pointer begins with a slash"),
                (["--probe-command", "true"], "give one of them")):
            ended = receiver.examine(*words, world=False)
            equal(ended.returncode, 1)
            contains(ended.stderr, says)
        equal(receiver.examine(key="short").returncode, 1)
        ended = subprocess.run([BINARY, "examine", receiver.url], capture_output=True, text=True,
                               env={"PATH": os.environ["PATH"]})
        equal(ended.returncode, 1)
        contains(ended.stderr, "--key")


def case_nobody_there():
    ended = subprocess.run([BINARY, "examine", f"127.0.0.1:{free_port()}", "--key", KEY],
                           capture_output=True, text=True)
    equal(ended.returncode, 4)
    contains(ended.stdout, "no answer", "nothing answers there")


def case_reports():
    with wrong("counts-repeats") as receiver:
        for option, pieces in (
                ("--report-junit", ("<testsuite name=\"lotusbox examine\" tests=\"3\" failures=\"1\"",
                                    "<failure message=\"/events is 1 after one delivery")),
                ("--report-tap", ("1..3", "not ok 3 - repeat.ignored", "# SKIP needs --next-key")),
                ("--report-html", ("<li class=\"failed\"><b>FAILED</b> <code>repeat.ignored",))):
            file = receiver.folder + "/report"
            receiver.examine("--only", "repeat.*,key.rotation", option, file, world=False)
            contains(pathlib.Path(file).read_text("utf-8"), *pieces)


def case_over_http():
    """The same from the control plane, under the rules for targets of webhooks."""
    with wrong("counts-repeats") as receiver, \
            subprocess.Popen([BINARY, "serve", "--port", "0"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True) as server:
        url = json.loads(server.stdout.readline())["url"]

        def ask(**body):
            request = urllib.request.Request(url + "/_mock/examine", json.dumps(body).encode(),
                                             {"Content-Type": "application/json"})
            try:
                with OPENER.open(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as refused:
                return {"rule": refused.headers["Lotusbox-Rule"], **json.load(refused)["error"]}

        whole = {"url": receiver.url + "/hook", "key": KEY, "probe": receiver.url + "/state",
                 "reset": receiver.url + "/reset"}
        report = ask(**whole, skip="key.rotation,stale.asks,answer.before-work")
        equal(of_outcome(report, "failed"), FAULTS["counts-repeats"]["fails"])
        equal(report["passed"], ALL - 3 - len(FAULTS["counts-repeats"]["fails"]))
        equal(ask(**whole, only="repeat.ignroed")["message"],
              "there is no examination repeat.ignroed: did you mean repeat.ignored")
        for name in ("url", "probe", "reset"):
            refused = ask(**{**whole, name: "http://192.0.2.1/x"})
            equal((refused["rule"], refused["param"]), ("examine.target_allowed", name))
        server.terminate()


class Stuck:
    """A receiver that answers nothing before it is let go."""

    def __init__(self):
        self.came, self.go = threading.Event(), threading.Event()
        stuck = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                stuck.came.set()
                stuck.go.wait(60)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def case_over_http_it_holds_nothing_up():
    """While a receiver keeps an examination waiting, the same world answers what others ask."""
    stuck = Stuck()
    with subprocess.Popen([BINARY, "serve", "--port", "0"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server, \
            concurrent.futures.ThreadPoolExecutor(1) as pool:
        url = json.loads(server.stdout.readline())["url"]

        def ask(path, **body):
            request = urllib.request.Request(url + path, json.dumps(body).encode(),
                                             {"Content-Type": "application/json"})
            with OPENER.open(request, timeout=60) as answer:
                return json.load(answer)

        report = pool.submit(ask, "/_mock/examine", url=stuck.url, only="genuine.emoji",
                             timeout_ms=60000)
        equal(stuck.came.wait(30), True)
        for _ in range(3):  # what may take long waits in the lane of its world
            ask("/_mock/clock/advance", by="PT1H")
        equal(report.done(), False)
        stuck.go.set()
        equal(report.result()["passed"], 1)
        server.terminate()
    stuck.server.shutdown()


def cases():
    for fault in FAULTS:
        yield f"fault {fault}", lambda fault=fault: case_of_fault(fault)
    for language in SAMPLES:
        yield f"sample {language}", lambda language=language: case_of_sample(language)
        yield (f"sample {language} without the API",
               lambda language=language: case_of_sample_without_api(language))
    for case in (case_without_a_probe, case_commands, case_pointer, case_misuse, case_nobody_there,
                 case_reports, case_over_http,
                 case_over_http_it_holds_nothing_up):
        yield case.__name__[5:].replace("_", " "), case


def run(named):
    name, case = named
    try:
        case()
        return "ok", name
    except Skipped as why:
        return "skipped", f"{name}: {why}"
    except Exception:  # all others: one broken case must not hide the rest
        return "FAILED", f"{name}\n{traceback.format_exc()}"


def main():
    part = sys.argv[4] if len(sys.argv) > 4 else ""
    chosen = [one for one in cases() if part in one[0]]
    counts = {"ok": 0, "FAILED": 0, "skipped": 0}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for outcome, words in pool.map(run, chosen):
            counts[outcome] += 1
            print(f"{outcome:8}{words}", flush=True)
    print(f"{counts['ok']} passed, {counts['FAILED']} failed" +
          (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
    return 1 if counts["FAILED"] or not counts["ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
