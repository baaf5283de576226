#include "core/behaviour/bank/rules.h"

#include "core/behaviour/formats.h"
#include "core/behaviour/registry.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

const Field& word_of(const AskBank& command) {
  return command.outcome.given() ? command.outcome : command.step;
}

bool is_for_source(const BankMoveRow& row) { return row.on.machine == Machine::source; }

Objection body_readable(const ParsedBank& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection named_once(const ParsedBank& r) {
  return when(r.command.source.given() == r.command.mandate.given(),
              "Name one object: a source or a mandate");
}

Objection source_known(const ParsedBank& r) {
  return when(r.command.source.given() && !r.source, "No such source");
}
Objection mandate_known(const ParsedBank& r) {
  return when(r.command.mandate.given() && !r.mandate, "No such mandate");
}

Objection move_known(const ParsedBank& r) {
  const bool of_source = r.source.has_value();
  if (r.move != nullptr && is_for_source(*r.move) == of_source) return std::nullopt;
  std::string known;
  for (const BankMoveRow& row : bank_moves()) {
    if (is_for_source(row) == of_source) known += " " + std::string(to_text(row.move));
  }
  Finding found{.message =
                    of_source ? "step must be one of" + known : "outcome must be one of" + known};
  found.param = of_source ? "step" : "outcome";
  return found;
}

bool plain(const Field& field) {
  return !field.given() || (field.is_scalar() && is_printable(field.text) &&
                            field.text.size() <= limits::kReasonLength);
}

Objection reason_fits(const ParsedBank& r) {
  const Field& code = r.command.reason_code;
  if (!plain(code) || !plain(r.command.reason_description)) {
    return Finding{.message = "reason_code and reason_description are plain texts"};
  }
  return when(code.given() && r.reason == nullptr && !r.command.reason_description.given(),
              "The reason code is not known: send reason_description with it");
}

Objection source_waits(const ParsedBank& r) {
  if (!r.source) return std::nullopt;
  const Source& source = r.world.sources[r.source->index];
  const bool at_once = r.world.terms_of(source).variant == Variant::emandate_api;
  const bool done = source.state.mandate.has_value();
  const Row* row = find_row(r.world, r.move->on, r.source->index);
  if (!at_once && !done && row != nullptr) return std::nullopt;
  Finding found{.message = "The source does not wait for this step"};
  found.blocking = at_once ? "an emandate_api source does not go through the sponsor bank"
                   : done  ? "source has its mandate"
                           : "source is " + std::string(to_text(source.state.status));
  return found;
}

Objection source_not_over(const ParsedBank& r) {
  if (!r.source || r.move->move != BankMove::acknowledge) return std::nullopt;
  const Terms& terms = r.world.terms_of(r.world.sources[r.source->index]);
  return end_passed(r.world, terms.final_collection, "date_final_collection");
}

Objection mandate_waits(const ParsedBank& r) {
  if (!r.mandate) return std::nullopt;
  const Mandate::State& state = r.world.mandates[r.mandate->index].state;
  const bool cancels = r.move->on.machine == Machine::cancellation;
  const bool stands = state.status == MandateStatus::active ||
                      state.status == MandateStatus::pending ||
                      state.status == MandateStatus::paused;
  const Row* row = find_row(r.world, r.move->on, r.mandate->index);
  if ((stands || !cancels) && row != nullptr) return std::nullopt;
  Finding found{.message = "The mandate does not wait for this outcome"};
  found.blocking = "mandate is " + std::string(to_text(state.status)) + ", its cancel status " +
                   std::string(to_text(state.cancel));
  return found;
}

constexpr RuleRow<ParsedBank> kRules[] = {
    {{"bank.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is a JSON object or a form"},
     body_readable},
    {{"bank.named_once", parameter_missing, "source", assumed, "control plane",
      "Exactly one object is named"},
     named_once},
    {{"bank.source", resource_missing, "source", assumed, "control plane", "The source exists"},
     source_known},
    {{"bank.mandate", resource_missing, "mandate", assumed, "control plane", "The mandate exists"},
     mandate_known},
    {{"bank.step", parameter_invalid, "step", assumed, "control plane",
      "The step or outcome is one for such an object"},
     move_known},
    {{"bank.reason", parameter_invalid, "reason_code", assumed, "control plane",
      "A reason code is known or comes with a description"},
     reason_fits},
    {{"bank.source_waits", invalid_source_usage, "", assumed, "seed 3: possible next statuses",
      "The source waits for this step"},
     source_waits},
    {{"bank.source_not_over", invalid_source_usage, "", assumed, "R26",
      "The final collection of a source that is acknowledged is today (IST) or later"},
     source_not_over},
    {{"bank.mandate_waits", invalid_mandate_usage, "", assumed, "facts 13",
      "The mandate waits for this outcome"},
     mandate_waits},
};

}  // namespace

ParsedBank read_bank(const World& world, const AskBank& command) {
  ParsedBank parsed{.world = world, .command = command};
  if (command.source.is_text()) parsed.source = find_source(world, command.source.text);
  if (command.mandate.is_text()) parsed.mandate = find_mandate(world, command.mandate.text);
  const auto move = parse_bank_move(word_of(command).text);
  if (move && word_of(command).is_text()) parsed.move = &row_of(*move);
  if (command.reason_code.given()) {
    parsed.reason = world.reference->find_code(command.reason_code.text);
  }
  return parsed;
}

std::span<const RuleRow<ParsedBank>> bank_rules() { return kRules; }

}  // namespace lotusbox
