#include "net/lanes.h"

#include <memory>
#include <utility>

namespace lotusbox::net {

Lanes::Taken Lanes::run(const std::string& lane, Job job) {
  if (!lane.empty()) {
    const std::lock_guard lock(mutex_);
    const auto [found, is_free] = waiting_.try_emplace(lane);
    if (!is_free) {
      if (found->second.size() >= waiting_max_) return Taken::lane_full;
      found->second.push_back(std::move(job));
      return Taken::yes;
    }
  }
  if (workers_.run([this, lane, job = std::move(job)]() mutable { work(lane, std::move(job)); })) {
    return Taken::yes;
  }
  const std::lock_guard lock(mutex_);
  waiting_.erase(lane);
  return Taken::no_thread;
}

void Lanes::work(const std::string& lane, Job job) {
  for (std::optional<Job> next = std::move(job); next;) {
    Turn turn(*this, lane);
    (*next)(turn);
    next.reset();  // what it holds may be costly to free
    turn.step_aside();
    next = std::move(turn.left_);
  }
}

void Lanes::Turn::step_aside() {
  if (std::exchange(over_, true)) return;
  left_ = lanes_.pass_on(lane_);
}

std::optional<Lanes::Job> Lanes::pass_on(const std::string& lane) {
  if (lane.empty()) return std::nullopt;
  Job next;
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(lane);
    if (found->second.empty()) {
      waiting_.erase(found);
      return std::nullopt;
    }
    next = std::move(found->second.front());
    found->second.pop_front();
  }
  // The pool takes jobs in their order, so each lane that waits for a thread gets its turn.
  auto kept = std::make_shared<Job>(std::move(next));
  if (workers_.run([this, lane, kept] { work(lane, std::move(*kept)); })) return std::nullopt;
  return std::move(*kept);
}

}  // namespace lotusbox::net
