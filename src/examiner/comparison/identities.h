// Which generated value of the real API stands for which of the twin: ids, UMRNs, links. They are
// learnt from answers that hold them in the same place, and put into later calls, so that these
// reach the objects of the twin.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace lotusbox::examiner {

/// Twelve letters and digits or more, capitals and digits among them: `MD0086WWA8U5CH`.
bool looks_generated(std::string_view text);

class Identities {
 public:
  enum class Learnt : unsigned char { same, fresh, another };
  /// `another` when one of the two is known to stand for something else.
  Learnt learn(std::string_view upstream, std::string_view twin);

  /// Two texts that hold generated values at the same places, such as links; none when they
  /// differ in more than that. Hosts do not count.
  std::optional<Learnt> learn_within(std::string_view upstream, std::string_view twin);

  /// The text as the twin would say it.
  [[nodiscard]] std::string for_twin(std::string_view text) const;

 private:
  std::map<std::string, std::string, std::less<>> to_twin_, from_twin_;
};

}  // namespace lotusbox::examiner
