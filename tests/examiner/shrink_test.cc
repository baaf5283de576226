// Shrinking: the fewest events, then the fewest changes, that still fail.
#include "examiner/orders/shrink.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace lotusbox;
using namespace lotusbox::examiner;

namespace {

/// All of so many events, in an order that has every pair the wrong way round.
Case reversed(std::size_t events) {
  Case whole;
  whole.order = in_order(events);
  for (const Step& step : whole.order) whole.kept.push_back(step.event);
  std::reverse(whole.order.begin(), whole.order.end());
  return whole;
}

std::ptrdiff_t place(const Case& one, std::uint16_t event) {
  for (std::size_t i = 0; i < one.order.size(); ++i) {
    if (one.order[i].event == event) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

std::ptrdiff_t copies(const Case& one, std::uint16_t event) {
  return std::count_if(one.order.begin(), one.order.end(),
                       [&](Step step) { return step.event == event; });
}

bool keeps(const Case& one, std::uint16_t event) {
  return std::binary_search(one.kept.begin(), one.kept.end(), event);
}

/// The later event comes before the earlier one.
bool swapped(const Case& one, std::uint16_t earlier, std::uint16_t later) {
  return place(one, earlier) >= 0 && place(one, later) >= 0 &&
         place(one, later) < place(one, earlier);
}

using Events = std::vector<std::uint16_t>;

}  // namespace

TEST_CASE("two events in the wrong order are what is left of many") {
  const Case small = shrink(reversed(40), [](const Case& one) { return swapped(one, 2, 33); });
  CHECK(small.kept == Events{2, 33});
  CHECK(format_order(small.order) == "34,3");
}

TEST_CASE("three events, of which one only has to be there") {
  const Fails fails = [](const Case& one) { return keeps(one, 5) && swapped(one, 1, 9); };
  const Case small = shrink(reversed(12), fails);
  CHECK(small.kept == Events{1, 5, 9});
  // 6 goes back to where it comes by itself, between what has to be swapped.
  CHECK(changes_in(small) == 2);
  CHECK(fails(small));
}

TEST_CASE("a duplicate alone") {
  Case whole = reversed(6);
  whole.order.push_back({3, false});
  whole.order.push_back({4, false});
  const Case small = shrink(whole, [](const Case& one) { return copies(one, 3) == 2; });
  CHECK(small.kept == Events{3});
  CHECK(format_order(small.order) == "4,4");
}

TEST_CASE("a lost event is not put back where it matters, and is where it does not") {
  Case whole = reversed(5);
  std::erase_if(whole.order, [](Step step) { return step.event == 1 || step.event == 2; });
  const Case small = shrink(whole, [](const Case& one) {
    return keeps(one, 1) && copies(one, 1) == 0 && copies(one, 4) > 0;
  });
  CHECK(small.kept == Events{1, 4});
  CHECK(format_order(small.order) == "5");
}

TEST_CASE("what is late stays late only where it matters") {
  Case whole = reversed(4);
  whole.order = {{3, false}, {2, false}, {1, true}, {0, true}};
  const Case small = shrink(whole, [](const Case& one) {
    return std::any_of(one.order.begin(), one.order.end(),
                       [](Step step) { return step.event == 1 && step.late; });
  });
  CHECK(small.kept == Events{1});
  CHECK(format_order(small.order) == "late 2");
}

TEST_CASE("two causes need both of them") {
  const Fails fails = [](const Case& one) { return swapped(one, 0, 1) && swapped(one, 4, 7); };
  const Case small = shrink(reversed(10), fails);
  CHECK(small.kept == Events{0, 1, 4, 7});
  CHECK(format_order(small.order) == "2,1,8,5");
  CHECK(changes_in(small) == 2);
}

TEST_CASE("nothing can be taken out of the result") {
  const Fails fails = [](const Case& one) {
    return swapped(one, 1, 3) || (swapped(one, 0, 5) && copies(one, 2) > 1);
  };
  Case whole = reversed(6);
  whole.order.push_back({2, false});
  const Case small = shrink(whole, fails);
  CHECK(fails(small));
  for (const std::uint16_t event : small.kept) {
    Case less = small;
    std::erase(less.kept, event);
    std::erase_if(less.order, [&](Step step) { return step.event == event; });
    CHECK_FALSE(fails(less));
  }
}

TEST_CASE("it ends when it is told to, and a case that cannot be smaller stays") {
  int tries = 0;
  const Fails fails = [&](const Case&) {
    ++tries;
    return true;
  };
  const Case whole = reversed(8);
  CHECK(shrink(whole, fails, [] { return true; }).kept == whole.kept);
  CHECK(tries == 0);
  CHECK(shrink(whole, [](const Case&) { return false; }).order == whole.order);
}
