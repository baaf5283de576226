#include "base/text_table.h"

#include <algorithm>

#include "base/columns.h"
#include "base/json_writer.h"

namespace lotusbox {

namespace {

std::string padded_line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths) {
  ColumnLine line;
  for (std::size_t i = 0; i < cells.size(); ++i) line.add(cells[i], widths[i]);
  return line.end();
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

std::string to_plain_text(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t width = table.columns[i].size();
    for (const auto& row : table.rows) width = std::max(width, row[i].size());
    widths.push_back(width);
  }
  std::string text = table.title + "\n";
  if (!table.note.empty()) text += table.note + "\n";
  text += "\n" + padded_line(table.columns, widths);
  for (const auto& row : table.rows) text += padded_line(row, widths);
  return text;
}

std::string to_markdown(const TextTable& table) {
  std::string text = "### " + table.title + "\n\n";
  if (!table.note.empty()) text += table.note + "\n\n";
  text += markdown_line(table.columns);
  text += markdown_line(std::vector<std::string>(table.columns.size(), "---"));
  for (const auto& row : table.rows) text += markdown_line(row);
  return text;
}

std::string to_json(const TextTable& table) {
  JsonWriter out;
  out.begin_object()
      .field("title", table.title)
      .field("note", table.note)
      .key("rows")
      .begin_array();
  for (const auto& row : table.rows) {
    out.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) out.field(table.columns[i], row[i]);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace lotusbox
