#include "core/behaviour/link/decide.h"

#include "core/behaviour/bank/tables.h"
#include "core/behaviour/link/machine.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/link/stale.h"

namespace lotusbox {

namespace {

// What a refused authorisation says when the test names no reason: the vendor's own sandbox
// example (facts 6), and the party that says it.
constexpr std::string_view kDefaultReason = "AP05";
constexpr std::string_view kBankRejects = "BANK";
constexpr std::string_view kNpciRejects = "NPCI";
constexpr std::string_view kNpciFamily = "authorisation_npci";
// The same for a signature, which an eSign provider carries out.
constexpr std::string_view kDefaultEsignReason = "ESP-944";
constexpr std::string_view kEsignFamily = "esign";
constexpr std::string_view kProviderRejects = "ESP";
// A customer may refuse without a reason; and LotusPay does not hand on what has gone stale.
constexpr std::string_view kNoReason = "The customer refused and gave no reason";
constexpr std::string_view kCustomerRejects = "CUSTOMER";
constexpr std::string_view kVendorRejects = "LOTUSPAY";

std::string_view who_rejects(const ReasonCode& reason) {
  if (reason.family == kEsignFamily) return kProviderRejects;
  return reason.family == kNpciFamily ? kNpciRejects : kBankRejects;
}

/// The row of the account number that decides what becomes of an authorisation; null when none
/// does.
const MagicAccount* magic_of(const World& world, const Link& link) {
  if (link.kind != LinkKind::source) return nullptr;
  const Terms& terms = world.terms_of(world.sources[link.target]);
  return find_magic(world.text(terms.account_number), terms.variant);
}

std::string_view default_reason(const World& world, const Link& link) {
  if (const MagicAccount* magic = magic_of(world, link)) return magic->reason_code;
  const bool esign = link.kind == LinkKind::source &&
                     world.terms_of(world.sources[link.target]).variant == Variant::emandate_esign;
  return esign ? kDefaultEsignReason : kDefaultReason;
}

/// A refusal that the customer did not explain. A request has no bank that would have said no; a
/// source has, unless the customer was asked for a reason and gave none.
bool is_unexplained(const World& world, const ParsedOutcome& parsed) {
  const SubmitOutcome& command = parsed.command;
  if (command.reason_code.given() || magic_of(world, *parsed.link) != nullptr) return false;
  return command.from_page || parsed.link->kind == LinkKind::request;
}

OutcomeDraft draft_of(const World& world, const ParsedOutcome& parsed, Outcome outcome) {
  const SubmitOutcome& command = parsed.command;
  OutcomeDraft draft{.link = *command.link, .outcome = outcome, .auth_mode = parsed.auth_mode};
  if (outcome != Outcome::rejected) return draft;
  const ReasonCode* reason = parsed.reason;
  if (is_unexplained(world, parsed)) {
    draft.reason_description = kNoReason;
    draft.reject_by = kCustomerRejects;
  } else if (!command.reason_code.given()) {
    reason = world.reference->find_code(default_reason(world, *parsed.link));
  }
  if (reason != nullptr) {
    draft.reason_code = reason->code;
    draft.reason_description = reason->label;
    draft.reject_by = who_rejects(*reason);
  }
  if (command.reason_code.given()) draft.reason_code = command.reason_code.text;
  if (command.reason_description.given()) {
    draft.reason_description = command.reason_description.text;
  }
  if (command.reject_by.given()) draft.reject_by = command.reject_by.text;
  return draft;
}

/// What was accepted is not applied, and the rule that does not hold any more is the reason.
OutcomeDraft stale_draft(const ParsedOutcome& parsed, const Refusal& stale) {
  OutcomeDraft draft{.link = *parsed.command.link, .outcome = Outcome::rejected};
  draft.reason_description = stale.finding.message;
  draft.reject_by = kVendorRejects;
  draft.stale = stale.rule;
  return draft;
}

}  // namespace

Outcome real_outcome(const World& world, const SubmitOutcome& command) {
  const Outcome wanted = parse_outcome(command.outcome.text).value_or(Outcome::accepted);
  const bool known = command.link && command.link->index < world.links.size();
  if (wanted != Outcome::accepted || !known) return wanted;
  if (refuse_stale(world, command)) return Outcome::rejected;
  const bool refused = magic_of(world, world.links[command.link->index]) != nullptr;
  return refused ? Outcome::rejected : wanted;
}

Decided decide_outcome(const World& world, const SubmitOutcome& command) {
  const ParsedOutcome parsed = read_outcome(world, command);
  if (auto refusal = first_refusal(outcome_rules(), parsed)) return failure(std::move(*refusal));
  Decision decision;
  const Outcome outcome = real_outcome(world, command);
  const auto stale = refuse_stale(world, command);
  decision.draft = stale ? stale_draft(parsed, *stale) : draft_of(world, parsed, outcome);
  // A customer who leaves changes nothing: the vendor calls it a dropped case (facts 7).
  if (outcome == Outcome::abandoned) return decision;
  const auto trigger = outcome == Outcome::accepted ? LinkTrigger::accepted : LinkTrigger::rejected;
  decision.changes.push_back(moved(world, trigger, command.link->index));
  return decision;
}

Decided decide_lapse(const World& world, const LapseLink& command) {
  return by(moved(world, LinkTrigger::time_up, command.link.index));
}

}  // namespace lotusbox
