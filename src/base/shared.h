// Copy-on-write: a handle to a value that its copies share until one of them is edited. This is
// what makes copying a whole world cheap. Handles may live on different threads; one handle may
// not.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace lotusbox {

template <class T>
class Shared {
 public:
  Shared() : box_(new Box) {}
  Shared(const Shared& other) : box_(other.box_) {
    box_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  Shared(Shared&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Shared& operator=(const Shared& other) {
    Shared copy(other);
    std::swap(box_, copy.box_);
    return *this;
  }
  Shared& operator=(Shared&& other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Shared() { release(); }

  const T& read() const { return box_->value; }

  /// The value for writing; copied first when another handle still looks at it.
  T& edit() {
    if (box_->owners.load(std::memory_order_acquire) != 1) {
      Box* own = new Box(box_->value);
      release();
      box_ = own;
    }
    return box_->value;
  }

 private:
  struct Box {
    Box() = default;
    explicit Box(const T& source) : value(source) {}
    std::atomic<std::uint32_t> owners{1};
    T value;
  };

  void release() {
    if (box_ != nullptr && box_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box_;
  }

  Box* box_;
};

}  // namespace lotusbox
