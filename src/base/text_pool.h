// Texts kept once and named by a four-byte handle, so that records stay small and fixed in size.
// Texts are only ever added; copies of a pool share what they have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/shared.h"

namespace lotusbox {

/// Names a text in the pool it came from. The default names the empty text of every pool.
struct Text {
  std::uint32_t index = 0;
  [[nodiscard]] bool empty() const { return index == 0; }
};

class TextPool {
 public:
  static constexpr std::size_t kTextBytesMax = 32768;  ///< longest text that may be added

  /// Keeps a copy. It is a bug to add a text longer than kTextBytesMax.
  Text add(std::string_view text);

  /// Good until the pool is destroyed, assigned to or added to.
  [[nodiscard]] std::string_view at(Text text) const;

  [[nodiscard]] std::size_t bytes() const;  ///< memory held by the texts

 private:
  static constexpr std::size_t kBlockBytes = 65536;
  std::vector<Shared<std::string>> blocks_;
};

}  // namespace lotusbox
