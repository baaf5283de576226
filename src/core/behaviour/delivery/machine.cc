#include "core/behaviour/delivery/machine.h"

// A delivery is due at once. An answer in the 200s ends it; anything else makes it wait for the
// next place in the retry plan, on the world's clock, until the plan is used up. Asking for an
// event again makes a delivery of its own, so deliveries never depend on each other. (R10)
//
// Chaos, when it is asked for, stands at the birth of a delivery: it leaves later, is held until
// the next one has gone ahead of it, is lost for good, or gets a twin. A lost one is not retried:
// its loss is not noticed. What was asked for by hand (resend) is left alone.

namespace lotusbox {

namespace {

using S = DeliveryStatus;
using T = DeliveryTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;

constexpr std::string_view kChaos = "control plane";

constexpr Row kRows[] = {
    R::made("delivery.event_raised", T::event_raised, always, S::due, kSilent, documented,
            "facts 3.1"),
    R::made("delivery.resend", T::resend, always, S::due, kSilent, documented, "facts 3.3; R14"),
    R::moves("delivery.succeeded", S::due, T::succeeded, always, S::delivered, kSilent, assumed,
             "facts 12.8; R10"),
    R::moves("delivery.failed", S::due, T::failed, attempts_left, S::waiting, kSilent, assumed,
             "facts 12.8; R10"),
    R::moves("delivery.given_up", S::due, T::failed, attempts_used_up, S::given_up, kSilent,
             assumed, "facts 12.8; R10"),
    R::moves("delivery.wait_over", S::waiting, T::wait_over, always, S::due, kSilent, assumed,
             "facts 12.8; R10"),
    R::made("delivery.delayed", T::delayed, always, S::waiting, kSilent, assumed, kChaos),
    R::made("delivery.held_back", T::held_back, always, S::held, kSilent, assumed, kChaos),
    R::made("delivery.lost", T::lost, always, S::lost, kSilent, assumed, kChaos),
    R::made("delivery.duplicated", T::duplicated, always, S::due, kSilent, assumed, kChaos),
    R::moves("delivery.overtaken", S::held, T::overtaken, always, S::due, kSilent, assumed, kChaos),
    R::moves("delivery.hold_over", S::held, T::wait_over, always, S::due, kSilent, assumed, kChaos),
};
static_assert(sound<T>(kRows, finals(S::delivered, S::given_up, S::lost)));

}  // namespace

constinit const MachineTable kDeliveryMachine =
    machine_of<DeliveryTrigger>("delivery", "One event on its way to the webhook.", kRows);

}  // namespace lotusbox
