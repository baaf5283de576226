#include "engine/world_key.h"

#include <algorithm>

#include "base/text.h"

namespace lotusbox {

bool is_world_key(std::string_view key) {
  constexpr std::string_view kPrefix = "sk_test_";
  constexpr std::size_t kLengthMax = 64;
  if (!key.starts_with(kPrefix) || key.size() == kPrefix.size() || key.size() > kLengthMax) {
    return false;
  }
  const auto fits = [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; };
  return std::all_of(key.begin() + kPrefix.size(), key.end(), fits);
}

}  // namespace lotusbox
