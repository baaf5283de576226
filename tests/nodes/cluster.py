"""What the tests of servers that share a database stand on: PostgreSQL and nginx as Debian ships
them, in a temporary folder and on free ports of the loopback; servers of lotusbox; and a network
between them that can be cut. Holds no test.
"""
import base64
import contextlib
import glob
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


def skip(why):
    print(f"skipped: {why}", file=sys.stderr)
    sys.exit(SKIPPED)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(good, seconds, what):
    """Polls; a test that waits for something which never comes says what that was."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if good():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


def postgres_programs():
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return folders[-1] if folders else None


def someone_else():
    """initdb refuses root: a root runs it as another user, any other user as itself."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


class Postgres:
    """A database of its own. It does not wait for the disk unless it is told to: processes end
    here, and the machine does not."""

    def __init__(self, folder, durable=False):
        self.durable = durable
        self.programs = postgres_programs()
        self.port = free_port()
        self.folder = pathlib.Path(folder) / "postgres"
        self.folder.mkdir()
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        self._run("initdb", "--pgdata", str(self.folder / "data"), "--username=lotusbox",
                  "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()
        self.sql("CREATE DATABASE lotusbox", database="postgres")

    def _run(self, program, *arguments, check=True):
        return subprocess.run([f"{self.programs}/{program}", *arguments], check=check,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              cwd=self.folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                              **someone_else())

    def start(self):
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--wait", "--log",
                  str(self.folder / "log"), "--options",
                  f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
                  f" -c max_connections=200 -c fsync={'on' if self.durable else 'off'}"
                  " -c recovery_init_sync_method=syncfs", "start")

    def stop(self, mode="fast"):
        self._run("pg_ctl", "--pgdata", str(self.folder / "data"), "--wait", "--mode", mode,
                  "stop", check=False)

    def url(self, port=None):
        return f"postgresql://lotusbox@127.0.0.1:{port or self.port}/lotusbox"

    def sql(self, text, database="lotusbox"):
        done = subprocess.run(["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lotusbox",
                               "-At", "-c", text, database], capture_output=True, text=True,
                              check=True)
        return done.stdout.strip()


class Network:
    """Passes bytes between a server and the database, until it is cut: then nothing is passed, and
    nobody is told. Mended, it passes on what had arrived meanwhile."""

    def __init__(self, port):
        self.target = port
        self.is_cut = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near):
        with contextlib.suppress(OSError), near:
            while self.is_cut.is_set():
                time.sleep(0.02)
            with socket.create_connection(("127.0.0.1", self.target)) as far:
                other = {near: far, far: near}
                while True:
                    ready, _, _ = select.select(list(other), [], [], 0.05)
                    for one in ready:
                        data = one.recv(65536)
                        while self.is_cut.is_set():
                            time.sleep(0.02)
                        if not data:
                            return
                        other[one].sendall(data)

    def cut(self):
        self.is_cut.set()

    def mend(self):
        self.is_cut.clear()


class Node:
    """A server of lotusbox."""

    def __init__(self, binary, url, *arguments, port=None, log=None, alone=False):
        self.binary = binary
        self.port = port or free_port()
        node = [] if alone else ["--node", f"127.0.0.1:{self.port}"]
        self.arguments = ["--data", url, *node, *arguments]
        self.log = log or subprocess.DEVNULL
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--port", str(self.port), *self.arguments],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line, f"a server of port {self.port} did not start"

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait(20)

    def drain(self):
        """Ends it the polite way, and returns its exit code."""
        self.signal(signal.SIGTERM)
        return self.process.wait(40)

    def call(self, method, path, body=None, key="sk_test_lotusbox", headers=None, timeout=30):
        return call(self.port, method, path, body, key, headers, timeout)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def rule(self):
        return self.headers.get("Lotusbox-Rule", "")

    def json(self):
        return json.loads(self.body or b"null")


def call(port, method, path, body=None, key="sk_test_lotusbox", headers=None, timeout=30):
    token = base64.b64encode(f"{key}:".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        text = json.dumps(body) if body is not None else None
        connection.request(method, path, text, {
            "Authorization": f"Basic {token}", "Content-Type": "application/json",
            **(headers or {})})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


class Nginx:
    """nginx under the file that is shipped, with its ports in place of those."""

    def __init__(self, folder, ports, port=None):
        self.port = port or free_port()
        self.folder = pathlib.Path(folder) / "nginx"
        self.folder.mkdir(exist_ok=True)
        text = (TREE / "packaging" / "nginx.conf").read_text()
        text = text.replace("127.0.0.1:5688", f"127.0.0.1:{self.port}")
        for number, one in enumerate(ports):
            text = text.replace(f"127.0.0.1:{5681 + number} ", f"127.0.0.1:{one} ")
        places = "".join(f"  {kind}_temp_path {kind}_temp;\n"
                         for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        text = re.sub(r"http \{\n", "http {\n" + places, text, count=1)
        if os.getuid() == 0:
            text = "user root;\n" + text
        (self.folder / "nginx.conf").write_text(text)
        self.log = open(self.folder / "log", "w")
        self.process = subprocess.Popen(
            [nginx_program(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"),
             "-e", "stderr", "-g", "daemon off;"], stderr=self.log)
        wait_until(self.is_up, 10, "nginx listens")

    def is_up(self):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port)).close()
            return True
        return False

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def call(self, *arguments, **named):
        return call(self.port, *arguments, **named)


def nginx_program():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")


def need(binary, nginx=True):
    """Skips, and says so, where the real things are not."""
    if not postgres_programs() or not shutil.which("psql"):
        skip("PostgreSQL is not installed (apt-get install postgresql)")
    if nginx and not nginx_program():
        skip("nginx is not installed (apt-get install nginx)")
    refused = subprocess.run([binary, "journal", "verify", "postgresql://127.0.0.1:1/none"],
                             capture_output=True, text=True)
    if "built without PostgreSQL" in refused.stderr:
        skip("lotusbox was built without PostgreSQL")


class Cluster:
    """A database, servers and, when wished for, nginx, in one temporary folder."""

    def __init__(self, binary, nodes=3, nginx=True, arguments=(), networks=False, durable=False):
        self.binary = binary
        self.folder = tempfile.mkdtemp(prefix="lotusbox-nodes-")
        os.chmod(self.folder, 0o755)
        self.postgres, self.nodes, self.nginx, self.networks = None, [], None, []
        try:
            self.postgres = Postgres(self.folder, durable)
            for number in range(nodes):
                port = self.postgres.port
                if networks:
                    self.networks.append(Network(port))
                    port = self.networks[-1].port
                log = open(f"{self.folder}/node{number}.log", "w")
                self.nodes.append(Node(binary, self.postgres.url(port), *arguments, log=log))
            if nginx:
                self.nginx = Nginx(self.folder, [node.port for node in self.nodes])
        except BaseException:
            self.close()
            raise

    def close(self):
        for node in self.nodes:
            if node.process.poll() is None:
                node.signal(signal.SIGCONT)
                node.kill()
        if self.nginx:
            self.nginx.stop()
        if self.postgres:
            self.postgres.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def verify(self):
        """The journal replays as a whole; what the program says of it."""
        done = subprocess.run([self.binary, "journal", "verify", self.postgres.url()],
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout
