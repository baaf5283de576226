#include "core/behaviour/juspay/decide.h"

#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/juspay/rules.h"

namespace lotusbox {

namespace {

constexpr std::string_view kCustomer = "customer_1122";  // as in seed 4
constexpr Paise kMaxAmount{500000};

Decision change_of(const World& world, JuspayMandateId id, JuspayTrigger trigger) {
  const Row* row = find_row(world, Machine::juspay, id.index, std::uint8_t(trigger));
  LOTUSBOX_CHECK(row != nullptr, "the rules let a call through that has no row");
  Decision decision;
  decision.changes.push({Machine::juspay, row, id.index, {ObjectKind::juspay_mandate, id.index}});
  return decision;
}

Decision pause(const ParsedJuspay& parsed) {
  const bool at_once = parsed.from() <= parsed.world.now;
  Decision decision = change_of(parsed.world, *parsed.id,
                                at_once ? JuspayTrigger::pause : JuspayTrigger::pause_scheduled);
  decision.draft = JuspayPauseDraft{parsed.from(), parsed.until()};
  return decision;
}

Decision resume(const ParsedJuspay& parsed) {
  if (parsed.withdraws()) {
    return change_of(parsed.world, *parsed.id, JuspayTrigger::pause_withdrawn);
  }
  const Instant at = parsed.resume_date.value_or(parsed.world.now);
  const bool at_once = at <= parsed.world.now;
  Decision decision = change_of(parsed.world, *parsed.id,
                                at_once ? JuspayTrigger::resume : JuspayTrigger::resume_scheduled);
  decision.draft = JuspayPauseDraft{parsed.world.now, at};
  return decision;
}

JuspayTrigger making_trigger(JuspayStatus status) {
  switch (status) {
    case JuspayStatus::created: return JuspayTrigger::create;
    case JuspayStatus::active: return JuspayTrigger::made_active;
    case JuspayStatus::paused: return JuspayTrigger::made_paused;
    case JuspayStatus::failure: return JuspayTrigger::made_failure;
    case JuspayStatus::revoked: return JuspayTrigger::made_revoked;
    case JuspayStatus::expired: return JuspayTrigger::made_expired;
  }
  LOTUSBOX_UNREACHABLE("juspay status");
}

/// The row of a mandate whose fields have passed the rules.
JuspayMandate row_of(const ParsedJuspayMake& parsed) {
  const MakeJuspayMandate& command = parsed.command;
  JuspayMandate row;
  row.created = parsed.world.now;
  row.start = *parsed.start;
  row.end = *parsed.end;
  row.max_amount = parsed.max_amount.value_or(kMaxAmount);
  row.amount_rule = parse_juspay_amount_rule(command.amount_rule.text).value_or(row.amount_rule);
  row.rule_type = parse_juspay_rule_type(command.rule_type.text).value_or(row.rule_type);
  row.type = parse_juspay_mandate_type(command.mandate_type.text).value_or(row.type);
  row.frequency = parse_juspay_frequency(command.frequency.text).value_or(row.frequency);
  row.revokable_by_customer = command.revokable_by_customer.text != "false";
  row.block_fund = command.block_fund.text == "true";
  return row;
}

}  // namespace

Decided decide_juspay(const World& world, const JuspayCall& command) {
  const ParsedJuspay parsed = read_juspay(world, command);
  // A command that is not known is refused by the rules that all have in common.
  const JuspayCommand wanted = parsed.wanted.value_or(JuspayCommand::check_status);
  if (auto refusal = first_refusal(juspay_rules(wanted), parsed)) {
    return failure(std::move(*refusal));
  }
  if (wanted == JuspayCommand::pause) return pause(parsed);
  if (wanted == JuspayCommand::resume) return resume(parsed);
  if (wanted == JuspayCommand::revoke) {
    return change_of(world, *parsed.id, JuspayTrigger::revoke);
  }
  return Decision{};
}

Decided decide_make_juspay(const World& world, const MakeJuspayMandate& command) {
  const ParsedJuspayMake parsed = read_make_juspay(world, command);
  if (auto refusal = first_refusal(make_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  Decision decision;
  decision.draft = JuspayDraft{row_of(parsed), command.customer_id.given()
                                                   ? std::string_view(command.customer_id.text)
                                                   : kCustomer};
  const auto index = static_cast<std::uint32_t>(world.juspay_mandates.size());
  const auto trigger = std::uint8_t(making_trigger(*parsed.status));
  decision.changes.push({Machine::juspay,
                         &making_row(Machine::juspay, trigger),
                         index,
                         {ObjectKind::juspay_mandate, index}});
  return decision;
}

Decided decide_settle_juspay(const World& world, const SettleJuspayMandate& command) {
  const ParsedJuspaySettle parsed{world, command, find_juspay_mandate(world, command.mandate),
                                  parse_juspay_outcome(command.outcome.text)};
  if (auto refusal = first_refusal(settle_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return change_of(world, *parsed.id,
                   *parsed.outcome == JuspayOutcome::activated ? JuspayTrigger::activated
                                                               : JuspayTrigger::failed);
}

Decided decide_withdraw_juspay_pause(const World& world, const WithdrawJuspayPause& command) {
  const ParsedJuspayWithdraw parsed{world, find_juspay_mandate(world, command.mandate)};
  if (auto refusal = first_refusal(withdraw_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return change_of(world, *parsed.id, JuspayTrigger::pause_withdrawn);
}

Decided decide_juspay_time_up(const World& world, const JuspayTimeUp& command) {
  JuspayTrigger trigger = JuspayTrigger::end_reached;
  if (command.what == TimerKind::juspay_pause_start) trigger = JuspayTrigger::pause_begins;
  if (command.what == TimerKind::juspay_pause_end) {
    const bool asked = world.juspay_mandates[command.mandate.index].state.resume_asked;
    trigger = asked ? JuspayTrigger::resume_due : JuspayTrigger::pause_ends;
  }
  return change_of(world, command.mandate, trigger);
}

}  // namespace lotusbox
