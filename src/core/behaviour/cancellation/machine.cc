#include "core/behaviour/cancellation/machine.h"

// A merchant asks the sponsor bank to cancel; the mandate stays as it is while the request travels,
// and is cancelled when the banks confirm. When they fail to, it stays, and the pages of the API do
// not let it be asked for again. A bank may also say by itself, at any time, that a mandate is
// cancelled. (facts 5, 13)

namespace lotusbox {

namespace {

using S = CancelStatus;
using T = CancellationTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;

constexpr std::string_view kInward = "facts 13: any, on an inward cancellation";

constexpr Row kRows[] = {
    R::moves("cancellation.requested", S::cancel_nil, T::requested, always, S::cancel_requested,
             kSilent, documented, "facts 4.2, 13"),
    R::moves("cancellation.submitted", S::cancel_requested, T::submitted, always,
             S::cancel_submitted, kSilent, documented, "facts 5, 13"),
    R::moves("cancellation.confirmed", S::cancel_submitted, T::confirmed, always,
             S::cancel_confirmed, kSilent, documented, "facts 5, 13"),
    R::moves("cancellation.failed", S::cancel_submitted, T::failed, always, S::cancel_failed,
             kSilent, documented, "facts 5, 13"),
    R::moves("cancellation.received", S::cancel_nil, T::received, always, S::cancel_received,
             kSilent, documented, kInward),
    R::moves("cancellation.received_when_requested", S::cancel_requested, T::received, always,
             S::cancel_received, kSilent, documented, kInward),
    R::moves("cancellation.received_when_submitted", S::cancel_submitted, T::received, always,
             S::cancel_received, kSilent, documented, kInward),
    R::moves("cancellation.received_when_failed", S::cancel_failed, T::received, always,
             S::cancel_received, kSilent, documented, kInward),
    R::moves("cancellation.received_when_denied", S::cancel_denied, T::received, always,
             S::cancel_received, kSilent, documented, kInward),
};
static_assert(sound<T>(kRows, finals(S::cancel_confirmed, S::cancel_received),
                       finals(S::cancel_nil, S::cancel_denied)));

}  // namespace

constinit const MachineTable kCancellationMachine = machine_of<CancellationTrigger>(
    "cancellation", "The cancel status of a mandate: its way through the sponsor bank.", kRows);

}  // namespace lotusbox
