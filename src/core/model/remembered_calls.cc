#include "core/model/remembered_calls.h"

#include "base/check.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {
bool is_over(Instant at, Instant now) { return now - at >= limits::kIdempotencyLife; }
}  // namespace

const RememberedCall* RememberedCalls::find(std::string_view key, Instant now) const {
  const auto& by_key = inner_.read().by_key;
  const auto found = by_key.find(key);
  return found == by_key.end() || is_over(found->second->at, now) ? nullptr : found->second.get();
}

void RememberedCalls::keep(const std::string& key, std::shared_ptr<const RememberedCall> call) {
  const Instant now = call->at;
  Inner& inner = inner_.edit();
  while (!inner.order.empty() && (is_over(inner.order.front().first, now) ||
                                  inner.order.size() >= limits::kIdempotencyKeys)) {
    inner.by_key.erase(inner.order.front().second);
    inner.order.pop_front();
  }
  const bool added = inner.by_key.emplace(key, std::move(call)).second;
  LOTUSBOX_CHECK(added, "an idempotency key is kept twice");
  inner.order.emplace_back(now, key);
}

}  // namespace lotusbox
