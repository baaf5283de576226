#include "base/seeded_permutation.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

using namespace lotusbox;

TEST_CASE("a permutation of the smallest width is a bijection on all its numbers") {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) {
    CAPTURE(seed);
    const Permutation permutation(seed, 8);
    std::vector<bool> met(65536);
    bool fine = true;
    for (std::uint64_t i = 0; i < met.size(); ++i) {
      const std::uint64_t image = permutation.apply(i);
      fine = fine && image < met.size() && !met[image] && permutation.undo(image) == i;
      if (image < met.size()) met[image] = true;
    }
    CHECK(fine);
  }
}

TEST_CASE("undo leads back, at the edges and for numbers met by chance") {
  for (const unsigned half_bits : {8U, 11U, 20U, 21U, 24U}) {
    const std::uint64_t count = std::uint64_t{1} << (2 * half_bits);
    std::vector<std::uint64_t> numbers{0, 1, 2, count - 1, count - 2, count / 2, count / 2 - 1};
    for (std::uint64_t i = 0; i < 2000; ++i) numbers.push_back(mix(i) % count);
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const Permutation permutation(mix(seed), half_bits);
      bool within = true;
      bool back = true;
      std::set<std::uint64_t> plain, images;
      for (const std::uint64_t number : numbers) {
        const std::uint64_t image = permutation.apply(number);
        within = within && image < count;
        back = back && permutation.undo(image) == number;
        // Any number is the image of one: undo is total.
        back = back && permutation.apply(permutation.undo(number)) == number;
        plain.insert(number);
        images.insert(image);
      }
      CAPTURE(half_bits);
      CAPTURE(seed);
      CHECK(within);
      CHECK(back);
      CHECK(images.size() == plain.size());
    }
  }
}

TEST_CASE("seeds give different orders, and neighbours do not stay neighbours") {
  const Permutation one(1, 24);
  const Permutation two(2, 24);
  int same = 0;
  int close = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    if (one.apply(i) == two.apply(i)) ++same;
    const std::uint64_t a = one.apply(i);
    const std::uint64_t b = one.apply(i + 1);
    if ((a > b ? a - b : b - a) < 1000) ++close;
  }
  CHECK(same <= 1);
  CHECK(close <= 1);
}

TEST_CASE("the numbers are the same on every machine") {
  // Ids in scenarios and in other people's tests rest on these.
  CHECK(mix(0) == 0xE220A8397B1DCDAFU);
  CHECK(fingerprint(1, "sk_test_lotusbox") == fingerprint(1, "sk_test_lotusbox"));
  CHECK(fingerprint(1, "") != fingerprint(2, ""));
  CHECK(fingerprint(1, "a") != fingerprint(1, std::string_view("a\0", 2)));
  CHECK(fingerprint(1, "ab") != fingerprint(1, "ba"));
}
