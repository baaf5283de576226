// Rules for looking things up: what a caller names exists, and a list is asked for within bounds.
#pragma once

#include <optional>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/model/ledger_words.h"
#include "core/model/reference.h"

namespace lotusbox {

/// The refusal for an object of this kind that is not there; also for events.
enum class Lookup : std::uint8_t {
  source,
  mandate,
  event,
  request,
  customer,
  bank_account,
  nach_bank,
  bank,
  agent,
  image,
  ach_debit,
  ach_debit_collection,
  settlement,
  subscription,
  kept_call,
  juspay_mandate
};
Refusal refuse_missing(Lookup what);
const Rule& lookup_rule(Lookup what);
/// For a list of the events of one object that names none.
Refusal refuse_unnamed_resource();
const Rule& resource_named_rule();

/// Which filters a list knows; others are parameters nobody reads.
enum class ListKind : std::uint8_t {
  plain,
  mandates,
  sources,
  nach_banks,
  debits,
  settlements,
  subscriptions
};
struct ListClaim {
  Field limit, page, status, variant, filter;
  ListKind kind = ListKind::mandates;
};
/// `filter=` of nach_banks: the attributes that are true or false.
enum class BankFilter : std::uint8_t { ach_dr, esign, api, netbanking, debitcard, aadhaar, others };
bool passes(const Bank& bank, BankFilter filter);
struct ListBounds {
  std::size_t limit = 100;
  std::size_t page = 1;
  std::optional<MandateStatus> status;
  std::optional<SourceStatus> source_status;
  std::optional<DebitStatus> debit_status;
  std::optional<SettlementStatus> settlement_status;
  std::optional<SubscriptionStatus> subscription_status;
  std::optional<Variant> variant;
  std::optional<BankFilter> bank_filter;
};
std::optional<Refusal> refuse_list(const ListClaim& claim);
/// Call when refuse_list had nothing to say.
ListBounds read_bounds(const ListClaim& claim);

/// The one field that a search looks into.
enum class SearchField : std::uint8_t { id, mandate, reference1, umrn, mandate_request_id };
struct SearchClaim {
  bool of_sources = false;  ///< else of mandates
  std::string_view field;
};
std::optional<Refusal> refuse_search(const SearchClaim& claim);
/// Call when refuse_search had nothing to say.
SearchField read_search_field(std::string_view field);

std::vector<const Rule*> lookup_rule_list();
std::vector<const Rule*> list_rule_list();
std::vector<const Rule*> search_rule_list();

}  // namespace lotusbox
