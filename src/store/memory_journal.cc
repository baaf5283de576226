#include "store/memory_journal.h"

#include "store/begins_anew.h"

namespace lotusbox::store {

namespace {

std::size_t size_of(const JournalEntry& entry) {
  std::size_t bytes = sizeof entry + entry.request.target.size() + entry.request.body.size();
  for (const auto& [name, value] : entry.request.headers) bytes += name.size() + value.size();
  return bytes;
}

}  // namespace

void MemoryJournal::append(JournalEntry entry) {
  using enum JournalEntry::Kind;
  const std::lock_guard lock(mutex_);
  if (entry.kind == drop) {
    worlds_.erase(entry.world);
    return;
  }
  if (entry.kind == open) worlds_.erase(entry.world);
  if (entry.kind == fork) {
    // What the copy came from is shared until one of the two goes on.
    const auto source = worlds_.find(entry.from);
    const Shared<Kept> past = source == worlds_.end() ? Shared<Kept>() : source->second;
    worlds_.insert_or_assign(entry.world, past);
  }
  const bool anew = begins_anew(entry);
  Kept& kept = worlds_[entry.world].edit();
  if (anew) kept = {};
  if (!kept.whole) return;
  kept.bytes += size_of(entry);
  kept.entries.push_back(std::make_shared<const JournalEntry>(std::move(entry)));
  if (kept.entries.size() <= kEntriesMax && kept.bytes <= kBytesMax) return;
  kept = {};
  kept.whole = false;
}

std::size_t MemoryJournal::forget_world(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = worlds_.find(key);
  if (found == worlds_.end() || found->second.read().bytes == 0) return 0;
  Kept& kept = found->second.edit();
  const std::size_t bytes = kept.bytes;
  kept = {};
  kept.whole = false;
  kept.forgotten = true;
  return bytes;
}

std::optional<std::string> MemoryJournal::visit_world(std::string_view key,
                                                      const Visit& visit) const {
  Shared<Kept> kept;
  {
    const std::lock_guard lock(mutex_);
    const auto found = worlds_.find(key);
    if (found == worlds_.end()) return std::nullopt;
    kept = found->second;
  }
  if (kept.read().forgotten) {
    return "The calls of this world were forgotten when memory ran short: start with --data FILE "
           "to "
           "keep them all, allow more with --memory-max, or reset the world";
  }
  if (!kept.read().whole) {
    return "More than " + std::to_string(kEntriesMax) +
           " calls happened in this world, or very large ones: start with --data FILE to keep them "
           "all, or reset the world";
  }
  std::uint64_t line = 0;
  for (const auto& entry : kept.read().entries) visit(++line, *entry);
  return std::nullopt;
}

}  // namespace lotusbox::store
