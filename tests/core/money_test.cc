#include "core/values/money.h"

#include <doctest/doctest.h>

#include "support/printers.h"

using namespace lotusbox;

TEST_CASE("digits alone are paise, digits with decimals are rupees") {
  const struct {
    std::string text;
    std::int64_t paise;
  } rows[] = {{"0", 0},
              {"1", 1},
              {"1000", 1000},
              {"1000.00", 100000},
              {"1000.0", 100000},
              {"1000.5", 100050},
              {"1000.05", 100005},
              {"0.01", 1},
              {"0.1", 10},
              {"5.00", 500},
              {"007", 7},
              {"007.50", 750},
              {"999999999999999", 999999999999999},
              {"999999999999999.99", 99999999999999999}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_amount(row.text) == Paise(row.paise));
  }
}

TEST_CASE("everything else is no amount") {
  const std::string_view rows[] = {
      "",      " ",    "+1",   "-1",    "-1.00", "1e3",      "1E3",       "1,000",      "1,00",
      "1.000", "1.",   ".5",   ".",     "1..0",  "1.0.0",    " 1",        "1 ",         "1 000",
      "\t1",   "1\n",  "0x10", "1.5e1", "nan",   "inf",      "Rs 10",     "10/-",       "1_000",
      "1.-5",  "1.+5", "1. 5", "-0",    "+0.00", "\xD9\xA1", "1\xC2\xA0", "1.\xD9\xA1", {"1\0", 2}};
  for (const std::string_view text : rows) {
    CAPTURE(text);
    CHECK(parse_amount(text) == std::nullopt);
  }
}

TEST_CASE("a number of too many digits is too much, and not malformed") {
  for (const std::string_view text :
       {"1000000000000000", "1000000000000000.00", "99999999999999999999999999"}) {
    CHECK(parse_amount(text) == kBeyondPaise);
  }
  CHECK(parse_amount("999999999999999") == Paise(999999999999999));
  CHECK(parse_amount("0000000000000001") == Paise(1));
  CHECK(parse_amount("0000000000000001.5") == Paise(150));
  CHECK(parse_paise("000") == Paise(0));
  CHECK(parse_paise("100000000000000000000") == kBeyondPaise);
  for (const std::string_view text : {"", "-1", "1.0", "1e3", " 1"}) {
    CHECK_FALSE(parse_paise(text).has_value());
  }
}

TEST_CASE("amounts read as rupees with two decimals") {
  CHECK(format_rupees(Paise(0)) == "Rs 0.00");
  CHECK(format_rupees(Paise(5)) == "Rs 0.05");
  CHECK(format_rupees(Paise(123450)) == "Rs 1234.50");
  CHECK(format_rupees(Paise(-7)) == "Rs -0.07");
  CHECK(format_rupees(Paise(-100)) == "Rs -1.00");
  CHECK(format_rupees(Paise(INT64_MAX)) == "Rs 92233720368547758.07");
}

TEST_CASE("what is printed as rupees reads back as the same amount") {
  for (const std::int64_t paise : {0, 1, 9, 10, 99, 100, 101, 123456789}) {
    CHECK(parse_amount(format_rupees(Paise(paise)).substr(3)) == Paise(paise));
  }
}
