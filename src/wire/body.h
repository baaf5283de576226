// Bodies and queries as the caller sent them, flattened: nested names are joined by dots, so that
// `nach_debit[amount_maximum]=1` in a form and {"nach_debit":{"amount_maximum":1}} in JSON read the
// same. It translates; whether a value is good is for the rules.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/field.h"
#include "wire/multipart.h"

namespace lotusbox::wire {

class Body {
 public:
  static constexpr int kDepthMax = 16;  ///< nesting of JSON and of form brackets
  static constexpr std::size_t kFieldsMax = 1000;

  /// Empty text is an empty body, and so are `null` and `[]`. Multipart when the content type says
  /// so; JSON when the content type says so or the text begins with a brace or bracket; a form
  /// otherwise. A body that cannot be read has a problem() and no fields.
  static Body read(std::string_view content_type, std::string_view text);
  static Body read_query(std::string_view query);

  /// Read from a form or a query, where a plus that is not escaped arrives as a blank.
  [[nodiscard]] bool is_form() const { return is_form_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// The last value under that name. Null, an empty text and an empty list are nothing that was
  /// sent: so absent names reach us from JSON, from forms, and from PHP, which writes `[]` for an
  /// empty hash.
  [[nodiscard]] const Field& field(std::string_view name) const;
  /// The same, with the fraction of a number that is whole all the same: 10000.0 is 10000 paise,
  /// but an amend says rupees by a fraction.
  [[nodiscard]] Field exact(std::string_view name) const;
  /// The same as it was written: null and what is empty are told apart, for people to read.
  [[nodiscard]] const Field& written(std::string_view name) const;
  /// Top-level names, in order, each once.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Those that are not among the `known` ones.
  [[nodiscard]] std::vector<std::string> names_except(
      std::initializer_list<std::string_view> known) const;
  /// The names right under that one, in order, each once.
  [[nodiscard]] std::vector<std::string> names_in(std::string_view name) const;
  /// The object under that name as compact JSON; nullopt when it is not an object of scalars with
  /// at most `pairs_max` members. A text that holds JSON is taken for it (facts 14.3).
  [[nodiscard]] std::optional<std::string> object_json(std::string_view name, int pairs_max) const;
  /// The same with its members by ascending length of their names, then by name: so the vendor
  /// stores the metadata of a mandate (facts 4.2).
  [[nodiscard]] std::optional<std::string> sorted_object_json(std::string_view name,
                                                              int pairs_max) const;
  /// The field `metadata` as it is kept (facts 1.7): empty when nothing was given, and when it is
  /// not a hash within its limits.
  [[nodiscard]] std::string metadata_json() const;
  /// The parts of a multipart body that are files; they have no field.
  [[nodiscard]] const std::vector<Part>& files() const { return files_; }
  /// Names and values in an order that does not depend on how they were written.
  [[nodiscard]] std::string canonical() const;

 private:
  friend class JsonReader;
  struct Entry {
    std::string name;
    Field field;
    std::string fraction;  ///< what a whole number was written with: `.0`
  };
  using Member = std::pair<std::string, const Field*>;
  void add(std::string name, Field field);
  [[nodiscard]] std::size_t last_index(std::string_view name) const;
  /// Whether the last hash or list under that name is not empty.
  [[nodiscard]] bool holds_more(std::string_view name) const;
  /// False when the name or value cannot be one of a form; says so in problem_.
  bool add_pair(std::string_view name, std::string value);
  [[nodiscard]] std::optional<std::vector<Member>> members(std::string_view name,
                                                           int pairs_max) const;
  /// A body that holds the JSON of a text field under the field's name.
  [[nodiscard]] std::optional<Body> unwrapped(std::string_view name) const;
  void read_parts(std::string_view content_type, std::string_view text);
  void read_form(std::string_view text);
  void read_json(std::string_view text);

  std::vector<Entry> entries_;
  std::vector<Part> files_;
  std::string problem_;
  bool is_form_ = false;
};

}  // namespace lotusbox::wire
