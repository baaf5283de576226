#include "core/behaviour/juspay/decide.h"

#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/juspay/rules.h"

namespace lotusbox {

namespace {

constexpr std::string_view kCustomer = "customer_1122";  // as in seed 4
constexpr Paise kMaxAmount{500000};

Decision change_of(const World& world, JuspayMandateId id, JuspayTrigger trigger) {
  const Row* row = find_row(world, Machine::juspay, id.place, std::uint8_t(trigger));
  LOTUSBOX_CHECK(row != nullptr, "the rules let a call through that has no row");
  Decision decision;
  decision.changes.push({Machine::juspay, row, id.place, {ObjectKind::juspay_mandate, id.place}});
  return decision;
}

Decision pause(const JuspayReading& reading) {
  const bool at_once = reading.from() <= reading.world.now;
  Decision decision = change_of(reading.world, *reading.id,
                                at_once ? JuspayTrigger::pause : JuspayTrigger::pause_scheduled);
  decision.draft = JuspayPauseDraft{reading.from(), reading.until()};
  return decision;
}

Decision resume(const JuspayReading& reading) {
  if (reading.withdraws()) {
    return change_of(reading.world, *reading.id, JuspayTrigger::pause_withdrawn);
  }
  const Instant at = reading.resume_date.value_or(reading.world.now);
  const bool at_once = at <= reading.world.now;
  Decision decision = change_of(reading.world, *reading.id,
                                at_once ? JuspayTrigger::resume : JuspayTrigger::resume_scheduled);
  decision.draft = JuspayPauseDraft{reading.world.now, at};
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
JuspayMandate row_of(const JuspayMakeReading& reading) {
  const MakeJuspayMandate& command = reading.command;
  JuspayMandate row;
  row.created = reading.world.now;
  row.start = *reading.start;
  row.end = *reading.end;
  row.max_amount = reading.max_amount.value_or(kMaxAmount);
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
  const JuspayReading reading = read_juspay(world, command);
  // A command that is not known is refused by the rules that all have in common.
  const JuspayCommand wanted = reading.wanted.value_or(JuspayCommand::check_status);
  if (auto refusal = first_refusal(juspay_rules(wanted), reading)) {
    return failure(std::move(*refusal));
  }
  if (wanted == JuspayCommand::pause) return pause(reading);
  if (wanted == JuspayCommand::resume) return resume(reading);
  if (wanted == JuspayCommand::revoke) {
    return change_of(world, *reading.id, JuspayTrigger::revoke);
  }
  return Decision{};
}

Decided decide_make_juspay(const World& world, const MakeJuspayMandate& command) {
  const JuspayMakeReading reading = read_make_juspay(world, command);
  if (auto refusal = first_refusal(make_juspay_rules(), reading)) {
    return failure(std::move(*refusal));
  }
  Decision decision;
  decision.draft = JuspayDraft{row_of(reading), command.customer_id.given()
                                                    ? std::string_view(command.customer_id.text)
                                                    : kCustomer};
  const auto place = static_cast<std::uint32_t>(world.juspay_mandates.size());
  const auto trigger = std::uint8_t(making_trigger(*reading.status));
  decision.changes.push({Machine::juspay,
                         &making_row(Machine::juspay, trigger),
                         place,
                         {ObjectKind::juspay_mandate, place}});
  return decision;
}

Decided decide_settle_juspay(const World& world, const SettleJuspayMandate& command) {
  const JuspaySettleReading reading{world, command, find_juspay_mandate(world, command.mandate),
                                    parse_juspay_outcome(command.outcome.text)};
  if (auto refusal = first_refusal(settle_juspay_rules(), reading)) {
    return failure(std::move(*refusal));
  }
  return change_of(world, *reading.id,
                   *reading.outcome == JuspayOutcome::activated ? JuspayTrigger::activated
                                                                : JuspayTrigger::failed);
}

Decided decide_withdraw_juspay_pause(const World& world, const WithdrawJuspayPause& command) {
  const JuspayWithdrawReading reading{world, find_juspay_mandate(world, command.mandate)};
  if (auto refusal = first_refusal(withdraw_juspay_rules(), reading)) {
    return failure(std::move(*refusal));
  }
  return change_of(world, *reading.id, JuspayTrigger::pause_withdrawn);
}

Decided decide_juspay_time_up(const World& world, const JuspayTimeUp& command) {
  JuspayTrigger trigger = JuspayTrigger::end_reached;
  if (command.what == TimerKind::juspay_pause_start) trigger = JuspayTrigger::pause_begins;
  if (command.what == TimerKind::juspay_pause_end) {
    const bool asked = world.juspay_mandates[command.mandate.place].state.resume_asked;
    trigger = asked ? JuspayTrigger::resume_due : JuspayTrigger::pause_ends;
  }
  return change_of(world, command.mandate, trigger);
}

}  // namespace lotusbox
