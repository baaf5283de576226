#!/usr/bin/env python3
"""Makes the wheel: wheel.py PROGRAM VERSION OUTPUT [EPOCH]. Prints its path. Standard library only.

The program is one static file, so the wheel fits any Linux of its processor."""
import base64
import hashlib
import pathlib
import sys
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
TAGS = ("manylinux2014_x86_64", "musllinux_1_1_x86_64")
METADATA = """Metadata-Version: 2.1
Name: lotusbox
Version: {version}
Summary: An offline simulator of LotusPay's NACH mandates: a mock server whose clock you move
License: MIT
Requires-Python: >=3.8
Classifier: Framework :: Pytest
Classifier: Operating System :: POSIX :: Linux
Description-Content-Type: text/markdown

{readme}"""
ENTRY_POINTS = """[console_scripts]
lotusbox = lotusbox.__main__:main

[pytest11]
lotusbox = lotusbox.pytest_plugin
"""


def main(program, version, output, epoch):
    info = f"lotusbox-{version}.dist-info"
    files = {f"lotusbox/{path.name}": path.read_bytes()
             for path in sorted((HERE / "python" / "lotusbox").glob("*.py"))}
    files["lotusbox/bin/lotusbox"] = pathlib.Path(program).read_bytes()
    tags = "".join(f"Tag: py3-none-{tag}\n" for tag in TAGS)
    readme = (HERE / "python" / "README.md").read_text("utf-8")
    files[f"{info}/METADATA"] = METADATA.format(version=version, readme=readme).encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: lotusbox\nRoot-Is-Purelib: false\n{tags}").encode()
    files[f"{info}/entry_points.txt"] = ENTRY_POINTS.encode()
    files[f"{info}/licenses/LICENSE"] = (HERE.parent / "LICENSE").read_bytes()
    record = "".join(f"{name},sha256={digest(content)},{len(content)}\n"
                     for name, content in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = pathlib.Path(output) / f"lotusbox-{version}-py3-none-{'.'.join(TAGS)}.whl"
    stamp = time.gmtime(max(epoch, 315532800))[:6]  # a zip knows no time before 1980
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/bin/" in name else 0o100644) << 16
            archive.writestr(entry, content)
    print(wheel)


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else 0)
