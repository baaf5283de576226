#include "core/behaviour/subscription/machine.h"

// On each of its dates an active subscription makes a debit. When the debit would be refused,
// because the mandate is paused or its amount no longer fits, the date is missed: it counts, and
// nothing is charged, and the reason is kept. After the last date of its count it is completed: the
// pages know only active and cancelled, and it is neither. It ends with its mandate: a date after
// the end of the mandate is none of its last ones, for the end can be put off. (facts 4.8, 13; D8)

namespace lotusbox {

namespace {

using S = SubscriptionStatus;
using T = SubscriptionTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;

constexpr std::string_view kDates = "facts 4.8; D8";

constexpr Row kRows[] = {
    R::made("subscription.create", T::create, always, S::active, kSilent, documented, "facts 4.8"),
    R::moves("subscription.update", S::active, T::update, always, S::active, kSilent, documented,
             "facts 4.8"),
    R::moves("subscription.charge", S::active, T::charge, more_to_come, S::active, kSilent, assumed,
             kDates),
    R::moves("subscription.charge_last", S::active, T::charge, was_last, S::completed, kSilent,
             assumed, kDates),
    R::moves("subscription.miss", S::active, T::miss, more_to_come, S::active, kSilent, assumed,
             kDates),
    R::moves("subscription.miss_last", S::active, T::miss, was_last, S::completed, kSilent, assumed,
             kDates),
    R::moves("subscription.cancel", S::active, T::cancel, always, S::cancelled, kSilent, documented,
             "facts 4.8, 13"),
    R::moves("subscription.mandate_ended", S::active, T::mandate_ended, always, S::cancelled,
             kSilent, assumed, "facts 13; D8"),
};
static_assert(sound<T>(kRows, finals(S::cancelled, S::completed)));

}  // namespace

constinit const MachineTable kSubscriptionMachine =
    machine_of<SubscriptionTrigger>("subscription", "A fixed amount on a row of dates.", kRows);

}  // namespace lotusbox
