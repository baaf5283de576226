#include "engine/request_log.h"

#include <algorithm>

#include "base/memory.h"

namespace lotusbox {

// The record of number n stands at index (n - 1) modulo the size of the full ring. A call that
// waits is answered after others with higher numbers: its slot is empty until then.

void RequestLog::go_on_at(std::uint64_t number) {
  last_number_ = std::max(last_number_, number - 1);
}

RequestRecord* RequestLog::record_for(std::uint64_t number) {
  const std::size_t index = (number - 1) % kKept;
  if (index >= ring_.size()) ring_.resize(index + 1);
  RequestRecord& record = ring_[index];
  if (record.number > number) return nullptr;
  record.number = number;
  record.refusal.reset();
  record.request.forgotten = record.answer.forgotten = false;
  ++count_;
  return &record;
}

const RequestRecord* RequestLog::find(std::uint64_t number) const {
  const std::size_t index = (number - 1) % kKept;
  if (number == 0 || index >= ring_.size()) return nullptr;
  return ring_[index].number == number ? &ring_[index] : nullptr;
}

std::size_t RequestLog::forget_bodies(std::size_t kept) {
  std::size_t freed = 0;
  const auto forget = [&freed](KeptMessage& message) {
    freed += message.headers.capacity() + message.body.capacity();
    message.forgotten = true;
    free_text(message.headers);
    free_text(message.body);
  };
  for (RequestRecord& record : ring_) {
    if (record.number == 0 || record.request.forgotten) continue;
    if (record.number + kept > last_number_) continue;
    forget(record.request);
    forget(record.answer);
  }
  return freed;
}

std::vector<const RequestRecord*> RequestLog::all() const {
  std::vector<const RequestRecord*> records;
  records.reserve(ring_.size());
  const std::uint64_t before = last_number_ - std::min<std::uint64_t>(last_number_, kKept);
  for (std::uint64_t number = before + 1; number <= last_number_; ++number) {
    if (const RequestRecord* record = find(number)) records.push_back(record);
  }
  return records;
}

}  // namespace lotusbox
