#include "store/begins_anew.h"

#include "wire/journaled_call.h"

namespace lotusbox::store {

bool begins_anew(const JournalEntry& entry) {
  return entry.kind == JournalEntry::Kind::call && entry.rule.empty() &&
         wire::asks_for_reset(entry.request);
}

}  // namespace lotusbox::store
