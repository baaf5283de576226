// When banks and calendars act by themselves: which step an object waits for, when it falls due,
// and what will be done then. Policy and account numbers may say otherwise than the tables.
#pragma once

#include <optional>
#include <string_view>

#include "core/behaviour/bank/tables.h"
#include "core/model/world.h"

namespace lotusbox {

/// The step that a bank or LotusPay takes next; none: no step is due.
std::optional<BankStep> awaited_step(const World& world, const Source& source);
std::optional<BankStep> awaited_step(const Mandate& mandate);

/// Sets the timer for what the object waits for now and did not before.
void renew_bank_timer(World& world, SourceId id, std::optional<BankStep> before);
void renew_bank_timer(World& world, MandateId id, std::optional<BankStep> before);

/// What will be done about a step, and what is said with it.
struct ChosenMove {
  BankMove move = BankMove::submit;
  std::string_view reason_code, reason;
};
ChosenMove chosen_move(const World& world, SourceId id, BankStep step);
ChosenMove chosen_move(const World& world, MandateId id, BankStep step);

/// The next cut-off of a working day; `from` itself is too late for its own.
Instant next_cut_off(const World& world, Instant from);

/// The end of the quarter in which a source made then dies if it is still pending (seed 3): the one
/// after its own; while that has passed, the present one.
Instant quarter_deadline(Instant created, Instant now);

/// The midnight that ends the day of the last collection.
inline Instant end_of(CivilDate final_day) { return ist_midnight(final_day.plus_days(1)); }

}  // namespace lotusbox
