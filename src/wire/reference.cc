#include "wire/reference.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "wire/commands.h"

namespace lotusbox::wire {

namespace {

using Json = nlohmann::json;

Modes read_modes(const Json& list) {
  Modes modes;
  for (const Json& word : list) {
    if (const auto mode = parse_auth_mode(word.get_ref<const std::string&>())) modes.add(*mode);
  }
  return modes;
}

std::string read_banks(const Json& json, Reference& reference) {
  for (const Json& row : json.at("banks")) {
    Bank bank;
    row.at("code").get_to(bank.code);
    row.at("name").get_to(bank.name);
    row.at("ifsc").get_to(bank.ifsc);
    row.at("micr").get_to(bank.micr);
    row.at("ach_dr").get_to(bank.ach_debit);
    bank.create = read_modes(row.at("modes"));
    for (const Action action : {Action::amend, Action::pause, Action::resume, Action::cancel}) {
      bank.actions[static_cast<std::size_t>(action)] =
          read_modes(row.at(std::string(to_text(action))));
    }
    reference.banks.push_back(std::move(bank));
  }
  std::sort(reference.banks.begin(), reference.banks.end(),
            [](const Bank& left, const Bank& right) { return left.code < right.code; });
  return {};
}

std::string read_categories(const Json& json, Reference& reference) {
  const auto general = json.at("general_limit_paise").get<std::int64_t>();
  for (const Json& row : json.at("categories")) {
    const auto limit = row.at("limit_paise").get<std::int64_t>();
    reference.categories.push_back(
        {row.at("code"), row.at("description"), Paise(limit == general ? 0 : limit)});
  }
  return {};
}

std::string read_codes(const Json& json, Reference& reference) {
  for (const auto& [family, body] : json.at("families").items()) {
    for (const Json& row : body.at("codes")) {
      ReasonCode code{row.at("code"), row.at("label"), family, {}};
      if (row.contains("represents")) code.represents = row.at("represents").get<int>();
      reference.codes.push_back(std::move(code));
    }
  }
  return {};
}

std::string read_holidays(const Json& json, Reference& reference) {
  std::vector<CivilDate> days;
  const Json& years = json.at("years");
  for (const auto& [year, body] : years.items()) {
    for (const Json& row : body.at("holidays")) {
      const auto date = parse_date(row.at("date").get_ref<const std::string&>());
      if (!date) return "no such day: " + row.at("date").dump();
      days.push_back(*date);
    }
  }
  // Years without a list keep the days that never move.
  constexpr int kFirstYear = 2000;
  constexpr int kLastYear = 2200;
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    if (years.contains(std::to_string(year))) continue;
    for (const Json& day : json.at("fixed_days")) {
      days.push_back(*CivilDate::make(year, day.at("month"), day.at("day")));
    }
  }
  reference.working_days = WorkingDays(std::move(days));
  return {};
}

std::string read_creditor(const Json& json, Reference& reference) {
  auto& rows = reference.creditors.edit().rows;
  for (const Json& profile : json.at("nach_profiles")) {
    rows.push_back({profile.at("creditor_name"), profile.at("creditor_utility_code"),
                    profile.at("creditor_agent_code"), profile.at("creditor_agent_mmbid"),
                    profile.at("creditor_agent_name")});
  }
  reference.default_category = json.at("default_category_code");
  return rows.empty() ? "there is no NACH profile" : "";
}

std::string read_agents(const Json& json, Reference& reference) {
  for (const Json& row : json.value("agents", Json::array())) {
    reference.agents.push_back({row.at("code"), row.at("name"), row.at("email"), row.at("mobile"),
                                row.at("identification"), row.at("status"),
                                instant_of(row.at("created").get<std::int64_t>())});
  }
  return {};
}

/// One place where the library's exceptions end.
template <class Work>
std::string problem_of(std::string_view what, std::string_view text, Work work) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return std::string(what) + ": not valid JSON";
  try {
    const std::string problem = work(json);
    if (!problem.empty()) return std::string(what) + ": " + problem;
  } catch (const Json::exception& problem) {
    std::string sentence = std::string(what) + ": " + problem.what();
    std::replace(sentence.begin(), sentence.end(), '\'', '"');  // a text of ours holds none
    return sentence;
  }
  return {};
}

}  // namespace

Result<Reference, std::string> read_reference(const ReferenceTexts& texts) {
  Reference reference;
  const struct {
    std::string_view what, text;
    std::string (*read)(const Json&, Reference&);
  } parts[] = {{"banks", texts.banks, read_banks},
               {"categories", texts.categories, read_categories},
               {"codes", texts.codes, read_codes},
               {"holidays", texts.holidays, read_holidays},
               {"creditors", texts.creditors, read_creditor},
               {"agents", texts.creditors, read_agents}};
  for (const auto& part : parts) {
    std::string problem = problem_of(part.what, part.text,
                                     [&](const Json& json) { return part.read(json, reference); });
    if (!problem.empty()) return failure(std::move(problem));
  }
  return reference;
}

Result<std::vector<Command>, std::string> read_fixtures(std::string_view text) {
  std::vector<Command> commands;
  std::string problem = problem_of("fixtures", text, [&](const Json& json) {
    if (json.contains("nach_profiles")) {
      const Json profiles{{"nach_profiles", json.at("nach_profiles")}};
      commands.emplace_back(read_creditors(Body::read("application/json", profiles.dump())));
      if (!json.contains("mandates")) return std::string();
    }
    if (!json.at("mandates").is_array()) return std::string("mandates must be a list");
    for (const Json& mandate : json.at("mandates")) {
      commands.emplace_back(read_make_mandate(Body::read("application/json", mandate.dump())));
    }
    return std::string();
  });
  if (!problem.empty()) return failure(std::move(problem));
  return commands;
}

}  // namespace lotusbox::wire
