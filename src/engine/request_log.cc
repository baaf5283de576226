#include "engine/request_log.h"

#include <algorithm>

namespace lotusbox {

// The record of number n stands at place (n - 1) modulo the size of the full ring.

RequestRecord& RequestLog::next() {
  const std::size_t place = last_number_ % kKept;
  ++last_number_;
  if (place == ring_.size()) ring_.emplace_back();
  RequestRecord& record = ring_[place];
  record.number = last_number_;
  record.refusal.reset();
  return record;
}

const RequestRecord* RequestLog::find(std::uint64_t number) const {
  if (number == 0 || number > last_number_) return nullptr;
  const RequestRecord& record = ring_[(number - 1) % kKept];
  return record.number == number ? &record : nullptr;
}

std::vector<const RequestRecord*> RequestLog::all() const {
  std::vector<const RequestRecord*> records;
  records.reserve(ring_.size());
  const std::uint64_t first = last_number_ - std::min<std::uint64_t>(last_number_, kKept) + 1;
  for (std::uint64_t number = first; number <= last_number_; ++number) {
    records.push_back(&ring_[(number - 1) % kKept]);
  }
  return records;
}

}  // namespace lotusbox
