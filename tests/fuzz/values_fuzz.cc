// Texts that stand for values: what is read and printed again reads as the same value.
#include "base/check.h"
#include "core/values/calendar.h"
#include "core/values/money.h"
#include "core/values/rate.h"
#include "fuzz/entrance.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lotusbox;
  const std::string_view text = test::text_of(data, size);
  if (const auto date = parse_date(text)) {
    LOTUSBOX_CHECK(parse_date(format_date(*date)) == date, "a date does not read back");
    LOTUSBOX_CHECK(format_date(*date) == text, "a date has two spellings");
    LOTUSBOX_CHECK(ist_date(ist_midnight(*date)) == *date, "midnight lies on another day");
  }
  if (const auto at = parse_instant(text)) {
    LOTUSBOX_CHECK(parse_instant(format_ist(*at)) == at, "an instant does not read back");
    static_cast<void>(plus_duration(*at, "P1D"));
  }
  static_cast<void>(plus_duration(instant_of(0), text));
  if (const auto amount = parse_amount(text)) static_cast<void>(format_rupees(*amount));
  if (const auto rate = parse_rate(text)) {
    LOTUSBOX_CHECK(parse_rate(format_rate(*rate)) == rate, "a rate does not read back");
  }
  return 0;
}
