// A short list with a fixed bound and no allocation. Going past the bound is a bug.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "base/check.h"

namespace lotusbox {

template <class T, std::size_t Bound>
class SmallList {
 public:
  void push(T item) {
    LOTUSBOX_CHECK(size_ < Bound, "small list full");
    items_[size_++] = std::move(item);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) {
    LOTUSBOX_CHECK(i < size_, "small list index");
    return items_[i];
  }
  const T& operator[](std::size_t i) const {
    LOTUSBOX_CHECK(i < size_, "small list index");
    return items_[i];
  }
  T* begin() { return items_.data(); }
  T* end() { return items_.data() + size_; }
  const T* begin() const { return items_.data(); }
  const T* end() const { return items_.data() + size_; }

 private:
  std::array<T, Bound> items_{};
  std::size_t size_ = 0;
};

}  // namespace lotusbox
