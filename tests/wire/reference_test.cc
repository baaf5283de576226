#include "wire/reference.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;
using test::date;

namespace {

using Json = nlohmann::json;

Json reference_file(const std::string& name) {
  const char* tree = std::getenv("LOTUSBOX_TREE");
  REQUIRE(tree != nullptr);
  std::ifstream file(std::string(tree) + "/fixtures/reference/" + name);
  Json json = Json::parse(file, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

bool same_modes(Modes modes, const Json& words) {
  Modes wanted;
  for (const Json& word : words) wanted.add(*parse_auth_mode(word.get<std::string>()));
  return modes.bits == wanted.bits;
}

}  // namespace

TEST_CASE("the banks are those of the file, sorted") {
  const Reference known = wire::built_in_reference();
  const Json file = reference_file("banks.json").at("banks");
  REQUIRE(known.banks.size() == file.size());
  CHECK(std::is_sorted(known.banks.begin(), known.banks.end(),
                       [](const Bank& left, const Bank& right) { return left.code < right.code; }));
  for (const Json& row : file) {
    const Bank* bank = known.find_bank(row.at("code").get<std::string>());
    REQUIRE(bank != nullptr);
    CAPTURE(bank->code);
    CHECK(bank->name == row.at("name"));
    CHECK(bank->ifsc == row.at("ifsc"));
    CHECK(bank->micr == row.at("micr"));
    CHECK(bank->ach_debit == row.at("ach_dr"));
    CHECK(same_modes(bank->create, row.at("modes")));
    for (const Action action : {Action::amend, Action::pause, Action::resume, Action::cancel}) {
      CHECK(same_modes(bank->actions[static_cast<std::size_t>(action)],
                       row.at(std::string(to_text(action)))));
    }
  }
  CHECK(known.find_bank("XXXX") == nullptr);
  CHECK(known.find_bank("") == nullptr);
}

TEST_CASE("the categories are those of the file; the general limit is none of theirs") {
  const Reference known = wire::built_in_reference();
  const Json file = reference_file("categories.json");
  const std::int64_t general = file.at("general_limit_paise");
  REQUIRE(known.categories.size() == file.at("categories").size());
  for (const Json& row : file.at("categories")) {
    const Category* category = known.find_category(row.at("code").get<std::string>());
    REQUIRE(category != nullptr);
    CHECK(category->description == row.at("description"));
    const std::int64_t limit = row.at("limit_paise");
    CHECK(category->amount_max == Paise(limit == general ? 0 : limit));
  }
  CHECK(known.find_category("s001") == nullptr);
}

TEST_CASE("the codes are those of the file, family by family") {
  const Reference known = wire::built_in_reference();
  const Json families = reference_file("codes.json").at("families");
  std::size_t at = 0;
  for (const auto& [family, body] : families.items()) {
    for (const Json& row : body.at("codes")) {
      REQUIRE(at < known.codes.size());
      const ReasonCode& code = known.codes[at++];
      CHECK(code.code == row.at("code"));
      CHECK(code.label == row.at("label"));
      CHECK(code.family == family);
      CHECK(code.represents.value_or(-1) == row.value("represents", -1));
    }
  }
  CHECK(at == known.codes.size());
  CHECK(known.find_code("AP99") == nullptr);
}

TEST_CASE("holidays are those of their year, or the fixed days of years without a list") {
  const WorkingDays days = wire::built_in_reference().working_days;
  const Json file = reference_file("holidays.json");
  for (const auto& [year, body] : file.at("years").items()) {
    for (const Json& row : body.at("holidays")) {
      CHECK_FALSE(days.is_working(date(row.at("date").get<std::string>().c_str())));
    }
  }
  CHECK_FALSE(days.is_working(date("2026-03-03")));
  CHECK(days.is_working(date("2027-03-03")));
  CHECK_FALSE(days.is_working(date("2027-01-26")));
  CHECK_FALSE(days.is_working(date("2000-01-26")));
  CHECK_FALSE(days.is_working(date("2200-08-15")));
  CHECK(days.is_working(date("1999-01-26")));
  CHECK(days.is_working(date("2201-08-15")));
}

TEST_CASE("the creditors and the agents are those of the file") {
  const Reference known = wire::built_in_reference();
  const Json file = reference_file("creditors.json");
  CHECK(known.default_category == file.at("default_category_code"));
  const auto& rows = known.creditors.read().rows;
  REQUIRE(rows.size() == file.at("nach_profiles").size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Json& row = file.at("nach_profiles").at(i);
    CHECK(rows[i].name == row.at("creditor_name"));
    CHECK(rows[i].utility_code == row.at("creditor_utility_code"));
  }
  REQUIRE(known.agents.size() == file.at("agents").size());
  for (std::size_t i = 0; i < known.agents.size(); ++i) {
    const Agent& agent = known.agents[i];
    const Json& row = file.at("agents").at(i);
    CHECK(agent.code == row.at("code"));
    CHECK(agent.name == row.at("name"));
    CHECK(agent.email == row.at("email"));
    CHECK(agent.mobile == row.at("mobile"));
    CHECK(agent.identification == row.at("identification"));
    CHECK(agent.status == row.at("status"));
    CHECK(unix_seconds(agent.created) == row.at("created"));
  }
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
