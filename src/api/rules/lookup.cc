#include "api/rules/lookup.h"

#include "base/check.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr Rule kMissing[] = {
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    {"mandate.unknown", resource_missing, "mandate", documented, "facts 1.3", "The mandate exists"},
    {"event.unknown", resource_missing, "event", documented, "facts 1.3", "The event exists"},
    {"why.unknown", resource_missing, "request", assumed, "control plane",
     "The call was refused, and is among those that are kept"},
    {"customer.unknown", resource_missing, "customer", documented, "facts 1.3",
     "The customer exists"},
    {"bank_account.unknown", resource_missing, "bank_account", documented, "facts 1.3",
     "The bank account exists and belongs to the customer"},
    {"nach_bank.unknown", resource_missing, "nach_bank", documented, "facts 1.3",
     "The NACH bank exists"},
    {"bank.unknown", resource_missing, "ifsc", assumed, "facts 4.9",
     "The IFSC is well formed, and its bank is known"},
    {"agent.unknown", resource_missing, "agent", documented, "facts 1.3", "The agent exists"},
    {"image.unknown", resource_missing, "physical_mandate_image", documented, "facts 1.3",
     "The image exists"},
    {"image.newest", resource_missing, "file", assumed, "B3",
     "No other scan has taken the place of the image: only the newest of a source is kept"},
    {"ach_debit.unknown", resource_missing, "ach_debit", documented, "facts 1.3",
     "The ACH debit exists"},
    {"ach_debit_collection.unknown", resource_missing, "ach_debit_collection", documented,
     "facts 1.3", "The collection exists"},
    {"settlement.unknown", resource_missing, "settlement", documented, "facts 1.3",
     "The settlement exists"},
    {"subscription.unknown", resource_missing, "subscription", documented, "facts 1.3",
     "The subscription exists"},
    {"call.unknown", resource_missing, "request", assumed, "control plane",
     "The call is among those of the world that are kept"},
    {"delivery.unknown", resource_missing, "delivery", assumed, "control plane",
     "The delivery exists"},
    {"juspay_mandate.unknown", resource_missing, "mandate_id", assumed, "control plane",
     "The mandate of Juspay exists"},
};

constexpr Rule kResourceNamed{
    "list.resource",
    parameter_missing,
    "source",
    assumed,
    "facts 3.3",
    "Events of one object: it is named by source, mandate, customer, ach_debit or settlement"};

constexpr std::string_view kSearchFields[] = {"id", "mandate", "reference1", "umrn",
                                              "mandate_request_id"};

Objection field_searchable(const SearchClaim& c) {
  const bool common = c.field == "id" || c.field == "reference1";
  const bool own =
      c.of_sources ? c.field == "mandate" : c.field == "umrn" || c.field == "mandate_request_id";
  if (common || own) return std::nullopt;
  return Finding{.message = c.of_sources
                                ? "Search sources by id, mandate or reference1"
                                : "Search mandates by id, umrn, reference1 or mandate_request_id"};
}

constexpr RuleRow<SearchClaim> kSearchRules[] = {
    {{"search.field", parameter_invalid, "field", documented, "facts 4.1, 4.2",
      "Exactly one field is searched, and it is one that can be"},
     field_searchable},
};

}  // namespace

const Rule& lookup_rule(Lookup what) { return kMissing[static_cast<std::size_t>(what)]; }

Refusal refuse_missing(Lookup what) {
  const Rule& rule = lookup_rule(what);
  return {&rule, {.message = "No such " + std::string(rule.param)}};
}

const Rule& resource_named_rule() { return kResourceNamed; }

Refusal refuse_unnamed_resource() {
  return {&kResourceNamed,
          {.message = "Name one object by source, mandate, customer, ach_debit or settlement"}};
}

std::optional<Refusal> refuse_search(const SearchClaim& claim) {
  return first_refusal(std::span<const RuleRow<SearchClaim>>(kSearchRules), claim);
}

SearchField read_search_field(std::string_view field) {
  for (std::size_t i = 0; i < std::size(kSearchFields); ++i) {
    if (kSearchFields[i] == field) return static_cast<SearchField>(i);
  }
  LOTUSBOX_UNREACHABLE(field);
}

std::vector<const Rule*> lookup_rule_list() {
  std::vector<const Rule*> rules;
  for (const Rule& rule : kMissing) rules.push_back(&rule);
  rules.push_back(&kResourceNamed);
  return rules;
}

std::vector<const Rule*> search_rule_list() {
  return rules_of(std::span<const RuleRow<SearchClaim>>(kSearchRules));
}

}  // namespace lotusbox::api
