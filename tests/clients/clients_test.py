"""Runs every client of this folder against the real binary; one that needs what is not here is
skipped, and says what is missing.

usage: clients_test.py BINARY CPP_CLIENT
"""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def works(*command):
    """True when a program is there and ends well."""
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def python_with(*modules):
    """A Python that has these: this one, or Debian's."""
    for python in (sys.executable, "/usr/bin/python3"):
        if works(python, "-c", "import " + ", ".join(modules)):
            return python
    return None


def clients(cpp_client):
    """(file, command or None, what it needs)"""
    tools = {tool: shutil.which(tool) for tool in ("node", "php", "sh", "curl", "jq", "openssl")}
    requests = tools["openssl"] and python_with("requests")
    pytest = python_with("pytest", "requests")
    php = tools["php"] and works("php", "-r", "exit(extension_loaded('curl') ? 0 : 1);")
    go = shutil.which("go")
    java = shutil.which("javac") and os.path.exists("/usr/share/java/junit-jupiter-api.jar")
    npm = (HERE / "node_modules" / "newman").exists() and tools["node"]
    shell = all(tools[tool] for tool in ("curl", "jq", "openssl"))
    return (
        ("requests_test.py", requests and [requests, "-B"], "python3-requests, openssl"),
        ("fixture_test.py",
         pytest and [pytest, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
         "python3-pytest, python3-requests"),
        ("forks_test.py", [sys.executable, "-B"], "python3"),
        ("fetch_test.mjs", tools["node"] and ["node", "--test"], "node"),
        ("curl_test.php", php and ["php"], "php-cli, php-curl"),
        ("curl_test.sh", shell and ["sh"], "curl, jq, openssl"),
        ("httplib_test.cc", [cpp_client], ""),
        ("link_test.go", go and ["go", "test"], "golang-go"),
        ("java_test.sh", java and ["sh"], "default-jdk-headless, junit5"),
        ("postman_test.mjs", npm and ["node"], "newman, which ./dev test installs with npm"),
    )


def main(binary, cpp_client):
    passed = failed = skipped = 0
    environment = dict(os.environ, LOTUSBOX=os.path.abspath(binary), NO_COLOR="1", GOFLAGS="-count=1")
    for file, command, needed in clients(cpp_client):
        if not command:
            print(f"skipped {file}: needs {needed}", flush=True)
            skipped += 1
            continue
        script = [] if command == [cpp_client] else [HERE / file]
        try:
            done = subprocess.run([*command, *script], env=environment, timeout=120,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            good, said = done.returncode == 0, done.stdout
        except subprocess.TimeoutExpired as late:
            good, said = False, f"not done after {late.timeout} s: {late.output}"
        passed, failed = passed + good, failed + (not good)
        if not good:
            print(said)
        told = [line for line in said.splitlines() if " forks, " in line]
        print(f"{'passed' if good else 'FAILED'} {file}", *told, flush=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.path.abspath(sys.argv[2])))
