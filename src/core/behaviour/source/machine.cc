#include "core/behaviour/source/machine.h"

// A source is born pending and holds a link. Each time the customer tries and fails, it refreshes
// to pending: the link stays good, the attempt is counted, and the response says what went wrong.
// A success submits it, which makes an active mandate at once. Withdrawing ends it, and so does the
// end of the quarter after the one it was made in. (seed 3, the API eMandate process)
//
// Paper and eSign go through the sponsor bank. Processed or signed, a source waits for the cut-off;
// LotusPay may give it back before. Submitted, it waits for the acknowledgement that makes its
// mandate; a technical failure leads back to the queue, an initial rejection ends it, and it can
// return to pending. The list of next statuses of submitted has the first of these three only, but
// the text of the page tells of all. (seed 3, the physical and eSign process)

namespace lotusbox {

namespace {

using S = SourceStatus;
using T = SourceTrigger;
using R = RowMaker<T>;
using enum Guard;
using enum Evidence;
using enum EventType;

constexpr Row kRows[] = {
    R::made("source.create", T::create, always, S::pending, emits(source_pending), documented,
            "seed 3; facts 13"),
    R::moves("source.authorised", S::pending, T::authorised, always, S::submitted,
             emits(source_submitted), documented, "seed 3; facts 3.2, 13"),
    R::moves("source.attempt_failed", S::pending, T::attempt_failed, always, S::pending,
             emits(source_pending, assumed), documented,
             "seed 3: refreshes to pending; the event is R11"),
    R::moves("source.withdraw", S::pending, T::withdraw, always, S::withdrawn,
             emits(source_withdrawn, assumed), documented,
             "seed 3; facts 13: the event is unconfirmed"),
    R::moves("source.quarter_over", S::pending, T::quarter_over, always, S::withdrawn,
             emits(source_withdrawn, assumed), documented,
             "seed 3; facts 13: the event is unconfirmed"),

    R::moves("source.signed", S::pending, T::signed_, always, S::pending_submission,
             emits(source_pending_submission, assumed), documented,
             "seed 3; facts 3.4 has the event for paper"),
    R::moves("source.processed", S::pending, T::processed, always, S::pending_submission,
             emits(source_pending_submission), documented, "seed 3; facts 3.4, 4.1"),
    R::moves("source.sent", S::pending_submission, T::sent, always, S::submitted,
             emits(source_submitted), documented, "seed 3; facts 13"),
    R::moves("source.returned", S::pending_submission, T::returned, always, S::pending,
             emits(source_pending, assumed), documented, "seed 3; the event is R11"),
    R::moves("source.returned_submitted", S::submitted, T::returned, always, S::pending,
             emits(source_pending, assumed), documented,
             "seed 3: from submitted, it can return to pending; the event is R11"),
    R::moves("source.given_up", S::pending_submission, T::given_up, always, S::withdrawn,
             emits(source_withdrawn, assumed), documented,
             "seed 3: LotusPay may withdraw it after review; facts 13: the event is unconfirmed"),
    R::moves("source.acknowledged", S::submitted, T::acknowledged, always, S::submitted, kSilent,
             documented, "seed 3; facts 13"),
    R::moves("source.reported", S::submitted, T::reported, always, S::submitted, kSilent,
             documented, "seed 3: BANK_REPORT; no event is known"),
    R::moves("source.failed_technically", S::submitted, T::failed_technically, always,
             S::pending_submission, emits(source_pending_submission, assumed), documented,
             "seed 3: may return to pending_submission; the event is that of the status"),
    R::moves("source.initially_rejected", S::submitted, T::initially_rejected, always, S::withdrawn,
             emits(source_withdrawn, assumed), documented,
             "seed 3: its text; not in its list of next statuses; facts 13: the event is "
             "unconfirmed"),
};
static_assert(sound<T>(kRows, finals(S::withdrawn)));

}  // namespace

constinit const MachineTable kSourceMachine = machine_of<SourceTrigger>(
    "source",
    "A request for a mandate that waits for its customer, and perhaps for the sponsor bank.",
    kRows);

}  // namespace lotusbox
