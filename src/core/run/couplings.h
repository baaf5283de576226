// Couplings: when a row of one machine has fired, a trigger fires on another object. Nothing else
// may make one object change another. The table is in couplings.cc; step applies it to a fixed
// point.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/behaviour/registry.h"
#include "core/model/world.h"

namespace lotusbox {

/// How to get from the object that changed to the one that is told.
enum class Relation : std::uint8_t {
  makes,                     ///< a new object
  its_source,                ///< of a link
  its_request,               ///< of a link
  its_mandate,               ///< of a request
  its_customer,              ///< of a mandate
  its_link,                  ///< of a source
  itself,                    ///< another machine of the same object
  its_collection,            ///< of a debit: the one it is in, else the open one of the day
  its_pending_debits,        ///< of a mandate: each, oldest first
  its_active_subscriptions,  ///< of a mandate: each, newest first
  held_delivery              ///< the one that chaos holds back, if any
};

struct Coupling {
  std::string_view id;
  Trigger when;  ///< of the row that fired
  Guard guard;   ///< asked of the object that changed, after it changed
  Relation relation;
  Trigger then;  ///< fires on the related objects
};

std::span<const Coupling> couplings();
std::string_view to_text(Relation relation);

using Indexes = boost::container::small_vector<std::uint32_t, 4>;
/// The indexes of the objects that are told; for `makes` one index, which counts for nothing: an
/// object is made where next_index says when its turn comes.
Indexes related(const World& world, const Coupling& coupling, std::uint32_t index);

}  // namespace lotusbox
