// Rules of the management calls (amend, pause, resume, cancel) and of making a mandate directly.
#pragma once

#include <optional>
#include <span>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// A management call, read once: what its texts meant and which mandate it names.
struct ParsedManage {
  const World& world;
  const ManageMandate& command;
  std::optional<MandateId> id;
  const Mandate* mandate = nullptr;  ///< set when id is
  const Terms* terms = nullptr;
  std::optional<Paise> amount;  ///< of whichever amount key was sent
  std::optional<CivilDate> final_collection;
  std::optional<Frequency> frequency;
  std::optional<AuthMode> auth_mode;
};

ParsedManage read_manage(const World& world, const ManageMandate& command);
/// What a request asked for, for the rules that are asked again; `nothing_sent` outlives it.
ParsedManage reread_manage(const World& world, const ManageMandate& nothing_sent,
                           const ManagementRequest& request);

/// The rules of one action, in order of precedence (R2).
std::span<const RuleRow<ParsedManage>> manage_rules(Action action);

struct ParsedMake {
  const World& world;
  const MakeMandate& command;
  std::optional<MandateStatus> status;
  std::optional<CancelStatus> cancel;
  std::optional<CustomerId> customer;
  std::optional<Instant> created;
  std::optional<CivilDate> date_acknowledged, date_responded;
  std::optional<CivilDate> over_since;  ///< its last collection, where that is past
};
ParsedMake read_make(const World& world, const MakeMandate& command);
std::span<const RuleRow<ParsedMake>> make_rules();

}  // namespace lotusbox
