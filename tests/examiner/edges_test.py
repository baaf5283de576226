"""Boundary tests and warnings from outside: edges_test.py LOTUSBOX. Prints `N passed, N failed`.

Suites are run by their own frameworks, under `lotusbox exec`; where one is not installed that case
is skipped and counted."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

LOTUSBOX = str(pathlib.Path(sys.argv[1]).resolve())
FEW = ("amend.amount_range", "image.*", "link.*", "juspay.pause_start_before_end", "host.*",
       "auth.*", "request.accept", "cancel.two_business_days", "form.*", "delivery.unknown")


class Skipped(Exception):
    pass


def run(*arguments, code=0, cwd=None):
    ended = subprocess.run([LOTUSBOX, *arguments], capture_output=True, text=True, timeout=200,
                           cwd=cwd)
    told = f"exit {ended.returncode}\n{ended.stdout[-3000:]}\n{ended.stderr[-3000:]}"
    assert ended.returncode == code, told
    return ended.stdout, ended.stderr


def rules(names):
    return [word for name in names for word in ("--rule", name)]


def product_agrees(folder):
    reports = {kind: str(folder / kind) for kind in ("junit", "tap", "json", "html")}
    out, _ = run("edges", *(f"--report-{kind}={path}" for kind, path in reports.items()))
    count = int(out.split()[0])
    assert out.endswith(f"{count} agree, 0 differ\n") and count > 2000, out
    suite = xml.etree.ElementTree.parse(reports["junit"]).getroot()
    assert (suite.get("tests"), suite.get("failures")) == (str(count), "0")
    tap = pathlib.Path(reports["tap"]).read_text()
    assert f"1..{count}" in tap and "not ok" not in tap
    json.loads(pathlib.Path(reports["json"]).read_text())
    assert pathlib.Path(reports["html"]).read_text().count("<tr>") == count + 1


def scenarios_replay_green(folder):
    out, _ = run("edges", "--scn", str(folder / "all"))
    count = int(out.split()[0])
    replayed, _ = run("replay", "--jobs", "2", str(folder / "all"))
    assert replayed.endswith(f"{count} passed, 0 failed\n"), replayed[-500:]
    ids = [path.read_text().split()[1] for path in (folder / "all").rglob("*.scn")]
    assert len(ids) == len(set(ids)) == count and all(one.startswith("EDGE-") for one in ids)


def ids_differ_from_those_of_the_tree(folder):
    data = json.loads(run("edges", "--json", "-")[0])
    known = {path.read_text().split()[1]
             for path in (pathlib.Path(__file__).parents[2] / "scenarios").rglob("*.scn")}
    assert known and not known & {edge["id"] for edge in data["edges"]}


def data_is_whole(folder):
    data = json.loads(run("edges", "--json", "-", "--rule", "amend.amount_range")[0])
    for edge in data["edges"]:
        assert edge["rule"] == "amend.amount_range" and edge["demands"] and edge["what"]
        good = (200, None, None)
        bad = (400, "parameter_invalid", "amend.amount_range")
        wanted = good if edge["passes"] else bad
        assert tuple(edge["expect"][key] for key in ("status", "code", "rule")) == wanted, edge
    sent = {json.loads(edge["call"]["body"])["maximum_amount"]: edge["passes"]
            for edge in data["edges"]}
    for amount, passes in (("100", True), ("99", False), ("1.00", True), ("0.99", False),
                           ("1000000.00", True), ("1000000.01", False)):
        assert sent[amount] is passes, amount


def wrong_answers_are_told(folder):
    """Against a server that is of another mind: the cancel feature is off, as far as it knows."""
    import http.server
    import threading

    class Yes(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Yes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    out, _ = run("edges", "--url", url, "--rule", "list.limit", code=4)
    assert "2 agree, 4 differ" in out and "- status 400" in out and "+ status 200" in out, out
    assert f"again: lotusbox edges --url {url} --rule EDGE-LIST-LIMIT-3" in out, out
    server.shutdown()


def bad_input_is_refused(folder):
    assert "did you mean amend.amount_range" in run("edges", "--rule", "amend.amount_rang",
                                                    code=1)[1]
    assert "has no cases" in run("edges", "--rule", "image.size", code=1)[1]
    for arguments in (("--list", "--json", "-"), ("--suite", "pytest"), ("here",),
                      ("--list", "--report-tap", "-"), ("--list", "--url", "http://127.0.0.1:1"),
                      ("--suite", "mocha", "here")):
        run("edges", *arguments, code=1)
    run("edges", "--url", "http://127.0.0.1:1", "--rule", "list.page", code=4)
    assert "EDGE-LIST-PAGE-1  page 1: passes" in run("edges", "--list", "--rule", "list.page")[0]


def suite(folder, kind, command):
    if not shutil.which(command[0]):
        raise Skipped(f"{command[0]} is not installed")
    run("edges", "--suite", kind, str(folder), *rules(FEW))
    ended = subprocess.run([LOTUSBOX, "exec", "--", *command], cwd=folder, text=True,
                           capture_output=True, timeout=200)
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-2000:]
    # One that is told something else fails: the suite does look.
    data = json.loads((folder / "edges.json").read_text())
    data["edges"][0]["expect"]["status"] = 418
    (folder / "edges.json").write_text(json.dumps(data))
    ended = subprocess.run([LOTUSBOX, "exec", "--", *command], cwd=folder, text=True,
                           capture_output=True, timeout=200)
    assert ended.returncode != 0
    # Made again it is whole, and the client, which is for its user to change, is kept.
    client = next(path for path in folder.iterdir() if "lient" in path.name)
    client.write_text("changed")
    _, err = run("edges", "--suite", kind, str(folder), *rules(FEW))
    assert client.read_text() == "changed" and "stays as it is" in err


def pytest_suite(folder):
    suite(folder, "pytest", ["pytest", "-q", "-p", "no:cacheprovider", "."])


def node_suite(folder):
    suite(folder, "node", ["node", "--test"])


def phpunit_suite(folder):
    suite(folder, "phpunit", ["phpunit", "EdgesTest.php"])


def warnings_of_a_session(folder):
    (folder / "good.scn").write_text(
        "# GOOD-001  A request.\nworld at=2026-01-10T10:00:00+05:30 profile=documented seed=7\n\n"
        "mandate as=m1 maximum=500000\n\n"
        'request amend mandate=m1 maximum_amount="5000.00" link=l1\n')
    assert run("lint", str(folder / "good.scn"))[0] == "0 warnings in 1 file\n"
    bad = (folder / "good.scn").read_text().replace('"5000.00"', '"5000"')
    (folder / "bad.scn").write_text(bad)
    out, _ = run("lint", str(folder), code=4)
    assert f"{folder}/bad.scn:6: amount_unit: maximum_amount is Rs 50.00\n" in out, out
    assert out.endswith("1 warning in 2 files\n")
    told = json.loads(run("lint", "--json", str(folder), code=4)[0])
    assert [(one["line"], one["check"]) for one in told] == [(6, "amount_unit")]
    (folder / "torn.scn").write_text("world\n")
    run("lint", str(folder), code=2)
    run("lint", code=1)


CASES = (product_agrees, scenarios_replay_green, ids_differ_from_those_of_the_tree, data_is_whole,
         wrong_answers_are_told, bad_input_is_refused, pytest_suite, node_suite, phpunit_suite,
         warnings_of_a_session)


def main():
    passed = failed = skipped = 0
    for case in CASES:
        try:
            with tempfile.TemporaryDirectory() as folder:
                case(pathlib.Path(folder))
            passed += 1
        except Skipped as why:
            skipped += 1
            print(f"{case.__name__}: skipped: {why}")
        except Exception as error:  # told, and the next case runs
            failed += 1
            print(f"{case.__name__}: {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
