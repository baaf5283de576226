// The log of calls and webhooks on stderr: one line each, as text or JSON.
#pragma once

#include "sandbox/sandbox.h"

namespace lotusbox::cli {

void log_calls(Sandbox& sandbox, bool as_json);

}  // namespace lotusbox::cli
