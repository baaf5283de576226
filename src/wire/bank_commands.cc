#include "wire/bank_commands.h"

#include <algorithm>
#include <span>

namespace lotusbox::wire {

namespace {

constexpr std::string_view kPolicies[] = {"cancel_enabled", "cancel_link_minutes", "cut_off_hour",
                                          "profile"};
constexpr std::string_view kStepKeys[] = {"mode", "after", "outcome", "reason_code"};

bool among(std::span<const std::string_view> known, std::string_view name) {
  return std::find(known.begin(), known.end(), name) != known.end();
}

std::string key_of(BankStep step, std::string_view key) {
  return std::string(to_text(step)) + "." + std::string(key);
}

StepFields read_step(const Body& body, BankStep step) {
  return {body.field(key_of(step, "mode")), body.field(key_of(step, "after")),
          body.field(key_of(step, "outcome")), body.field(key_of(step, "reason_code"))};
}

bool is_policy(std::string_view name) {
  const auto has_name = [&](const SwitchRow& row) { return row.key == name; };
  return among(kPolicies, name) ||
         std::any_of(std::begin(kSwitches), std::end(kSwitches), has_name);
}

/// What names neither a policy nor something of a step.
std::vector<std::string> unknown_names(const Body& body) {
  std::vector<std::string> unknown;
  for (const std::string& name : body.names()) {
    bool is_step = false;
    for (std::size_t i = 0; i < kBankStepCount; ++i) {
      if (to_text(static_cast<BankStep>(i)) != name) continue;
      is_step = !body.field(name).given() || body.field(name).kind == Field::Kind::nested;
      for (const std::string& key : body.names_in(name)) {
        if (!among(kStepKeys, key)) unknown.push_back(name + "." + key);
      }
    }
    if (!is_step && !is_policy(name)) unknown.push_back(name);
  }
  return unknown;
}

}  // namespace

UploadImage read_upload(const Body& body) {
  UploadImage command;
  command.body_problem = body.problem();
  command.reference1 = body.field("reference1");
  for (const Part& part : body.files()) {
    if (part.name == "file") command.bytes = std::make_shared<const std::string>(part.bytes);
  }
  return command;
}

AskBank read_ask_bank(const Body& body) {
  AskBank command;
  command.body_problem = body.problem();
  command.source = body.field("source");
  command.mandate = body.field("mandate");
  command.step = body.field("step");
  command.outcome = body.field("outcome");
  command.reason_code = body.field("reason_code");
  command.reason_description = body.field("reason_description");
  return command;
}

SetPolicy read_policy(const Body& body) {
  SetPolicy command;
  command.body_problem = body.problem();
  command.cancel_enabled = body.field("cancel_enabled");
  command.cancel_link_minutes = body.field("cancel_link_minutes");
  command.cut_off_hour = body.field("cut_off_hour");
  command.profile = body.field("profile");
  for (std::size_t i = 0; i < kBankStepCount; ++i) {
    command.bank[i] = read_step(body, static_cast<BankStep>(i));
  }
  for (const SwitchRow& row : kSwitches) {
    command.switches[static_cast<std::size_t>(row.id)] = body.field(row.key);
  }
  command.unknown_keys = unknown_names(body);
  return command;
}

}  // namespace lotusbox::wire
