// Answers that were given under an Idempotency-Key, to be given again when the same call comes
// with the same key. Copies of a world share them until one of the copies remembers another.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/shared.h"
#include "core/model/refusal.h"

namespace lotusbox {

struct RememberedCall {
  Instant at;
  std::uint64_t fingerprint = 0;  ///< of the path and all parameters
  int status = 0;
  std::string content_type;
  std::string body;
  std::optional<Refusal> refusal;
};

class RememberedCalls {
 public:
  /// None when the key is new, or its time is over.
  [[nodiscard]] const RememberedCall* find(std::string_view key, Instant now) const;
  /// Forgets what is over, and the oldest when there are limits::kIdempotencyKeys already. It is a
  /// bug to keep a key that is still remembered.
  void keep(const std::string& key, std::shared_ptr<const RememberedCall> call);
  [[nodiscard]] std::size_t size() const { return inner_.read().by_key.size(); }

 private:
  struct Inner {
    std::map<std::string, std::shared_ptr<const RememberedCall>, std::less<>> by_key;
    std::deque<std::pair<Instant, std::string>> order;  ///< oldest first
  };
  Shared<Inner> inner_;
};

}  // namespace lotusbox
