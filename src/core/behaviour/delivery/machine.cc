#include "core/behaviour/delivery/machine.h"

// A delivery is due at once. An answer in the 200s ends it; anything else makes it wait for the
// next place in the retry plan, on the world's clock, until the plan is used up. Asking for an
// event again makes a delivery of its own, so deliveries never depend on each other. (R10)

namespace lotusbox {

namespace {

using S = DeliveryStatus;
using T = DeliveryTrigger;
using R = RowMaker<S, T>;
using enum Guard;
using enum Evidence;

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
};
static_assert(sound(kRows, 4, finals(S::delivered, S::given_up)));

constexpr std::string_view kStates[] = {"due", "waiting", "delivered", "given_up"};
constexpr std::string_view kTriggers[] = {"event_raised", "resend", "succeeded", "failed",
                                          "wait_over"};

}  // namespace

const MachineTable kDeliveryMachine{
    Machine::delivery, "delivery", "One event on its way to the webhook.", kRows,
    kStates,           kTriggers};

}  // namespace lotusbox
