#include "examiner/receiver/bench.h"

#include <algorithm>

#include "base/check.h"
#include "base/seeded_permutation.h"
#include "base/text.h"
#include "scenario/state.h"

namespace lotusbox::examiner {

namespace {

constexpr std::size_t kExchangesKept = 12;
constexpr std::chrono::milliseconds kLookAgain{10};
constexpr int kLooksMax = 200;  // two seconds for a state to come to rest
constexpr std::uint64_t kAttemptsMax = 16;

}  // namespace

std::string told(const Came& came) {
  if (came.status == 0) return "no answer: " + came.problem;
  return std::to_string(came.status) + " after " + std::to_string(came.took_ms) + " ms";
}

std::string told(const StoryEvent& event) { return event.type + " " + event.id; }

std::uint64_t Bench::nonce(const StoryEvent& event, int attempt) const {
  return mix(setting_.seed ^
             mix(event.number * kAttemptsMax + static_cast<std::uint64_t>(attempt)));
}

void Bench::keep(std::string sent, const Came& came) {
  // The last ones tell most about a failure.
  if (exchanges_.size() == kExchangesKept) exchanges_.erase(exchanges_.begin());
  exchanges_.push_back({std::move(sent), told(came)});
}

Came Bench::deliver(const StoryEvent& event, int attempt) {
  return deliver(event, attempt, setting_.key);
}

Came Bench::deliver(const StoryEvent& event, int attempt, const std::string& key) {
  std::string words = told(event);
  if (attempt > 1) words += ", attempt " + std::to_string(attempt);
  return send(delivery_of(event.json, key, nonce(event, attempt)), words);
}

Came Bench::send(const Request& request, const std::string& words) {
  const Came came = line_.send({request}).front();
  keep(words, came);
  return came;
}

std::vector<Came> Bench::deliver_together(const StoryEvent& event, int copies) {
  std::vector<Request> requests;
  for (int i = 1; i <= copies; ++i) {
    requests.push_back(delivery_of(event.json, setting_.key, nonce(event, i)));
  }
  std::vector<Came> came = line_.send(requests);
  for (const Came& one : came) keep(told(event) + ", at the same moment as another", one);
  return came;
}

std::string Bench::state() {
  std::string before;
  for (int look = 0; look < kLooksMax && !line_.stopped(); ++look) {
    auto answer = line_.probe();
    if (!answer) {
      if (problem_.empty()) problem_ = "the probe: " + answer.take_error();
      return {};
    }
    auto now = scenario::read_state(answer.value(), setting_.pointer);
    if (!now) {
      if (problem_.empty()) problem_ = now.take_error();
      return {};
    }
    if (look > 0 && now.value() == before) return before;
    before = std::move(now.value());
    line_.pause(kLookAgain);
  }
  if (problem_.empty()) problem_ = "the state does not come to rest: it changes by itself";
  return {};
}

void Bench::reset() {
  if (!line_.has_reset()) return;
  std::string problem = line_.reset();
  if (!problem.empty() && problem_.empty()) problem_ = "the reset: " + problem;
}

std::string Bench::take_problem() { return std::exchange(problem_, {}); }
std::vector<ToldExchange> Bench::take_exchanges() { return std::exchange(exchanges_, {}); }

const StoryEvent& Bench::first(std::string_view type) const {
  const auto found = std::find_if(story_.events.begin(), story_.events.end(),
                                  [&](const StoryEvent& event) { return event.type == type; });
  LOTUSBOX_CHECK(found != story_.events.end(), type);
  return *found;
}

std::vector<const StoryEvent*> Bench::of_object(const std::string& object) const {
  std::vector<const StoryEvent*> events;
  for (const StoryEvent& event : story_.events) {
    if (event.object == object) events.push_back(&event);
  }
  return events;
}

}  // namespace lotusbox::examiner
