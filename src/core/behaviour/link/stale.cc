#include "core/behaviour/link/stale.h"

#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

template <class Context>
std::optional<Refusal> first_stale(std::span<const RuleRow<Context>> rows, const Context& context) {
  for (const RuleRow<Context>& row : rows) {
    if (row.rule.when_used != WhenUsed::asked_again) continue;
    if (auto finding = row.check(context)) return Refusal{&row.rule, std::move(*finding)};
  }
  return std::nullopt;
}

std::optional<Refusal> stale_request(const World& world, const ManagementRequest& request) {
  const ManageMandate nothing_sent;
  return first_stale(manage_rules(request.action), reread_manage(world, nothing_sent, request));
}

std::optional<Refusal> stale_source(const World& world, const Source& source) {
  const DebitFields nothing_sent;
  return first_stale(debit_rules(), reread_debit(world, nothing_sent, world.terms_of(source)));
}

}  // namespace

std::optional<Refusal> refuse_stale(const World& world, const Link& link) {
  return link.kind == LinkKind::source ? stale_source(world, world.sources[link.target])
                                       : stale_request(world, world.requests[link.target]);
}

std::optional<Refusal> refuse_stale(const World& world, const SubmitOutcome& command) {
  const bool accepts =
      !command.outcome.given() || parse_outcome(command.outcome.text) == Outcome::accepted;
  if (!accepts || !command.link || command.link->index >= world.links.size()) return std::nullopt;
  const Link& link = world.links[command.link->index];
  return link.status == LinkStatus::live ? refuse_stale(world, link) : std::nullopt;
}

}  // namespace lotusbox
