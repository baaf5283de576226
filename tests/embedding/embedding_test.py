"""Installs lotusbox into a folder of its own and builds programs against it, outside the tree, as
anybody would: pkg-config, a compiler, run. Also: which names the library shows, and how it is
named. A tool that is missing skips its case.

usage: embedding_test.py BUILD_DIRECTORY
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic"]


def run(*command, **more):
    """stdout of a program that must go well."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def needs(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    return unittest.skipIf(missing, "there is no " + ", ".join(missing))


class Embedding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lotusbox-embedding-")
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", cls.root)
        cls.library = next(cls.root.rglob("liblotusbox.so"))
        cls.include = next(cls.root.rglob("include"))
        cls.packages = next(cls.root.rglob("pkgconfig"))

    def pkg_config(self, *wishes):
        environment = dict(os.environ, PKG_CONFIG_LIBDIR=str(self.packages),
                           PKG_CONFIG_SYSROOT_DIR=str(self.root))
        return run("pkg-config", *wishes, "lotusbox", env=environment).split()

    def build(self, source, compiler, *flags):
        """A program built from a copy of the source, outside the tree."""
        copy = shutil.copy(HERE / source, self.root)
        program = self.root / (source + ".program")
        run(compiler, *flags, *STRICT, copy, "-o", program, *self.pkg_config("--cflags", "--libs"))
        return program

    def start(self, program):
        return run(program, env=dict(os.environ, LD_LIBRARY_PATH=str(self.library.parent)))

    @needs("cc", "pkg-config")
    def test_c(self):
        self.assertIn("all well", self.start(self.build("embed.c", "cc", "-std=c99")))

    @needs("c++", "pkg-config")
    def test_cpp(self):
        self.assertIn("all well", self.start(self.build("embed.cc", "c++", "-std=c++20")))

    @needs("python3")
    def test_python(self):
        copy = shutil.copy(HERE / "embed.py", self.root)
        self.assertIn("all well", run(sys.executable, "-B", copy, self.library))

    @needs("cc", "pkg-config")
    def test_static(self):
        archive = self.library.with_suffix(".a")
        if not archive.exists():
            self.skipTest("no static library here: -Ddefault_library=both makes it")
        copy = shutil.copy(HERE / "embed.c", self.root)
        program = self.root / "static.program"
        private = self.pkg_config("--libs-only-other", "--libs-only-l", "--static")
        run("cc", "-std=c99", copy, "-I", self.include, "-o", program, archive,
            *(flag for flag in private if flag != "-llotusbox"))
        self.assertIn("all well", run(program))

    @needs("c++")
    def test_each_header_stands_alone(self):
        headers = sorted(self.include.rglob("*.h"))
        self.assertEqual([str(header.relative_to(self.include)) for header in headers],
                         ["lotusbox/base/check.h", "lotusbox/base/example_key.h",
                          "lotusbox/base/http_message.h", "lotusbox/base/result.h",
                          "lotusbox/lotusbox.h", "lotusbox/sandbox.h",
                          "lotusbox/sandbox_options.h"])
        for header in headers:
            run("c++", "-std=c++20", *STRICT, "-fsyntax-only", "-I", self.include, "-include",
                header, "-x", "c++", "/dev/null")

    @needs("nm")
    def test_shows_its_own_names_only_and_versioned(self):
        shown = [line.split()[-1]
                 for line in run("nm", "-D", "--defined-only", self.library).splitlines()]
        for name in shown:
            self.assertRegex(name, r"^(lotusbox_\w+|_ZNK?8lotusbox\w+|LOTUSBOX_0\.1)(@@LOTUSBOX_0\.1)?$")
            self.assertTrue(name.endswith("LOTUSBOX_0.1"), name + " has no version")
        promised = (HERE.parents[1] / "src/sandbox/lotusbox.h").read_text(encoding="utf-8")
        calls = {name.split("@")[0] for name in shown if name.startswith("lotusbox_")}
        self.assertEqual(len(calls), 12)
        for call in calls:
            self.assertIn(call + "(", promised)

    @needs("readelf")
    def test_soname(self):
        self.assertIn("[liblotusbox.so.0]", run("readelf", "-d", self.library))


if __name__ == "__main__":
    BUILD = sys.argv[1]
    result = unittest.TextTestRunner(verbosity=2).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(Embedding))
    skipped = len(result.skipped)
    failed = len(result.failures) + len(result.errors)
    print(f"{max(0, result.testsRun - skipped - failed)} passed, {failed} failed"
          + (f", {skipped} skipped" if skipped else ""), flush=True)
    sys.exit(1 if failed else 0)
