// What is asked and answered in words, one row for each kind of link: the texts that link pages and
// result pages share. It holds nothing about looks.
#pragma once

#include <string_view>

namespace lotusbox::api {

struct KindWords {
  std::string_view kind;
  std::string_view title;   ///< "Change a mandate"
  std::string_view asks;    ///< after the merchant's name: "asks to …"
  std::string_view accept;  ///< the words on the first button
  std::string_view effect;  ///< what an answer does to the link
  std::string_view done, done_detail;
  std::string_view not_done, not_done_detail;
};

/// The row of a kind; a kind that is not known gets words that fit all.
[[nodiscard]] const KindWords& words_of(std::string_view kind);

}  // namespace lotusbox::api
