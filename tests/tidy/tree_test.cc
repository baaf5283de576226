// The rules on the tree itself, and the reading of trees.
#include "tidy/tree.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>

using namespace lotusbox::tidy;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("a tree is read without what is built, fetched or not text") {
  const fs::path root = fs::temp_directory_path() / ("lotusbox_tidy_" + std::to_string(getpid()));
  fs::remove_all(root);
  write(root / "src" / "b.cc", "int b;\n");
  write(root / "src" / "a.cc", "int a;\n");
  write(root / "src" / "picture.png", std::string_view("P\0NG", 4));
  write(root / "build-release" / "c.cc", "int c;\n");
  write(root / "src" / "build_info.h", "int i;\n");
  write(root / ".git" / "d.cc", "int d;\n");
  write(root / "tests" / "clients" / "node_modules" / "e.cc", "int e;\n");
  const auto files = read_tree(root);
  REQUIRE(files.size() == 3);
  CHECK(files[0].path == "src/a.cc");
  CHECK(files[0].content == "int a;\n");
  CHECK(files[1].path == "src/b.cc");
  CHECK(files[2].path == "src/build_info.h");
  CHECK(top_level(root) == std::vector<std::string>{".git", "build-release", "src", "tests"});
  fs::remove_all(root);
}

TEST_CASE("this tree keeps all rules") {
  const char* root = std::getenv("LOTUSBOX_TREE");
  REQUIRE_MESSAGE(root != nullptr, "set LOTUSBOX_TREE to the root of the tree");
  const auto files = read_tree(root);
  REQUIRE_MESSAGE(files.size() > 10, "LOTUSBOX_TREE is not the root of the tree");
  Violations found = check_top_level(top_level(root));
  for (const File& file : files) {
    for (Violation& violation : check_file(file)) found.push_back(std::move(violation));
  }
  for (const Violation& violation : found) {
    FAIL_CHECK(to_text(violation));
  }
}
