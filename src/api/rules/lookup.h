// Rules for looking things up: what a caller names exists, and a search looks where it can.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"

namespace lotusbox::api {

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
  image_file,
  ach_debit,
  ach_debit_collection,
  settlement,
  subscription,
  kept_call,
  delivery,
  juspay_mandate
};
Refusal refuse_missing(Lookup what);
const Rule& lookup_rule(Lookup what);
/// For a list of the events of one object that names none.
Refusal refuse_unnamed_resource();
const Rule& resource_named_rule();

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
std::vector<const Rule*> search_rule_list();

}  // namespace lotusbox::api
