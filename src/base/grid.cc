#include "base/grid.h"

#include <algorithm>

#include "base/json_writer.h"

namespace lotusbox {

namespace {

std::string padded_line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    line += cells[i];
    if (i + 1 < cells.size()) line.append(widths[i] - cells[i].size(), ' ');
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line + "\n";
}

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += " ";
    for (const char c : cell) line += c == '|' ? std::string("\\|") : std::string(1, c);
    line += " |";
  }
  return line + "\n";
}

}  // namespace

std::string to_plain_text(const Grid& grid) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    std::size_t width = grid.columns[i].size();
    for (const auto& row : grid.rows) width = std::max(width, row[i].size());
    widths.push_back(width);
  }
  std::string text = grid.title + "\n";
  if (!grid.note.empty()) text += grid.note + "\n";
  text += "\n" + padded_line(grid.columns, widths);
  for (const auto& row : grid.rows) text += padded_line(row, widths);
  return text;
}

std::string to_markdown(const Grid& grid) {
  std::string text = "### " + grid.title + "\n\n";
  if (!grid.note.empty()) text += grid.note + "\n\n";
  text += markdown_line(grid.columns);
  text += markdown_line(std::vector<std::string>(grid.columns.size(), "---"));
  for (const auto& row : grid.rows) text += markdown_line(row);
  return text;
}

std::string to_json(const Grid& grid) {
  JsonWriter out;
  out.begin_object().field("title", grid.title).field("note", grid.note).key("rows").begin_array();
  for (const auto& row : grid.rows) {
    out.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) out.field(grid.columns[i], row[i]);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace lotusbox
