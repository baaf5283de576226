// A page of titled groups of labelled values, one below the other: what the PDF files of mandates
// and paper forms have in common.
#pragma once

#include <string_view>

#include "wire/pdf.h"

namespace lotusbox::wire {

class PdfForm {
 public:
  void title(std::string_view words, std::string_view below);
  void group(std::string_view words);
  void row(std::string_view label, std::string_view value);
  /// A label with a line to write on.
  void blank(std::string_view label);
  void foot(std::string_view words);

  [[nodiscard]] const PdfPage& page() const { return page_; }

 private:
  static constexpr int kTop = PdfPage::kHeight - 72;

  PdfPage page_;
  int y_ = kTop;
};

}  // namespace lotusbox::wire
