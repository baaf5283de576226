// Text in columns, for people: padded cells, and words that fill lines up to an edge.
#pragma once

#include <string>
#include <string_view>

namespace lotusbox {

/// One line of cells, two spaces apart. Widths are in bytes.
class ColumnLine {
 public:
  /// A cell that is longer than its width keeps its length.
  ColumnLine& add(std::string_view cell, std::size_t width = 0);
  /// The line with its end, without spaces before that.
  [[nodiscard]] std::string end();

 private:
  std::string text_;
  std::size_t missing_ = 0;  ///< spaces before the next cell
};

/// `first`, then the words from column `left` on, broken between words so that lines end before
/// column `right`. A `first` that reaches `left` has a line of its own.
[[nodiscard]] std::string filled(std::string_view first, std::string_view words, std::size_t left,
                                 std::size_t right);

}  // namespace lotusbox
