#include "wire/reference.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/nearest.h"
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

std::string line_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  return "line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
}

/// The line on which a key stands for the first time, as the start of a sentence.
std::string at_key(std::string_view text, std::string_view key) {
  const auto at = text.find("\"" + std::string(key) + "\"");
  return at == std::string_view::npos ? std::string() : line_of(text, at) + ": ";
}

/// Where JSON ends to be readable; empty when all of it can be read.
std::string syntax_problem(std::string_view text) {
  try {
    const Json parsed = Json::parse(text);
    return {};
  } catch (const Json::parse_error& problem) {
    const std::size_t at = problem.byte == 0 ? 0 : problem.byte - 1;
    return line_of(text, at) + ": not valid JSON";
  }
}

/// One place where the library's exceptions end.
template <class Work>
std::string problem_of(std::string_view what, std::string_view text, Work work) {
  const std::string unreadable = syntax_problem(text);
  if (!unreadable.empty()) return std::string(what) + ": " + unreadable;
  const Json json = Json::parse(text, nullptr, false);
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

namespace {

/// Names the first key of an object of the fixtures that nothing reads.
std::string unknown_key(const Json& object, std::string_view text, const std::string& where,
                        const std::vector<std::string>& known) {
  if (!object.is_object()) return {};
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    return at_key(text, key) + where + "there is no key " + key + did_you_mean(key, known);
  }
  return {};
}

std::string read_mandates(const Json& json, std::string_view text, std::vector<Command>& commands) {
  static const std::vector<std::string> kKnown = mandate_made_keys();
  if (!json.at("mandates").is_array()) return at_key(text, "mandates") + "mandates must be a list";
  std::size_t number = 0;
  for (const Json& mandate : json.at("mandates")) {
    const std::string where = "mandate " + std::to_string(++number) + ": ";
    if (auto problem = unknown_key(mandate, text, where, kKnown); !problem.empty()) return problem;
    commands.emplace_back(read_make_mandate(Body::read("application/json", mandate.dump())));
  }
  return {};
}

}  // namespace

Result<std::vector<Command>, std::string> read_fixtures(std::string_view text) {
  std::vector<Command> commands;
  std::string problem = problem_of("fixtures", text, [&](const Json& json) {
    if (!json.is_object())
      return std::string("there must be one object, such as {\"mandates\":[]}");
    auto unknown = unknown_key(json, text, "", {"about", "mandates", "nach_profiles"});
    if (!unknown.empty()) return unknown;
    if (json.contains("nach_profiles")) {
      const Json profiles{{"nach_profiles", json.at("nach_profiles")}};
      commands.emplace_back(read_creditors(Body::read("application/json", profiles.dump())));
      if (!json.contains("mandates")) return std::string();
    }
    if (!json.contains("mandates")) return std::string("there are no mandates in it");
    return read_mandates(json, text, commands);
  });
  if (!problem.empty()) return failure(std::move(problem));
  return commands;
}

}  // namespace lotusbox::wire
