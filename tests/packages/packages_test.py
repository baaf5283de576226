"""What users take home, from its packed files, installed offline into empty projects.

usage: packages_test.py BINARY TREE [DIST]

Without DIST (what ./dev package made) the npm packages and the wheel are packed around BINARY. What
only the static program can do is skipped for one that is not."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

NODE_TEST = """import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decrypt, Lotusbox, Refused } from 'lotusbox';

test('the sandbox of exec', async () => {
  const key = Buffer.from(`${process.env.LOTUSPAY_API_KEY}:`).toString('base64');
  const answer = await fetch(`${process.env.LOTUSPAY_BASE_URL}/v1/mandates`, {
    headers: { authorization: `Basic ${key}` },
  });
  assert.equal(answer.status, 200);
});

test('the helper', async () => {
  const box = await Lotusbox.start({ seed: 7, at: '2026-01-10T10:00:00+05:30' });
  const webhooks = await box.receive();
  const mandate = await box.call('POST', '/_mock/mandates', { status: 'active' });
  const path = `/api/mandates/pause?mandate_id=${mandate.id}`;
  await box.call('PATCH', path);
  await assert.rejects(box.call('PATCH', path), (error) => error instanceof Refused
    && error.status === 400 && error.rule === 'request.none_pending');
  await box.advance('P7D');
  assert.deepEqual(webhooks.events().map((event) => event.type),
    ['mandate.pending', 'mandate.pause.failed']);
  assert.ok(webhooks.bodies.every((body) => body.serialized_response));
  assert.throws(() => decrypt(webhooks.bodies[0], 'another key here'));
  assert.equal((await box.world().call('GET', '/v1/mandates')).data.length, 0);
  await box.stop();
});

test('an option that is wrong', async () => {
  await assert.rejects(Lotusbox.start({ clock: 'slow' }), /ended with 1/);
});
"""
NODE_EXEC_TEST = """import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lotusbox } from 'lotusbox';

const { LOTUSBOX_URL, LOTUSPAY_API_KEY, LOTUSPAY_WEBHOOK_KEY } = process.env;

test('the server of exec counts, and is not ended', async () => {
  for (const options of [undefined, {}, { seed: undefined, demo: false }]) {
    const box = await Lotusbox.start(options);
    assert.equal(box.url, LOTUSBOX_URL);
    assert.equal(box.key, LOTUSPAY_API_KEY);
    assert.equal(box.webhookKey, LOTUSPAY_WEBHOOK_KEY);
    const mandate = await box.world().call('POST', '/_mock/mandates', { status: 'active' });
    assert.equal(mandate.status, 'active');
    await box.stop();
  }
  assert.equal((await fetch(`${LOTUSBOX_URL}/_mock/ready`)).status, 200);
});

test('another place, as the commands take it', async () => {
  process.env.LOTUSBOX_URL = `${LOTUSBOX_URL.replace('http://', '')}/`;
  delete process.env.LOTUSPAY_API_KEY;
  const box = await Lotusbox.start();
  assert.equal(box.url, LOTUSBOX_URL);
  assert.equal(box.key, 'sk_test_lotusbox');
  process.env.LOTUSBOX_URL = 'http://127.0.0.1:9';
  await assert.rejects(Lotusbox.start(), /no lotusbox answers at http:..127.0.0.1:9, which LOTUSBOX_URL/);
});

test('options ask for a server of its own', async () => {
  process.env.LOTUSBOX_URL = LOTUSBOX_URL;
  const box = await Lotusbox.start({ seed: 7 });
  assert.notEqual(box.url, LOTUSBOX_URL);
  await box.stop();
  await assert.rejects(fetch(`${box.url}/_mock/ready`));
});
"""
NODE_OWN_TEST = """import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decrypt, Lotusbox } from 'lotusbox';

test('a server of its own, gone with stop', async () => {
  const box = await Lotusbox.start();
  assert.equal((await fetch(`${box.url}/_mock/ready`)).status, 200);
  const world = box.world();
  const { bodies } = await world.receive();
  const { id } = await world.call('POST', '/_mock/mandates', { status: 'active' });
  await world.call('PATCH', `/api/mandates/pause?mandate_id=${id}`);
  await world.advance('PT1S');
  assert.equal(decrypt(bodies[0], box.webhookKey).type, 'mandate.pending');
  await box.stop();
  await assert.rejects(fetch(`${box.url}/_mock/ready`));
});

test('a server that nobody stops keeps no test from ending', async () => {
  assert.ok((await Lotusbox.start()).url);
});
"""
PYTHON_EXEC_TEST = """import os
import urllib.request
import pytest
from lotusbox import Lotusbox

URL = os.environ["LOTUSBOX_URL"]

def answers(url):
    return urllib.request.urlopen(url + "/_mock/ready").status == 200

def test_the_fixtures_use_the_server_of_exec(lotusbox, lotusbox_server):
    assert lotusbox.url == lotusbox_server.url == URL
    assert lotusbox.key != lotusbox_server.key == os.environ["LOTUSPAY_API_KEY"]

def test_the_server_of_exec_counts_and_is_not_ended():
    with Lotusbox() as box:
        assert box.url == URL
        assert box.world().call("POST", "/_mock/mandates", {"status": "active"})
    assert answers(URL)

def test_another_place_as_the_commands_take_it(monkeypatch):
    monkeypatch.setenv("LOTUSBOX_URL", URL.replace("http://", "") + "/")
    monkeypatch.delenv("LOTUSPAY_API_KEY")
    with Lotusbox() as box:
        assert (box.url, box.key) == (URL, "sk_test_lotusbox")
    monkeypatch.setenv("LOTUSBOX_URL", "http://127.0.0.1:9")
    with pytest.raises(RuntimeError, match="127.0.0.1:9, which LOTUSBOX_URL names"):
        Lotusbox()

def test_arguments_ask_for_a_server_of_its_own():
    with Lotusbox("--seed", 7) as box:
        assert box.url != URL
    with pytest.raises(OSError):
        answers(box.url)
"""
PYTHON_TEST = """import pytest
from lotusbox import Lotusbox, Refused

def test_the_fixture(lotusbox):
    webhooks = lotusbox.receive()
    mandate = lotusbox.call("POST", "/_mock/mandates", {"status": "active"})
    path = f"/api/mandates/pause?mandate_id={mandate['id']}"
    lotusbox.call("PATCH", path)
    with pytest.raises(Refused) as refused:
        lotusbox.call("PATCH", path)
    assert (refused.value.status, refused.value.rule) == (400, "request.none_pending")
    lotusbox.advance("P7D")
    assert [event["type"] for event in webhooks.events()] == [
        "mandate.pending", "mandate.pause.failed"]

def test_each_test_has_a_world_of_its_own(lotusbox):
    assert lotusbox.call("GET", "/v1/mandates")["data"] == []

def test_a_server_of_its_own():
    with Lotusbox("--seed", 7) as box:
        assert box.call("GET", "/_mock/health")
"""


class Skipped(Exception):
    """What a case needs is not here."""


def run(*command, code=0, cwd=None, env=None):
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith(("LOTUS", "npm_", "PYTHON", "NODE_"))}
    ended = subprocess.run([str(word) for word in command], cwd=cwd, text=True, timeout=300,
                           env={**clean, **(env or {})}, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT)
    assert ended.returncode == code, f"{command[:3]}: {ended.returncode}\n{ended.stdout[-3000:]}"
    return ended.stdout


def is_static(program):
    return subprocess.run(["ldd", str(program)], capture_output=True).returncode != 0


class Packages:
    def __init__(self, binary, tree, dist, folder):
        self.tree, self.folder = tree, folder
        self.version = re.search(r"version: '([^']+)'", (tree / "meson.build").read_text())[1]
        self.dist = dist
        self.program = next(dist.glob("linux-*/lotusbox")) if dist else binary
        if not dist:
            self.dist = folder / "dist"
            self.dist.mkdir()
            stripped = folder / "stripped"
            if not shutil.which("strip") or subprocess.run(
                    ["strip", "-o", stripped, binary]).returncode:
                shutil.copy(binary, stripped)
            self.program = stripped
            if shutil.which("npm"):
                run(tree / "packaging" / "npm.sh", self.program, self.version, self.dist)
            run(sys.executable, "-B", tree / "packaging" / "wheel.py", self.program, self.version,
                self.dist)

    def project(self, name, **files):
        folder = self.folder / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file.replace("__", ".")).write_text(text, encoding="utf-8")
        return folder

    def npm_files(self):
        if not (shutil.which("npm") and shutil.which("node")):
            raise Skipped("needs node and npm")
        return [self.dist / f"{name}-{self.version}.tgz" for name in ("lotusbox", "lotusbox-linux-x64")]


def test_npm_packages_in_an_empty_project(packages):
    files = packages.npm_files()
    project = packages.project("node", a__test__mjs=NODE_TEST, exec__mjs=NODE_EXEC_TEST,
                               own__mjs=NODE_OWN_TEST)
    quiet = {"npm_config_cache": str(packages.folder / "cache"), "npm_config_offline": "true",
             "npm_config_audit": "false", "npm_config_fund": "false"}
    run("npm", "install", *files, cwd=project, env=quiet)
    assert run("npx", "lotusbox", "--version", cwd=project, env=quiet).strip() == packages.version
    out = run("npx", "lotusbox", "exec", "--", "node", "--test", cwd=project, env=quiet)
    assert re.search(r"pass 3\b", out) and re.search(r"fail 0\b", out), out
    out = run("npx", "lotusbox", "exec", "--coverage=1", "--", "node", "--test", "exec.mjs",
              cwd=project, env=quiet)
    assert re.search(r"pass 3\b", out) and re.search(r"fail 0\b", out), out
    out = run("node", "--test", "own.mjs", cwd=project, env=quiet)
    assert re.search(r"pass 2\b", out) and re.search(r"fail 0\b", out), out
    run("npx", "lotusbox", "no-such-command", code=1, cwd=project, env=quiet)


def test_npm_without_a_program_says_so(packages):
    file, _ = packages.npm_files()
    project = packages.project("bare")
    run("npm", "install", "--omit=optional", "--offline", "--no-audit", file, cwd=project,
        env={"npm_config_cache": str(packages.folder / "cache2")})
    node = pathlib.Path(shutil.which("node")).resolve().parent
    out = run(node / "node", "node_modules/lotusbox/bin/lotusbox.mjs", "--version", code=127,
              cwd=project, env={"PATH": "/nowhere"})
    assert "lotusbox-linux-x64 is missing" in out or "no package for" in out, out


def test_npm_types_name_what_the_module_has(packages):
    folder = packages.tree / "packaging" / "npm" / "lotusbox"
    declared = set(re.findall(r"^export (?:class|function) (\w+)", (folder / "index.d.ts").read_text(),
                              re.M))
    exported = set(re.findall(r"^export (?:class|function|const) (\w+)",
                              (folder / "index.mjs").read_text(), re.M))
    assert declared == exported, (declared, exported)


def test_versions_agree(packages):
    for name in ("lotusbox", "linux-x64"):
        path = packages.tree / "packaging" / "npm" / name / "package.json"
        package = json.loads(path.read_text())
        assert package["version"] == packages.version, path
        assert set(package.get("optionalDependencies", {}).values()) <= {packages.version}, path


def python_with_venv():
    for python in ("/usr/bin/python3", sys.executable):
        if subprocess.run([python, "-c", "import venv, ensurepip, pytest"],
                          capture_output=True).returncode == 0:
            return python
    raise Skipped("needs python3-venv, python3-pytest")


def test_wheel_in_an_empty_environment(packages):
    python = python_with_venv()
    project = packages.project("python", test_a__py=PYTHON_TEST, in_exec__py=PYTHON_EXEC_TEST)
    environment = packages.folder / "venv"
    run(python, "-m", "venv", "--system-site-packages", environment)
    (wheel,) = packages.dist.glob("*.whl")
    run(environment / "bin" / "pip", "install", "--no-index", "--disable-pip-version-check", wheel)
    inside = environment / "bin" / "python"
    assert run(inside, "-m", "lotusbox", "--version").strip() == packages.version
    assert run(environment / "bin" / "lotusbox", "--version").strip() == packages.version
    pytest = (inside, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider")
    out = run(inside, "-m", "lotusbox", "exec", "--", *pytest, "--lotusbox-coverage=2", cwd=project)
    assert "3 passed" in out and "% of the transitions taken" in out, out
    out = run(inside, "-m", "lotusbox", "exec", "--coverage=1", "--", *pytest, "in_exec.py",
              cwd=project)
    assert "4 passed" in out, out
    out = run(*pytest, "--lotusbox-coverage=50", code=1, cwd=project)
    assert "less than 50%" in out, out
    out = run(*pytest, "--lotusbox-coverage=1", "-k", "server_of_its_own", code=1, cwd=project)
    assert "nothing was covered" in out, out


def test_static_program_in_an_empty_root(packages):
    if not is_static(packages.program):
        raise Skipped("the program is not static: ./dev package makes one")
    if os.geteuid() != 0 or subprocess.run(["unshare", "-n", "true"]).returncode:
        raise Skipped("needs root, and unshare")
    helper = pathlib.Path(__file__).with_name("empty_root.py")
    print(run("unshare", "-n", sys.executable, "-B", helper, packages.program,
              packages.tree / "scenarios", packages.folder / "root"), end="")


def test_archive_and_sums(packages):
    sums = packages.dist / "SHA256SUMS"
    if not sums.exists():
        raise Skipped("no dist: ./dev package makes one")
    listed = dict(reversed(line.split("  ")) for line in sums.read_text().splitlines())
    there = {path.name for path in packages.dist.iterdir() if path.is_file()} - {"SHA256SUMS"}
    assert set(listed) == there, (set(listed) ^ there)
    for name, digest in listed.items():
        got = hashlib.sha256((packages.dist / name).read_bytes()).hexdigest()
        assert got == digest, name
    (archive,) = packages.dist.glob("*-linux-*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    for wanted in ("bin/lotusbox", "share/man/man1/lotusbox.1", "licences/openssl.txt",
                   "share/bash-completion/completions/lotusbox", "LICENSE"):
        assert wanted in names, wanted
    source = packages.dist / f"lotusbox-{packages.version}.tar.gz"
    with tarfile.open(source) as opened:
        assert f"lotusbox-{packages.version}/meson.build" in opened.getnames()


def test_workflows_action_and_container_file(packages):
    tools = packages.tree / "tests" / "packages" / "node_modules" / ".bin"
    if not (tools / "action-validator").exists():
        raise Skipped("needs what ./dev test installs with npm")
    workflows = sorted((packages.tree / ".github" / "workflows").glob("*.yml"))
    assert workflows
    for file in (*workflows, packages.tree / "action.yml"):
        run(tools / "action-validator", file)
    for file in ("Dockerfile", "Dockerfile.nodes"):
        run(tools / "dockerfilelint", packages.tree / "packaging" / file)


def main(arguments):
    binary, tree = (pathlib.Path(path).resolve() for path in arguments[1:3])
    dist = pathlib.Path(arguments[3]).resolve() if len(arguments) > 3 else None
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="lotusbox-packages-") as folder:
        packages = Packages(binary, tree, dist, pathlib.Path(folder))
        for name, test in list(globals().items()):
            if not name.startswith("test_"):
                continue
            try:
                test(packages)
                passed += 1
                print(f"ok      {name}", flush=True)
            except Skipped as why:
                skipped += 1
                print(f"skipped {name}: {why}", flush=True)
            except (AssertionError, subprocess.TimeoutExpired, ValueError, OSError) as problem:
                failed += 1
                print(f"FAILED  {name}: {problem}", flush=True)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
