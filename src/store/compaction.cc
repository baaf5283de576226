#include "store/compaction.h"

#include "store/begins_anew.h"

namespace lotusbox::store {

void Compaction::begin(const std::string& world, Life life) {
  now_[world] = lives_.size();
  lives_.push_back(life);
}

void Compaction::look_at(std::uint64_t line, const JournalEntry& entry) {
  using enum JournalEntry::Kind;
  if (entry.kind == open || entry.kind == fork) {
    Life life{.slot = slots_.size()};
    slots_.push_back({line});
    if (const auto from = now_.find(entry.from); entry.kind == fork && from != now_.end()) {
      life.source = from->second;
      life.copied = line;
    }
    begin(entry.world, life);
  } else if (const auto now = now_.find(entry.world); now != now_.end() && begins_anew(entry)) {
    begin(entry.world, {.slot = lives_[now->second].slot});
  }
  const auto now = now_.find(entry.world);
  lines_.push_back({line, entry.kind, now == now_.end() ? kNone : now->second});
  if (entry.kind == drop && now != now_.end()) now_.erase(now);
}

void Compaction::need(std::size_t life, std::uint64_t upto) {
  while (life != kNone && lives_[life].needed_upto < upto) {
    Life& needed = lives_[life];
    needed.needed_upto = upto;
    slots_[needed.slot].needed = true;
    life = needed.source;
    upto = needed.copied;
  }
}

bool Compaction::is_needed(const Line& line) const {
  if (line.life == kNone) return true;  // of no world that was ever opened: left to who replays it
  const Life& life = lives_[line.life];
  const Slot& slot = slots_[life.slot];
  if (line.kind == JournalEntry::Kind::drop || line.line == slot.opened) return slot.needed;
  return line.line < life.needed_upto;
}

void Compaction::conclude() {
  for (const auto& [world, life] : now_) need(life, UINT64_MAX);
  for (const Line& line : lines_) {
    if (is_needed(line)) {
      const bool copied = line.kind == JournalEntry::Kind::fork && line.life != kNone;
      if (copied && lives_[line.life].needed_upto == 0) opened_.push_back(line.line);
    } else if (!needless_.empty() && needless_.back().last + 1 == line.line) {
      needless_.back().last = line.line;
    } else {
      needless_.push_back({line.line, line.line});
    }
  }
}

}  // namespace lotusbox::store
