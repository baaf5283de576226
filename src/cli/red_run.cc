#include "cli/red_run.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/printable.h"
#include "scenario/files.h"
#include "scenario/json_value.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

constexpr std::size_t kWorldsShown = 5;
constexpr std::size_t kLinesShown = 5;

std::string body_of(Sandbox& sandbox, const std::string& key, std::string_view target) {
  return sandbox.handle(make_request("GET", target, "", key)).body;
}

JsonValue ask(Sandbox& sandbox, const std::string& key, std::string_view target) {
  return JsonValue::parse(body_of(sandbox, key, target));
}

/// The end of the list, with a word about what is left out.
void add_last(std::string& text, std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  text += "  " + std::string(title) + "\n";
  const std::size_t from = lines.size() - std::min(lines.size(), kLinesShown);
  if (from != 0) text += "    (" + std::to_string(from) + " before these)\n";
  for (std::size_t i = from; i < lines.size(); ++i) text += "    " + printable(lines[i]) + "\n";
}

std::vector<std::string> undelivered(const JsonValue& deliveries) {
  std::vector<std::string> lines;
  for (const JsonValue& delivery : deliveries.at("data").items()) {
    const auto& attempts = delivery.at("attempts").items();
    if (delivery.at("status").text() == "delivered" || attempts.empty()) continue;
    const JsonValue& last = attempts.back();
    std::string why = last.at("reason").text();
    if (why.empty()) why = "answered " + last.at("http_status").text();
    lines.push_back(delivery.at("type").text() + " [" + delivery.at("event").text() + "] to " +
                    delivery.at("url").text() + ": " + why + " (" + delivery.at("status").text() +
                    " after " + std::to_string(attempts.size()) +
                    (attempts.size() == 1 ? " attempt)" : " attempts)"));
  }
  return lines;
}

std::vector<std::string> refused_calls(Sandbox& sandbox, const std::string& key) {
  auto refused = ask(sandbox, key, "/_mock/requests?limit=1000").at("data").items();
  std::erase_if(refused, [](const JsonValue& call) { return call.at("rule").text().empty(); });
  std::vector<std::string> lines(refused.size());  // those before the last are only counted
  const std::size_t from = refused.size() - std::min(refused.size(), kLinesShown);
  for (std::size_t i = from; i < refused.size(); ++i) {
    const JsonValue& call = refused[i];
    const JsonValue why = ask(sandbox, key, "/_mock/why/" + call.at("id").text());
    lines[i] = call.at("method").text() + " " + call.at("path").text() + " " +
               call.at("status").text() + " by " + call.at("rule").text() + ": " +
               why.at("message").text();
  }
  return lines;
}

std::string world_text(Sandbox& sandbox, const std::string& key) {
  std::string text;
  add_last(text, "webhooks that did not arrive:",
           undelivered(ask(sandbox, key, "/_mock/deliveries?limit=1000")));
  add_last(text, "the last refused calls:", refused_calls(sandbox, key));
  return "world " + key + ", where it is " +
         ask(sandbox, key, "/_mock/clock").at("now_ist").text() + "\n" + text;
}

/// A key as a part of a file name.
std::string file_part(const std::string& key) {
  std::string part = key;
  std::replace_if(
      part.begin(), part.end(), [](char c) { return c == '/' || c == '.'; }, '_');
  return part;
}

}  // namespace

std::string red_run_text(Sandbox& sandbox) {
  std::string text;
  const auto keys = sandbox.world_keys();
  for (std::size_t i = 0; i < std::min(keys.size(), kWorldsShown); ++i) {
    text += world_text(sandbox, keys[i]);
  }
  if (keys.size() > kWorldsShown) {
    text += "and " + std::to_string(keys.size() - kWorldsShown) + " more worlds\n";
  }
  return text;
}

std::string make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return error ? folder + ": cannot be made: " + error.message() : std::string();
}

std::string write_artifacts(Sandbox& sandbox, const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  const auto keys = sandbox.world_keys();
  for (const std::string& key : keys) {
    const std::string of_world = "-" + file_part(key);
    files.emplace_back("session" + of_world + ".scn", body_of(sandbox, key, "/_mock/session.scn"));
    files.emplace_back("calls" + of_world + ".har", body_of(sandbox, key, "/_mock/requests.har"));
    files.emplace_back("deliveries" + of_world + ".json",
                       body_of(sandbox, key, "/_mock/deliveries?limit=1000"));
  }
  if (!keys.empty()) {
    files.emplace_back("coverage.json",
                       body_of(sandbox, keys.front(), "/_mock/coverage?scope=all"));
  }
  for (const auto& [name, text] : files) {
    std::string problem = scenario::write_file(folder + "/" + name, text);
    if (!problem.empty()) return problem;
  }
  return {};
}

}  // namespace lotusbox::cli
