#include "base/text_pool.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/death.h"

using namespace lotusbox;

TEST_CASE("the empty text has one name in every pool") {
  TextPool pool;
  CHECK(pool.at({}).empty());
  const Text empty = pool.add("");
  CHECK(empty.empty());
  CHECK(pool.bytes() == 0);
  const Text first = pool.add("x");
  CHECK_FALSE(first.empty());
  CHECK(pool.at({}).empty());
}

TEST_CASE("texts of every length come back, byte for byte") {
  TextPool pool;
  std::vector<std::string> texts;
  for (const std::size_t length :
       {std::size_t{1}, std::size_t{2}, std::size_t{255}, std::size_t{256}, std::size_t{257},
        std::size_t{32767}, TextPool::kTextBytesMax, std::size_t{3}}) {
    texts.emplace_back(length, static_cast<char>('a' + length % 26));
  }
  texts.push_back(std::string("a\0b", 3));
  for (int i = 0; i < 5000; ++i) texts.push_back("number " + std::to_string(i));
  std::vector<Text> handles;
  for (const std::string& text : texts) handles.push_back(pool.add(text));
  bool right = true;
  for (std::size_t i = 0; i < texts.size(); ++i) right = right && pool.at(handles[i]) == texts[i];
  CHECK(right);
}

TEST_CASE("texts that fill a block to its last byte") {
  // Blocks have 65536 bytes, a text takes two more than its length, and the first block keeps one
  // byte for the empty text.
  for (const std::size_t last : {std::size_t{32763}, std::size_t{32764}, std::size_t{32765}}) {
    CAPTURE(last);
    TextPool pool;
    const Text one = pool.add(std::string(TextPool::kTextBytesMax, 'a'));
    const Text two = pool.add(std::string(last, 'b'));
    const Text three = pool.add("c");
    CHECK(pool.at(one) == std::string(TextPool::kTextBytesMax, 'a'));
    CHECK(pool.at(two) == std::string(last, 'b'));
    CHECK(pool.at(three) == "c");
  }
}

TEST_CASE("copies share what they have and part from there on") {
  TextPool one;
  const Text common = one.add("common");
  TextPool two = one;
  CHECK(one.at(common).data() == two.at(common).data());
  const Text left = one.add("left");
  const Text right = two.add("right");
  CHECK(left.index == right.index);
  CHECK(one.at(left) == "left");
  CHECK(two.at(right) == "right");
  CHECK(one.at(common) == "common");
  CHECK(two.at(common) == "common");
}

TEST_CASE("a text that is too long for the pool is a bug") {
  CHECK(test::aborts([] {
    TextPool pool;
    pool.add(std::string(TextPool::kTextBytesMax + 1, 'a'));
  }));
}
