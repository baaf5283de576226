// What has already happened in the world of --demo.
#pragma once

#include "sandbox/sandbox.h"

namespace lotusbox::cli {

/// Makes the calls of the demo in the world of the example key, or of the first key that is good:
/// debits that were paid and returned, links that are open, a call that was refused. A world that
/// came out of a journal keeps what it has.
void play_demo(Sandbox& sandbox);

}  // namespace lotusbox::cli
