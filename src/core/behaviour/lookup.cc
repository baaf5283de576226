#include "core/behaviour/lookup.h"

#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::int64_t kPageMax = 1000000000;

constexpr Rule kMissing[] = {
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    {"mandate.unknown", resource_missing, "mandate", documented, "facts 1.3", "The mandate exists"},
    {"event.unknown", resource_missing, "event", documented, "facts 1.3", "The event exists"},
    {"why.unknown", resource_missing, "request", assumed, "control plane",
     "The call is among those that are kept"},
};

bool within(const Field& field, std::int64_t most) {
  if (!field.given()) return true;
  const auto number = parse_integer(field.text);
  return number && *number >= 1 && *number <= most;
}

Found limit_in_range(const ListClaim& c) {
  if (within(c.limit, limits::kPageSizeMax)) return std::nullopt;
  return Finding{.message = "limit must be a number from 1 to 100"};
}
Found page_in_range(const ListClaim& c) {
  if (within(c.page, kPageMax)) return std::nullopt;
  return Finding{.message = "page must be a positive number; pages begin at 1"};
}
Found filters_known(const ListClaim& c) {
  if (c.status.given() && !parse_mandate_status(c.status.text)) {
    return Finding{.message = "status is not a mandate status", .param = "status"};
  }
  if (c.variant.given() && !parse_variant(c.variant.text)) {
    return Finding{.message = "variant is not a mandate variant", .param = "variant"};
  }
  return std::nullopt;
}

constexpr RuleRow<ListClaim> kListRules[] = {
    {{"list.limit", parameter_invalid, "limit", documented, "facts 1.4", "The limit is 1 to 100"},
     limit_in_range},
    {{"list.page", parameter_invalid, "page", documented, "facts 1.4", "The page is 1 or more"},
     page_in_range},
    {{"list.filter", parameter_invalid, "", documented, "facts 1.4", "Filter values exist"},
     filters_known},
};

}  // namespace

const Rule& lookup_rule(Lookup what) { return kMissing[static_cast<std::size_t>(what)]; }

Refusal refuse_missing(Lookup what) {
  const Rule& rule = lookup_rule(what);
  return {&rule, {.message = "No such " + std::string(rule.param)}};
}

std::optional<Refusal> refuse_list(const ListClaim& claim) {
  return first_refusal(std::span<const RuleRow<ListClaim>>(kListRules), claim);
}

ListBounds read_bounds(const ListClaim& claim) {
  ListBounds bounds;
  if (claim.limit.given())
    bounds.limit = static_cast<std::size_t>(*parse_integer(claim.limit.text));
  if (claim.page.given()) bounds.page = static_cast<std::size_t>(*parse_integer(claim.page.text));
  if (claim.status.given()) bounds.status = parse_mandate_status(claim.status.text);
  if (claim.variant.given()) bounds.variant = parse_variant(claim.variant.text);
  return bounds;
}

std::vector<const Rule*> lookup_rule_list() {
  std::vector<const Rule*> rules;
  for (const Rule& rule : kMissing) rules.push_back(&rule);
  return rules;
}

std::vector<const Rule*> list_rule_list() {
  return rules_of(std::span<const RuleRow<ListClaim>>(kListRules));
}

}  // namespace lotusbox
