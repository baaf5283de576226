#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/run/invariants.h"
#include "support/play.h"
#include "support/walk.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

std::vector<Move> walk_on(World& world, Walk& walk, int steps, Coverage& coverage) {
  std::vector<Move> moves;
  for (int i = 0; i < steps; ++i) {
    Move move{walk.next(world), Seconds(0)};
    if (!move.command) move.pause = walk.pause();
    apply(world, move, coverage);
    check_world(world);
    moves.push_back(std::move(move));
  }
  return moves;
}

}  // namespace

TEST_CASE("random walks keep every invariant, and refusals leave no mark") {
  Coverage coverage;
  int refusals = 0;
  for (std::uint64_t seed = 1; seed <= 14; ++seed) {
    World world = new_world(kStart, seed);
    Walk walk(seed);
    std::string before = dump(world);
    bool unmarked = true;
    for (int i = 0; i < 1000; ++i) {
      if (const auto command = walk.next(world)) {
        catch_up(world, coverage);  // what is due happens first, whether or not it is refused
        before = dump(world);
        const StepResult result = step(world, *command, coverage);
        std::string after = dump(world);
        if (!result.ok()) {
          ++refusals;
          unmarked = unmarked && after == before;
          CHECK(result.error().finding.message.find('\'') == std::string::npos);
        }
        before = std::move(after);
      } else {
        advance(world, world.now + walk.pause(), coverage);
        before = dump(world);
      }
      check_world(world);
    }
    CAPTURE(seed);
    CHECK(unmarked);
    CHECK(world.events.size() > 30);
  }
  CHECK(refusals > 300);
  // The walks go nearly everywhere: all rows but those few that need a rare chance. The mandates of
  // Juspay have walks of their own.
  const auto juspay_rows = static_cast<int>(machine_table(Machine::juspay).rows.size());
  int rows_met = 0;
  std::string missed;
  for (std::uint16_t i = 0; i < row_count(); ++i) {
    rows_met += coverage.row(i) > 0 ? 1 : 0;
    if (coverage.row(i) == 0) missed += std::string(row_of_ordinal(i).id) + " ";
  }
  CAPTURE(missed);
  CHECK(rows_met >= row_count() - juspay_rows - 8);
}

TEST_CASE("a fork and its original go the same way and do not touch each other") {
  for (std::uint64_t seed = 11; seed <= 16; ++seed) {
    Coverage coverage;
    World world = new_world(kStart, seed);
    Walk walk(seed);
    walk_on(world, walk, 250, coverage);

    World fork = world;
    const std::string at_fork = dump(world);
    CAPTURE(seed);
    CHECK(first_difference(at_fork, dump(fork)).empty());
    const std::vector<Move> moves = walk_on(fork, walk, 250, coverage);
    CHECK(first_difference(at_fork, dump(world)).empty());

    const std::string after_fork = dump(fork);
    World second = world;
    for (const Move& move : moves) apply(second, move, coverage);
    CHECK(first_difference(after_fork, dump(second)).empty());
    for (const Move& move : moves) apply(world, move, coverage);
    CHECK(first_difference(after_fork, dump(world)).empty());

    // Another path on the original leaves both forks as they are.
    walk_on(world, walk, 100, coverage);
    CHECK(first_difference(after_fork, dump(fork)).empty());
    CHECK(first_difference(after_fork, dump(second)).empty());
  }
}

TEST_CASE("the same seed and moves give the same world from the beginning") {
  Coverage coverage;
  World world = new_world(kStart, 99);
  Walk walk(99);
  const std::vector<Move> moves = walk_on(world, walk, 300, coverage);
  World again = new_world(kStart, 99);
  for (const Move& move : moves) apply(again, move, coverage);
  CHECK(first_difference(dump(world), dump(again)).empty());
  // Another seed: the same moves name ids that this world does not know.
  World other = new_world(kStart, 100);
  for (const Move& move : moves) {
    const bool verdict = move.command && std::holds_alternative<ReportDelivery>(*move.command);
    if (!verdict) apply(other, move, coverage);
  }
  CHECK(dump(world) != dump(other));
}
