#include "core/behaviour/mandate/sponsor_cancel.h"

#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/mandate/forecast.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const World& world;
  std::optional<MandateId> id;
  [[nodiscard]] const Mandate::State& state() const { return world.mandates[id->index].state; }
};

Objection mandate_known(const Parsed& r) { return when(!r.id, "No such mandate"); }

Objection is_active(const Parsed& r) {
  if (r.state().status == MandateStatus::active) return std::nullopt;
  return Finding{.message = "Invalid state: the mandate must be active",
                 .blocking = "mandate is " + std::string(to_text(r.state().status)),
                 .passes_at = comes_into(r.world, *r.id, MandateStatus::active)};
}

Objection status_nil(const Parsed& r) {
  if (r.state().cancel == CancelStatus::cancel_nil) return std::nullopt;
  return Finding{.message = "Invalid state: the cancel status must be cancel_nil",
                 .blocking = "cancel status is " + std::string(to_text(r.state().cancel))};
}

constexpr RuleRow<Parsed> kRules[] = {
    {{"mandate.unknown", resource_missing, "mandate", documented, "facts 1.3",
      "The mandate exists"},
     mandate_known},
    {{"sponsor_cancel.mandate_active", invalid_mandate_usage, "", documented, "facts 4.2",
      "The mandate is active"},
     is_active},
    {{"sponsor_cancel.status_nil", invalid_mandate_usage, "", documented,
      "facts 4.2; contradiction 9", "The cancel status is cancel_nil"},
     status_nil},
};

}  // namespace

Decided decide_sponsor_cancel(const World& world, const SponsorCancel& command) {
  const auto id = command.umrn.empty() ? find_mandate(world, command.mandate)
                                       : find_mandate_by_umrn(world, command.umrn);
  const std::span<const RuleRow<Parsed>> rules = kRules;
  if (auto refusal = first_refusal(rules, Parsed{world, id})) return failure(std::move(*refusal));
  return by(moved(world, CancellationTrigger::requested, id->index));
}

std::vector<const Rule*> sponsor_cancel_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kRules));
}

}  // namespace lotusbox
