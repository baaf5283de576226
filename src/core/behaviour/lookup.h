// Rules for looking things up: what a caller names exists, and a list is asked for within bounds.
#pragma once

#include <optional>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox {

/// The refusal for an object of this kind that is not there; also for events.
enum class Lookup : std::uint8_t { source, mandate, event, request };
Refusal refuse_missing(Lookup what);
const Rule& lookup_rule(Lookup what);

struct ListClaim {
  Field limit, page, status, variant;
};
struct ListBounds {
  std::size_t limit = 100;
  std::size_t page = 1;
  std::optional<MandateStatus> status;
  std::optional<Variant> variant;
};
std::optional<Refusal> refuse_list(const ListClaim& claim);
/// Call when refuse_list had nothing to say.
ListBounds read_bounds(const ListClaim& claim);

std::vector<const Rule*> lookup_rule_list();
std::vector<const Rule*> list_rule_list();

}  // namespace lotusbox
