#include "engine/journal.h"

#include "base/check.h"

namespace lotusbox {

std::string_view to_text(JournalEntry::Kind kind) {
  switch (kind) {
    case JournalEntry::Kind::open: return "open";
    case JournalEntry::Kind::fork: return "fork";
    case JournalEntry::Kind::drop: return "drop";
    case JournalEntry::Kind::call: return "call";
    case JournalEntry::Kind::verdict: return "verdict";
  }
  LOTUSBOX_UNREACHABLE("journal entry");
}

}  // namespace lotusbox
