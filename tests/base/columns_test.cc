#include "base/columns.h"

#include <doctest/doctest.h>

using namespace lotusbox;

TEST_CASE("cells are padded, and no line ends with a space") {
  CHECK(ColumnLine().add("a", 3).add("b").end() == "a    b\n");
  CHECK(ColumnLine().add("abc", 3).add("b", 9).end() == "abc  b\n");
  CHECK(ColumnLine().add("abcd", 3).add("b").end() == "abcd  b\n");
  CHECK(ColumnLine().add("", 0).add("b").end() == "  b\n");
  CHECK(ColumnLine().add("a", 3).add("", 9).end() == "a\n");
  CHECK(ColumnLine().end() == "\n");
}

TEST_CASE("words fill lines up to the edge") {
  CHECK(filled("ab", "one two", 4, 11) == "ab  one two\n");
  CHECK(filled("ab", "one two", 4, 10) == "ab  one\n    two\n");
  CHECK(filled("abc", "one", 4, 20) == "abc\n    one\n");
  CHECK(filled("", "one two three", 2, 9) == "  one two\n  three\n");
  CHECK(filled("", "a word beyond every edge", 1, 3) == " a\n word\n beyond\n every\n edge\n");
}
