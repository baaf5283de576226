#include "scenario/files.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "scenario/aliases.h"

using namespace lotusbox::scenario;
namespace fs = std::filesystem;

TEST_CASE("files are found in order, read and replaced") {
  std::string pattern = (fs::temp_directory_path() / "lotusbox-files-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  fs::create_directories(folder / "b");
  const std::string first = (folder / "a.scn").string();
  const std::string second = (folder / "b" / "c.scn").string();
  CHECK(write_file(second, "two\n").empty());
  CHECK(write_file(first, "one\n").empty());
  CHECK(write_file((folder / "notes.txt").string(), "no\n").empty());
  const auto found = find_scenarios({folder.string(), first});
  REQUIRE(found);
  CHECK(*found == std::vector<std::string>{first, second});
  CHECK(write_file(first, "new\n").empty());
  CHECK(*read_file(first) == "new\n");
  CHECK(!fs::exists(first + ".new"));
  CHECK(!read_file((folder / "none").string()));
  CHECK(!find_scenarios({(folder / "none").string()}));
  fs::remove_all(folder / "b");
  fs::remove(first);
  CHECK(!find_scenarios({folder.string()}));
  CHECK(!write_file((folder / "no" / "where").string(), "x").empty());
  fs::remove_all(folder);
}

TEST_CASE("names stand for ids, and ids are told by their names") {
  Aliases names;
  names.set("m1", "MD00AAAAAAAA");
  names.set("m1.umrn", "ICIC7100000000000001");
  names.set("short", "x");
  names.set("", "MD00BBBBBBBB");
  CHECK(names.expand("/v1/{m1}?u={m1.umrn}&{m2}{") ==
        "/v1/MD00AAAAAAAA?u=ICIC7100000000000001&{m2}{");
  CHECK(names.expand(R"({"a":"{short}"})") == R"({"a":"x"})");
  CHECK(names.contract("MD00AAAAAAAA, MD00AAAAAAAA, x") == "{m1}, {m1}, x");
  CHECK(names.name_of("MD00AAAAAAAA") == "m1");
  CHECK(names.name_of("MD00BBBBBBBB").empty());
  names.set("m1", "MD00CCCCCCCC");
  CHECK(names.value_of("m1") == "MD00CCCCCCCC");
  CHECK(names.name_of("MD00AAAAAAAA") == "m1");
}
