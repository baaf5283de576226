#include "core/behaviour/debit/terms.h"

#include "core/behaviour/debit/answers.h"

namespace lotusbox {

namespace {

constexpr int kMonthsOfYear = 12;

/// Counts the calendar periods of this many months.
int period_of(CivilDate day, int months) {
  return (day.year() * kMonthsOfYear + day.month() - 1) / months;
}

CivilDate monday_of(CivilDate day) {
  constexpr int kDays = 7;
  return day.plus_days(-((day.weekday() + kDays - 1) % kDays));
}

/// How often a mandate of this frequency is charged in one of its periods: BIMN is two debits a
/// month (facts 8).
int times_in_period(Frequency frequency) { return frequency == Frequency::bimn ? 2 : 1; }

/// Whether both days lie in one period of this frequency.
bool one_period(Frequency frequency, CivilDate left, CivilDate right) {
  const auto same = [&](int months) { return period_of(left, months) == period_of(right, months); };
  switch (frequency) {
    case Frequency::adho:
    case Frequency::inda: return false;
    case Frequency::dail: return left == right;
    case Frequency::week: return monday_of(left) == monday_of(right);
    case Frequency::mnth: return same(1);
    case Frequency::bimn: return same(1);
    case Frequency::qurt: return same(3);
    case Frequency::mian: return same(6);
    case Frequency::year: return same(kMonthsOfYear);
  }
  LOTUSBOX_UNREACHABLE("frequency");
}

/// It went to the banks and has not come back.
bool counts(DebitStatus status) {
  return status == DebitStatus::submitted || status == DebitStatus::extended ||
         status == DebitStatus::confirmed;
}

bool charged_often_enough(const World& world, const Mandate& mandate, DebitId id) {
  const CivilDate charge = world.ledger.debits[id.index].charge;
  if (!mandate.state.frequency) return false;
  const Frequency frequency = *mandate.state.frequency;
  int before = 0;
  auto other = mandate.last_debit;
  while (other && before < times_in_period(frequency)) {
    const Debit& row = world.ledger.debits[other->index];
    const bool counted = other != id && counts(row.state.status);
    if (counted && one_period(frequency, row.charge, charge)) ++before;
    other = row.previous_of_mandate;
  }
  return before >= times_in_period(frequency);
}

std::string_view code_text(TermBreach breach) {
  switch (breach) {
    case TermBreach::above_maximum: return "26";
    case TermBreach::not_collection_amount: return "27";
    case TermBreach::before_first_date: return "28";
    case TermBreach::after_final_date: return "29";
    case TermBreach::too_often: return {};
  }
  LOTUSBOX_UNREACHABLE("term breach");
}

}  // namespace

bool permits(const World& world, const Mandate& mandate, Paise amount) {
  const bool fixed = world.terms_of(mandate).amount_kind == AmountKind::collection;
  return fixed ? amount == mandate.state.amount : amount <= mandate.state.amount;
}

std::optional<TermBreach> term_breach(const World& world, DebitId id) {
  const Debit& debit = world.ledger.debits[id.index];
  const Mandate& mandate = world.mandates[debit.mandate.index];
  const Terms& terms = world.terms_of(mandate);
  const auto& final = mandate.state.final_collection;
  if (!permits(world, mandate, debit.amount)) {
    return terms.amount_kind == AmountKind::collection ? TermBreach::not_collection_amount
                                                       : TermBreach::above_maximum;
  }
  if (debit.charge < terms.first_collection) return TermBreach::before_first_date;
  if (final && debit.charge > *final) return TermBreach::after_final_date;
  const bool enforced = world.policy.switched(Switch::debit_frequency);
  if (enforced && charged_often_enough(world, mandate, id)) return TermBreach::too_often;
  return std::nullopt;
}

std::optional<std::uint16_t> reject_code(const Reference& reference, TermBreach breach) {
  const std::string_view code = code_text(breach);
  return code.empty() ? std::nullopt : code_for(reference, DebitAnswer::rejected, code);
}

}  // namespace lotusbox
