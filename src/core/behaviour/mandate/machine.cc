#include "core/behaviour/mandate/machine.h"

// A mandate becomes active when its source is authorised; on paper and by eSign it is acknowledged
// first, and its bank accepts or refuses it. Amend, pause and cancel may be asked of
// an active one, resume of a paused one; from then on it is pending until its customer decides.
// Success applies the change. Refusal, and a link that lapses unused, lead back to exactly where
// it was. It ends when the banks cancel it, or with the day of its last collection, whatever waits
// then. A cancelled mandate never comes back. The made_ rows exist for tests that need a mandate
// in some state without walking it there; they raise no events. (seed 0; facts 2, 13)

namespace lotusbox {

namespace {

using S = MandateStatus;
using T = MandateTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr std::string_view kOverview = "seed 0";
constexpr std::string_view kLapse = "facts 12.2; R4";
constexpr std::string_view kStatuses = "facts 5, 13";
constexpr std::string_view kWaits = "not said; B4";
constexpr std::string_view kMade = "control plane: set-up without a source";

constexpr Row kRows[] = {
    R::made("mandate.source_authorised", T::source_authorised, always, S::active,
            emits(mandate_active), documented, "seed 3; facts 3.2, 13"),
    R::made("mandate.source_acknowledged", T::source_acknowledged, always, S::acknowledged,
            emits(mandate_acknowledged), documented, "seed 3; facts 13"),
    R::made("mandate.imported", T::imported, always, S::active, emits(mandate_active, assumed),
            documented, "facts 4.2; the event is that of every mandate that becomes active"),
    R::made("mandate.made_active", T::made_active, always, S::active, kSilent, assumed, kMade),
    R::made("mandate.made_paused", T::made_paused, always, S::paused, kSilent, assumed, kMade),
    R::made("mandate.made_acknowledged", T::made_acknowledged, always, S::acknowledged, kSilent,
            assumed, kMade),
    R::made("mandate.made_failed", T::made_failed, always, S::failed, kSilent, assumed, kMade),
    R::made("mandate.made_cancelled", T::made_cancelled, always, S::cancelled, kSilent, assumed,
            kMade),
    R::made("mandate.made_expired", T::made_expired, always, S::expired, kSilent, assumed, kMade),

    R::moves("mandate.amend_requested", S::active, T::amend_requested, always, S::pending,
             emits(mandate_pending), documented, kOverview),
    R::moves("mandate.pause_requested", S::active, T::pause_requested, always, S::pending,
             emits(mandate_pending), documented, kOverview),
    R::moves("mandate.resume_requested", S::paused, T::resume_requested, always, S::pending,
             emits(mandate_pending), documented, kOverview),
    R::moves("mandate.cancel_requested", S::active, T::cancel_requested, always, S::pending,
             emits(mandate_pending), documented, kOverview),

    R::moves("mandate.amend_applied", S::pending, T::amend_applied, always, S::active,
             emits(mandate_amend_success), documented, kOverview),
    R::moves("mandate.pause_applied", S::pending, T::pause_applied, always, S::paused,
             emits(mandate_pause_success), documented, kOverview),
    R::moves("mandate.resume_applied", S::pending, T::resume_applied, always, S::active,
             emits(mandate_resume_success), documented, kOverview),
    R::moves("mandate.cancel_applied", S::pending, T::cancel_applied, always, S::cancelled,
             emits(mandate_cancel_success, mandate_cancelled, assumed), documented,
             "seed 0; the second event is R7"),

    R::returns("mandate.amend_refused", S::pending, T::amend_refused, always,
               emits(mandate_amend_failed), documented, kOverview),
    R::returns("mandate.pause_refused", S::pending, T::pause_refused, always,
               emits(mandate_pause_failed), documented, kOverview),
    R::returns("mandate.resume_refused", S::pending, T::resume_refused, always,
               emits(mandate_resume_failed), documented, kOverview),
    R::returns("mandate.cancel_refused", S::pending, T::cancel_refused, always,
               emits(mandate_cancel_failed), documented, kOverview),

    R::returns("mandate.amend_lapsed", S::pending, T::amend_lapsed, always,
               emits(mandate_amend_failed), assumed, kLapse),
    R::returns("mandate.pause_lapsed", S::pending, T::pause_lapsed, always,
               emits(mandate_pause_failed), assumed, kLapse),
    R::returns("mandate.resume_lapsed", S::pending, T::resume_lapsed, always,
               emits(mandate_resume_failed), assumed, kLapse),
    R::returns("mandate.cancel_lapsed", S::pending, T::cancel_lapsed, always,
               emits(mandate_cancel_failed), assumed, kLapse),

    R::moves("mandate.accepted", S::acknowledged, T::bank_accepted, always, S::active,
             emits(mandate_active), documented, kStatuses),
    R::moves("mandate.rejected", S::acknowledged, T::bank_rejected, always, S::failed,
             emits(mandate_failed), documented, kStatuses),
    R::moves("mandate.bank_cancelled", S::active, T::bank_cancelled, always, S::cancelled,
             emits(mandate_cancelled), documented, kStatuses),
    R::moves("mandate.bank_cancelled_paused", S::paused, T::bank_cancelled, always, S::cancelled,
             emits(mandate_cancelled), assumed, kWaits),
    R::moves("mandate.bank_cancelled_pending", S::pending, T::bank_cancelled, always, S::cancelled,
             emits(mandate_cancelled), assumed, kWaits),
    R::moves("mandate.expired", S::active, T::final_day_over, always, S::expired,
             emits(mandate_expired), documented, "facts 9, 13"),
    R::moves("mandate.expired_paused", S::paused, T::final_day_over, always, S::expired,
             emits(mandate_expired), assumed, kWaits),
    R::moves("mandate.expired_pending", S::pending, T::final_day_over, always, S::expired,
             emits(mandate_expired), assumed, kWaits),
    R::moves("mandate.expired_unanswered", S::acknowledged, T::unanswered_to_the_end, always,
             S::expired, emits(mandate_expired), assumed, kWaits),
};
static_assert(sound<T>(kRows, finals(S::failed, S::cancelled, S::expired)));

}  // namespace

constinit const MachineTable kMandateMachine = machine_of<MandateTrigger>(
    "mandate", "A standing permission to debit, and how it may change.", kRows);

}  // namespace lotusbox
