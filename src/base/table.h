// A growing array of rows, reached by their index. Copies share the rows, block by block, until
// one of them writes; so a copy of a table costs one pointer per block.
#pragma once

#include <cstddef>
#include <vector>

#include "base/check.h"
#include "base/shared.h"

namespace lotusbox {

template <class T>
class Table {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  const T& operator[](std::size_t index) const {
    LOTUSBOX_CHECK(index < size_, "table index");
    return blocks_[index / kRows].read()[index % kRows];
  }

  /// The row for writing. The reference is good until the next `add` or copy.
  T& edit(std::size_t index) {
    LOTUSBOX_CHECK(index < size_, "table index");
    return blocks_[index / kRows].edit()[index % kRows];
  }

  /// Adds a row and tells its index.
  std::size_t add(T row) {
    if (size_ == blocks_.size() * kRows) blocks_.emplace_back();
    std::vector<T>& rows = blocks_.back().edit();
    // The first block grows by doubling so that small tables stay small; later ones are whole.
    if (blocks_.size() > 1 && rows.empty()) rows.reserve(kRows);
    rows.push_back(std::move(row));
    return size_++;
  }

 private:
  static constexpr std::size_t kBlockBytes = 16384;
  static constexpr std::size_t kRows = kBlockBytes / sizeof(T) > 0 ? kBlockBytes / sizeof(T) : 1;

  std::vector<Shared<std::vector<T>>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace lotusbox
