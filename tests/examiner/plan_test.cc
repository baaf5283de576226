// The plan of orders: each class of orders once, within its bounds, those with few changes first.
#include "examiner/orders/plan.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/seeded_permutation.h"

using namespace lotusbox;
using namespace lotusbox::examiner;

namespace {

constexpr std::uint64_t kMany = 1'000'000;

/// Events that are all related, of one object, of which none may be late.
Subjects related(std::size_t count, bool all = true) {
  Subjects subjects;
  subjects.count = count;
  subjects.related.assign(count, std::vector<bool>(count, all));
  subjects.successors.resize(count);
  subjects.may_be_late.assign(count, false);
  for (std::size_t i = 0; i < count; ++i) subjects.related[i][i] = true;
  return subjects;
}

void relate(Subjects& subjects, std::size_t one, std::size_t other) {
  subjects.related[one][other] = subjects.related[other][one] = true;
}

/// Each event is about the object of the first.
Subjects of_one_object(std::size_t count) {
  Subjects subjects = related(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      subjects.successors[i].push_back(static_cast<std::uint16_t>(j));
    }
  }
  return subjects;
}

std::vector<std::string> all_orders(const Subjects& subjects, Bounds bounds) {
  Plan plan(subjects, bounds);
  std::vector<std::string> orders;
  while (auto order = plan.next()) orders.push_back(format_order(*order));
  return orders;
}

/// The member of a class that comes first: neighbours that are not related are swapped until none
/// stands behind a later event.
std::vector<int> canonical(std::vector<int> word, const Subjects& subjects) {
  std::set<std::vector<int>> seen{word};
  std::vector<std::vector<int>> open{word};
  while (!open.empty()) {
    const std::vector<int> now = open.back();
    open.pop_back();
    for (std::size_t i = 0; i + 1 < now.size(); ++i) {
      const auto left = static_cast<std::size_t>(now[i]);
      const auto right = static_cast<std::size_t>(now[i + 1]);
      if (subjects.related[left][right]) continue;
      std::vector<int> next = now;
      std::swap(next[i], next[i + 1]);
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return *seen.begin();
}

/// Classes of words in which each letter stands once, and up to `copies` letters once more.
std::size_t classes(const Subjects& subjects, std::size_t copies) {
  std::set<std::vector<int>> found;
  const auto permute = [&](std::vector<int> word) {
    std::sort(word.begin(), word.end());
    do {
      found.insert(canonical(word, subjects));
    } while (std::next_permutation(word.begin(), word.end()));
  };
  std::vector<int> word;
  for (std::size_t i = 0; i < subjects.count; ++i) word.push_back(static_cast<int>(i));
  permute(word);
  for (std::size_t i = 0; copies > 0 && i < subjects.count; ++i) {
    std::vector<int> longer = word;
    longer.push_back(static_cast<int>(i));
    permute(longer);
  }
  return found.size();
}

}  // namespace

TEST_CASE("orders are counted without pruning") {
  CHECK(count_unpruned(0, 0).orders == 1);
  CHECK(count_unpruned(1, 0).orders == 1);
  CHECK(count_unpruned(6, 0).orders == 720);
  CHECK(count_unpruned(6, 1).orders == 15120);  // 6 events twice, 7! / 2 words each
  CHECK(count_unpruned(2, 2).orders == 14);     // of four letters a and b, all but aaaa and bbbb
  CHECK_FALSE(count_unpruned(17, 0).more);
  CHECK(count_unpruned(17, 0).orders == 355687428096000U);
  CHECK(count_unpruned(30, 0).more);
}

TEST_CASE("all permutations of related events") {
  CHECK(count(related(1), {}, kMany).orders == 1);
  CHECK(count(related(4), {}, kMany).orders == 24);
  CHECK(count(related(6), {}, kMany).orders == 720);
  CHECK(count(related(4), {.duplicates = 1}, kMany).orders == 24 + 240);
}

TEST_CASE("counting ends at its limit") {
  CHECK(count(related(4), {}, 24).orders == 24);
  CHECK_FALSE(count(related(4), {}, 24).more);
  CHECK(count(related(4), {}, 23).orders == 23);
  CHECK(count(related(4), {}, 23).more);
}

TEST_CASE("unrelated events commute") {
  CHECK(count(related(5, false), {}, kMany).orders == 1);
  Subjects two = related(5, false);  // 0 1 | 2 3 4
  relate(two, 0, 1);
  relate(two, 2, 3);
  relate(two, 3, 4);
  relate(two, 2, 4);
  CHECK(count(two, {}, kMany).orders == 2 * 6);
  Subjects chain = related(3, false);  // 0 - 1 - 2: where 0 and 2 stand to each other is nothing
  relate(chain, 0, 1);
  relate(chain, 1, 2);
  CHECK(count(chain, {}, kMany).orders == 4);
}

TEST_CASE("the plan has each class once, whatever is related") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const std::size_t events = 3 + seed % 3;
    Subjects subjects = related(events, false);
    for (std::size_t i = 0; i < events; ++i) {
      for (std::size_t j = i + 1; j < events; ++j) {
        if (mix(seed * 100 + i * 10 + j) % 2 == 0) relate(subjects, i, j);
      }
    }
    CHECK(count(subjects, {}, kMany).orders == classes(subjects, 0));
    CHECK(count(subjects, {.duplicates = 1}, kMany).orders == classes(subjects, 1));
  }
}

TEST_CASE("few changes come first, and none comes twice") {
  const Subjects subjects = related(4);
  Plan plan(subjects, {.duplicates = 1});
  std::size_t changes = 0;
  std::set<std::string> seen;
  while (auto order = plan.next()) {
    CHECK(plan.changes() >= changes);
    changes = plan.changes();
    CHECK(seen.insert(format_order(*order)).second);
  }
  CHECK(changes == 4);  // three moves and a duplicate
  CHECK(all_orders(subjects, {}).front() == "1,2,3,4");
  CHECK(all_orders(subjects, {}).back() == "4,3,2,1");
}

TEST_CASE("moves are bounded") {
  CHECK(all_orders(related(4), {.moves = 0}) == std::vector<std::string>{"1,2,3,4"});
  CHECK(count(related(4), {.moves = 1}, kMany).orders == 1 + 6);
  CHECK(count(related(4), {.moves = 2}, kMany).orders == 1 + 6 + 11);
  CHECK(count(related(4), {.moves = 3}, kMany).orders == 24);
  CHECK(count(related(4), {.moves = 100}, kMany).orders == 24);
}

TEST_CASE("what is dropped has a successor that comes") {
  CHECK(all_orders(related(2), {.moves = 0, .drops = 2}) == std::vector<std::string>{"1,2"});
  CHECK(all_orders(of_one_object(2), {.moves = 0, .drops = 2}) ==
        std::vector<std::string>{"1,2", "2"});
  CHECK(all_orders(of_one_object(3), {.moves = 0, .drops = 1}) ==
        std::vector<std::string>{"1,2,3", "2,3", "1,3"});
  CHECK(all_orders(of_one_object(3), {.moves = 0, .drops = 2}) ==
        std::vector<std::string>{"1,2,3", "2,3", "1,3", "3"});
}

TEST_CASE("what is late comes last, where the world goes on after it") {
  Subjects subjects = related(2);
  CHECK(all_orders(subjects, {.moves = 0, .delays = 2}) == std::vector<std::string>{"1,2"});
  subjects.may_be_late[0] = true;
  CHECK(all_orders(subjects, {.delays = 2}) == std::vector<std::string>{"1,2", "2,1", "2,late 1"});
  subjects.may_be_late[1] = true;
  const auto orders = all_orders(subjects, {.moves = 0, .delays = 1});
  CHECK(orders == std::vector<std::string>{"1,2", "1,late 2", "2,late 1"});
  CHECK(count(subjects, {.moves = 0, .delays = 2}, kMany).orders == 5);  // both late, in any order
}

TEST_CASE("an order is read as it is written") {
  for (const char* text : {"1", "2,1", "3,1,2,3", "2,late 1", "late 2,late 1"}) {
    const auto order = parse_order(text, 3);
    REQUIRE(order.ok());
    CHECK(format_order(*order) == text);
  }
  for (const char* text : {"", "0", "4", "1;2", "one", "late 1,2", "1,,2", "-1"}) {
    CHECK_FALSE(parse_order(text, 3).ok());
  }
}
