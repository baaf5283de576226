#include "scenario/reports.h"

#include <doctest/doctest.h>

#include "scenario/completeness.h"
#include "scenario/json_value.h"

using namespace lotusbox::scenario;

namespace {

RunResult result_of(std::vector<std::string> actual) {
  auto script = parse_script("scenarios/x.scn",
                             "# X-1  One <thing> & \"another\" #1.\nworld seed=1\n----\nok\n\n"
                             "advance by=P7D\n----\na\nb\nc\n");
  REQUIRE(script);
  RunResult result{.script = *script, .blocks = {}, .took_ms = 1234};
  result.blocks.push_back({{"ok"}, true});
  const bool passed = actual == script->blocks[1].expected;
  result.blocks.push_back({std::move(actual), passed});
  return result;
}

const std::vector<RunResult>& both() {
  static const std::vector<RunResult> kBoth = {result_of({"a", "b", "c"}),
                                               result_of({"a", "x", "c"})};
  return kBoth;
}

}  // namespace

TEST_CASE("differences keep what both have in its place, with the lines of the file") {
  CHECK(block_difference({"a", "b", "c"}, {"a", "x", "c"}, 8) ==
        "     8   a\n     9 - b\n       + x\n    10   c\n");
  CHECK(block_difference({}, {"a"}, 8) == "       + a\n");
  CHECK(block_difference({"a"}, {}, 8) == "     8 - a\n");
  CHECK(block_difference({"a", "b"}, {"b", "a"}, 1) == "     1 - a\n     2   b\n       + a\n");
}

TEST_CASE("a mark stands under the first character that differs") {
  CHECK(block_difference({"m1 active Rs 5.00"}, {"m1 active Rs 7.00"}, 3) ==
        "     3 - m1 active Rs 5.00\n       + m1 active Rs 7.00\n                      ^\n");
  CHECK(block_difference({"a \xe2\x82\xb9 5"}, {"a \xe2\x82\xb9 6"}, 3) ==
        "     3 - a \xe2\x82\xb9 5\n       + a \xe2\x82\xb9 6\n             ^\n");
}

TEST_CASE("what did not run is said in every report") {
  std::vector<RunResult> results = both();
  results[1] = not_run(results[1].script, "interrupted by SIGINT");
  CHECK(count(results).skipped == 1);
  CHECK(count(results).failed == 0);
  CHECK(text_report(results, "lotusbox replay") == "1 passed, 0 failed, 1 not run\n");
  CHECK(tap_report(results).find(
            "ok 2 - X-1 One <thing> & \"another\"  1. # SKIP interrupted by SIGINT\n") !=
        std::string::npos);
  const std::string xml = junit_report(results);
  CHECK(xml.find("failures=\"0\" errors=\"0\" skipped=\"1\"") != std::string::npos);
  CHECK(xml.find("<skipped message=\"interrupted by SIGINT\"/>") != std::string::npos);
  const JsonValue json = JsonValue::parse(json_report(results));
  CHECK(json.at("not_run").number() == 1);
  CHECK(json.at("scenarios.1.not_run").text() == "interrupted by SIGINT");
  CHECK(json.at("scenarios.0.not_run").is_null());
}

TEST_CASE("reports are UTF-8 whatever the file is called") {
  std::vector<RunResult> results = {both()[1]};
  results[0].script.file = "b\xe4" "d.scn";
  CHECK(JsonValue::parse(json_report(results)).at("scenarios.0.file").text() == "b?d.scn");
  CHECK(junit_report(results).find("classname=\"b?d.scn\"") != std::string::npos);
}

TEST_CASE("the command that repeats it can be pasted") {
  std::vector<RunResult> results = {both()[1]};
  results[0].script.file = "my folder/it\x27s.scn";
  CHECK(text_report(results, "lotusbox replay")
            .find("repeat with: lotusbox replay \x27my folder/it\x27\\\x27\x27s.scn\x27\n") !=
        std::string::npos);
}

TEST_CASE("the text names the place, the difference and the command that repeats it") {
  CHECK(text_report(both(), "lotusbox replay") ==
        "FAILED X-1 One <thing> & \"another\" #1.\n"
        "scenarios/x.scn:6: advance by=P7D\n"
        "     8   a\n     9 - b\n       + x\n    10   c\n"
        "repeat with: lotusbox replay scenarios/x.scn\n\n"
        "1 passed, 1 failed\n");
  CHECK(text_report({}, "lotusbox replay") == "0 passed, 0 failed\n");
}

TEST_CASE("TAP") {
  CHECK(tap_report(both()) ==
        "TAP version 13\n1..2\nok 1 - X-1 One <thing> & \"another\"  1.\n"
        "not ok 2 - X-1 One <thing> & \"another\"  1.\n"
        "# scenarios/x.scn:6: advance by=P7D\n"
        "#      8   a\n#      9 - b\n#        + x\n#     10   c\n");
}

TEST_CASE("JUnit") {
  const std::string xml = junit_report(both());
  CHECK(xml.find("tests=\"2\" failures=\"1\"") != std::string::npos);
  CHECK(xml.find("One &lt;thing&gt; &amp; &quot;another&quot;") != std::string::npos);
  CHECK(xml.find("time=\"1.234\"/>") != std::string::npos);
  CHECK(xml.find("<failure message=") != std::string::npos);
  CHECK(xml.find("<thing>") == std::string::npos);
}

TEST_CASE("JSON") {
  const JsonValue json = JsonValue::parse(json_report(both()));
  CHECK(json.at("passed").number() == 1);
  CHECK(json.at("scenarios.1.failures.0.line").number() == 6);
  CHECK(json.at("scenarios.1.failures.0.actual").json() == R"(["a","x","c"])");
  CHECK(json.at("scenarios.0.failures.length").number() == 0);
}

TEST_CASE("what no scenario exercised") {
  const std::string one =
      R"({"rows":[{"id":"a","count":1},{"id":"b","count":0}],)"
      R"("rules":[{"id":"r","passed":1,"refused":0},{"id":"q","passed":0,"refused":2}]})";
  CHECK(missing(one) == std::vector<std::string>{"row b: never taken", "rule r: never refused",
                                                 "rule q: never passed"});
  const std::string other =
      R"({"rows":[{"id":"b","count":3}],"rules":[{"id":"q","passed":1,"refused":0}]})";
  CHECK(missing(add_coverage(one, other)) == std::vector<std::string>{"rule r: never refused"});
  CHECK(missing("nonsense").size() == 1);
}

TEST_CASE("values of an answer are found by dotted paths") {
  const JsonValue json = JsonValue::parse(R"({"a":{"b":[{"c":"x"},5,null]},"z":1,"y":2})");
  CHECK(json.at("a.b.0.c").text() == "x");
  CHECK(json.at("a.b.1").number() == 5);
  CHECK(json.at("a.b.length").number() == 3);
  CHECK(json.at("a.b.2").is_null());
  CHECK(json.at("a.b.2").json() == "null");
  CHECK(json.at("a.b.7").json() == "absent");
  CHECK(!json.at("a.b.0.c.d").exists());
  CHECK(json.keys() == std::vector<std::string>{"a", "z", "y"});
  CHECK(!JsonValue::parse("{").exists());
}
