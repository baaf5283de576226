#include "core/behaviour/lookup.h"

#include "base/check.h"
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
    {"juspay_mandate.unknown", resource_missing, "mandate_id", assumed, "control plane",
     "The mandate of Juspay exists"},
};

constexpr std::string_view kBankFilters[] = {
    "ach_dr",
    "variant_esign",
    "variant_api",
    "variant_api_netbanking",
    "variant_api_debitcard",
    "variant_api_aadhaar",
    "variant_api_others",
};

std::optional<BankFilter> parse_bank_filter(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kBankFilters); ++i) {
    if (kBankFilters[i] == text) return static_cast<BankFilter>(i);
  }
  return std::nullopt;
}

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

bool within(const Field& field, std::int64_t most) {
  if (!field.given()) return true;
  const auto number = parse_integer(field.text);
  return number && *number >= 1 && *number <= most;
}

Objection limit_in_range(const ListClaim& c) {
  if (within(c.limit, limits::kPageSizeMax)) return std::nullopt;
  return Finding{.message = "limit must be a number from 1 to 100"};
}
Objection page_in_range(const ListClaim& c) {
  if (within(c.page, kPageMax)) return std::nullopt;
  return Finding{.message = "page must be a positive number; pages begin at 1"};
}
/// Debits, settlements and subscriptions: whether the status is one of theirs.
bool ledger_status_known(const ListClaim& c) {
  if (!c.status.given()) return true;
  if (c.kind == ListKind::debits) return parse_debit_status(c.status.text).has_value();
  if (c.kind == ListKind::settlements) return parse_settlement_status(c.status.text).has_value();
  return c.kind != ListKind::subscriptions || parse_subscription_status(c.status.text);
}
Objection filters_known(const ListClaim& c) {
  if (!ledger_status_known(c)) {
    return Finding{.message = "status is not a status of what is listed", .param = "status"};
  }
  const bool of_sources = c.kind == ListKind::sources;
  const bool has_variant = of_sources || c.kind == ListKind::mandates;
  if (c.kind == ListKind::mandates && c.status.given() && !parse_mandate_status(c.status.text)) {
    return Finding{.message = "status is not a mandate status", .param = "status"};
  }
  if (of_sources && c.status.given() && !parse_source_status(c.status.text)) {
    return Finding{.message = "status is not a source status", .param = "status"};
  }
  if (c.kind == ListKind::nach_banks && c.filter.given() && !parse_bank_filter(c.filter.text)) {
    return Finding{.message = "filter must be an attribute such as variant_api", .param = "filter"};
  }
  if (has_variant && c.variant.given() && !parse_variant(c.variant.text)) {
    return Finding{.message = "variant is not a mandate variant", .param = "variant"};
  }
  return std::nullopt;
}

constexpr RuleRow<ListClaim> kListRules[] = {
    {{"list.limit", parameter_invalid_integer, "limit", documented, "facts 1.4",
      "The limit is 1 to 100"},
     limit_in_range},
    {{"list.page", parameter_invalid_integer, "page", documented, "facts 1.4",
      "The page is 1 or more"},
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

const Rule& resource_named_rule() { return kResourceNamed; }

Refusal refuse_unnamed_resource() {
  return {&kResourceNamed,
          {.message = "Name one object by source, mandate, customer, ach_debit or settlement"}};
}

std::optional<Refusal> refuse_list(const ListClaim& claim) {
  return first_refusal(std::span<const RuleRow<ListClaim>>(kListRules), claim);
}

ListBounds read_bounds(const ListClaim& claim) {
  ListBounds bounds;
  if (claim.limit.given())
    bounds.limit = static_cast<std::size_t>(*parse_integer(claim.limit.text));
  if (claim.page.given()) bounds.page = static_cast<std::size_t>(*parse_integer(claim.page.text));
  if (claim.status.given()) {
    bounds.status = parse_mandate_status(claim.status.text);
    bounds.source_status = parse_source_status(claim.status.text);
    bounds.debit_status = parse_debit_status(claim.status.text);
    bounds.settlement_status = parse_settlement_status(claim.status.text);
    bounds.subscription_status = parse_subscription_status(claim.status.text);
  }
  if (claim.variant.given()) bounds.variant = parse_variant(claim.variant.text);
  if (claim.filter.given()) bounds.bank_filter = parse_bank_filter(claim.filter.text);
  return bounds;
}

bool passes(const Bank& bank, BankFilter filter) {
  switch (filter) {
    // Nothing is known about eSign by bank: a bank that takes paper mandates is taken to take it.
    case BankFilter::ach_dr:
    case BankFilter::esign: return bank.ach_debit;
    case BankFilter::api: return !bank.create.none();
    case BankFilter::netbanking: return bank.create.has(AuthMode::netbanking);
    case BankFilter::debitcard: return bank.create.has(AuthMode::debitcard);
    case BankFilter::aadhaar: return bank.create.has(AuthMode::aadhaar);
    case BankFilter::others: return bank.create.has(AuthMode::others);
  }
  LOTUSBOX_UNREACHABLE("bank filter");
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

std::vector<const Rule*> list_rule_list() {
  return rules_of(std::span<const RuleRow<ListClaim>>(kListRules));
}

std::vector<const Rule*> search_rule_list() {
  return rules_of(std::span<const RuleRow<SearchClaim>>(kSearchRules));
}

}  // namespace lotusbox
