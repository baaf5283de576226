#include "api/rules/authorise.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection something_named(const AuthoriseClaim& c) {
  Objection found = when(!c.source.given() && !c.mandate.given(),
                         "Name who is to answer: by link, source or mandate");
  if (found) {
    found->inputs = {{"link", "(not sent)"}, {"source", "(not sent)"}, {"mandate", "(not sent)"}};
  }
  return found;
}

Objection source_known(const AuthoriseClaim& c) {
  return when(c.source.given() && !find_source(c.world, c.source.text), "No such source");
}

Objection source_has_link(const AuthoriseClaim& c) {
  if (!c.source.given()) return std::nullopt;
  const Source& source = c.world.sources[find_source(c.world, c.source.text)->index];
  if (source.link) return std::nullopt;
  return Finding{.message = "A physical source has no link: upload its image and process it",
                 .blocking = "source is physical"};
}

Objection mandate_known(const AuthoriseClaim& c) {
  const bool asked = !c.source.given();
  return when(asked && !find_mandate(c.world, c.mandate.text), "No such mandate");
}

Objection mandate_waits(const AuthoriseClaim& c) {
  if (c.source.given()) return std::nullopt;
  const Mandate& mandate = c.world.mandates[find_mandate(c.world, c.mandate.text)->index];
  if (mandate.state.request) return std::nullopt;
  return Finding{.message =
                     "No request of this mandate waits for its customer: ask to amend, "
                     "pause, resume or cancel it first",
                 .blocking = "mandate is " + std::string(to_text(mandate.state.status))};
}

constexpr RuleRow<AuthoriseClaim> kAuthoriseRules[] = {
    {{"authorise.target", parameter_missing, "link", assumed, "control plane",
      "A link, a source or a mandate is named"},
     something_named},
    {{"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
     source_known},
    {{"authorise.source_link", invalid_source_usage, "source", documented, "facts 4.1",
      "The source has a link: it is no paper"},
     source_has_link},
    {{"mandate.unknown", resource_missing, "mandate", documented, "facts 1.3",
      "The mandate exists"},
     mandate_known},
    {{"authorise.mandate_waits", invalid_mandate_usage, "mandate", documented, "seed 0",
      "A request of the mandate waits for the customer"},
     mandate_waits},
};

}  // namespace

std::optional<Refusal> refuse_authorise(const AuthoriseClaim& claim) {
  return first_refusal(std::span<const RuleRow<AuthoriseClaim>>(kAuthoriseRules), claim);
}

LinkId named_link(const AuthoriseClaim& claim) {
  if (claim.source.given()) {
    return *claim.world.sources[find_source(claim.world, claim.source.text)->index].link;
  }
  const MandateId mandate = *find_mandate(claim.world, claim.mandate.text);
  return claim.world.requests[claim.world.mandates[mandate.index].state.request->index].link;
}

std::vector<const Rule*> authorise_rule_list() {
  return rules_of(std::span<const RuleRow<AuthoriseClaim>>(kAuthoriseRules));
}

}  // namespace lotusbox::api
