// A table of texts and its renderings: aligned text, Markdown, JSON. What `lotusbox tables` prints
// and docs/reference shows is made of these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lotusbox {

struct TextTable {
  std::string title;
  std::string note;  ///< a sentence under the title; may be empty
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< each as long as columns
};

[[nodiscard]] std::string to_plain_text(const TextTable& table);
[[nodiscard]] std::string to_markdown(const TextTable& table);
/// `{"title","note","rows":[{"<column>":"<text>"}]}`
[[nodiscard]] std::string to_json(const TextTable& table);

}  // namespace lotusbox
