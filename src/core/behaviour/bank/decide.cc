#include "core/behaviour/bank/decide.h"

#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

/// What the call names, and the move that it wants.
struct Parsed {
  const World& world;
  const AskBank& command;
  std::optional<SourceId> source;
  std::optional<MandateId> mandate;
  const BankMoveRow* move = nullptr;
  const ReasonCode* reason = nullptr;
};

const Field& word_of(const AskBank& command) {
  return command.outcome.given() ? command.outcome : command.step;
}

bool is_for_source(const BankMoveRow& row) { return row.machine == Machine::source; }

Objection body_readable(const Parsed& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection named_once(const Parsed& r) {
  return when(r.command.source.given() == r.command.mandate.given(),
              "Name one object: a source or a mandate");
}

Objection source_known(const Parsed& r) {
  return when(r.command.source.given() && !r.source, "No such source");
}
Objection mandate_known(const Parsed& r) {
  return when(r.command.mandate.given() && !r.mandate, "No such mandate");
}

Objection move_known(const Parsed& r) {
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

Objection reason_fits(const Parsed& r) {
  const Field& code = r.command.reason_code;
  if (!plain(code) || !plain(r.command.reason_description)) {
    return Finding{.message = "reason_code and reason_description are plain texts"};
  }
  return when(code.given() && r.reason == nullptr && !r.command.reason_description.given(),
              "The reason code is not known: send reason_description with it");
}

Objection source_waits(const Parsed& r) {
  if (!r.source) return std::nullopt;
  const Source& source = r.world.sources[r.source->index];
  const bool at_once = r.world.terms_of(source).variant == Variant::emandate_api;
  const bool done = source.state.mandate.has_value();
  const Row* row = find_row(r.world, Machine::source, r.source->index, r.move->trigger);
  if (!at_once && !done && row != nullptr) return std::nullopt;
  Finding found{.message = "The source does not wait for this step"};
  found.blocking = at_once ? "an emandate_api source does not go through the sponsor bank"
                   : done  ? "source has its mandate"
                           : "source is " + std::string(to_text(source.state.status));
  return found;
}

Objection source_not_over(const Parsed& r) {
  if (!r.source || r.move->move != BankMove::acknowledge) return std::nullopt;
  const Terms& terms = r.world.terms_of(r.world.sources[r.source->index]);
  return end_passed(r.world, terms.final_collection, "date_final_collection");
}

Objection mandate_waits(const Parsed& r) {
  if (!r.mandate) return std::nullopt;
  const Mandate::State& state = r.world.mandates[r.mandate->index].state;
  const bool cancels = r.move->machine == Machine::cancellation;
  const bool stands = state.status == MandateStatus::active ||
                      state.status == MandateStatus::pending ||
                      state.status == MandateStatus::paused;
  const Row* row = find_row(r.world, r.move->machine, r.mandate->index, r.move->trigger);
  if ((stands || !cancels) && row != nullptr) return std::nullopt;
  Finding found{.message = "The mandate does not wait for this outcome"};
  found.blocking = "mandate is " + std::string(to_text(state.status)) + ", its cancel status " +
                   std::string(to_text(state.cancel));
  return found;
}

constexpr RuleRow<Parsed> kRules[] = {
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

Parsed read(const World& world, const AskBank& command) {
  Parsed parsed{.world = world, .command = command};
  if (command.source.is_text()) parsed.source = find_source(world, command.source.text);
  if (command.mandate.is_text()) parsed.mandate = find_mandate(world, command.mandate.text);
  const auto move = parse_bank_move(word_of(command).text);
  if (move && word_of(command).is_text()) parsed.move = &row_of(*move);
  if (command.reason_code.given()) {
    parsed.reason = world.reference->find_code(command.reason_code.text);
  }
  return parsed;
}

BankDraft draft_of(const Parsed& parsed) {
  const AskBank& command = parsed.command;
  BankDraft draft{parsed.move->reason_code, parsed.move->reason, parsed.move->says};
  if (command.reason_code.given()) draft.reason_code = command.reason_code.text;
  const ReasonCode* known = parsed.world.reference->find_code(draft.reason_code);
  if (known != nullptr) draft.reason = known->label;
  if (command.reason_description.given()) draft.reason = command.reason_description.text;
  return draft;
}

/// A mandate that ends while a request waits takes the link of the request with it.
void close_link(const World& world, std::uint32_t index, Decision& decision) {
  const auto& request = world.mandates[index].state.request;
  if (!request) return;
  const std::uint32_t link = world.requests[request->index].link.index;
  const auto over = std::uint8_t(LinkTrigger::mandate_over);
  decision.changes.push({Machine::link,
                         find_row(world, Machine::link, link, over),
                         link,
                         {ObjectKind::mandate, index}});
}

Decision change_of(const World& world, Machine machine, std::uint32_t index, std::uint8_t trigger) {
  const Row* row = find_row(world, machine, index, trigger);
  LOTUSBOX_CHECK(row != nullptr, machine_table(machine).triggers[trigger]);
  Decision decision;
  const bool ends =
      (machine == Machine::cancellation &&
       (row->to == std::uint8_t(CancelStatus::cancel_confirmed) ||
        row->to == std::uint8_t(CancelStatus::cancel_received))) ||
      (machine == Machine::mandate && row->to == std::uint8_t(MandateStatus::expired));
  if (ends) close_link(world, index, decision);
  decision.changes.push({machine, row, index, {kind_of(machine), index}});
  return decision;
}

}  // namespace

Decided decide_bank(const World& world, const AskBank& command) {
  const Parsed parsed = read(world, command);
  const std::span<const RuleRow<Parsed>> rules = kRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  const std::uint32_t index = parsed.source ? parsed.source->index : parsed.mandate->index;
  Decision decision = change_of(world, parsed.move->machine, index, parsed.move->trigger);
  decision.draft = draft_of(parsed);
  return decision;
}

std::vector<const Rule*> bank_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kRules));
}

Decided decide_bank_due(const World& world, const BankDue& command) {
  const std::uint32_t index = command.object.index;
  ChosenMove chosen;
  if (command.object.kind == ObjectKind::source) {
    chosen = chosen_move(world, SourceId{index}, *awaited_step(world, world.sources[index]));
  } else {
    chosen = chosen_move(world, MandateId{index}, *awaited_step(world.mandates[index]));
  }
  const BankMoveRow& row = row_of(chosen.move);
  Decision decision = change_of(world, row.machine, index, row.trigger);
  decision.draft = BankDraft{chosen.reason_code, chosen.reason, row.says};
  return decision;
}

Decided decide_final_day(const World& world, const FinalDayOver& command) {
  const std::uint32_t index = command.mandate.index;
  const bool unanswered = world.mandates[index].state.status == MandateStatus::acknowledged;
  return change_of(world, Machine::mandate, index,
                   std::uint8_t(unanswered ? MandateTrigger::unanswered_to_the_end
                                           : MandateTrigger::final_day_over));
}

Decided decide_quarter(const World& world, const QuarterOver& command) {
  return change_of(world, Machine::source, command.source.index,
                   std::uint8_t(SourceTrigger::quarter_over));
}

}  // namespace lotusbox
