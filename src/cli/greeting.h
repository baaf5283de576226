// What `lotusbox serve` tells a person who starts it on a terminal.
#pragma once

#include <string>

#include "sandbox/sandbox.h"

namespace lotusbox::cli {

/// The address of the page, the key, where webhooks go, and a line to paste.
[[nodiscard]] std::string greeting(Sandbox& sandbox, const std::string& url);

}  // namespace lotusbox::cli
