// Plays order after order to one or more receivers, until one ends in another state than the order
// in which the events were raised. The first such order is found however many receivers there are.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "examiner/orders/play.h"
#include "examiner/verdicts.h"

namespace lotusbox::examiner {

/// An order that is to be played, and what belongs together with it in the report.
struct Wanted {
  Order order;
  std::string group;  ///< `one change`, `chaos`
  std::string name;   ///< of the chaos that made it; empty: its number is enough
};
/// The next one; nothing when there is none left.
using Orders = std::function<std::optional<Wanted>()>;

struct Limits {
  std::uint64_t orders = UINT64_MAX;
  std::chrono::seconds time = std::chrono::hours(24 * 365);
  std::uint64_t skip = 0;  ///< orders that were played in an earlier run
};

/// What became of the orders of one group.
struct Group {
  std::string name;
  std::uint64_t played = 0;
  std::int64_t took_ms = 0;
};

struct Failure {
  std::uint64_t number = 0;  ///< among all orders, from 1
  Wanted wanted;
  std::string expected, got;  ///< states
};

struct Explored {
  std::vector<Group> groups;  ///< in the order in which they began
  std::uint64_t played = 0;   ///< with those of earlier runs
  bool all = false;           ///< none was left
  std::optional<Failure> failure;
  std::string problem;  ///< why it could not go on; empty: nothing
};

/// Told after each order: how many have been played.
using Played = std::function<void(std::uint64_t played)>;

/// The state in order, to which all others are compared. Says why there is none: two runs in order
/// that end differently, or a probe that sees nothing of the events.
Result<std::string, std::string> in_order_state(Player& player);

/// One thread for each player.
Explored explore(std::vector<std::unique_ptr<Player>>& players, const std::string& expected,
                 const Orders& orders, const Limits& limits, const Played& played = nullptr);

/// A case that is smaller, found by playing to one receiver.
Case shrink_to_cause(Player& player, const Failure& found);

/// What the states after the events of a case in order, and after its order, are.
struct Ends {
  std::string expected, got;
};
Result<Ends, std::string> ends_of(Player& player, const Case& one);

}  // namespace lotusbox::examiner
