#include "base/columns.h"

#include "base/text.h"

namespace lotusbox {

ColumnLine& ColumnLine::add(std::string_view cell, std::size_t width) {
  text_.append(missing_, ' ');
  text_ += cell;
  missing_ = 2 + (cell.size() < width ? width - cell.size() : 0);
  return *this;
}

std::string ColumnLine::end() {
  text_.erase(text_.find_last_not_of(' ') + 1);
  return std::move(text_) + "\n";
}

std::string filled(std::string_view first, std::string_view words, std::size_t left,
                   std::size_t right) {
  std::string text(first);
  std::size_t column = text.size();
  const auto break_line = [&] {
    text += '\n';
    column = 0;
  };
  if (column != 0 && column + 2 > left) break_line();
  bool begins = true;
  for (const std::string_view word : split(words, ' ')) {
    if (!begins && column + 1 + word.size() > right) break_line();
    if (column < left) {
      text.append(left - column, ' ');
      column = left;
    } else if (!begins) {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
    begins = false;
  }
  return text + "\n";
}

}  // namespace lotusbox
