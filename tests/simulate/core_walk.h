// Random commands against the domain alone, each held against the model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/run/coverage.h"
#include "simulate/model.h"
#include "support/walk.h"

namespace lotusbox::simulate {

/// What was done, and what was met on the way.
struct Tally {
  std::int64_t commands = 0, refusals = 0, events = 0;
  std::int64_t restarts = 0, deaths = 0;  ///< of whole sandboxes
  Coverage coverage;                      ///< by the rules of the core, or of the whole product
  Sentences sentences, silences;
  void add(const Tally& other);
  void add_coverage(const Coverage& more);
  /// Rows and rules that were never met, and where the pages were silent.
  void print(bool in_full) const;
};

/// Does the moves in a world of the seed. Says what is wrong; empty: nothing.
std::string run_moves(std::uint64_t seed, const std::vector<test::Move>& moves, Tally& tally);
/// A walk of so many moves, which are kept. `begun` is told before each, how many were kept.
std::string walk(std::uint64_t seed, int commands, std::vector<test::Move>& moves, Tally& tally,
                 std::uint64_t* begun = nullptr);
/// For people, one line.
std::string told(const test::Move& move);
/// What the world of the last walk on this thread came to, to compare two runs.
std::uint64_t world_hash(std::uint64_t seed, const std::vector<test::Move>& moves);

}  // namespace lotusbox::simulate
