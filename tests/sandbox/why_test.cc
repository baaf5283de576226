// Every refusal of every shipped scenario explains itself: by its rule, by what it saw or what
// stands in the way.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "sandbox/drivers.h"
#include "sandbox/internals.h"
#include "scenario/files.h"
#include "scenario/runner.h"
#include "scenario/verbs.h"

using namespace lotusbox;

namespace {

/// Refused about the body as a whole: there is no single thing that was seen.
bool is_about_the_body(const Rule& rule) {
  return rule.id.ends_with("body_malformed") || rule.id.ends_with("_body") ||
         rule.id == "request.accept";
}

std::string what_is_missing(const Refusal& refusal) {
  const Rule& rule = *refusal.rule;
  if (rule.id.empty() || rule.demands.empty() || rule.source.empty()) return "rule";
  if (refusal.finding.message.empty()) return "message";
  const bool nothing_seen = refusal.finding.inputs.empty() && refusal.finding.blocking.empty();
  return nothing_seen && !is_about_the_body(rule) ? "input or blocking state" : "";
}

/// The rules that refused while a scenario ran, each with what its explanation lacks.
void look_at(Sandbox& sandbox, std::map<std::string, std::string>& rules) {
  Engine& engine = SandboxInternals::engine(sandbox);
  for (const auto& slot : engine.all()) {
    const Session session = engine.lock(slot);
    for (const RequestRecord* record : slot->requests.all()) {
      if (!record->refusal) continue;
      const std::string lacks = what_is_missing(*record->refusal);
      std::string& known = rules[std::string(record->refusal->rule->id)];
      if (known.empty()) known = lacks;
      if (!record->refusal->finding.passes_at) continue;
      // What passes later was refused for a reason that time takes away.
      CHECK(*record->refusal->finding.passes_at > record->at);
    }
  }
}

}  // namespace

TEST_CASE("every refusal of the shipped scenarios says what it saw or what stands in the way") {
  const char* tree = std::getenv("LOTUSBOX_TREE");
  REQUIRE(tree != nullptr);
  const auto files = scenario::find_scenarios({std::string(tree) + "/scenarios"});
  REQUIRE(files.ok());
  std::map<std::string, std::string> rules;
  for (const std::string& file : files.value()) {
    const auto text = scenario::read_file(file);
    REQUIRE(text.ok());
    const auto script = scenario::load_script(file, text.value());
    REQUIRE(script.ok());
    auto sandbox = Sandbox::make({});
    REQUIRE(sandbox.ok());
    InProcessDriver driver(*sandbox.value());
    static_cast<void>(scenario::run(script.value(), driver));
    look_at(*sandbox.value(), rules);
  }
  CHECK(rules.size() > 280);
  for (const auto& rule : rules) {
    CAPTURE(rule.first);
    CHECK(rule.second == "");
  }
}
