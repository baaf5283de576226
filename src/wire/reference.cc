#include "wire/reference.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/nearest.h"
#include "base/text.h"
#include "wire/commands.h"

namespace lotusbox::wire {

namespace {

using Json = nlohmann::json;

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
