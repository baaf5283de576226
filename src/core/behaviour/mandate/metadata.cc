#include "core/behaviour/mandate/import.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const UpdateMetadata& command;
  std::optional<MandateId> mandate;
};

Objection mandate_known(const Parsed& r) {
  if (r.mandate) return std::nullopt;
  return Finding{.message = "No such mandate"};
}

Objection body_readable(const Parsed& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection metadata_given(const Parsed& r) {
  if (r.command.metadata.given()) return std::nullopt;
  return Finding{.message = "metadata is required: a hash of at most 30 pairs"};
}

Objection metadata_fits(const Parsed& r) {
  const std::string& json = r.command.metadata_json;
  if (!json.empty() && json.size() <= limits::kMetadataBytes) return std::nullopt;
  return Finding{.message = "metadata must be a hash of at most 30 pairs"};
}

constexpr RuleRow<Parsed> kRules[] = {
    {{"mandate.unknown", resource_missing, "mandate", documented, "facts 1.3",
      "The mandate exists"},
     mandate_known},
    {{"metadata.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"metadata.given", parameter_missing, "metadata", documented, "facts 4.2", "Metadata is sent"},
     metadata_given},
    {{"metadata.pairs", parameter_invalid, "metadata", documented, "facts 4.2",
      "Metadata is a hash of at most 30 pairs"},
     metadata_fits},
};

}  // namespace

Decided decide_metadata(const World& world, const UpdateMetadata& command) {
  const Parsed parsed{command, find_mandate(world, command.mandate)};
  const std::span<const RuleRow<Parsed>> rules = kRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  Decision decision;
  decision.draft = MetadataDraft{*parsed.mandate, command.metadata_json};
  return decision;
}

std::vector<const Rule*> metadata_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kRules));
}

}  // namespace lotusbox
