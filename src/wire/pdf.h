// A small writer of PDF files: one page of A4, text only, in the two Helvetica faces that every
// reader has. Characters outside ASCII are shown as question marks. It knows nothing about what
// it writes.
#pragma once

#include <string>
#include <string_view>

#include "core/values/instant.h"

namespace lotusbox::wire {

class PdfPage {
 public:
  enum class Face { regular, bold };

  static constexpr int kWidth = 595;  ///< points; the origin is at the lower left
  static constexpr int kHeight = 842;

  /// One line of text that begins at this place.
  void text(int x, int y, int size, Face face, std::string_view words);
  /// A thin grey line across.
  void rule(int x, int y, int width);

  /// The whole file. The same page, title and instant give the same bytes.
  [[nodiscard]] std::string file(std::string_view title, Instant created) const;

 private:
  std::string content_;
};

}  // namespace lotusbox::wire
