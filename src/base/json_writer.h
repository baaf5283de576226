// Writes compact JSON straight into a string, in the order of the calls, without building a tree.
// Commas are its business; matching begin and end is the caller's, and checked.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotusbox {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();

  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);  ///< escaped; bytes that are not UTF-8 are a bug
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  ///< a value that is already JSON

  // One member of an object at a time.
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& field(std::string_view name, const char* value) { return key(name).text(value); }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) JsonWriter& field(std::string_view name, Number value) {
    return key(name).number(static_cast<std::int64_t>(value));
  }
  JsonWriter& field(std::string_view name, bool value) { return key(name).boolean(value); }
  JsonWriter& field_null(std::string_view name) { return key(name).null(); }
  /// null when the text is empty
  JsonWriter& field_or_null(std::string_view name, std::string_view value);
  JsonWriter& field_or_null(std::string_view name, std::optional<std::int64_t> value);

  [[nodiscard]] const std::string& str() const { return out_; }
  [[nodiscard]] std::string take();  ///< the text; every begin must have had its end
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  void before_value();

  std::string out_;
  int depth_ = 0;
  bool comma_ = false;
};

}  // namespace lotusbox
