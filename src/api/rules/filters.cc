#include "api/rules/filters.h"

#include <algorithm>
#include <string>

#include "base/nearest.h"
#include "base/text.h"
#include "core/model/event.h"
#include "core/model/kinds.h"
#include "core/model/mail.h"
#include "core/model/words.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;
using Words = std::vector<std::string>;

Words event_types() {
  Words types;
  for (int i = 0; i <= static_cast<int>(EventType::juspay_expired); ++i) {
    types.emplace_back(to_text(static_cast<EventType>(i)));
  }
  return types;
}

Words delivery_statuses() {
  Words statuses;
  for (const DeliveryStatus status :
       {DeliveryStatus::due, DeliveryStatus::waiting, DeliveryStatus::held,
        DeliveryStatus::delivered, DeliveryStatus::given_up, DeliveryStatus::lost}) {
    statuses.emplace_back(to_text(status));
  }
  return statuses;
}

Words mail_types() {
  Words types;
  for (const MailKind kind : {MailKind::invitation, MailKind::reminder, MailKind::management_link,
                              MailKind::source_returned}) {
    types.emplace_back(to_text(kind));
  }
  return types;
}

/// Refuses a word that fits none of `words`, and names the nearest.
Objection one_of(const Field& wanted, const Words& words, std::string_view sentence) {
  const auto known = [&](const std::string& word) { return fits(wanted.text, word); };
  if (!wanted.given() || std::any_of(words.begin(), words.end(), known)) return std::nullopt;
  return Finding{.message = std::string(sentence) + did_you_mean(wanted.text, words)};
}

Objection type_known(const FilterClaim& c) { return event_type_known(c.type); }
Objection delivery_known(const FilterClaim& c) { return delivery_status_known(c.delivery_status); }
Objection http_known(const FilterClaim& c) { return http_status_fits(c.http_status); }
Objection method_known(const FilterClaim& c) {
  return one_of(c.method, {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
                "method must be an HTTP method in capitals, such as POST");
}
Objection rule_known(const FilterClaim& c) {
  return when(c.rule.given() && !c.rule_known,
              "rule must be the id of a rule, or a beginning such as amend.*");
}

constexpr RuleRow<FilterClaim> kFilterRules[] = {
    {{"filter.type", parameter_invalid, "type", assumed, "control plane",
      "There are events of this type"},
     type_known},
    {{"filter.delivery_status", parameter_invalid, "status", assumed, "control plane",
      "A delivery can have this status"},
     delivery_known},
    {{"filter.http_status", parameter_invalid, "status", assumed, "control plane",
      "An answer can have this status"},
     http_known},
    {{"filter.method", parameter_invalid, "method", assumed, "control plane",
      "A call can have this method"},
     method_known},
    {{"filter.rule", parameter_invalid, "rule", assumed, "control plane",
      "There is a rule of this id"},
     rule_known},
};

}  // namespace

bool fits(std::string_view wanted, std::string_view text) {
  if (wanted.ends_with('*')) return text.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == text;
}

Objection event_type_known(const Field& type) {
  return one_of(
      type, event_types(),
      "type must be an event type such as mandate.active, or a beginning such as mandate.*");
}

Objection mail_type_known(const Field& type) {
  return one_of(type, mail_types(),
                "type must be source.invitation, source.reminder, source.returned or "
                "mandate.link, or a beginning such as source.*");
}

Objection delivery_status_known(const Field& status) {
  return one_of(status, delivery_statuses(),
                "status must be due, waiting, held, delivered, given_up or lost");
}

Objection http_status_fits(const Field& status) {
  const auto number = parse_integer(status.text);
  return when(status.given() && !(number && *number >= 100 && *number <= 599),
              "status must be an HTTP status such as 200");
}

std::optional<Refusal> refuse_filters(const FilterClaim& claim) {
  return first_refusal(std::span<const RuleRow<FilterClaim>>(kFilterRules), claim);
}

std::vector<const Rule*> filter_rule_list() {
  return rules_of(std::span<const RuleRow<FilterClaim>>(kFilterRules));
}

}  // namespace lotusbox::api
