// Either a value or an error, as a return value. The error is part of the type, so a caller sees
// what can go wrong; asking for the wrong side is a bug and ends the program.
#pragma once

#include <utility>
#include <variant>

#include "base/check.h"

namespace lotusbox {

/// Marks a returned value as the error side: `return failure(Refusal{…});`
template <class E>
struct Failure {
  E error;
};

template <class E>
Failure<std::decay_t<E>> failure(E&& error) {
  return {std::forward<E>(error)};
}

template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : sides_(std::in_place_index<0>, std::move(value)) {}                   // NOLINT
  Result(Failure<E> failed) : sides_(std::in_place_index<1>, std::move(failed.error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return sides_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    LOTUSBOX_CHECK(ok(), "value() of a failed result");
    return *std::get_if<0>(&sides_);
  }
  [[nodiscard]] T& value() & {
    LOTUSBOX_CHECK(ok(), "value() of a failed result");
    return *std::get_if<0>(&sides_);
  }
  [[nodiscard]] T&& value() && { return std::move(value()); }
  [[nodiscard]] const E& error() const {
    LOTUSBOX_CHECK(!ok(), "error() of a good result");
    return *std::get_if<1>(&sides_);
  }
  [[nodiscard]] E take_error() {
    LOTUSBOX_CHECK(!ok(), "take_error() of a good result");
    return std::move(*std::get_if<1>(&sides_));
  }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, E> sides_;
};

}  // namespace lotusbox
