// Every order of the events of a scenario, put together: the world that they come from and that
// each receiver may ask, the plan of orders or of chaos, the players, and what is told at the end.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "examiner/orders/explore.h"
#include "examiner/orders/written.h"
#include "sandbox/receiver_line.h"

namespace lotusbox {

/// Seeds of chaos, from and to, with its settings as the body of `PUT /_mock/chaos`.
struct ChaosSeeds {
  std::uint64_t from = 1, to = 0;
  std::vector<std::pair<std::string, std::string>> settings;
};

/// A scenario that was lived: its events, its world at each moment, and the worlds that receivers
/// ask.
class Explorable {
 public:
  /// Says what in the scenario goes wrong, or that there is nothing to order.
  static Result<std::unique_ptr<Explorable>, std::string> make(const scenario::Script& script);
  Explorable(const Explorable&) = delete;
  Explorable& operator=(const Explorable&) = delete;
  ~Explorable();

  [[nodiscard]] const examiner::Story& story() const;
  /// Opens a world for each receiver, and the port under which they are asked; its URL.
  Result<std::string, std::string> serve(std::size_t receivers, int port);
  /// The key under which a receiver asks its world.
  [[nodiscard]] static std::string key_of(std::size_t receiver);
  [[nodiscard]] std::function<void(std::size_t moment)> world_of(std::size_t receiver);

  /// The order in which events come under chaos of this seed; or why its settings are refused.
  Result<examiner::Order, std::string> chaos_order(const ChaosSeeds& chaos, std::uint64_t seed);

  /// The case as a scenario, with what its blocks print.
  scenario::Script write(const examiner::Case& one, const examiner::Places& places,
                         const std::string& expected);

 private:
  struct Parts;
  explicit Explorable(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace lotusbox
