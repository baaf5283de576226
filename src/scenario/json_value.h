// A parsed JSON answer to look into by dotted paths. What is absent reads as nothing, never as an
// error: a scenario then prints nothing and its expectation fails. Made for reading only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::scenario {

class JsonValue {
 public:
  JsonValue() = default;  ///< absent

  /// Absent when the text is not JSON.
  static JsonValue parse(std::string_view text);

  /// `data.0.id`; `length` of an array is its count.
  [[nodiscard]] JsonValue at(std::string_view dotted_path) const;

  /// One step into an object, whose name may hold dots.
  [[nodiscard]] JsonValue member(std::string_view name) const;

  [[nodiscard]] bool exists() const { return node_ != nullptr; }
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_null() const;  ///< absent or null
  /// Texts as they are, other values as compact JSON; empty for absent and null.
  [[nodiscard]] std::string text() const;
  /// Compact JSON on one line; `absent` when it is.
  [[nodiscard]] std::string json() const;
  [[nodiscard]] std::optional<std::int64_t> number() const;
  [[nodiscard]] std::vector<JsonValue> items() const;   ///< of an array
  [[nodiscard]] std::vector<std::string> keys() const;  ///< of an object, in its order

 private:
  struct Node;  // the document and the value in it
  explicit JsonValue(std::shared_ptr<const Node> node) : node_(std::move(node)) {}

  std::shared_ptr<const Node> node_;
};

}  // namespace lotusbox::scenario
