#include "base/text_pool.h"

#include "base/check.h"

namespace lotusbox {

namespace {
constexpr std::size_t kLengthBytes = 2;
}

Text TextPool::add(std::string_view text) {
  if (text.empty()) return {};
  LOTUSBOX_CHECK(text.size() <= kTextBytesMax, "text too long for the pool");
  const std::size_t needed = text.size() + kLengthBytes;
  if (blocks_.empty() || blocks_.back().read().size() + needed > kBlockBytes) {
    blocks_.emplace_back();
    if (blocks_.size() == 1) blocks_.back().edit().push_back('\0');  // index 0 is the empty text
    if (blocks_.size() > 1) blocks_.back().edit().reserve(kBlockBytes);
  }
  std::string& block = blocks_.back().edit();
  const std::size_t index = (blocks_.size() - 1) * kBlockBytes + block.size();
  LOTUSBOX_CHECK(index <= UINT32_MAX, "text pool full");
  block.push_back(static_cast<char>(text.size() & 255U));
  block.push_back(static_cast<char>(text.size() >> 8U));
  block.append(text);
  return Text{static_cast<std::uint32_t>(index)};
}

std::string_view TextPool::at(Text text) const {
  if (text.empty()) return {};
  const std::string& block = blocks_[text.index / kBlockBytes].read();
  const std::size_t start = text.index % kBlockBytes;
  const std::size_t length =
      static_cast<unsigned char>(block[start]) +
      static_cast<std::size_t>(static_cast<unsigned char>(block[start + 1])) * 256;
  return std::string_view(block).substr(start + kLengthBytes, length);
}

std::size_t TextPool::bytes() const {
  std::size_t sum = 0;
  for (const auto& block : blocks_) sum += block.read().capacity();
  return sum;
}

}  // namespace lotusbox
