#include "api/control/bank.h"

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

void write_step(JsonWriter& out, BankStep step, const StepPolicy& policy) {
  out.key(to_text(step)).begin_object().field("mode", policy.manual ? "manual" : "automatic");
  out.field_or_null(
      "after", policy.after ? "PT" + std::to_string(policy.after->count()) + "S" : std::string());
  out.field_or_null("outcome", policy.outcome ? to_text(*policy.outcome) : std::string_view());
  out.field_or_null("reason_code", policy.reason_code).end_object();
}

}  // namespace

Answer control_bank(Call& call) {
  for (const Answerer& row : kAnswerers) {
    if (call.body().field(row.key).given()) return row.answer(call);
  }
  return bank_acts(call);  // it names nothing, and its rules say so
}

Answer get_policy(Call& call) {
  const Policy& policy = call.world().policy;
  JsonWriter out;
  out.begin_object()
      .field("profile", to_text(policy.profile))
      .field("cancel_enabled", policy.cancel_enabled)
      .field("cancel_link_minutes", policy.cancel_link_life.count() / 60)
      .field("cut_off_hour", policy.cut_off_hour);
  for (std::size_t i = 0; i < kBankStepCount; ++i) {
    write_step(out, static_cast<BankStep>(i), policy.bank[i]);
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
