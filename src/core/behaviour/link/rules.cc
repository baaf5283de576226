#include "core/behaviour/link/rules.h"

#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection link_known(const ParsedOutcome& r) {
  return when(r.link == nullptr, "This link is not known");
}

Objection link_unused(const ParsedOutcome& r) {
  Objection found = when(r.link->status == LinkStatus::used, "This link has already been used");
  if (found) found->blocking = "link is used";
  return found;
}

Objection link_not_expired(const ParsedOutcome& r) {
  Objection found = when(r.link->status == LinkStatus::expired, "This link has expired");
  if (!found) return found;
  found->blocking = "link expired at " + format_ist(*r.link->expires_at);
  found->inputs = {{"expires_at", format_ist(*r.link->expires_at)},
                   {"now", format_ist(r.world.now)}};
  return found;
}

Objection link_open(const ParsedOutcome& r) {
  if (r.link->status != LinkStatus::closed) return std::nullopt;
  const bool of_source = r.link->kind == LinkKind::source;
  return Finding{.message = of_source ? "This link was closed when its source was withdrawn"
                                      : "This link was closed when its mandate ended",
                 .blocking = of_source ? "source is withdrawn" : "mandate has ended"};
}

Objection body_readable(const ParsedOutcome& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection outcome_known(const ParsedOutcome& r) {
  return when(!r.outcome, "outcome must be accepted, rejected or abandoned");
}

Objection mode_offered(const ParsedOutcome& r) {
  if (!r.command.auth_mode.given()) return std::nullopt;
  if (!r.auth_mode) {
    return Finding{.message = "auth_mode must be netbanking, debitcard, aadhaar or others"};
  }
  return when(!offered_modes(r.world, *r.link).has(*r.auth_mode),
              "The bank does not offer this auth_mode");
}

Objection reason_fits(const ParsedOutcome& r) {
  const Field& code = r.command.reason_code;
  const Field& description = r.command.reason_description;
  const auto plain = [](const Field& field) {
    return !field.given() || (field.is_scalar() && is_printable(field.text) &&
                              field.text.size() <= limits::kReasonLength);
  };
  if (!plain(code) || !plain(description) || !plain(r.command.reject_by)) {
    return Finding{.message = "reason_code, reason_description and reject_by are plain texts"};
  }
  return when(code.given() && r.reason == nullptr && !description.given(),
              "The reason code is not known: send reason_description with it");
}

constexpr RuleRow<ParsedOutcome> kOutcomeRules[] = {
    {{"outcome.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"link.unknown", resource_missing, "link", assumed, "facts 1.3", "The link exists"},
     link_known},
    {{"link.used", link_gone, "link", documented, "seed 0: a link can only be used once",
      "The link has not been used"},
     link_unused},
    {{"link.expired", link_gone, "link", documented, "seeds 0, 1", "The link has not expired"},
     link_not_expired},
    {{"link.closed", link_gone, "link", documented, "seed 3",
      "The source of the link has not been withdrawn, and its mandate has not ended"},
     link_open},
    {{"outcome.known", parameter_invalid, "outcome", assumed, "control plane",
      "The outcome is accepted, rejected or abandoned"},
     outcome_known},
    {{"outcome.auth_mode", parameter_invalid, "auth_mode", assumed, "R8",
      "The mode exists and the bank offers it"},
     mode_offered},
    {{"outcome.reason", parameter_invalid, "reason_code", assumed, "control plane",
      "A reason code is known or comes with a description"},
     reason_fits},
};
constexpr std::size_t kLinkRules = 5;  // the first ones do not look at the answer itself

}  // namespace

ParsedOutcome read_outcome(const World& world, const SubmitOutcome& command) {
  ParsedOutcome parsed{.world = world, .command = command};
  if (command.link && command.link->index < world.links.size()) {
    parsed.link = &world.links[command.link->index];
  }
  parsed.outcome = command.outcome.given() ? parse_outcome(command.outcome.text)
                                           : std::optional(Outcome::accepted);
  if (command.auth_mode.is_text()) parsed.auth_mode = parse_auth_mode(command.auth_mode.text);
  if (command.reason_code.given()) {
    parsed.reason = world.reference->find_code(command.reason_code.text);
  }
  return parsed;
}

std::span<const RuleRow<ParsedOutcome>> outcome_rules() { return kOutcomeRules; }

std::optional<Refusal> refuse_link(const World& world, std::optional<LinkId> link) {
  SubmitOutcome looking;
  looking.link = link;
  return first_refusal(outcome_rules().first(kLinkRules), read_outcome(world, looking));
}

Modes esign_modes() {
  Modes modes;
  modes.add(AuthMode::aadhaar);
  return modes;
}

Modes offered_modes(const World& world, const Link& link) {
  if (link.kind == LinkKind::source) {
    const Source& source = world.sources[link.target];
    const Terms& terms = world.terms_of(source);
    if (terms.variant == Variant::emandate_esign) return esign_modes();
    return world.reference->banks[terms.bank].create;
  }
  const ManagementRequest& request = world.requests[link.target];
  const Mandate& mandate = world.mandates[request.mandate.index];
  const Bank& bank = world.reference->banks[world.terms_of(mandate).bank];
  return bank.actions[static_cast<std::size_t>(request.action)];
}

}  // namespace lotusbox
