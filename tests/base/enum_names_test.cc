#include "base/enum_names.h"

#include <doctest/doctest.h>

#include <cstdint>

using namespace lotusbox;

namespace {

enum class Fruit : std::uint8_t { apple, pear_tree, new_ };
enum class Wide { none, one };

struct Row {
  Fruit fruit;
  int price;
};
constexpr Row kPrices[] = {{Fruit::apple, 3}, {Fruit::pear_tree, 90}, {Fruit::new_, 1}};
constexpr Row kShuffled[] = {{Fruit::pear_tree, 90}, {Fruit::apple, 3}, {Fruit::new_, 1}};
constexpr Row kShort[] = {{Fruit::apple, 3}, {Fruit::pear_tree, 90}};

}  // namespace

TEST_CASE("an enum is counted and its enumerators are named as they are written") {
  CHECK(kEnumerators<Fruit> == 3);
  CHECK(kEnumerators<Wide> == 2);
  CHECK(kEnumNames<Fruit>[0] == "apple");
  CHECK(kEnumNames<Fruit>[1] == "pear_tree");
  CHECK(kEnumNames<Wide>[1] == "one");
}

TEST_CASE("the underscore after a keyword is no part of its name") {
  CHECK(kEnumNames<Fruit>[2] == "new");
}

TEST_CASE("a table is in order when each enumerator has its row at its index") {
  const auto fruit = [](const Row& row) { return row.fruit; };
  CHECK(in_order(kPrices, fruit));
  CHECK_FALSE(in_order(kShuffled, fruit));
  CHECK_FALSE(in_order(kShort, fruit));
}
