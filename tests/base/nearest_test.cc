#include "base/nearest.h"

#include <doctest/doctest.h>

using lotusbox::nearest;

TEST_CASE("the nearest word is one that may have been meant") {
  const std::vector<std::string> words{"maximum_amount", "collection_amount", "frequency", "limit"};
  CHECK(nearest("limt", words) == "limit");
  CHECK(nearest("frequenzy", words) == "frequency");
  CHECK(nearest("amount_maximum", words) == "maximum_amount");
  CHECK(nearest("amount_collection", words) == "collection_amount");
  CHECK(nearest("amount", words).empty());
  CHECK(nearest("mandate", words).empty());
  CHECK(nearest("", words).empty());
}
