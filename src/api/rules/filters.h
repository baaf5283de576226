// Rules about what narrows down a list or a wait: its words exist.
#pragma once

#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox::api {

/// True for the same text, and for one that begins as a filter does that ends in `*`.
bool fits(std::string_view wanted, std::string_view text);

Objection event_type_known(const Field& type);
Objection mail_type_known(const Field& type);
Objection delivery_status_known(const Field& status);
Objection http_status_fits(const Field& status);

/// The filters of the lists of events, deliveries and calls.
struct FilterClaim {
  Field type, delivery_status, http_status, method, rule;
  bool rule_known = true;  ///< `rule` fits the id of a rule
};
std::optional<Refusal> refuse_filters(const FilterClaim& claim);
std::vector<const Rule*> filter_rule_list();

}  // namespace lotusbox::api
