#include "core/behaviour/debit/machine.h"

// A debit is pending until the morning of its charge date. Then it goes to the banks if its
// mandate is active, and is cancelled otherwise. The terms of the mandate are looked at again: what
// is beyond them comes back rejected, or is held back when policy says so. Around midday NPCI has
// rejected it, or the bank has paid, refused, or asked for another day. A confirmed debit can still
// come back later: a late return. Nothing is tried again by itself. (facts 4.5, 5, 9, 13; R13)

namespace lotusbox {

namespace {

using S = DebitStatus;
using T = DebitTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr std::string_view kWalk = "facts 4.5, 5, 13";

constexpr Row kRows[] = {
    R::made("ach_debit.create", T::create, always, S::pending, emits(ach_debit_pending), documented,
            "facts 3.4, 4.5"),
    R::made("ach_debit.made_by_subscription", T::made_by_subscription, always, S::pending,
            emits(ach_debit_pending), assumed, "facts 4.8; D8"),

    R::moves("ach_debit.cancel", S::pending, T::cancel, always, S::cancelled,
             emits(ach_debit_cancelled), documented, "facts 4.5"),
    R::moves("ach_debit.mandate_ended", S::pending, T::mandate_ended, always, S::cancelled,
             emits(ach_debit_cancelled), documented, "facts 4.5; R7"),
    R::moves("ach_debit.submitted", S::pending, T::morning, chargeable, S::submitted,
             emits(ach_debit_submitted), documented, "facts 4.5, 9"),
    R::moves("ach_debit.held_back", S::pending, T::morning, held_back, S::cancelled,
             emits(ach_debit_cancelled), assumed, "D9"),
    R::moves("ach_debit.not_submitted", S::pending, T::morning, not_chargeable, S::cancelled,
             emits(ach_debit_cancelled), assumed, "facts 4.5, 12.13; R13"),

    R::moves("ach_debit.confirmed", S::submitted, T::confirm, always, S::confirmed,
             emits(ach_debit_confirmed), documented, kWalk),
    R::moves("ach_debit.extended", S::submitted, T::extend, always, S::extended,
             emits(ach_debit_extended), documented, kWalk),
    R::moves("ach_debit.rejected", S::submitted, T::reject, always, S::rejected,
             emits(ach_debit_rejected), documented, kWalk),
    R::moves("ach_debit.returned", S::submitted, T::give_back, always, S::returned,
             emits(ach_debit_returned), documented, kWalk),
    R::moves("ach_debit.denied", S::submitted, T::deny, always, S::cancelled,
             emits(ach_debit_cancelled), documented, "facts 13: the sponsor bank denies"),
    R::moves("ach_debit.no_answer", S::submitted, T::no_answer, always, S::submitted, kSilent,
             assumed, "D3: it waits for the bank to be told"),

    R::moves("ach_debit.confirmed_in_extension", S::extended, T::confirm, always, S::confirmed,
             emits(ach_debit_confirmed), documented, kWalk),
    R::moves("ach_debit.returned_in_extension", S::extended, T::give_back, always, S::returned,
             emits(ach_debit_returned), assumed, "facts 13: expected; D4"),
    R::moves("ach_debit.no_answer_in_extension", S::extended, T::no_answer, always, S::extended,
             kSilent, assumed, "D3: it waits for the bank to be told"),

    R::moves("ach_debit.returned_late", S::confirmed, T::give_back, always, S::returned,
             emits(ach_debit_returned), documented, "reference data 1: a late return"),
};
static_assert(sound<T>(kRows, finals(S::rejected, S::returned, S::cancelled)));

}  // namespace

constinit const MachineTable kDebitMachine =
    machine_of<DebitTrigger>("ach_debit", "One payment out of the account of a debtor.", kRows);

}  // namespace lotusbox
