// What all pages share: the head, the banner that says what this is, the footer with the clock, and
// the small pieces that they are made of. It holds no text of one kind of page.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace lotusbox::api {

/// A page under construction; every text goes through `text`, `attribute` or `fact`.
class PageWriter {
 public:
  /// Markup of our own: never anything that came from outside.
  PageWriter& markup(std::string_view html);
  PageWriter& text(std::string_view value);
  PageWriter& attribute(std::string_view name, std::string_view value);  ///< ` name="value"`
  /// `<h2 id="terms">The terms</h2>`
  PageWriter& heading(std::string_view id, std::string_view words);
  /// One pair of a `<dl class="facts">`; nothing when the value is empty.
  PageWriter& fact(std::string_view label, std::string_view value);

  [[nodiscard]] std::string take() { return std::move(html_); }

 private:
  std::string html_;
};

/// Everything up to the open `<main>`; `script` is put into the head, empty: none.
void open_page(PageWriter& page, std::string_view title, std::string_view name,
               std::string_view kind, std::string_view script);
/// The rest; an empty clock is left out.
void close_page(PageWriter& page, std::string_view now);

/// A drawing, hidden from those who listen: check, cross, arrow, clock, closed, question or alert.
[[nodiscard]] std::string_view icon_path(std::string_view name);
void icon(PageWriter& page, std::string_view name, std::string_view style_class);

/// True for a path of the same host, with nothing in it that a browser drops.
[[nodiscard]] bool is_local_path(std::string_view url);

}  // namespace lotusbox::api
