#include "core/behaviour/link/machine.h"

// Two kinds of link share the machine. The link of a management request is used up by either
// answer of the customer, and dies by itself at its expiry. The link of a source is used up by
// acceptance only: a refused attempt leaves it live, it ends with its source,
// and an eSign source that is given back to its customer has it live again. Opening the page,
// a HEAD from a mail scanner, a preview: none of them is a trigger. (seeds 0 and 3; R4, R23)

namespace lotusbox {

namespace {

using S = LinkStatus;
using T = LinkTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;

constexpr Row kRows[] = {
    R::made("link.issue", T::issue, always, S::live, kSilent, documented, "seeds 0, 3"),
    R::moves("link.accepted", S::live, T::accepted, always, S::used, kSilent, documented,
             "seed 0; facts 7"),
    R::moves("link.rejected_on_request", S::live, T::rejected, on_request, S::used, kSilent,
             documented, "seed 0"),
    R::moves("link.rejected_on_source", S::live, T::rejected, on_source, S::live, kSilent,
             documented, "seed 3: the link remains reusable"),
    R::moves("link.time_up", S::live, T::time_up, always, S::expired, kSilent, documented,
             "seeds 0, 1: seven days; cancel thirty minutes (R16)"),
    R::moves("link.source_withdrawn", S::live, T::source_withdrawn, always, S::closed, kSilent,
             documented, "seed 3: the authorisation URL is deactivated"),
    R::moves("link.source_returned", S::used, T::source_returned, always, S::live, kSilent, assumed,
             "seed 3: returned to pending, where the customer can sign"),
    R::moves("link.mandate_over", S::live, T::mandate_over, always, S::closed, kSilent, assumed,
             "not said; B4"),
};
static_assert(sound<T>(kRows, finals(S::expired, S::closed)));

}  // namespace

constinit const MachineTable kLinkMachine =
    machine_of<LinkTrigger>("link", "A one-time link for the customer.", kRows);

}  // namespace lotusbox
