// The verbs that set up and move a world: its birth, its clock, its policy.
#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "base/text.h"
#include "core/model/switches.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

void add_number(JsonWriter& json, std::string_view name, std::string_view value) {
  if (const auto number = parse_integer(value)) {
    json.field(name, *number);
  } else {
    json.field(name, value);
  }
}

/// `world` is what the whole file rests on, so it answers.
Output run_world(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  json.field("at", block.value("at"));
  json.field("profile", block.value("profile"));
  add_number(json, "seed", block.value("seed"));
  json.end_object();
  const Reply answer = session.call("POST", "/_mock/reset", json.take());
  if (!answer.good()) return session.outcome(answer);
  session.start_over();
  return {{"ok"}, {}};
}

Output run_advance(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  if (block.find("by") != nullptr) json.field("by", block.value("by"));
  if (block.find("to") != nullptr) json.field("to", block.value("to"));
  if (block.find("seconds") != nullptr) add_number(json, "seconds", block.value("seconds"));
  json.end_object();
  session.settle();
  Reply answer = session.call("POST", "/_mock/clock/advance", json.take());
  while (answer.body.at("stopped_at_limit").exists()) {
    JsonWriter rest;
    rest.begin_object().field("to", answer.body.at("to").text()).end_object();
    answer = session.call("POST", "/_mock/clock/advance", rest.take());
  }
  session.settle();
  return session.outcome(answer);
}

Output run_until_quiet(Execution& session, const Block&) {
  session.settle();
  return {};
}

/// How one step of the banks is to go; `none` makes it the usual again.
void write_step(JsonWriter& json, const Block& block) {
  if (block.find("step") == nullptr) return;
  json.key(block.value("step")).begin_object();
  for (const std::string_view name : {"mode", "after", "outcome", "reason_code"}) {
    const Argument* given = block.find(name);
    if (given == nullptr) continue;
    json.field(name, given->value == "none" ? "default" : std::string_view(given->value));
  }
  json.end_object();
}

/// Texts that are not what the policy wants are sent as they are, to be refused.
Output run_policy(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  write_step(json, block);
  if (const Argument* hour = block.find("cut_off_hour")) {
    add_number(json, "cut_off_hour", hour->value);
  }
  if (const Argument* enabled = block.find("cancel_enabled")) {
    if (enabled->value == "true" || enabled->value == "false") {
      json.field("cancel_enabled", enabled->value == "true");
    } else {
      json.field("cancel_enabled", std::string_view(enabled->value));
    }
  }
  if (const Argument* minutes = block.find("cancel_link_minutes")) {
    add_number(json, "cancel_link_minutes", minutes->value);
  }
  if (const Argument* profile = block.find("profile")) {
    json.field("profile", std::string_view(profile->value));
  }
  for (const SwitchRow& row : kSwitches) {
    if (const Argument* given = block.find(row.key)) {
      json.field(row.key, std::string_view(given->value));
    }
  }
  json.end_object();
  return session.outcome(session.call("PUT", "/_mock/policy", json.take()));
}

constexpr VerbArgument kWorldArguments[] = {
    {option, "at", true, "when the world begins, as an ISO instant"},
    {option, "profile", true, "how readings are chosen", "documented|strict|lenient"},
    {option, "seed", true, "what ids are made from"},
};
constexpr VerbArgument kAdvanceArguments[] = {
    {option, "by", false, "an ISO duration: P7D, PT30M"},
    {option, "to", false, "an ISO instant"},
    {option, "seconds", false, "a whole number"},
};
constexpr VerbArgument kPolicySettings[] = {
    {option, "cancel_enabled", false, "whether the account may cancel: true or false"},
    {option, "cancel_link_minutes", false, "the life of a cancel link"},
    {option, "profile", false, "documented, strict or lenient"},
    {option, "cut_off_hour", false, "of the sponsor bank: 15 or 16"},
    {option, "step", false, "a step of the banks, see lotusbox tables bank"},
    {option, "mode", false, "of the step: automatic or manual"},
    {option, "after", false, "of the step: an ISO duration, or none"},
    {option, "outcome", false, "of the step, or none"},
    {option, "reason_code", false, "of the step, or none"},
};

constexpr auto kPolicyArguments = [] {
  constexpr std::size_t kSettings = std::size(kPolicySettings);
  std::array<VerbArgument, kSettings + kSwitchCount> all{};
  std::copy(std::begin(kPolicySettings), std::end(kPolicySettings), all.begin());
  for (std::size_t i = 0; i < kSwitchCount; ++i) {
    all[kSettings + i] = {option, kSwitches[i].key, false, kSwitches[i].meaning,
                          kSwitches[i].words};
  }
  return all;
}();

constexpr Verb kVerbs[] = {
    {"world",
     "A fresh world; always the first block.",
     kWorldArguments,
     {},
     false,
     "world at=2026-01-10T10:00:00+05:30 profile=documented seed=7",
     run_world},
    {"advance",
     "Moves the clock; all that falls due on the way happens.",
     kAdvanceArguments,
     {},
     false,
     "advance by=P7D",
     run_advance},
    {"until-quiet",
     "Waits for deliveries that are due or under way; the clock stands still.",
     {},
     {},
     false,
     "until-quiet",
     run_until_quiet},
    {"policy",
     "Changes how the pretend LotusPay and the banks behave.",
     kPolicyArguments,
     {},
     false,
     "policy cancel_enabled=false",
     run_policy},
};

}  // namespace

std::span<const Verb> world_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
