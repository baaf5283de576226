// The key of the world that needs no set-up: examples use it, the page shows it, and a call of the
// control plane that names no world is about it.
#pragma once

#include <string_view>

namespace lotusbox {

inline constexpr std::string_view kExampleKey = "sk_test_lotusbox";

}  // namespace lotusbox
