#include "core/behaviour/juspay/decide.h"

#include "core/behaviour/juspay/machine.h"
#include "core/behaviour/juspay/rules.h"

namespace lotusbox {

namespace {

constexpr std::string_view kCustomer = "customer_1122";  // as in seed 4
constexpr Paise kMaxAmount{500000};

Decision pause(const ParsedJuspay& parsed) {
  const bool at_once = parsed.from() <= parsed.world.now;
  const auto on = at_once ? JuspayTrigger::pause : JuspayTrigger::pause_scheduled;
  return by(moved(parsed.world, on, parsed.id->index),
            JuspayPauseDraft{parsed.from(), parsed.until()});
}

Decision resume(const ParsedJuspay& parsed) {
  const World& world = parsed.world;
  const std::uint32_t index = parsed.id->index;
  if (parsed.withdraws()) return by(moved(world, JuspayTrigger::pause_withdrawn, index));
  const Instant at = parsed.resume_date.value_or(world.now);
  const auto on = at <= world.now ? JuspayTrigger::resume : JuspayTrigger::resume_scheduled;
  return by(moved(world, on, index), JuspayPauseDraft{world.now, at});
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
    return by(moved(world, JuspayTrigger::revoke, parsed.id->index));
  }
  return Decision{};
}

Decided decide_make_juspay(const World& world, const MakeJuspayMandate& command) {
  const ParsedJuspayMake parsed = read_make_juspay(world, command);
  if (auto refusal = first_refusal(make_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  const std::string_view customer =
      command.customer_id.given() ? std::string_view(command.customer_id.text) : kCustomer;
  return by(made(world, making_trigger(*parsed.status)), JuspayDraft{row_of(parsed), customer});
}

Decided decide_settle_juspay(const World& world, const SettleJuspayMandate& command) {
  const ParsedJuspaySettle parsed{world, command, find_juspay_mandate(world, command.mandate),
                                  parse_juspay_outcome(command.outcome.text)};
  if (auto refusal = first_refusal(settle_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  const bool activated = *parsed.outcome == JuspayOutcome::activated;
  const auto on = activated ? JuspayTrigger::activated : JuspayTrigger::failed;
  return by(moved(world, on, parsed.id->index));
}

Decided decide_withdraw_juspay_pause(const World& world, const WithdrawJuspayPause& command) {
  const ParsedJuspayWithdraw parsed{world, find_juspay_mandate(world, command.mandate)};
  if (auto refusal = first_refusal(withdraw_juspay_rules(), parsed)) {
    return failure(std::move(*refusal));
  }
  return by(moved(world, JuspayTrigger::pause_withdrawn, parsed.id->index));
}

Decided decide_juspay_time_up(const World& world, const JuspayTimeUp& command) {
  JuspayTrigger trigger = JuspayTrigger::end_reached;
  if (command.what == TimerKind::juspay_pause_start) trigger = JuspayTrigger::pause_begins;
  if (command.what == TimerKind::juspay_pause_end) {
    const bool asked = world.juspay_mandates[command.mandate.index].state.resume_asked;
    trigger = asked ? JuspayTrigger::resume_due : JuspayTrigger::pause_ends;
  }
  return by(moved(world, trigger, command.mandate.index));
}

}  // namespace lotusbox
