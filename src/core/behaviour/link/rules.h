// Rules for what a customer submits on a link's page.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

struct ParsedOutcome {
  const World& world;
  const SubmitOutcome& command;
  const Link* link = nullptr;  ///< set when the command names one that exists
  std::optional<Outcome> outcome;
  std::optional<AuthMode> auth_mode;
  const ReasonCode* reason = nullptr;  ///< the named code, when it is a known one
};

ParsedOutcome read_outcome(const World& world, const SubmitOutcome& command);
std::span<const RuleRow<ParsedOutcome>> outcome_rules();

/// The rules about the link alone: what opening its page asks.
std::optional<Refusal> refuse_link(const World& world, std::optional<LinkId> link);

/// An eSign is always one of Aadhaar.
Modes esign_modes();
/// The modes its bank offers for what the link is about.
Modes offered_modes(const World& world, const Link& link);

}  // namespace lotusbox
