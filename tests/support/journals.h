// A folder of its own for each test, and entries to put into journals. Holds no test.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/journal.h"

namespace lotusbox::test {

class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

JournalEntry opened(std::string_view world);
JournalEntry forked(std::string_view world, std::string_view from);
JournalEntry dropped(std::string_view world);
JournalEntry called(std::string_view world, std::string_view target);
JournalEntry reset(std::string_view world);

/// The targets of the calls of a world, as the journal tells them.
std::vector<std::string> told(const Journal& journal, std::string_view world);

}  // namespace lotusbox::test
