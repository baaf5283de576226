// Which entry lets a journal forget what its world did before.
#pragma once

#include "engine/journal.h"

namespace lotusbox::store {

/// True for a call that put its world back to its beginning.
bool begins_anew(const JournalEntry& entry);

}  // namespace lotusbox::store
