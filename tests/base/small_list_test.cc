#include "base/small_list.h"

#include <doctest/doctest.h>

#include <string>

#include "support/death.h"

using namespace lotusbox;

TEST_CASE("a small list holds up to its bound, in order") {
  SmallList<std::string, 3> list;
  CHECK(list.empty());
  CHECK(list.begin() == list.end());
  list.push("a");
  list.push("b");
  list.push("c");
  CHECK(list.size() == 3);
  std::string joined;
  for (const std::string& item : list) joined += item;
  CHECK(joined == "abc");
  list[1] = "B";
  const auto& read_only = list;
  CHECK(read_only[1] == "B");
  CHECK(read_only.end() - read_only.begin() == 3);
}

TEST_CASE("going past the bound or the size is a bug") {
  CHECK(test::aborts([] {
    SmallList<int, 2> list;
    for (int i = 0; i < 3; ++i) list.push(i);
  }));
  CHECK(test::aborts([] {
    SmallList<int, 2> list;
    list.push(1);
    list[1] = 2;
  }));
  CHECK(test::aborts([] {
    const SmallList<int, 2> list;
    static_cast<void>(list[0]);
  }));
  CHECK_FALSE(test::aborts([] {
    SmallList<int, 2> list;
    list.push(1);
    list.push(2);
    list[1] = 3;
  }));
}
