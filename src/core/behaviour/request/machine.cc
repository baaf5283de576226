#include "core/behaviour/request/machine.h"

// A request lives exactly as long as its one-time link: it ends when the customer accepts, when
// the customer refuses, when the link lapses, or when the
// mandate itself ends. Whatever the end, a fresh request is needed to
// try again. Its rows raise no events of their own: the mandate's do. (seed 0)

namespace lotusbox {

namespace {

using S = RequestStatus;
using T = RequestTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;

constexpr Row kRows[] = {
    R::made("request.create", T::create, always, S::awaiting, kSilent, documented, "seed 0"),
    R::moves("request.accepted", S::awaiting, T::accepted, always, S::applied, kSilent, documented,
             "seed 0"),
    R::moves("request.rejected", S::awaiting, T::rejected, always, S::refused, kSilent, documented,
             "seed 0"),
    R::moves("request.lapsed", S::awaiting, T::lapsed, always, S::lapsed, kSilent, assumed,
             "facts 12.2; R4"),
    R::moves("request.mandate_over", S::awaiting, T::mandate_over, always, S::lapsed, kSilent,
             assumed, "not said; B4"),
};
static_assert(sound<T>(kRows, finals(S::applied, S::refused, S::lapsed)));

}  // namespace

constinit const MachineTable kRequestMachine =
    machine_of<RequestTrigger>("request", "One amend, pause, resume or cancel that waits.", kRows);

}  // namespace lotusbox
