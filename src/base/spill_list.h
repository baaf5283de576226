// A list that is mostly short: its first items lie in the list itself, and only a longer one
// allocates.
#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.h"

namespace lotusbox {

template <class T, std::size_t Inline>
class SpillList {
 public:
  void push(T item) {
    if (size_ == Inline) spilled_.assign(items_.begin(), items_.end());
    if (size_ < Inline) {
      items_[size_] = std::move(item);
    } else {
      spilled_.push_back(std::move(item));
    }
    ++size_;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const {
    LOTUSBOX_CHECK(i < size_, "spill list index");
    return begin()[i];
  }
  [[nodiscard]] const T* begin() const { return size_ > Inline ? spilled_.data() : items_.data(); }
  [[nodiscard]] const T* end() const { return begin() + size_; }

 private:
  std::array<T, Inline> items_{};
  std::vector<T> spilled_;  ///< all items, once there are more than Inline
  std::size_t size_ = 0;
};

}  // namespace lotusbox
