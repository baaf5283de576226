// Small values that tests begin with: reference data of a few banks, fields as callers send them,
// and commands that pass every rule until a test breaks one.
#pragma once

#include <memory>
#include <string_view>

#include "core/model/command.h"
#include "core/model/reference.h"
#include "core/model/world.h"

namespace lotusbox::test {

/// Wednesday, 2026-01-07, 10:00 in India.
inline constexpr std::string_view kStart = "2026-01-07T10:00:00+05:30";

/// Banks AUBL (no resume, no net banking), ICIC (everything), PAPR (paper only); categories L001,
/// L002, S001, T002; holidays Monday 2026-01-26 and Thursday 2026-04-02.
std::shared_ptr<const Reference> reference();
World new_world(std::string_view start = kStart, std::uint64_t seed = 1);

Field text(std::string_view value);
Field number(std::string_view digits);
Field boolean(bool value);
Field null_value();
Field nested();

/// A source that is accepted as it is: ICIC, at most Rs 5000, monthly.
CreateSource good_source();
/// A direct mandate of the same terms, in that status.
MakeMandate good_mandate(std::string_view status = "active");
/// A management call that names its mandate by id; an amend of the maximum amount to Rs 50.
ManageMandate good_request(const World& world, Action action, MandateId mandate);
SubmitOutcome answer(LinkId link, std::string_view outcome = "accepted");
/// A plain webhook on this machine.
SetWebhook good_webhook();

CivilDate date(std::string_view text);
Instant instant(std::string_view text);

inline constexpr Action kActions[] = {Action::amend, Action::pause, Action::resume, Action::cancel};

}  // namespace lotusbox::test
