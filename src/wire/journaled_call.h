// What a journal keeps of a call, and which call puts a world back.
#pragma once

#include "base/http_message.h"

namespace lotusbox::wire {

/// The part of a request that an answer depends on, besides the key; slashes too many, which do not
/// matter, are left out of its path.
Request journaled_request(const Request& request);

/// True for a call that asks to put its world back to its beginning.
bool asks_for_reset(const Request& request);

}  // namespace lotusbox::wire
