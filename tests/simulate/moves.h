// Moves of a walk: those of support/walk.h, and between them some that stand at the borders of the
// pages' rules: the second before a link expires and the second in which it does, the amount above
// the highest, the day forty years on.
#pragma once

#include "support/walk.h"

namespace lotusbox::simulate {

class Moves {
 public:
  explicit Moves(std::uint64_t seed) : walk_(seed), dice_(seed ^ 0x626F72646572U) {}
  test::Move next(const World& world);

 private:
  Command mandate(const World& world);
  Command manage(const World& world);
  void amend(ManageMandate& command, const World& world, const Mandate* mandate);
  std::optional<Command> customer(const World& world);
  Command policy();
  Command juspay(const World& world);
  Seconds to_a_border(const World& world);
  std::string day(const World& world, int days);

  test::Walk walk_;
  test::Dice dice_;
};

}  // namespace lotusbox::simulate
