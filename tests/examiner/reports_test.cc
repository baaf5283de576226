// Verdicts in each of the forms that they are told in.
#include "examiner/verdict_reports.h"

#include <doctest/doctest.h>

using namespace lotusbox::examiner;

namespace {

Report three() {
  Report report;
  report.name = "examine";
  report.subject = "http://127.0.0.1:9000/<hook>";
  report.facts = {{"world", "http://127.0.0.1:1"}};
  report.verdicts = {
      {"a.good", "does it", "because", Outcome::passed, "", {{"an event", "200"}}, 12},
      {"b.bad",
       "refuses #1",
       "it matters",
       Outcome::failed,
       "one\ntwo \xFF & <three>",
       {{"an event", "500 after 3 ms"}},
       1034},
      {"c.left", "asks", "it may", Outcome::skipped, "needs a probe", {}, 0},
  };
  return report;
}

}  // namespace

TEST_CASE("as text, with what is behind a failure") {
  CHECK(text_report(three()) ==
        "world: http://127.0.0.1:1\n"
        "ok       a.good                  does it\n"
        "FAILED   b.bad                   refuses #1\n"
        "        one\n"
        "        two \xFF & <three>\n"
        "        sent  an event\n"
        "        came  500 after 3 ms\n"
        "        why   it matters\n"
        "skipped  c.left                  asks\n"
        "        needs a probe\n"
        "\n"
        "1 passed, 1 failed, 1 skipped\n");
}

TEST_CASE("as TAP: a hash in a title is no directive, a skip is") {
  const std::string tap = tap_report(three());
  CHECK(tap.starts_with("TAP version 13\n1..3\nok 1 - a.good does it\n"));
  CHECK(tap.find("not ok 2 - b.bad refuses  1\n# one\n") != std::string::npos);
  CHECK(tap.find("ok 3 - c.left asks # SKIP needs a probe\n") != std::string::npos);
}

TEST_CASE("as JUnit: escaped, and well-formed UTF-8") {
  const std::string xml = junit_report(three());
  CHECK(xml.find("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"1.046\"") !=
        std::string::npos);
  CHECK(xml.find("<failure message=\"one\">one\ntwo ? &amp; &lt;three&gt;") != std::string::npos);
  CHECK(xml.find("classname=\"http://127.0.0.1:9000/&lt;hook&gt;\"") != std::string::npos);
}

TEST_CASE("as JSON and as a page") {
  const std::string json = json_report(three());
  CHECK(json.find(R"("passed":1,"failed":1,"skipped":1)") != std::string::npos);
  CHECK(json.find(R"("reason":"one\ntwo ? & <three>")") != std::string::npos);
  CHECK(json.find(R"({"sent":"an event","response":"500 after 3 ms"})") != std::string::npos);
  const std::string page = html_report(three());
  CHECK(page.find("<title>lotusbox examine: 1 passed, 1 failed, 1 skipped</title>") !=
        std::string::npos);
  CHECK(page.find("<hook>") == std::string::npos);
  CHECK(page.find("<pre>one\ntwo ? &amp; &lt;three&gt;") != std::string::npos);
}
