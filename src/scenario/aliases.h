// The names that a scenario gives to objects and links, so that generated ids stay out of what it
// expects. Knows ids and names only, not what they stand for.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lotusbox::scenario {

class Aliases {
 public:
  /// A name may be given anew: it then means the newer object, and the older keeps its name too.
  void set(std::string_view alias, std::string_view value);
  void clear();

  [[nodiscard]] bool knows(std::string_view alias) const;
  /// All names, for saying which of them may have been meant.
  [[nodiscard]] std::vector<std::string> all() const;
  /// The id or link behind a name; empty when there is none.
  [[nodiscard]] std::string value_of(std::string_view alias) const;
  /// The name of an id; empty when it has none.
  [[nodiscard]] std::string name_of(std::string_view value) const;

  /// The names in braces that look like aliases, such as `{m7}`, and are none.
  [[nodiscard]] std::vector<std::string> unknown_in(std::string_view text) const;
  /// `{m1}` becomes the id of m1, everywhere in the text; other braces stay.
  [[nodiscard]] std::string expand(std::string_view text) const;
  /// Every known id in the text becomes `{its name}`.
  [[nodiscard]] std::string contract(std::string text) const;

 private:
  struct Found {
    std::size_t at, size;
    std::string_view name;
  };
  void find_around(std::string_view text, std::size_t at, std::string_view run,
                   std::vector<Found>& found) const;

  std::map<std::string, std::string, std::less<>> values_;  ///< by name
  std::map<std::string, std::string, std::less<>> names_;   ///< by value
  /// Values by their longest run of letters and digits, so that a text is read once, however many
  /// names there are.
  std::map<std::string, std::vector<std::string>, std::less<>> by_run_;
};

}  // namespace lotusbox::scenario
