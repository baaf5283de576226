#include "base/table.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "support/death.h"

using namespace lotusbox;

namespace {

/// A row so large that a block holds few of them.
struct Wide {
  int number = 0;
  std::array<char, 4096> rest{};
};

Table<int> counted(int count) {
  Table<int> table;
  for (int i = 0; i < count; ++i) table.add(i);
  return table;
}

}  // namespace

TEST_CASE("copies of a shared value share it until one is edited") {
  Shared<std::string> one;
  one.edit() = "first";
  Shared<std::string> two = one;
  CHECK(&one.read() == &two.read());
  two.edit() = "second";
  CHECK(one.read() == "first");
  CHECK(two.read() == "second");
  // Alone again: editing does not copy.
  const std::string* index = &one.read();
  one.edit() += "!";
  CHECK(&one.read() == index);

  Shared<std::string> three;
  three = one;
  CHECK(&three.read() == &one.read());
  three = std::move(two);
  CHECK(three.read() == "second");
  CHECK(one.read() == "first!");
  const Shared<std::string>& same = one;
  one = same;
  CHECK(one.read() == "first!");
}

TEST_CASE("the value of a shared handle outlives the handle it came from") {
  Shared<std::string> late;
  {
    Shared<std::string> early;
    early.edit() = "kept";
    late = early;
  }
  CHECK(late.read() == "kept");
}

TEST_CASE("a table gives back what was added, over many blocks") {
  Table<int> table;
  CHECK(table.empty());
  for (int i = 0; i < 20000; ++i) CHECK_MESSAGE(table.add(i * 3) == static_cast<std::size_t>(i), i);
  CHECK(table.size() == 20000);
  bool right = true;
  for (std::size_t i = 0; i < table.size(); ++i)
    right = right && table[i] == static_cast<int>(i) * 3;
  CHECK(right);
}

TEST_CASE("an edit of a copy leaves the other as it was, in every block") {
  const Table<int> original = counted(10000);
  for (const std::size_t index : {std::size_t{0}, std::size_t{4096}, std::size_t{8192}}) {
    CAPTURE(index);
    Table<int> copy = original;
    CHECK(&copy[index] == &original[index]);
    copy.edit(index) = -1;
    CHECK(copy[index] == -1);
    CHECK(original[index] == static_cast<int>(index));
  }
}

TEST_CASE("an edit copies one block only") {
  const Table<int> original = counted(10000);
  Table<int> copy = original;
  copy.edit(0) = -1;
  CHECK(&copy[1] != &original[1]);
  CHECK(&copy[9999] == &original[9999]);
}

TEST_CASE("adding to a copy, or to the original after copying, stays apart") {
  Table<int> original = counted(5);
  Table<int> copy = original;
  copy.add(100);
  original.add(200);
  original.add(201);
  CHECK(copy.size() == 6);
  CHECK(original.size() == 7);
  CHECK(copy[5] == 100);
  CHECK(original[5] == 200);

  // At the seam of two blocks.
  Table<int> full = counted(4096);
  const Table<int> kept = full;
  full.add(1);
  CHECK(kept.size() == 4096);
  CHECK(full.size() == 4097);
  CHECK(&full[0] == &kept[0]);
}

TEST_CASE("rows larger than usual, and of a kind that owns memory") {
  Table<Wide> wide;
  for (int i = 0; i < 10; ++i) wide.add({i, {}});
  Table<Wide> copy = wide;
  copy.edit(9).number = 99;
  CHECK(wide[9].number == 9);
  CHECK(copy[9].number == 99);
  CHECK(copy[8].number == 8);

  Table<std::string> texts;
  for (int i = 0; i < 2000; ++i) texts.add(std::string(40, static_cast<char>('a' + i % 26)));
  Table<std::string> other = texts;
  other.edit(1999) = "other";
  CHECK(texts[1999] == std::string(40, static_cast<char>('a' + 1999 % 26)));
  texts = other;
  CHECK(texts[1999] == "other");
}

TEST_CASE("a place beyond the table is a bug") {
  CHECK(test::aborts([] { static_cast<void>(counted(3)[3]); }));
  CHECK(test::aborts([] { counted(3).edit(3) = 1; }));
  CHECK(test::aborts([] { static_cast<void>(Table<int>()[0]); }));
}
