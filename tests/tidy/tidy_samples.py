"""The rules of tidy.py on made-up files: each finds what it is there for, and lets the rest pass.
Last, clang-tidy finds what it is there for."""
import pathlib
import shutil
import subprocess
import tempfile

import tidy

OPENING = "// A thing for tests. It does nothing else.\n#pragma once\n"
JSON, FORWARD = "#include <nlohmann/json.hpp>\n", "#include <nlohmann/json_fwd.hpp>\n"
DATES = "#include <boost/date_time/gregorian/gregorian.hpp>\n"
STEP, PAGES = "src/core/run/step.cc", "src/api/pages.cc"


def include(*targets):
    return "".join(f'#include "{target}"\n' for target in targets)


SAMPLES = [  # rule, how much it finds, path, content
    (tidy.check_floors, 0, "src/base/a.cc", include("base/text.h") + "#include <string>\n"),
    (tidy.check_floors, 1, "src/base/a.cc", include("core/model/world.h")),
    (tidy.check_floors, 0, STEP, include("base/text.h", "core/model/world.h")),
    (tidy.check_floors, 1, STEP, include("wire/form.h")),
    (tidy.check_floors, 0, "src/engine/a.cc", include("core/run/step.h", "engine/b.h")),
    (tidy.check_floors, 1, "src/engine/a.cc", include("wire/form.h")),
    (tidy.check_floors, 1, "src/wire/a.cc", include("engine/engine.h")),
    (tidy.check_floors, 0, "src/api/a.cc", include("wire/form.h", "engine/engine.h")),
    (tidy.check_floors, 3, "src/api/a.cc", include("webhook/a.h", "net/a.h", "store/a.h")),
    (tidy.check_floors, 0, "src/net/a.cc", include("base/http_message.h")),
    (tidy.check_floors, 1, "src/net/a.cc", include("core/model/world.h")),
    (tidy.check_floors, 0, "src/sandbox/a.cc", include("api/a.h", "net/a.h", "store/a.h")),
    (tidy.check_floors, 1, "src/sandbox/a.cc", include("cli/a.h")),
    (tidy.check_floors, 0, "src/cli/main.cc", include("sandbox/sandbox.h", "base/text.h")),
    (tidy.check_floors, 1, "src/base/a.cc", include("text.h")),
    (tidy.check_floors, 0, "src/base/a.cc",
     "// " + include("core/x.h") + "/*\n" + include("core/x.h") + "*/\n"),
    (tidy.check_floors, 0, "tests/api/a_test.cc", include("net/a.h")),
    (tidy.check_floors, 0, "src/core/values/money.h", include("core/values/limits.h")),
    (tidy.check_floors, 1, "src/core/values/money.h", include("core/model/world.h")),
    (tidy.check_floors, 0, "src/core/model/world.h", include("core/values/money.h")),
    (tidy.check_floors, 1, "src/core/model/world.h", include("core/behaviour/rule.h")),
    (tidy.check_floors, 0, "src/core/behaviour/link/rules.cc",
     include("core/behaviour/mandate/machine.h")),
    (tidy.check_floors, 1, "src/core/behaviour/link/rules.cc", include("core/run/step.h")),
    (tidy.check_floors, 0, STEP, include("core/behaviour/link/rules.h")),
    (tidy.check_headers, 0, "src/net/server.cc", "#include <httplib.h>\n"),
    (tidy.check_headers, 1, "src/net/server.h", "#include <httplib.h>\n"),
    (tidy.check_headers, 1, "src/api/a.cc", "#include <httplib.h>\n"),
    (tidy.check_headers, 0, "src/wire/a.cc", JSON),
    (tidy.check_headers, 1, "src/wire/a.h", JSON),
    (tidy.check_headers, 0, "src/wire/a.h", FORWARD),
    (tidy.check_headers, 1, "src/api/a.h", FORWARD),
    (tidy.check_headers, 1, STEP, JSON),
    (tidy.check_headers, 1, "src/engine/a.cc", JSON),
    (tidy.check_headers, 0, "src/core/values/calendar.cc", DATES),
    (tidy.check_headers, 1, "src/core/values/calendar.h", DATES),
    (tidy.check_headers, 0, "src/webhook/cipher.cc", "#include <openssl/evp.h>\n"),
    (tidy.check_headers, 1, "src/webhook/dispatcher.cc", "#include <openssl/evp.h>\n"),
    (tidy.check_headers, 0, "src/store/sqlite_journal.cc", "#include <sqlite3.h>\n"),
    (tidy.check_headers, 1, "src/engine/journal.cc", "#include <sqlite3.h>\n"),
    (tidy.check_headers, 0, "src/cli/main.cc", "#include <CLI/CLI.hpp>\n"),
    (tidy.check_headers, 1, "src/cli/options.h", "#include <CLI/CLI.hpp>\n"),
    (tidy.check_headers, 1, "src/cli/main.cc", "#include <iostream>\n"),
    (tidy.check_headers, 4, "src/api/a.cc", "#include <regex>\n#include <sys/socket.h>\n"
     "#include <netinet/tcp.h>\n#include <arpa/inet.h>\n"),
    (tidy.check_headers, 0, "src/engine/engine.cc", "#include <thread>\n"),
    (tidy.check_headers, 0, "tests/clients/a.cc", "#include <iostream>\n" + JSON),
    *((tidy.check_headers, 1, "src/core/model/world.h", f"#include <{header}>\n")
      for header in ("fstream", "filesystem", "thread", "mutex", "random", "locale")),
    *((tidy.check_words, found, path, bad) for bad in (
        "std::chrono::system_clock::now();", "std::chrono::steady_clock::now();",
        "high_resolution_clock::now();", "std::time(0);", "time(nullptr);", "clock_gettime(a);",
        "std::random_device d;", "std::thread t;", "std::jthread t;", "std::mutex m;",
        "std::async(f);", "thread_local int t;", "std::locale l;", "float f;", "double d;",
        "std::unordered_map<int, int> m;", "nlohmann::json j;")
      for found, path in ((1, STEP), (0, "tests/core/step_test.cc"))),
    (tidy.check_words, 0, STEP, "// no double\nauto s = \"float std::thread\";\n"),
    (tidy.check_words, 0, STEP, "std::time_t t; int doubled; operand(1); runtime(nullptr);"),
    (tidy.check_words, 0, "src/cli/pacer.cc", "std::chrono::steady_clock::now(); double speed;"),
    (tidy.check_words, 3, "src/base/a.cc", "random_device d; std::locale l; steady_clock::now();"),
    *((tidy.check_words, 1, PAGES, bad) for bad in (
        "setlocale(0, 0);", "std::regex r;", "std::cout << 1;", "std::cerr << 1;",
        "out << std::endl;", "sprintf(a, b);", "std::stoi(a);", "stol(a);", "stoll(a);",
        "stoul(a);", "stoull(a);", "stod(a);", "using namespace std;",
        "std::this_thread::sleep_for(a);", "sleep_until(a);", "sleep(1);", "usleep(1);",
        "nanosleep(a, b);", "std::getenv(\"PORT\");", "localtime(&t);", "localtime_r(&t, &u);",
        "gmtime(&t);", "gmtime_r(&t, &u);", "mktime(&t);", "timegm(&t);")),
    (tidy.check_words, 0, "src/cli/options.cc", "std::getenv(\"PORT\");"),
    (tidy.check_words, 0, "src/net/date.cc", "gmtime_r(&t, &u);"),
    (tidy.check_words, 0, PAGES, "using namespace std::string_view_literals; snprintf(a, 1, b);"),
    (tidy.check_words, 0, PAGES, "parse_stoi_like(x); // not stoi(x)\n"),
    (tidy.check_core_habits, 1, STEP, "    default: break;\n"),
    (tidy.check_core_habits, 0, STEP, "    default: break;  // all others\n"),
    (tidy.check_core_habits, 0, STEP, "  Step() = default;\n// default: none\n"),
    (tidy.check_core_habits, 0, "src/base/text.cc", "    default: break;\n"),
    (tidy.check_core_habits, 1, STEP, "static int calls = 0;\n"),
    (tidy.check_core_habits, 1, STEP, "  static std::vector<int> seen;\n"),
    (tidy.check_core_habits, 0, STEP, "static constexpr int kCalls = 0;\nstatic const int kA = 0;\n"),
    (tidy.check_core_habits, 0, STEP, "  static World empty();\nstatic int f(int x) { return x; }\n"),
    (tidy.check_core_habits, 0, STEP, "static_assert(kRows.size() == 3);\n"),
    (tidy.check_texts, 1, "src/base/a.cc", "// TO" "DO: later\n"),
    (tidy.check_texts, 3, "README.md", "FIX" "ME, XX" "X and HA" "CK\n"),
    (tidy.check_texts, 0, "src/base/a.cc", "// TO" "DOS; XX" "XX1234; a HA" "CKSAW\n"),
    (tidy.check_texts, 1, "dev", "curl https://registry.npm" "js.org/x\n"),
    (tidy.check_texts, 3, "README.md", "from py" "pi.org, deb.deb" "ian.org and crates.i" "o\n"),
    (tidy.check_texts, 1, "README.md", "as an A" "I, I cannot; as an aid\n"),
    (tidy.check_layout, 0, "src/base/a.cc", "int a;\n"),
    (tidy.check_layout, 1, "src/base/a.cc", "int\ta;\n"),
    (tidy.check_layout, 1, "src/base/a.cc", "int a; \n"),
    (tidy.check_layout, 1, "src/base/a.cc", "int a;\r\n"),
    (tidy.check_layout, 1, "src/base/a.cc", "int a;"),
    (tidy.check_layout, 0, "tests/base/a.cc", "é" * 100 + "\n"),
    (tidy.check_layout, 1, "tests/base/a.cc", "é" * 101 + "\n"),
    (tidy.check_layout, 0, "tests/base/a.cc", "  {" + "é" * 137 + "\n"),
    (tidy.check_layout, 1, "tests/base/a.cc", "  {" + "é" * 138 + "\n"),
    (tidy.check_layout, 0, "fixtures/a.txt", "a\tb \n"),
    (tidy.check_opening, 0, "src/base/a.h", OPENING + "int a;\n"),
    (tidy.check_opening, 1, "src/base/a.h", "#pragma once\n"),
    (tidy.check_opening, 1, "src/base/a.h", "// A.\n#pragma once\n"),
    (tidy.check_opening, 1, "src/base/a.h", "// A thing for tests, and more.\nint a;\n"),
    (tidy.check_opening, 1, "src/base/a.h",
     "// A thing for tests, and more.\n\n#include <a>\n#pragma once\n"),
    (tidy.check_opening, 0, "tests/support/a.h", "#pragma once\n"),
    *((tidy.check_lengths, found, path, "int a;\n" * (lines + found)) for path, lines in (
        ("src/base/a.h", 120), ("src/base/a.cc", 400), ("tests/base/a_test.cc", 500))
      for found in (0, 1)),
    (tidy.check_names, 0, "src/base/text_pool.cc", ""),
    (tidy.check_names, 1, "src/base/TextPool.cc", ""),
    (tidy.check_names, 1, "src/base/text.hpp", ""),
    (tidy.check_names, 1, "src/util/text.cc", ""),
    (tidy.check_names, 0, "src/core/behaviour/mandate/machine.cc", ""),
    (tidy.check_names, 1, "src/core/helpers/machine.cc", ""),
    (tidy.check_names, 1, "src/api/LotusPay/routes.cc", ""),
    (tidy.check_names, 0, "tests/base/text_test.cc", ""),
    (tidy.check_names, 1, "tests/unit/text_test.cc", ""),
    (tidy.check_names, 0, "tests/clients/node-client/package.json", ""),
    (tidy.check_names, 0, "src/meson.build", ""),
    *((tidy.check_root, 0, path, "") for path in (
        "src/a.cc", "dev", ".ci/run", "build-release/a", "LICENSE")),
    (tidy.check_root, 1, "notes.txt", ""),
    (tidy.check_root, 1, "tools/a.py", ""),
]
CODE = [  # a text, and its code
    ("a // b\nc /* d\ne */ f", "a     \nc     \n     f"),
    ('x = "// \\" y"; z', 'x = "       "; z'),
    ("c = '\"'; d = '\\''; e", "c = ' '; d = '  '; e"),
    ("n = 1'000; // m", "n = 1'000;     "),
    ('R"x(a " )" b)x" c', 'R"            " c'),
    ('"not closed\nnext', '"          \nnext'),
]
# What clang-tidy is there for, in place of words and counts of lines here.
UNTIDY = ("#include <cstdlib>\n#include <cstring>\n\nvoid copy(char* to, const char* from);\n"
          "void copy(char* to, const char* from) { strcpy(to, from); }\n"
          "int number(const char* text);\nint number(const char* text) { return atoi(text); }\n"
          "int luck();\nint luck() { return rand(); }\n"
          "void step();\nvoid walk();\nvoid walk() {\n" + "  step();\n" * 69 + "}\n"
          "void run();\nvoid run() {\n" + "  step();\n" * 68 + "}\n")
FOUND = ("clang-analyzer-security.insecureAPI.strcpy", "cert-err34-c", "cert-msc50-cpp",
         "readability-function-size")


def clang_tidy_finds(root, faults):
    """How many of FOUND it names once each; None where it is not installed."""
    if not shutil.which("clang-tidy"):
        print("skipped: clang-tidy is not installed")
        return None
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "src").mkdir()
        for config in (".clang-tidy", "src/.clang-tidy"):
            shutil.copy(root / config, pathlib.Path(folder, config))
        sample = pathlib.Path(folder, "src/untidy.cc")
        sample.write_text(UNTIDY, "utf-8")
        said = subprocess.run(["clang-tidy", "--quiet", str(sample), "--", "-std=c++20"],
                              capture_output=True, text=True).stdout
    for name in FOUND:
        times = said.count(f"[{name},") + said.count(f"[{name}]")
        if times != 1:
            faults.append(f"clang-tidy names {name} {times} times, not once:\n{said}")
    return len(FOUND)


def self_test(root):
    faults = []
    for check, wanted, path, text in SAMPLES:
        found = list(check(tidy.File(path, text)))
        if len(found) != wanted or any(len(one) != 4 for one in found):
            faults.append(f"{check.__name__} on {path}, {text!r}: {found}, not {wanted}")
    for text, wanted in CODE:
        if tidy.code_only(text) != wanted:
            faults.append(f"the code of {text!r} is {tidy.code_only(text)!r}, not {wanted!r}")
    line = next(tidy.check_floors(tidy.File("src/base/a.cc", "\n\n" + include("api/x.h"))))[0]
    if line != 3:
        faults.append(f"a violation in line 3 is told of line {line}")
    fired = {check for check, wanted, _, _ in SAMPLES if wanted}
    faults += [f"no bad sample for {check.__name__}" for check in tidy.CHECKS if check not in fired]
    with tempfile.TemporaryDirectory() as folder:
        for path, content in (("src/b.cc", b"int b;\n"), ("src/picture.png", b"P\0NG"),
                              ("build-release/c.cc", b"c"), ("src/build_info.h", b"int i;\n"),
                              (".git/d.cc", b"d"), ("tests/clients/node_modules/e.cc", b"e")):
            pathlib.Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(folder, path).write_bytes(content)
        read = [(file.path, file.text) for file in tidy.files_of(pathlib.Path(folder))]
        if read != [("src/b.cc", "int b;\n"), ("src/build_info.h", "int i;\n"),
                    ("src/picture.png", "")]:
            faults.append(f"of a tree with two sources and a picture these were read: {read}")
    by_clang = clang_tidy_finds(root, faults)
    print("".join(fault + "\n" for fault in faults), end="")
    cases = len(SAMPLES) + len(CODE) + 2 + len(tidy.CHECKS) + (by_clang or 0)
    return cases - len(faults), len(faults), 0 if by_clang else 1
