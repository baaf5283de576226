#include "engine/memory_budget.h"

#include <utility>

namespace lotusbox {

namespace {
/// What a call leaves in tables and logs beside what it brought, about.
constexpr std::size_t kBytesOfACall = 4096;
/// After nothing could be freed, so much of the limit comes on top before it is tried again.
constexpr std::uint64_t kPatienceShare = 50;
}  // namespace

MemoryBudget::MemoryBudget(std::uint64_t most, std::function<std::uint64_t()> used)
    : most_(used ? most : 0), used_(std::move(used)) {}

std::uint64_t MemoryBudget::measure() {
  const std::uint64_t used = used_();
  unmeasured_ = 0;
  reached_ = used >= most_;
  return used;
}

bool MemoryBudget::has_room_for(std::size_t bytes) {
  if (most_ == 0) return true;
  const std::uint64_t added = unmeasured_ += bytes + kBytesOfACall;
  if (reached_ || added >= kUnmeasuredMax) measure();
  return !reached_;
}

std::uint64_t MemoryBudget::wanted() {
  if (most_ == 0) return 0;
  const std::uint64_t used = measure();
  const std::uint64_t comfort = most_ / 100 * kComfortPercent;
  if (used < comfort) patience_ = 0;
  return used < comfort || used < patience_ ? 0 : used - comfort + most_ / kPatienceShare;
}

void MemoryBudget::freed_what_could_be() { patience_ = measure() + most_ / kPatienceShare; }

}  // namespace lotusbox
