// Rules about which part of a list is shown: of LotusPay's lists, of those of the control plane,
// and of the outbox.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/model/ledger_words.h"
#include "core/model/reference.h"
#include "core/values/limits.h"

namespace lotusbox::api {

/// Which filters a list knows; the others are unknown parameters of it.
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
std::vector<const Rule*> list_rule_list();

/// Which part of a list of the control plane is shown.
struct PageClaim {
  Field limit, after;
  bool after_known = true;  ///< `after` names an entry of the list
};
std::optional<Refusal> refuse_page(const PageClaim& claim);
/// Call when refuse_page had nothing to say.
std::size_t read_page_limit(const PageClaim& claim, std::size_t otherwise = limits::kControlPage);
std::vector<const Rule*> page_rule_list();

/// `GET /_mock/outbox`.
struct OutboxClaim {
  Field type, channel, resource, limit, after;
  bool after_known = true;  ///< `after` names a mail of this world
};
std::optional<Refusal> refuse_outbox(const OutboxClaim& claim);
/// Call when refuse_outbox had nothing to say.
std::size_t read_outbox_limit(const OutboxClaim& claim);
std::vector<const Rule*> outbox_rule_list();

}  // namespace lotusbox::api
