// Keys that may have a world: test keys of the vendor.
#pragma once

#include <string_view>

namespace lotusbox {

/// `sk_test_` and letters, digits, `_` or `-` after it, 64 characters at most.
[[nodiscard]] bool is_world_key(std::string_view key);

}  // namespace lotusbox
