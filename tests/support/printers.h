// Shows values of the domain in failed assertions by their own words instead of as bytes. Include
// it after doctest.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "core/model/words.h"
#include "core/values/calendar.h"
#include "core/values/ids.h"
#include "core/values/money.h"

namespace doctest {

template <>
struct StringMaker<lotusbox::Paise> {
  static String convert(lotusbox::Paise amount) {
    return (std::to_string(amount.count()) + " paise").c_str();
  }
};

template <>
struct StringMaker<lotusbox::CivilDate> {
  static String convert(lotusbox::CivilDate date) {
    return ("day " + std::to_string(date.day_number())).c_str();
  }
};

template <>
struct StringMaker<lotusbox::Instant> {
  static String convert(lotusbox::Instant at) {
    return ("second " + std::to_string(lotusbox::unix_seconds(at))).c_str();
  }
};

template <class Tag>
struct StringMaker<lotusbox::Id<Tag>> {
  static String convert(lotusbox::Id<Tag> id) {
    return ("place " + std::to_string(id.index)).c_str();
  }
};

template <class T>
struct StringMaker<std::optional<T>> {
  static String convert(const std::optional<T>& value) {
    return value ? toString(*value) : String("none");
  }
};

}  // namespace doctest
