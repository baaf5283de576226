#include "core/behaviour/bank/schedule.h"

#include <algorithm>

#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

constexpr std::string_view kDatedAhead = "date of mandate should be before current business date.";
constexpr std::string_view kEndPassed = "Final collection date is past.";
constexpr std::string_view kDatedTooLongAgo =
    "Range between mandate date and current business date exceeds limit days defined";
constexpr std::string_view kPresentedTooOften =
    "Mandate representation is not allowed! max allowed limit exceeded";

Instant at_hour(CivilDate day, int hour) { return ist_midnight(day) + Seconds(hour * 3600); }

/// That hour of a working day, strictly later.
Instant next_working_hour(const World& world, Instant from, int hour) {
  const WorkingDays& days = world.reference->working_days;
  const CivilDate today = ist_date(from);
  if (days.is_working(today) && from < at_hour(today, hour)) return at_hour(today, hour);
  return at_hour(days.after(today, 1), hour);
}

/// The day after this one on which the sponsor bank takes what LotusPay submits (seed 3).
CivilDate next_cut_off_day(const World& world, CivilDate today) {
  const bool working = world.policy.switched(Switch::cut_off_days);
  return working ? world.reference->working_days.after(today, 1) : today.plus_days(1);
}

Instant documented_time(const World& world, BankStep step, bool again, Variant variant) {
  switch (step) {
    case BankStep::submission:
      return again
                 ? at_hour(next_cut_off_day(world, ist_date(world.now)), world.policy.cut_off_hour)
                 : next_cut_off(world, world.now);
    case BankStep::acknowledgement:
      return next_working_hour(world, world.now, limits::kEveningHour);
    case BankStep::response: {
      const bool paper = variant == Variant::physical;
      return world.now +
             Seconds(86400 * (paper ? limits::kPaperResponseDays : limits::kEsignResponseDays));
    }
    case BankStep::cancel_submission: return next_cut_off(world, world.now);
    case BankStep::cancel_response: return world.now + Seconds(86400 * limits::kCancelResponseDays);
  }
  LOTUSBOX_UNREACHABLE("bank step");
}

ChosenMove with_reason(const World& world, BankMove move, std::string_view code) {
  const BankMoveRow& row = row_of(move);
  ChosenMove chosen{move, code.empty() ? row.reason_code : code, row.reason};
  if (const ReasonCode* known = world.reference->find_code(chosen.reason_code)) {
    chosen.reason = known->label;
  }
  return chosen;
}

/// By the account number, else by the policy, else as usual.
ChosenMove wanted_move(const World& world, const Terms& terms, BankStep step) {
  if (const MagicAccount* magic = find_magic(world.text(terms.account_number), step)) {
    return with_reason(world, *magic->move, magic->reason_code);
  }
  const StepPolicy& policy = world.policy.bank[static_cast<std::size_t>(step)];
  return with_reason(world, policy.outcome.value_or(row_of(step).usual), policy.reason_code);
}

std::optional<Instant> due_time(const World& world, BankStep step, bool again, const Terms& terms) {
  const StepPolicy& policy = world.policy.bank[static_cast<std::size_t>(step)];
  if (policy.manual) return std::nullopt;
  if (wanted_move(world, terms, step).move == BankMove::no_answer) {
    return world.now + Seconds(86400 * limits::kSilentDays);
  }
  if (policy.after) return world.now + *policy.after;
  return documented_time(world, step, again, terms.variant);
}

/// What NPCI refuses at its door, whatever the sponsor bank thinks (reference data 2.1; R26).
std::string_view wrong_date(const World& world, const Terms& terms) {
  if (is_past(world, terms.final_collection)) return kEndPassed;
  if (terms.variant != Variant::physical || !terms.date_of_mandate) return {};
  const CivilDate today = ist_date(world.now);
  if (*terms.date_of_mandate > today) return kDatedAhead;
  const CivilDate last =
      world.reference->working_days.after(*terms.date_of_mandate, limits::kPaperWorkingDays);
  return last < today ? kDatedTooLongAgo : std::string_view();
}

/// How NPCI knows a mandate that it was shown before (reference data 2.1).
bool is_same_mandate(const World& world, const Terms& left, const Terms& right) {
  return left.variant == right.variant && left.date_of_mandate == right.date_of_mandate &&
         left.bank == right.bank && left.amount_kind == right.amount_kind &&
         left.amount == right.amount &&
         world.text(left.account_number) == world.text(right.account_number);
}

/// The strictest of the codes with which it was refused says how often it may come again.
bool presented_too_often(const World& world, const Terms& terms) {
  if (world.policy.switched(Switch::resubmission_limits)) return false;
  if (terms.variant != Variant::physical) return false;
  int refused = 0;
  std::optional<int> most;
  for (const MandateId id : world.failed_mandates) {
    const Mandate& other = world.mandates[id.index];
    if (!is_same_mandate(world, world.terms_of(other), terms)) continue;
    ++refused;
    const ReasonCode* code = world.reference->find_code(world.text(other.state.reason_code));
    if (code == nullptr || !code->represents) continue;
    most = std::min(most.value_or(*code->represents), *code->represents);
  }
  return most && refused > *most;
}

bool stands(MandateStatus status) {
  return status == MandateStatus::active || status == MandateStatus::pending ||
         status == MandateStatus::paused;
}

template <class State>
void renew(World& world, State& state, std::optional<BankStep> before,
           std::optional<BankStep> after, const Terms& terms, bool again, TimerKind kind,
           std::uint32_t index) {
  if (before == after) return;
  if (state.bank_due && *state.bank_due > world.now) world.timers.forsake();
  state.bank_due.reset();
  if (!after) return;
  state.bank_due = due_time(world, *after, again, terms);
  if (state.bank_due) world.timers.set(*state.bank_due, kind, index);
}

}  // namespace

std::optional<BankStep> awaited_step(const World& world, const Source& source) {
  const Source::State& state = source.state;
  if (world.terms_of(source).variant == Variant::emandate_api) return std::nullopt;
  if (state.status == SourceStatus::pending_submission) return BankStep::submission;
  const bool unanswered = state.status == SourceStatus::submitted && !state.mandate &&
                          state.acknowledgement == Acknowledgement::awaited;
  return unanswered ? std::optional(BankStep::acknowledgement) : std::nullopt;
}

std::optional<BankStep> awaited_step(const Mandate& mandate) {
  const Mandate::State& state = mandate.state;
  if (state.status == MandateStatus::acknowledged) return BankStep::response;
  if (!stands(state.status)) return std::nullopt;
  if (state.cancel == CancelStatus::cancel_requested) return BankStep::cancel_submission;
  if (state.cancel == CancelStatus::cancel_submitted) return BankStep::cancel_response;
  return std::nullopt;
}

void renew_bank_timer(World& world, SourceId id, std::optional<BankStep> before) {
  Source& source = world.sources.edit(id.index);
  // One that failed technically still waits for its mandate; one that was returned begins anew.
  const bool again = source.state.acknowledgement != Acknowledgement::none;
  renew(world, source.state, before, awaited_step(world, source), world.terms_of(source), again,
        TimerKind::bank_source, id.index);
}

void renew_bank_timer(World& world, MandateId id, std::optional<BankStep> before) {
  Mandate& mandate = world.mandates.edit(id.index);
  renew(world, mandate.state, before, awaited_step(mandate), world.terms_of(mandate), false,
        TimerKind::bank_mandate, id.index);
}

ChosenMove chosen_move(const World& world, SourceId id, BankStep step) {
  const Source& source = world.sources[id.index];
  const Terms& terms = world.terms_of(source);
  ChosenMove chosen = wanted_move(world, terms, step);
  // What goes wrong by itself goes wrong once: the next try goes well.
  const bool returned = chosen.move == BankMove::send_back && source.state.returns > 0;
  const bool failed = chosen.move == BankMove::fail_technically && source.state.submissions > 1;
  if (returned || failed) chosen = with_reason(world, row_of(step).usual, {});
  std::string_view refused = wrong_date(world, terms);
  if (refused.empty() && presented_too_often(world, terms)) refused = kPresentedTooOften;
  if (chosen.move == BankMove::acknowledge && !refused.empty()) {
    chosen = {BankMove::reject_initially, {}, refused};
  }
  return chosen;
}

ChosenMove chosen_move(const World& world, MandateId id, BankStep step) {
  return wanted_move(world, world.terms_of(world.mandates[id.index]), step);
}

Instant next_cut_off(const World& world, Instant from) {
  const int hour = world.policy.cut_off_hour;
  if (world.policy.switched(Switch::cut_off_days)) return next_working_hour(world, from, hour);
  const CivilDate today = ist_date(from);
  return at_hour(from < at_hour(today, hour) ? today : today.plus_days(1), hour);
}

Instant quarter_deadline(Instant created, Instant now) {
  const auto quarter = [](Instant at) {
    const CivilDate day = ist_date(at);
    return day.year() * 4 + (day.month() - 1) / 3;
  };
  const int ends = std::max(quarter(created) + 1, quarter(now)) + 1;  // the first quarter after it
  return ist_midnight(*CivilDate::make(ends / 4, ends % 4 * 3 + 1, 1));
}

}  // namespace lotusbox
