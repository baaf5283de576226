#include "core/behaviour/source/machine.h"

// A source is born pending and holds a link. Each time the customer tries and fails, it refreshes
// to pending: the link stays good, the attempt is counted, and the response says what went wrong.
// A success submits it, which makes an active mandate at once. Withdrawing ends it. Nothing leads
// out of submitted or withdrawn. (seed 3, the API eMandate process)

namespace lotusbox {

namespace {

using S = SourceStatus;
using T = SourceTrigger;
using R = RowMaker<S, T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr Row kRows[] = {
    R::made("source.create", T::create, always, S::pending, emits(source_pending), documented,
            "seed 3; facts 13"),
    R::moves("source.authorised", S::pending, T::authorised, always, S::submitted,
             emits(source_submitted), documented, "seed 3; facts 3.2, 13"),
    R::moves("source.attempt_failed", S::pending, T::attempt_failed, always, S::pending,
             emits(source_pending), assumed, "seed 3: refreshes to pending; the event is R11"),
    R::moves("source.withdraw", S::pending, T::withdraw, always, S::withdrawn,
             emits(source_withdrawn), assumed, "seed 3; facts 13: the event is unconfirmed"),
};
static_assert(sound(kRows, 3, finals(S::submitted, S::withdrawn)));

constexpr std::string_view kStates[] = {"pending", "submitted", "withdrawn"};
constexpr std::string_view kTriggers[] = {"create", "authorised", "attempt_failed", "withdraw"};

}  // namespace

const MachineTable kSourceMachine{
    Machine::source, "source", "A request for a mandate that waits for its customer.",
    kRows,           kStates,  kTriggers};

}  // namespace lotusbox
