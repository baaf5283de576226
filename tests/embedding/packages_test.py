"""Makes the Debian packages out of this build and looks at them as dpkg would, without being root:
they are unpacked into a folder, and the program in there serves and says that it is ready.

usage: packages_test.py BUILD_DIRECTORY
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PACKAGING = pathlib.Path(__file__).resolve().parents[2] / "packaging"
TOOLS = ["dpkg-deb", "dpkg-shlibdeps", "strip", "meson", "sh", "gzip"]


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        made = run("sh", PACKAGING / "deb.sh", BUILD, cls.folder,
                   env=dict(os.environ, DEB_COMPRESSION="-Zgzip -z1"))
        cls.packages = {pathlib.Path(line).name.split("_")[0]: line for line in made.split()}
        for name, file in cls.packages.items():
            run("dpkg-deb", "--extract", file, cls.folder / name)

    def field(self, package, name):
        return run("dpkg-deb", "--field", self.packages[package], name).strip()

    def files(self, package):
        top = self.folder / package
        return {str(file.relative_to(top)) for file in top.rglob("*") if not file.is_dir()}

    def test_there_are_three(self):
        self.assertEqual(sorted(self.packages), ["liblotusbox-dev", "liblotusbox0", "lotusbox"])

    def test_they_depend_on_what_they_link(self):
        for package in ("lotusbox", "liblotusbox0"):
            for needed in ("libc6 (>=", "libssl3 (>=", "libstdc++6 (>=", "libsqlite3-0 (>=", "libpq5 (>="):
                self.assertIn(needed, self.field(package, "Depends"))
        version = self.field("lotusbox", "Version")
        self.assertEqual(self.field("liblotusbox-dev", "Depends"), f"liblotusbox0 (= {version})")

    def test_files_lie_where_they_belong(self):
        self.assertLessEqual(
            {"usr/bin/lotusbox", "etc/default/lotusbox", "lib/systemd/system/lotusbox.service",
             "lib/systemd/system/lotusbox@.service", "usr/share/lotusbox/nginx.conf",
             "usr/share/doc/lotusbox/copyright", "usr/share/lotusbox/demo.json"},
            self.files("lotusbox"))
        self.assertTrue(any(f.endswith("/liblotusbox.so.0") for f in self.files("liblotusbox0")))
        self.assertIn("usr/include/lotusbox/sandbox.h", self.files("liblotusbox-dev"))
        for package in self.packages:
            for file in self.files(package):
                self.assertRegex(file, r"^(usr|lib|etc)/")
                self.assertFalse(file.startswith("usr/local"), file)

    def test_settings_are_kept(self):
        listed = run("dpkg-deb", "--info", self.packages["lotusbox"], "conffiles").split()
        self.assertEqual(listed, ["/etc/default/lotusbox"])

    def test_the_program_serves_and_is_healthy(self):
        program = self.folder / "lotusbox/usr/bin/lotusbox"
        demo = self.folder / "lotusbox/usr/share/lotusbox/demo.json"
        with subprocess.Popen([program, "serve", "--port", "0", "--quiet", "--fixtures", demo],
                              stdout=subprocess.PIPE, text=True) as server:
            url = json.loads(server.stdout.readline())["url"]
            self.assertEqual(run(program, "health", "--url", url), "ready\n")
            self.assertEqual(run(program, "health", env={"LOTUSBOX_PORT": url.split(":")[-1]}),
                             "ready\n")
            server.terminate()
            self.assertEqual(server.wait(30), 143)
        gone = subprocess.run([program, "health", "--url", url], capture_output=True, text=True)
        self.assertEqual(gone.returncode, 3)
        self.assertIn("lotusbox health:", gone.stderr)


if __name__ == "__main__":
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        print("skipped: there is no " + ", ".join(missing))
        sys.exit(77)
    BUILD = sys.argv[1]
    result = unittest.TextTestRunner(verbosity=2).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(Packages))
    failed = len(result.failures) + len(result.errors)
    print(f"{max(0, result.testsRun - failed)} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)
