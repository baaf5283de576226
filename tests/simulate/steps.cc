#include "simulate/steps.h"

#include <iterator>
#include <sstream>

#include "base/check.h"
#include "support/walk.h"

namespace lotusbox::simulate {

namespace {

struct Row {
  Kind kind;
  std::string_view word;
  int weight;  ///< how often it comes, of the sum of all
};

constexpr Row kRows[] = {{Kind::source, "source", 60},
                         {Kind::withdraw, "withdraw", 15},
                         {Kind::process, "process", 15},
                         {Kind::upload, "upload", 15},
                         {Kind::authorise, "authorise", 120},
                         {Kind::amend, "amend", 70},
                         {Kind::pause, "pause", 45},
                         {Kind::resume, "resume", 45},
                         {Kind::cancel, "cancel", 30},
                         {Kind::mandate, "mandate", 40},
                         {Kind::wait, "wait", 50},
                         {Kind::border, "border", 40},
                         {Kind::receiver, "receiver", 20},
                         {Kind::webhook, "webhook", 6},
                         {Kind::chaos, "chaos", 8},
                         {Kind::fault, "fault", 8},
                         {Kind::fork, "fork", 6},
                         {Kind::snapshot, "snapshot", 8},
                         {Kind::restore, "restore", 6},
                         {Kind::reset, "reset", 2},
                         {Kind::drop, "drop", 2},
                         {Kind::debit, "debit", 30},
                         {Kind::subscription, "subscription", 8},
                         {Kind::customer, "customer", 8},
                         {Kind::policy, "policy", 12},
                         {Kind::bank, "bank", 20},
                         {Kind::sponsor, "sponsor", 8},
                         {Kind::juspay, "juspay", 8},
                         {Kind::juspay_call, "juspay_call", 16},
                         {Kind::resend, "resend", 8},
                         {Kind::read, "read", 60},
                         {Kind::stranger, "stranger", 8},
                         {Kind::garbage, "garbage", 12},
                         {Kind::again, "again", 12},
                         {Kind::restart, "restart", 2},
                         {Kind::die, "die", 6},
                         {Kind::power, "power", 4},
                         {Kind::full, "full", 2}};
static_assert(std::size(kRows) == kKinds);

}  // namespace

std::string_view word(Kind kind) { return kRows[static_cast<std::size_t>(kind)].word; }

std::vector<Step> steps_of(std::uint64_t seed, std::size_t count) {
  constexpr std::uint32_t kWorlds = 4;
  constexpr std::size_t kAny = 65536;
  test::Dice dice(seed);
  std::size_t sum = 0;
  for (const Row& row : kRows) sum += static_cast<std::size_t>(row.weight);
  std::vector<Step> steps;
  for (std::size_t i = 0; i < count; ++i) {
    auto drawn = static_cast<int>(dice.below(sum));
    const Row* row = kRows;
    while (drawn >= row->weight) drawn -= (row++)->weight;
    steps.push_back({row->kind, static_cast<std::uint8_t>(dice.below(kWorlds)),
                     static_cast<std::uint16_t>(dice.below(kAny)),
                     static_cast<std::uint16_t>(dice.below(kAny))});
  }
  return steps;
}

std::string told(const Step& step) {
  return std::string(word(step.kind)) + " " + std::to_string(step.world) + " " +
         std::to_string(step.a) + " " + std::to_string(step.b);
}

std::optional<Step> read_step(std::string_view line) {
  std::istringstream in{std::string(line)};
  std::string name;
  int world = 0, a = 0, b = 0;
  if (!(in >> name >> world >> a >> b)) return std::nullopt;
  for (const Row& row : kRows) {
    if (row.word != name) continue;
    return Step{row.kind, static_cast<std::uint8_t>(world), static_cast<std::uint16_t>(a),
                static_cast<std::uint16_t>(b)};
  }
  return std::nullopt;
}

}  // namespace lotusbox::simulate
