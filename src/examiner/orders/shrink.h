// Makes a failing order small: the fewest events, then the fewest changes, that still fail. Pure:
// whoever calls it plays the orders.
#pragma once

#include <functional>
#include <vector>

#include "examiner/orders/plan.h"

namespace lotusbox::examiner {

/// An order of these events ends otherwise than the same events in order. An event that is kept
/// and does not come in the order is dropped.
struct Case {
  std::vector<std::uint16_t> kept;  ///< ascending
  Order order;
};

/// True when the order of a case still ends otherwise.
using Fails = std::function<bool(const Case&)>;

/// No event, and no single change, can be taken out of the result without making it pass. `stop`
/// is asked before each try: the smallest case so far is then good enough.
Case shrink(Case found, const Fails& fails, const std::function<bool()>& stop = nullptr);

/// How far an order is from the one in which its events were raised: copies and drops, what is
/// late, and pairs in the wrong order.
std::size_t changes_in(const Case& one);

}  // namespace lotusbox::examiner
