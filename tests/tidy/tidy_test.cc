// The rules themselves, on made-up files: each finds what it is there for, and lets the rest pass.
#include <doctest/doctest.h>

#include <string>

#include "tidy/rules.h"

using namespace lotusbox::tidy;

namespace {

using Rule = Violations (*)(const File&);

void finds(std::size_t count, Rule rule, const std::string& path, const std::string& content) {
  CAPTURE(path);
  CAPTURE(content);
  CHECK(rule({path, content}).size() == count);
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string include(const std::string& target) { return "#include \"" + target + "\"\n"; }

const std::string kOpening = "// A thing for tests. It does nothing else.\n#pragma once\n";

}  // namespace

TEST_CASE("a violation tells where, what, what instead and why") {
  CHECK(to_text({"src/a.cc", 7, "says `x`", "use y", "z"}) ==
        "src/a.cc:7: says `x`: use y, because z");
}

TEST_CASE("code loses comments and literals and keeps its lines") {
  CHECK(code_only("a // b\nc /* d\ne */ f") == "a     \nc     \n     f");
  CHECK(code_only("x = \"// \\\" y\"; z") == "x = \"       \"; z");
  CHECK(code_only("c = '\"'; d = '\\''; e") == "c = ' '; d = '  '; e");
  CHECK(code_only("n = 1'000; // m") == "n = 1'000;     ");
  CHECK(code_only("R\"x(a \" )\" b)x\" c") == "R\"            \" c");
  CHECK(code_only("\"not closed\nnext") == "\"          \nnext");
}

TEST_CASE("words are whole words") {
  CHECK(find_word("a rand() b", "rand(") == 2);
  CHECK(find_word("operand(", "rand(") == std::string_view::npos);
  CHECK(find_word("std::time_t t", "std::time") == std::string_view::npos);
  CHECK(find_word("std::unordered_map", "unordered_") == 5);
  CHECK(find_word("snprintf( sprintf(", "sprintf(") == 10);
}

TEST_CASE("patterns stand for paths") {
  CHECK(matches("src/net/http/server.cc", "src/net/*.cc"));
  CHECK_FALSE(matches("src/net/server.h", "src/net/*.cc"));
  CHECK(matches("src/webhook/cipher.cc", "src/webhook/cipher.cc"));
  CHECK_FALSE(matches("src/webhook/cipher.cc2", "src/webhook/cipher.cc"));
}

TEST_CASE("floors know what lies below them") {
  finds(0, check_floors, "src/base/a.cc", include("base/text.h") + "#include <string>\n");
  finds(1, check_floors, "src/base/a.cc", include("core/model/world.h"));
  finds(0, check_floors, "src/core/run/step.cc",
        include("base/text.h") + include("core/model/world.h"));
  finds(1, check_floors, "src/core/run/step.cc", include("wire/form.h"));
  finds(0, check_floors, "src/engine/a.cc", include("core/run/step.h") + include("engine/b.h"));
  finds(1, check_floors, "src/engine/a.cc", include("wire/form.h"));
  finds(1, check_floors, "src/wire/a.cc", include("engine/engine.h"));
  finds(0, check_floors, "src/api/a.cc", include("wire/form.h") + include("engine/engine.h"));
  finds(3, check_floors, "src/api/a.cc",
        include("webhook/a.h") + include("net/a.h") + include("store/a.h"));
  finds(0, check_floors, "src/net/a.cc", include("base/http_message.h"));
  finds(1, check_floors, "src/net/a.cc", include("core/model/world.h"));
  finds(0, check_floors, "src/sandbox/a.cc",
        include("api/a.h") + include("net/a.h") + include("store/a.h"));
  finds(1, check_floors, "src/sandbox/a.cc", include("cli/a.h"));
  finds(0, check_floors, "src/cli/main.cc", include("sandbox/sandbox.h") + include("base/text.h"));
  finds(1, check_floors, "src/base/a.cc", include("text.h"));
  finds(0, check_floors, "src/base/a.cc",
        "// " + include("core/x.h") + "/*\n" + include("core/x.h") + "*/\n");
  finds(0, check_floors, "tests/api/a_test.cc", include("net/a.h"));
  const auto found = check_floors({"src/base/a.cc", "\n\n" + include("api/x.h")});
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 3);
}

TEST_CASE("inside the core, arrows point left") {
  finds(0, check_floors, "src/core/values/money.h", include("core/values/limits.h"));
  finds(1, check_floors, "src/core/values/money.h", include("core/model/world.h"));
  finds(0, check_floors, "src/core/model/world.h",
        include("core/values/money.h") + include("core/model/a.h"));
  finds(1, check_floors, "src/core/model/world.h", include("core/behaviour/rule.h"));
  finds(0, check_floors, "src/core/behaviour/link/rules.cc",
        include("core/behaviour/mandate/machine.h"));
  finds(1, check_floors, "src/core/behaviour/link/rules.cc", include("core/run/step.h"));
  finds(0, check_floors, "src/core/run/step.cc", include("core/behaviour/link/rules.h"));
}

TEST_CASE("outside headers have their places") {
  const std::string json = "#include <nlohmann/json.hpp>\n";
  const std::string forward = "#include <nlohmann/json_fwd.hpp>\n";
  finds(0, check_outside_headers, "src/net/server.cc", "#include <httplib.h>\n");
  finds(1, check_outside_headers, "src/net/server.h", "#include <httplib.h>\n");
  finds(1, check_outside_headers, "src/api/a.cc", "#include <httplib.h>\n");
  finds(0, check_outside_headers, "src/wire/a.cc", json);
  finds(1, check_outside_headers, "src/wire/a.h", json);
  finds(0, check_outside_headers, "src/wire/a.h", forward);
  finds(1, check_outside_headers, "src/api/a.h", forward);
  finds(1, check_outside_headers, "src/core/run/step.cc", json);
  finds(1, check_outside_headers, "src/engine/a.cc", json);
  finds(0, check_outside_headers, "src/core/values/calendar.cc",
        "#include <boost/date_time/gregorian/gregorian.hpp>\n");
  finds(1, check_outside_headers, "src/core/values/calendar.h",
        "#include <boost/date_time/gregorian/gregorian.hpp>\n");
  finds(0, check_outside_headers, "src/webhook/cipher.cc", "#include <openssl/evp.h>\n");
  finds(1, check_outside_headers, "src/webhook/dispatcher.cc", "#include <openssl/evp.h>\n");
  finds(0, check_outside_headers, "src/store/sqlite_journal.cc", "#include <sqlite3.h>\n");
  finds(1, check_outside_headers, "src/engine/journal.cc", "#include <sqlite3.h>\n");
  finds(0, check_outside_headers, "src/cli/main.cc", "#include <CLI/CLI.hpp>\n");
  finds(1, check_outside_headers, "src/cli/options.h", "#include <CLI/CLI.hpp>\n");
  finds(1, check_outside_headers, "src/cli/main.cc", "#include <iostream>\n");
  finds(2, check_outside_headers, "src/api/a.cc", "#include <regex>\n#include <sys/socket.h>\n");
  finds(1, check_outside_headers, "src/core/model/world.h", "#include <thread>\n");
  finds(0, check_outside_headers, "src/engine/engine.cc", "#include <thread>\n");
  finds(0, check_outside_headers, "tests/clients/a.cc", "#include <iostream>\n" + json);
}

TEST_CASE("the core reaches no clock, chance, thread, locale or fraction") {
  for (const char* bad :
       {"std::chrono::system_clock::now();", "std::chrono::steady_clock::now();", "std::time(0);",
        "time(nullptr);", "getenv(\"TZ\");", "rand();", "std::random_device d;", "std::thread t;",
        "std::mutex m;", "setlocale(0, 0);", "std::locale l;", "float f;", "double d;",
        "std::unordered_map<int, int> m;", "nlohmann::json j;"}) {
    CAPTURE(bad);
    CHECK(check_words({"src/core/run/step.cc", bad}).size() == 1);
    CHECK(check_words({"tests/core/step_test.cc", bad}).empty());
  }
  finds(0, check_words, "src/core/run/step.cc",
        "// no double, no rand()\nauto s = \"float std::thread\";\n");
  finds(0, check_words, "src/core/run/step.cc",
        "std::time_t t; int doubled; operand(1); runtime(nullptr);");
  finds(0, check_words, "src/cli/pacer.cc", "std::chrono::steady_clock::now(); double speed = 1;");
  finds(1, check_words, "src/base/prng.cc", "std::random_device d;");
}

TEST_CASE("no part of src uses what has a better replacement") {
  for (const char* bad :
       {"std::regex r;", "std::cout << 1;", "out << std::endl;", "sprintf(a, b);", "strcpy(a, b);",
        "atoi(a);", "std::stoi(a);", "using namespace std;", "std::this_thread::sleep_for(a);",
        "sleep(1);", "usleep(1);", "localtime(&t);", "gmtime_r(&t, &u);", "mktime(&t);"}) {
    CAPTURE(bad);
    CHECK(check_words({"src/api/pages.cc", bad}).size() == 1);
  }
  finds(0, check_words, "src/cli/options.cc", "std::getenv(\"PORT\");");
  finds(1, check_words, "src/api/pages.cc", "std::getenv(\"PORT\");");
  finds(0, check_words, "src/api/pages.cc",
        "using namespace std::string_view_literals; snprintf(a, 1, b);");
  finds(0, check_words, "src/api/pages.cc", "parse_atoi_like(x); // not atoi(x)\n");
}

TEST_CASE("switches of the core name every case; its variables live in the world") {
  const std::string path = "src/core/run/step.cc";
  finds(1, check_core_habits, path, "    default: break;\n");
  finds(0, check_core_habits, path, "    default: break;  // all others\n");
  finds(0, check_core_habits, path, "  Step() = default;\n// default: none\n");
  finds(0, check_core_habits, "src/base/text.cc", "    default: break;\n");
  finds(1, check_core_habits, path, "static int calls = 0;\n");
  finds(1, check_core_habits, path, "  static std::vector<int> seen;\n");
  finds(0, check_core_habits, path,
        "static constexpr int kCalls = 0;\nstatic const int kMore = 0;\n");
  finds(0, check_core_habits, path,
        "  static World empty();\nstatic int twice(int x) { return 2 * x; }\n");
  finds(0, check_core_habits, path, "static_assert(kRows.size() == 3);\n");
}

TEST_CASE("some words stand in no file") {
  finds(1, check_everywhere, "src/base/a.cc",
        "// TO"
        "DO: later\n");
  finds(1, check_everywhere, "README.md",
        "FIX"
        "ME\n");
  finds(0, check_everywhere, "src/base/a.cc",
        "// see TO"
        "DOS; XX"
        "XX1234; a HA"
        "CKSAW\n");
  finds(1, check_everywhere, "dev",
        "curl https://registry.npm"
        "js.org/x\n");
  finds(3, check_everywhere, "README.md",
        "from py"
        "pi.org, deb.deb"
        "ian.org and crates.i"
        "o\n");
  finds(1, check_everywhere, "README.md",
        "as an A"
        "I, I cannot\n");
  finds(0, check_everywhere, "README.md", "as an aid\n");
}

TEST_CASE("layout") {
  const std::string wide = repeated("é", 100);
  finds(0, check_layout, "src/base/a.cc", "int a;\n");
  finds(1, check_layout, "src/base/a.cc", "int\ta;\n");
  finds(1, check_layout, "src/base/a.cc", "int a; \n");
  finds(1, check_layout, "src/base/a.cc", "int a;\r\n");
  finds(1, check_layout, "src/base/a.cc", "int a;");
  finds(0, check_layout, "tests/base/a.cc", wide + "\n");
  finds(1, check_layout, "tests/base/a.cc", wide + "x\n");
  finds(0, check_layout, "src/base/a.h", kOpening + "int a;\n");
  finds(1, check_layout, "src/base/a.h", "#pragma once\n");
  finds(1, check_layout, "src/base/a.h", "// A.\n#pragma once\n");
  finds(1, check_layout, "src/base/a.h", "// A thing for tests, and more.\nint a;\n");
  finds(1, check_layout, "src/base/a.h",
        "// A thing for tests, and more.\n\n#include <a>\n#pragma once\n");
  finds(0, check_layout, "tests/support/a.h", "#pragma once\n");
  finds(0, check_layout, "fixtures/a.txt", "a\tb \n");
}

TEST_CASE("lengths of files") {
  const std::string line = "int a;\n";
  finds(0, check_lengths, "src/base/a.h", repeated(line, 120));
  finds(1, check_lengths, "src/base/a.h", repeated(line, 121));
  finds(0, check_lengths, "src/base/a.cc", repeated(line, 400));
  finds(1, check_lengths, "src/base/a.cc", repeated(line, 401));
  finds(0, check_lengths, "tests/base/a_test.cc", repeated(line, 500));
  finds(1, check_lengths, "tests/base/a_test.cc", repeated(line, 501));
}

TEST_CASE("lengths of functions, which tables are not") {
  const auto body = [](int lines) { return repeated("  step();\n", lines); };
  const std::string path = "src/base/a.cc";
  finds(0, check_lengths, path, "void f() {\n" + body(68) + "}\n");
  finds(1, check_lengths, path, "void f() {\n" + body(69) + "}\n");
  finds(1, check_lengths, path,
        "namespace a {\nnamespace {\nvoid f() {\n" + body(69) + "}\n}\n}\n");
  finds(1, check_lengths, path,
        "class A {\n public:\n  void f() const {\n" + body(69) + "  }\n};\n");
  finds(0, check_lengths, path,
        "constexpr Row kRows[] = {\n" + repeated("  {1, f(2)},\n", 90) + "};\n");
  finds(0, check_lengths, path,
        "const auto kRows = std::to_array<Row>({\n" + repeated("  {1},\n", 90) + "});\n");
  finds(0, check_lengths, path, "enum class A {\n" + repeated("  a,\n", 90) + "};\n");
  finds(0, check_lengths, path,
        "void f() {\n  if (a) {\n" + body(40) + "  }\n}\n\nvoid g() {\n" + body(40) + "}\n");
}

TEST_CASE("functions are found with their first and last lines") {
  const auto functions = functions_of(
      "#define A { \\\n  {\n"                                                 // 1, 2
      "template <class T = int>\nvoid f(int a = 3,\n"                         // 3, 4
      "       int b) {\n  auto x = [] { return 1; };\n}\n\n"                  // 5 to 8
      "A::A(int x)\n    : x_{x}, y_{2} {\n  z();\n}\n"                        // 9 to 12
      "bool operator==(A, A) { return true; }\n"                              // 13
      "struct B {\n  int c = 3;\n  int d{4};\n  int e() { return c; }\n};\n"  // 14 to 18
      "int g();\nint h() { return 0; }\n");                                   // 19, 20
  REQUIRE(functions.size() == 5);
  const int lines[][2] = {{3, 7}, {9, 12}, {13, 13}, {17, 17}, {20, 20}};
  for (std::size_t i = 0; i < functions.size(); ++i) {
    CAPTURE(i);
    CHECK(functions[i].first_line == lines[i][0]);
    CHECK(functions[i].last_line == lines[i][1]);
  }
}

TEST_CASE("names of files and folders") {
  finds(0, check_names, "src/base/text_pool.cc", "");
  finds(1, check_names, "src/base/TextPool.cc", "");
  finds(1, check_names, "src/base/text.hpp", "");
  finds(1, check_names, "src/util/text.cc", "");
  finds(0, check_names, "src/core/behaviour/mandate/machine.cc", "");
  finds(1, check_names, "src/core/helpers/machine.cc", "");
  finds(1, check_names, "src/api/LotusPay/routes.cc", "");
  finds(0, check_names, "tests/base/text_test.cc", "");
  finds(1, check_names, "tests/unit/text_test.cc", "");
  finds(0, check_names, "tests/clients/node-client/package.json", "");
  finds(0, check_names, "src/meson.build", "");
}

TEST_CASE("the root of the tree is short") {
  CHECK(
      check_top_level({"src", "tests", "dev", ".ci", ".git", "build-release", "LICENSE"}).empty());
  const auto found = check_top_level({"README.md", "notes.txt", "tools"});
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == "notes.txt");
}

TEST_CASE("a file meets all rules at once") {
  const auto found = check_file({"src/core/values/Bad.h",
                                 "#include <regex>\ndouble\tx;  // TO"
                                 "DO"});
  CHECK(found.size() == 7);
}
