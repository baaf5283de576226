#include "api/rules/paging.h"

#include "api/rules/filters.h"
#include "base/text.h"
#include "core/model/mail.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::int64_t kPageMax = 1000000000;
constexpr std::size_t kOutboxLimit = 100;

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

std::optional<std::int64_t> between(const Field& field, std::int64_t least, std::int64_t most) {
  const auto number = parse_integer(field.text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

Objection page_limit_fits(const PageClaim& c) {
  return when(c.limit.given() && !between(c.limit, 1, std::int64_t(limits::kControlPageMax)),
              "limit must be a number from 1 to 1000");
}
Objection page_after_known(const PageClaim& c) {
  return when(c.after.given() && !c.after_known,
              "after must be the id of an entry of this list: the last one that was seen");
}

constexpr RuleRow<PageClaim> kPageRules[] = {
    {{"page.limit", parameter_invalid_integer, "limit", assumed, "control plane",
      "The limit is from 1 to 1000"},
     page_limit_fits},
    {{"page.after", parameter_invalid, "after", assumed, "control plane",
      "The page begins after an entry that is known"},
     page_after_known},
};

Objection type_known(const OutboxClaim& c) { return mail_type_known(c.type); }
Objection channel_known(const OutboxClaim& c) {
  return when(c.channel.given() && !parse_mail_channel(c.channel.text),
              "channel must be email or sms");
}
Objection limit_in_range(const OutboxClaim& c) {
  if (!c.limit.given()) return std::nullopt;
  const auto limit = parse_integer(c.limit.text);
  return when(!limit || *limit < 1 || *limit > std::int64_t(limits::kMailsKept),
              "limit must be a number from 1 to 1000");
}
Objection after_names_a_mail(const OutboxClaim& c) {
  return when(c.after.given() && !c.after_known, "after must be the id of a mail of this world");
}

constexpr RuleRow<OutboxClaim> kOutboxRules[] = {
    {{"outbox.type", parameter_invalid, "type", assumed, "control plane",
      "There are mails of this type"},
     type_known},
    {{"outbox.channel", parameter_invalid, "channel", assumed, "control plane",
      "A mail goes by e-mail or text message"},
     channel_known},
    {{"outbox.limit", parameter_invalid_integer, "limit", assumed, "control plane",
      "The limit is from 1 to 1000"},
     limit_in_range},
    {{"outbox.after", parameter_invalid, "after", assumed, "control plane",
      "The list begins after a mail that is known"},
     after_names_a_mail},
};

}  // namespace

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

std::vector<const Rule*> list_rule_list() {
  return rules_of(std::span<const RuleRow<ListClaim>>(kListRules));
}

std::optional<Refusal> refuse_page(const PageClaim& claim) {
  return first_refusal(std::span<const RuleRow<PageClaim>>(kPageRules), claim);
}

std::size_t read_page_limit(const PageClaim& claim, std::size_t otherwise) {
  return claim.limit.given() ? static_cast<std::size_t>(*parse_integer(claim.limit.text))
                             : otherwise;
}

std::vector<const Rule*> page_rule_list() {
  return rules_of(std::span<const RuleRow<PageClaim>>(kPageRules));
}

std::optional<Refusal> refuse_outbox(const OutboxClaim& claim) {
  return first_refusal(std::span<const RuleRow<OutboxClaim>>(kOutboxRules), claim);
}

std::size_t read_outbox_limit(const OutboxClaim& claim) {
  return claim.limit.given() ? static_cast<std::size_t>(*parse_integer(claim.limit.text))
                             : kOutboxLimit;
}

std::vector<const Rule*> outbox_rule_list() {
  return rules_of(std::span<const RuleRow<OutboxClaim>>(kOutboxRules));
}

}  // namespace lotusbox::api
