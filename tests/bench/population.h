// A world with as many mandates as a benchmark wants, each from a source that its customer
// accepted, and the two commands of a cycle: ask to amend a mandate, answer as its customer.
// Texts of commands are made beforehand: what is timed is the core.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/run/step.h"

namespace lotusbox::bench {

class Population {
 public:
  Population(std::shared_ptr<const Reference> reference, std::uint32_t mandates);

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }
  /// Mandates in an order in which no two neighbours lie side by side.
  [[nodiscard]] std::uint32_t scattered(std::uint64_t turn) const;

  /// Asks to amend; returns the link for the customer.
  LinkId amend(World& world, std::uint32_t mandate);
  void accept(World& world, LinkId link);

  /// Amends and accepts, mandate after mandate, as often as told.
  void run_cycles(std::uint64_t count);

 private:
  void make_mandate(std::uint32_t number);
  StepResult submit(World& world, const Command& command);

  World world_;
  Coverage coverage_;
  Command create_, amend_, accept_;
  std::vector<std::string> ids_;
  std::uint64_t turn_ = 0;
};

}  // namespace lotusbox::bench
