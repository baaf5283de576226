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
    const auto& [at, oldest] = inner.order.front();
    const auto kept = inner.by_key.find(oldest);
    // A key that came again when its time was over stands further back in the order, too.
    if (kept != inner.by_key.end() && kept->second->at == at) inner.by_key.erase(kept);
    inner.order.pop_front();
  }
  // What is over may stand behind what is not: the clock of an untouched world can be set back.
  auto& index = inner.by_key[key];
  LOTUSBOX_CHECK(!index || is_over(index->at, now), "an idempotency key is kept twice");
  index = std::move(call);
  inner.order.emplace_back(now, key);
}

}  // namespace lotusbox
