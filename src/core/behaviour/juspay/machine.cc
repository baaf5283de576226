#include "core/behaviour/juspay/machine.h"

#include "core/model/juspay.h"

// A mandate of Juspay begins CREATED and becomes ACTIVE, or a FAILURE, with its order. A call
// pauses an active one at once or from a later second on, without the customer; at the end of the
// pause it is active again by itself. A call may end the pause earlier or later. Revoking, and the
// end date of the mandate, are final. A pause that lasts until the end of the mandate never becomes
// active in between.
// Becoming active again raises nothing: the vendor names six events and none is for a resumption,
// and a receiver that waited here for an event Juspay never sends would wait for ever in
// production. `last_activated_at` moves, because the vendor keeps it apart from `activated_at`.
// The made_ rows exist for tests that need a mandate in some state without walking it there; they
// raise no events. (seed 4; facts 10, 13)

namespace lotusbox {

namespace {

using S = JuspayStatus;
using T = JuspayTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr std::string_view kWalk = "facts 10, 13";
constexpr std::string_view kMade = "control plane: set-up without an order";

constexpr Row kRows[] = {
    R::made("juspay_mandate.create", T::create, always, S::created, emits(juspay_created),
            documented, kWalk),
    R::made("juspay_mandate.made_active", T::made_active, always, S::active, kSilent, assumed,
            kMade),
    R::made("juspay_mandate.made_paused", T::made_paused, always, S::paused, kSilent, assumed,
            kMade),
    R::made("juspay_mandate.made_failure", T::made_failure, always, S::failure, kSilent, assumed,
            kMade),
    R::made("juspay_mandate.made_revoked", T::made_revoked, always, S::revoked, kSilent, assumed,
            kMade),
    R::made("juspay_mandate.made_expired", T::made_expired, always, S::expired, kSilent, assumed,
            kMade),

    R::moves("juspay_mandate.activated", S::created, T::activated, always, S::active,
             emits(juspay_activated), documented, kWalk),
    R::moves("juspay_mandate.failed", S::created, T::failed, always, S::failure,
             emits(juspay_failed), documented, kWalk),

    R::moves("juspay_mandate.pause", S::active, T::pause, always, S::paused, emits(juspay_paused),
             documented, "seed 4; facts 10"),
    R::moves("juspay_mandate.pause_scheduled", S::active, T::pause_scheduled, always, S::active,
             kSilent, documented, "seed 4: Pause mandate is scheduled; ACTIVE until its date"),
    R::moves("juspay_mandate.pause_withdrawn", S::active, T::pause_withdrawn, always, S::active,
             kSilent, assumed, "J10: not said"),
    R::moves("juspay_mandate.pause_begins", S::active, T::pause_begins, always, S::paused,
             emits(juspay_paused), documented, "seed 4: the date when the mandate will be paused"),
    R::moves("juspay_mandate.pause_ends", S::paused, T::pause_ends, always, S::active, kSilent,
             documented, "seed 4: automatically changed to ACTIVE"),

    R::moves("juspay_mandate.resume", S::paused, T::resume, always, S::active, kSilent, documented,
             "facts 10"),
    R::moves("juspay_mandate.resume_scheduled", S::paused, T::resume_scheduled, always, S::paused,
             kSilent, assumed, "facts 10 has resume_date; that it may lie ahead is our reading"),
    R::moves("juspay_mandate.resume_due", S::paused, T::resume_due, always, S::active, kSilent,
             assumed, "facts 10 has resume_date; that it may lie ahead is our reading"),

    R::moves("juspay_mandate.revoke", S::active, T::revoke, always, S::revoked,
             emits(juspay_revoked), documented, "facts 10"),
    R::moves("juspay_mandate.end_of_active", S::active, T::end_reached, always, S::expired,
             emits(juspay_expired), documented, "facts 13: EXPIRED at end date"),
    R::moves("juspay_mandate.end_of_paused", S::paused, T::end_reached, always, S::expired,
             emits(juspay_expired), assumed, "facts 13 speaks of active mandates only"),
};
static_assert(sound<T>(kRows, finals(S::failure, S::revoked, S::expired)));

}  // namespace

constinit const MachineTable kJuspayMachine = machine_of<JuspayTrigger>(
    "juspay_mandate", "A mandate of Juspay, which is another product than LotusPay.", kRows);

}  // namespace lotusbox
