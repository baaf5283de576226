#include "base/spill_list.h"

#include <doctest/doctest.h>

#include <string>

#include "support/death.h"

using namespace lotusbox;

TEST_CASE("a spill list keeps its items in order, however many they are") {
  for (const int count : {0, 1, 3, 4, 5, 100}) {
    SpillList<std::string, 4> list;
    for (int i = 0; i < count; ++i) list.push(std::to_string(i));
    CHECK(list.size() == static_cast<std::size_t>(count));
    CHECK(list.empty() == (count == 0));
    int next = 0;
    for (const std::string& item : list) CHECK(item == std::to_string(next++));
    CHECK(next == count);
    const SpillList<std::string, 4> copy = list;
    for (int i = 0; i < count; ++i) CHECK(copy[static_cast<std::size_t>(i)] == std::to_string(i));
  }
}

TEST_CASE("a place beyond the end of a spill list is a bug") {
  CHECK(test::aborts([] {
    SpillList<int, 2> list;
    list.push(1);
    static_cast<void>(list[1]);
  }));
}
