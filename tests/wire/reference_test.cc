#include "wire/reference.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using test::date;

namespace {

const std::string kBanks = R"({"banks":[
  {"code":"ICIC","name":"ICICI","ifsc":"ICIC0000001","micr":"400000001","ach_dr":true,
   "modes":["netbanking","debitcard","aadhaar"],"amend":["debitcard"],"pause":[],"resume":[],
   "cancel":["debitcard","aadhaar"]},
  {"code":"AUBL","name":"AU","ifsc":"AUBL0000001","micr":"302000001","ach_dr":false,
   "modes":[],"amend":[],"pause":[],"resume":[],"cancel":[]}]})";
const std::string kCategories = R"({"general_limit_paise":1000000000,"categories":[
  {"code":"L001","description":"Loan","limit_paise":1000000000},
  {"code":"S001","description":"Small","limit_paise":2500000}]})";
const std::string kCodes = R"({"families":{
  "authorisation_bank":{"codes":[{"code":"AP05","label":"No such account"}]},
  "authorisation_npci":{"codes":[{"code":"182","label":"Invalid"}]}}})";
const std::string kHolidays = R"({"fixed_days":[{"month":1,"day":26}],
  "years":{"2026":{"holidays":[{"date":"2026-03-03"},{"date":"2026-01-26"}]}}})";
const std::string kCreditors = R"({"default_category_code":"L001","nach_profiles":[
  {"creditor_name":"LENDING","creditor_utility_code":"NACH00000000005549",
   "creditor_agent_code":"HDFC","creditor_agent_mmbid":"HDFC0999999",
   "creditor_agent_name":"HDFC BANK"}]})";

wire::ReferenceTexts good_texts() { return {kBanks, kCategories, kCodes, kHolidays, kCreditors}; }

/// What is wrong when one of the texts is another.
std::string problem_with(std::string_view wire::ReferenceTexts::*part, std::string_view text) {
  wire::ReferenceTexts texts = good_texts();
  texts.*part = text;
  const auto result = wire::read_reference(texts);
  return result.ok() ? "none" : result.error();
}

std::string without(const std::string& text, std::string_view piece) {
  std::string rest = text;
  const auto index = rest.find(piece);
  REQUIRE(index != std::string::npos);
  rest.erase(index, piece.size());
  return rest;
}

}  // namespace

TEST_CASE("reference data is read and sorted") {
  const auto result = wire::read_reference(good_texts());
  REQUIRE(result.ok());
  const Reference& known = *result;
  REQUIRE(known.banks.size() == 2);
  CHECK(known.banks[0].code == "AUBL");
  const Bank* bank = known.find_bank("ICIC");
  REQUIRE(bank != nullptr);
  CHECK(bank->ach_debit);
  CHECK(bank->create.has(AuthMode::netbanking));
  CHECK_FALSE(bank->create.has(AuthMode::others));
  CHECK(bank->actions[static_cast<std::size_t>(Action::amend)].has(AuthMode::debitcard));
  CHECK(bank->actions[static_cast<std::size_t>(Action::resume)].none());
  CHECK(bank->actions[static_cast<std::size_t>(Action::cancel)].has(AuthMode::aadhaar));
  CHECK(known.find_bank("AUBL")->create.none());
  CHECK(known.find_bank("XXXX") == nullptr);
  CHECK(known.find_bank("") == nullptr);
  // The general limit is no limit of the category.
  CHECK(known.find_category("L001")->amount_max == Paise(0));
  CHECK(known.find_category("S001")->amount_max == Paise(2500000));
  CHECK(known.find_category("s001") == nullptr);
  CHECK(known.find_code("182")->family == "authorisation_npci");
  CHECK(known.find_code("AP05")->label == "No such account");
  CHECK(known.find_code("AP99") == nullptr);
  CHECK(known.creditors.read().rows.at(0).name == "LENDING");
  CHECK(known.default_category == "L001");
}

TEST_CASE("holidays are those of their year, or the fixed days of years without a list") {
  const auto result = wire::read_reference(good_texts());
  REQUIRE(result.ok());
  const WorkingDays& days = result->working_days;
  CHECK_FALSE(days.is_working(date("2026-03-03")));
  CHECK_FALSE(days.is_working(date("2026-01-26")));
  CHECK(days.is_working(date("2027-03-03")));
  CHECK_FALSE(days.is_working(date("2027-01-26")));
  CHECK_FALSE(days.is_working(date("2099-01-26")));
}

TEST_CASE("reference data that does not fit is refused and says where") {
  using T = wire::ReferenceTexts;
  CHECK(problem_with(&T::banks, kBanks) == "none");
  const struct {
    std::string_view T::*part;
    std::string_view name;
  } parts[] = {{&T::banks, "banks"},
               {&T::categories, "categories"},
               {&T::codes, "codes"},
               {&T::holidays, "holidays"},
               {&T::creditors, "creditors"}};
  for (const auto& part : parts) {
    const std::string name(part.name);
    CAPTURE(name);
    CHECK(problem_with(part.part, "") == name + ": line 1: not valid JSON");
    CHECK(problem_with(part.part, "{") == name + ": line 1: not valid JSON");
    for (const char* wrong : {"{}", "[]", "null", "5", "\"x\""}) {
      CHECK(problem_with(part.part, wrong).find(name + ": ") == 0);
    }
  }
}

TEST_CASE("a missing member or one of the wrong kind is found") {
  using T = wire::ReferenceTexts;
  for (const std::string& broken :
       {without(kBanks, R"("name":"ICICI",)"), without(kBanks, R"("resume":[],)"),
        std::string(R"({"banks":[5]})"), std::string(R"({"banks":[{"code":5}]})")}) {
    CHECK(problem_with(&T::banks, broken).find("banks: ") == 0);
  }
  CHECK(problem_with(&T::categories, without(kCategories, R"("general_limit_paise":1000000000,)"))
            .find("general_limit_paise") != std::string::npos);
  CHECK(problem_with(&T::categories, R"({"general_limit_paise":"x","categories":[]})") != "none");
  CHECK(problem_with(&T::codes, R"({"families":{"a":{"codes":[{"code":"A"}]}}})") != "none");
  CHECK(problem_with(&T::creditors, R"({"default_category_code":"L001","nach_profiles":[]})") !=
        "none");
  CHECK(problem_with(&T::holidays, R"({"fixed_days":[{"month":1}],"years":{}})") != "none");
}

TEST_CASE("a day that does not exist is refused as a holiday") {
  using T = wire::ReferenceTexts;
  CHECK(problem_with(&T::holidays, R"({"fixed_days":[],"years":{"2026":{"holidays":[
    {"date":"2026-02-30"}]}}})") != "none");
}

TEST_CASE("fixtures become commands that make mandates") {
  const auto result = wire::read_fixtures(R"({"about":"x","mandates":[
    {"amount_maximum":500000,"status":"active","frequency":"MNTH"},
    {"amount_collection":1250000,"status":"paused"}]})");
  REQUIRE(result.ok());
  REQUIRE(result->size() == 2);
  test::Play play;
  for (const Command& command : *result) play.must(command);
  CHECK(play.world.mandates.size() == 2);
  CHECK(play.status(MandateId{1}) == "paused");
  CHECK(play.state(MandateId{1}).amount == Paise(1250000));
  CHECK(wire::read_fixtures(R"({"mandates":[]})")->empty());
}

TEST_CASE("fixtures that cannot be read say so") {
  for (const std::string_view bad : {"", "{", "[]", "{}", "null", R"({"mandates":5})"}) {
    CAPTURE(bad);
    const auto result = wire::read_fixtures(bad);
    CHECK_FALSE(result.ok());
    if (!result.ok()) CHECK(result.error().find("fixtures: ") == 0);
  }
}
