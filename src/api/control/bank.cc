#include "api/control/bank.h"

#include "api/control/rows.h"
#include "api/lotuspay/debits.h"
#include "wire/bank_commands.h"

namespace lotusbox::api {

namespace {

/// A bank acts on a source or mandate; the answer is what the object has become.
Answer bank_acts(Call& call) {
  const AskBank command = wire::read_ask_bank(call.body());
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  const World& world = call.world();
  const std::string base = call.base_url();
  JsonWriter out;
  if (const auto source = find_source(world, command.source.text)) {
    wire::write_source(out, call.view(base), *source, world.sources[source->index].state);
  } else {
    const MandateId mandate = *find_mandate(world, command.mandate.text);
    wire::write_mandate(out, call.view(base), mandate, world.mandates[mandate.index].state);
  }
  return json_answer(out.take());
}

/// Who answers a call that names an object under this key; the first row that fits counts.
struct Answerer {
  std::string_view key;
  Answer (*answer)(Call&);
};
constexpr Answerer kAnswerers[] = {
    {"source", bank_acts},
    {"mandate", bank_acts},
    {"debit", bank_answers_debit},
};

using wire::kMembers;
using wire::Member;
using wire::OrNull;
using wire::rows;
using wire::write_object;

// clang-format off
constexpr auto kStepPolicy = rows<StepPolicy>({
    {"mode", "'automatic'|'manual'", [](const auto& policy) { return std::string_view(policy.manual ? "manual" : "automatic"); }},
    {"after", [](const auto& policy) { return OrNull{policy.after ? "PT" + std::to_string(policy.after->count()) + "S" : std::string()}; }},
    {"outcome", "text?", [](const auto& policy) { return policy.outcome; }},
    {"reason_code", [](const auto& policy) { return OrNull{std::string_view(policy.reason_code)}; }},
});
constexpr auto kSettings = rows<Policy>({
    {"profile", "'documented'|'strict'|'lenient'", [](const auto& policy) { return policy.profile; }},
    {"cancel_enabled", [](const auto& policy) { return policy.cancel_enabled; }},
    {"cancel_link_minutes", [](const auto& policy) { return policy.cancel_link_life.count() / 60; }},
    {"cut_off_hour", [](const auto& policy) { return policy.cut_off_hour; }},
});
// clang-format on

/// One member for each step of a bank, and for each switch.
constexpr auto kFurther = [] {
  std::array<Member, kBankStepCount + kSwitchCount> all{};
  for (std::size_t i = 0; i < kBankStepCount; ++i) all[i] = {kBankStepWords[i], "@StepPolicy"};
  for (std::size_t i = 0; i < kSwitchCount; ++i) {
    all[kBankStepCount + i] = {kSwitches[i].key, "text"};
  }
  return all;
}();
constexpr auto kPolicyMembers = wire::joined(kMembers<kSettings>, kFurther);
constexpr Member kBankAnswer[] = {
    {"source", "@Source"}, {"mandate", "@Mandate"}, {"debit", "@AchDebit"}};
constexpr wire::Schema kSchemas[] = {
    {"Policy", kPolicyMembers},
    {"StepPolicy", kMembers<kStepPolicy>},
    {"BankAnswer", kBankAnswer, wire::SchemaKind::choice},
};

}  // namespace

wire::SchemaList control_bank_schemas() { return kSchemas; }

Answer control_bank(Call& call) {
  for (const Answerer& row : kAnswerers) {
    if (call.body().field(row.key).given()) return row.answer(call);
  }
  return bank_acts(call);  // it names nothing, and its rules say so
}

Answer get_policy(Call& call) {
  const Policy& policy = call.world().policy;
  JsonWriter out;
  out.begin_object();
  write_members(out, kSettings, policy);
  for (std::size_t i = 0; i < kBankStepCount; ++i) {
    out.key(kBankStepWords[i]);
    write_object(out, kStepPolicy, policy.bank[i]);
  }
  for (const SwitchRow& row : kSwitches) out.field(row.key, switch_word(row, policy.switches));
  out.end_object();
  return json_answer(out.take());
}

Answer put_policy(Call& call) {
  StepResult done = call.session->submit(wire::read_policy(call.body()));
  if (!done) return refused(done.take_error());
  return get_policy(call);
}

}  // namespace lotusbox::api
