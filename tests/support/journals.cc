#include "support/journals.h"

#include <stdlib.h>

#include "base/check.h"

namespace lotusbox::test {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "lotusbox-XXXXXX").string();
  LOTUSBOX_CHECK(::mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

JournalEntry opened(std::string_view world) {
  return {.kind = JournalEntry::Kind::open, .world = std::string(world)};
}

JournalEntry forked(std::string_view world, std::string_view from) {
  return {.kind = JournalEntry::Kind::fork, .world = std::string(world), .from = std::string(from)};
}

JournalEntry dropped(std::string_view world) {
  return {.kind = JournalEntry::Kind::drop, .world = std::string(world)};
}

JournalEntry called(std::string_view world, std::string_view target) {
  JournalEntry entry{.world = std::string(world)};
  entry.request.method = "POST";
  entry.request.target = target;
  entry.status = 200;
  return entry;
}

JournalEntry reset(std::string_view world) { return called(world, "/_mock/reset"); }

std::vector<std::string> told(const Journal& journal, std::string_view world) {
  std::vector<std::string> targets;
  const auto problem = journal.visit_world(world, [&](std::uint64_t, const JournalEntry& entry) {
    if (entry.kind == JournalEntry::Kind::call) targets.push_back(entry.request.target);
  });
  if (problem) targets.emplace_back("not whole");
  return targets;
}

}  // namespace lotusbox::test
