// Random walks: commands that only a seed decides, for tests and for the simulation. Most are good,
// some are hostile, all are bounded.
#pragma once

#include <cstdint>
#include <optional>

#include "base/seeded_permutation.h"
#include "core/model/command.h"
#include "core/model/world.h"
#include "core/run/coverage.h"

namespace lotusbox::test {

/// Numbers that only the seed decides.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(mix(seed)) {}
  std::uint32_t below(std::size_t bound) {
    state_ = mix(state_);
    return bound == 0 ? 0 : static_cast<std::uint32_t>(state_ % bound);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <class T, std::size_t Count>
  const T& pick(const T (&list)[Count]) {
    return list[below(Count)];
  }

 private:
  std::uint64_t state_;
};

/// A caller who does anything, sensible or not, with the world as it finds it.
class Walk {
 public:
  explicit Walk(std::uint64_t seed) : dice_(seed) {}

  /// Something to do with the world as it is now; nothing means: let time pass.
  std::optional<Command> next(const World& world);
  Seconds pause();

 private:
  Command source(const World& world);
  Command mandate(const World& world);
  Command request(const World& world);
  Command outcome(const World& world);
  std::optional<Command> report(const World& world);
  Command setting();
  Command chaos();
  Command creditors();
  Command customer();
  Command paper(const World& world);
  Command bank_side(const World& world);
  Command withdrawal_or_resend(const World& world);
  MandateId some_mandate(const World& world);
  std::optional<Command> charge(const World& world);
  std::optional<Command> subscription(const World& world);
  Command change_of_money(const World& world);
  Command bank(const World& world);

  Dice dice_;
};

/// One step of a walk, so that it can be done again on another world.
struct Move {
  std::optional<Command> command;
  Seconds pause{0};
};

void apply(World& world, const Move& move, Coverage& coverage);

}  // namespace lotusbox::test
