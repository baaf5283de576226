#include "examiner/orders/play.h"

#include <algorithm>

#include "base/seeded_permutation.h"
#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

constexpr int kRounds = 7;  // LotusPay tries again so often
constexpr std::chrono::milliseconds kLookAgain{10};
constexpr int kLooks = 30;
constexpr std::uint64_t kAttempts = 1024;

}  // namespace

bool Player::deliver(std::uint16_t event, std::uint64_t attempt) {
  const StoryEvent& told = stage_.story->events[event];
  const std::uint64_t nonce = mix(told.number * kAttempts + attempt);
  return line_.send({delivery_of(told.json, stage_.key, nonce)}).front().good();
}

Result<std::string, std::string> Player::state(const std::string* expected) {
  for (int look = 0;; ++look) {
    auto answer = line_.probe();
    if (!answer) return failure("the probe: " + answer.take_error());
    auto now = scenario::read_state(answer.value(), stage_.pointer);
    if (!now || expected == nullptr || now.value() == *expected) return now;
    if (look >= kLooks || line_.stopped()) return now;
    line_.pause(kLookAgain);
  }
}

Result<std::string, std::string> Player::empty_state() {
  const std::string problem = line_.reset();
  if (!problem.empty()) return failure("the reset: " + problem);
  return state(nullptr);
}

Result<std::string, std::string> Player::play(const Order& order, const std::string* expected) {
  const std::string problem = line_.reset();
  if (!problem.empty()) return failure("the reset: " + problem);
  const std::size_t end = stage_.story->moments - 1;
  std::size_t moment = 0;
  std::size_t world_at = SIZE_MAX;
  const auto go_to = [&](std::size_t wanted) {
    if (stage_.world_to && wanted != world_at) stage_.world_to(wanted);
    world_at = wanted;
  };
  Order again;
  for (const Step& step : order) {
    moment = std::max(moment, step.late ? end : stage_.story->events[step.event].moment);
    go_to(moment);
    if (!deliver(step.event, again.size())) again.push_back(step);
  }
  go_to(end);
  for (int round = 0; round < kRounds && !again.empty() && !line_.stopped(); ++round) {
    Order still;
    for (const Step& step : again) {
      if (!deliver(step.event, static_cast<std::uint64_t>(round) + 2)) still.push_back(step);
    }
    again = std::move(still);
  }
  return state(expected);
}

}  // namespace lotusbox::examiner
