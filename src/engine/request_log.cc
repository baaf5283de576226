#include "engine/request_log.h"

#include <algorithm>

namespace lotusbox {

void RequestLog::keep(RequestRecord record) {
  if (ring_.size() < kKept) {
    ring_.push_back(std::move(record));
    return;
  }
  ring_[oldest_] = std::move(record);
  oldest_ = (oldest_ + 1) % kKept;
}

void RequestLog::go_on_at(std::uint64_t number) {
  last_number_ = std::max(last_number_, number - 1);
}

const RequestRecord* RequestLog::find(std::uint64_t number) const {
  for (const RequestRecord& record : ring_) {
    if (record.number == number) return &record;
  }
  return nullptr;
}

std::vector<const RequestRecord*> RequestLog::all() const {
  std::vector<const RequestRecord*> records;
  for (std::size_t i = 0; i < ring_.size(); ++i) {
    records.push_back(&ring_[(oldest_ + i) % ring_.size()]);
  }
  return records;
}

}  // namespace lotusbox
