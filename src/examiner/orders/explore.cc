#include "examiner/orders/explore.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

using Clock = std::chrono::steady_clock;

/// What the threads share.
class Round {
 public:
  Round(const Orders& orders, const Limits& limits, const Played& played)
      : orders_(orders), limits_(limits), played_(played), start_(Clock::now()) {}

  /// The next order with its number; nothing when this thread is to end.
  std::optional<Wanted> take(std::uint64_t& number, bool stopped) {
    const std::lock_guard lock(mutex_);
    if (over_ || stopped) return std::nullopt;
    const bool no_more = given_ >= limits_.skip && (given_ - limits_.skip >= limits_.orders ||
                                                    Clock::now() - start_ >= limits_.time);
    if (no_more) {
      over_ = true;
      return std::nullopt;
    }
    auto wanted = next();
    if (!wanted) {
      over_ = true;
      result.all = true;
      return std::nullopt;
    }
    number = ++given_;
    return wanted;
  }

  void tell(std::uint64_t number, Wanted wanted, const std::string& expected,
            Result<std::string, std::string> state, std::int64_t took_ms) {
    const std::lock_guard lock(mutex_);
    if (!state) {
      over_ = true;
      if (result.problem.empty()) result.problem = state.take_error();
      return;
    }
    count(wanted.group, took_ms);
    // With several receivers an earlier order may come to its end later.
    if (state.value() != expected && (!result.failure || number < result.failure->number)) {
      over_ = true;
      result.failure = {number, std::move(wanted), expected, std::move(state.value())};
    }
    if (played_) played_(result.played);
  }

  Explored result;

 private:
  std::optional<Wanted> next() {
    while (given_ < limits_.skip) {
      if (!orders_()) return std::nullopt;
      result.played = ++given_;
    }
    return orders_();
  }

  void count(const std::string& name, std::int64_t took_ms) {
    auto group = std::find_if(result.groups.begin(), result.groups.end(),
                              [&](const Group& one) { return one.name == name; });
    if (group == result.groups.end()) {
      group = result.groups.insert(group, Group{.name = name});
    }
    ++group->played;
    group->took_ms += took_ms;
    ++result.played;
  }

  const Orders& orders_;
  const Limits& limits_;
  const Played& played_;
  const Clock::time_point start_;
  std::mutex mutex_;
  std::uint64_t given_ = 0;
  bool over_ = false;
};

void work(Round& round, Player& player, const std::string& expected) {
  std::uint64_t number = 0;
  while (auto wanted = round.take(number, player.line().stopped())) {
    const auto start = Clock::now();
    auto state = player.play(wanted->order, &expected);
    if (player.line().stopped()) return;  // what was broken off counts for nothing
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    round.tell(number, std::move(*wanted), expected, std::move(state), took.count());
  }
}

Order kept_in_order(const std::vector<std::uint16_t>& kept) {
  Order order;
  for (const std::uint16_t event : kept) order.push_back({event, false});
  return order;
}

/// Each event that is lost has a later one about the same object that comes.
bool losses_are_told_later(const Case& one, const Subjects& subjects) {
  const auto comes = [&](std::uint16_t event) {
    return std::any_of(one.order.begin(), one.order.end(),
                       [&](Step step) { return step.event == event; });
  };
  return std::all_of(one.kept.begin(), one.kept.end(), [&](std::uint16_t event) {
    const auto& later = subjects.successors[event];
    return comes(event) || std::any_of(later.begin(), later.end(), comes);
  });
}

}  // namespace

Result<std::string, std::string> in_order_state(Player& player) {
  auto empty = player.empty_state();
  if (!empty) return empty;
  const Order order = in_order(player.stage().story->events.size());
  auto first = player.play(order);
  if (!first) return first;
  // Work may go on after an answer: the second look has its time.
  auto second = player.play(order, &first.value());
  if (!second) return second;
  if (first.value() != second.value()) {
    auto third = player.play(order, &second.value());
    if (!third) return third;
    if (second.value() != third.value()) {
      return failure(
          "two runs in order end differently, so that nothing can be compared:\n" +
          scenario::tell_differences(second.value(), third.value(), "after one", "after another") +
          "leave out what changes by itself with --pointer");
    }
  }
  if (second.value() == empty.value()) {
    return failure(
        std::string("the state is the same before and after all events: the probe sees "
                    "nothing of them, or the receiver stored none"));
  }
  return second;
}

Explored explore(std::vector<std::unique_ptr<Player>>& players, const std::string& expected,
                 const Orders& orders, const Limits& limits, const Played& played) {
  Round round(orders, limits, played);
  std::vector<std::thread> threads;
  for (const auto& player : players) {
    threads.emplace_back([&round, &player, &expected] { work(round, *player, expected); });
  }
  for (std::thread& thread : threads) thread.join();
  return std::move(round.result);
}

Result<Ends, std::string> ends_of(Player& player, const Case& one) {
  auto expected = player.play(kept_in_order(one.kept));
  if (!expected) return failure(expected.take_error());
  auto settled = player.play(kept_in_order(one.kept), &expected.value());
  if (!settled) return failure(settled.take_error());
  auto got = player.play(one.order, &settled.value());
  if (!got) return failure(got.take_error());
  return Ends{std::move(settled.value()), std::move(got.value())};
}

Case shrink_to_cause(Player& player, const Failure& found) {
  Case whole;
  for (const Step& step : in_order(player.stage().story->events.size())) {
    whole.kept.push_back(step.event);
  }
  whole.order = found.wanted.order;
  std::map<std::vector<std::uint16_t>, std::string> expected_of;
  expected_of[whole.kept] = found.expected;
  // A receiver can make good what later events tell as well; what is lost for good it cannot.
  const Subjects subjects = subjects_of(*player.stage().story);
  const bool only_such = losses_are_told_later(whole, subjects);
  const Fails fails = [&](const Case& one) {
    if (only_such && !losses_are_told_later(one, subjects)) return false;
    auto known = expected_of.find(one.kept);
    if (known == expected_of.end()) {
      auto state = player.play(kept_in_order(one.kept));
      if (!state) return false;
      known = expected_of.emplace(one.kept, std::move(state.value())).first;
    }
    const auto state = player.play(one.order, &known->second);
    return state.ok() && state.value() != known->second;
  };
  return shrink(std::move(whole), fails, [&] { return player.line().stopped(); });
}

}  // namespace lotusbox::examiner
