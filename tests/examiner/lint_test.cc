#include "examiner/edges/lint.h"

#include <doctest/doctest.h>

using namespace lotusbox;
using examiner::Warning;

namespace {

std::vector<Warning> warnings(const std::string& blocks,
                              const std::string& at = "2026-01-10T10:00:00+05:30") {
  const auto script = scenario::parse_script(
      "x.scn", "# X-1  A test.\nworld at=" + at + " profile=documented seed=7\n\n" + blocks,
      scenario::Expected::may_be_missing);
  REQUIRE(script);
  return examiner::lint(*script);
}

std::vector<std::string> names(const std::string& blocks,
                               const std::string& at = "2026-01-10T10:00:00+05:30") {
  std::vector<std::string> all;
  for (const Warning& one : warnings(blocks, at)) {
    all.push_back(std::string(one.name) + " " + std::to_string(one.line));
  }
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("paise where rupees were meant, and the other way round") {
  const std::string mandate = "mandate as=m1 maximum=500000\n\n";
  CHECK(names(mandate + "request amend mandate=m1 maximum_amount=5000\n") ==
        Names{"amount_unit 6"});
  CHECK(names(mandate + "request amend mandate=m1 maximum_amount=\"500000.00\"\n") ==
        Names{"amount_unit 6"});
  CHECK(names(mandate + "request amend mandate=m1 maximum_amount=50000000\n") ==
        Names{"amount_unit 6"});
  CHECK(names(mandate + "request amend mandate=m1 maximum_amount=\"5000.00\"\n").empty());
  CHECK(names(mandate + "http POST /v1/ach_debits\n{\"mandate\":\"{m1}\",\"amount\":900}\n") ==
        Names{"amount_unit 6"});
}

TEST_CASE("a day of UTC in the small hours of India") {
  const std::string amend = "request amend mandate=m1 final_collection_date=2026-01-10\n";
  CHECK(names(amend, "2026-01-11T02:00:00+05:30") == Names{"date_zone 4"});
  CHECK(names(amend, "2026-01-10T23:00:00+05:30").empty());
  // The clock has moved on.
  CHECK(names("advance by=PT3H\n\n" + amend, "2026-01-10T23:00:00+05:30") == Names{"date_zone 6"});
  CHECK(names("request amend mandate=m1 final_collection_date=2030-01-31T00:00:00Z\n") ==
        Names{"date_zone 4"});
}

TEST_CASE("a receiver that did not answer in time") {
  CHECK(names("receiver as=r1 answers=-1,200\n") == Names{"late_answer 4"});
  CHECK(names("receiver as=r1 answers=500,200\n").empty());
}

TEST_CASE("a link that is answered twice, or opened by somebody else") {
  const std::string once = "authorise link=l1\n\n";
  CHECK(names(once).empty());
  CHECK(names(once + "authorise link=l1\n") == Names{"shared_link 6"});
  CHECK(names("authorise link=l1 outcome=abandoned\n\n" + once).empty());
  CHECK(names(once + "request pause mandate=m1 link=l1\n\n" + once).empty());
  CHECK(
      names("http POST {s1.short} form\nmobile=6000000002\n----\nstatus 400\nrule link.mobile\n") ==
      Names{"shared_link 4"});
}

TEST_CASE("each check says what it looks for") {
  CHECK(examiner::lint_rows().size() == 4);
  for (const auto& row : examiner::lint_rows()) CHECK_FALSE(row.meaning.empty());
}
