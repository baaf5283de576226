// Sends each call that went to the real API to a twin in process as well, and says how the two
// differ and which rule, reading or route here says otherwise.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "examiner/comparison/answers.h"
#include "examiner/comparison/exchange.h"
#include "scenario/driver.h"

namespace lotusbox::examiner {

struct ComparerOptions {
  std::string profile = "documented";
  std::uint64_t seed = 7;
  Tolerance tolerance;
};

class Comparer {
 public:
  /// The twin lives behind this driver, in the world of one key, which begins with the first call.
  Comparer(scenario::Driver& twin, ComparerOptions options)
      : twin_(twin), options_(std::move(options)) {}

  Compared compare(const Exchange& exchange);

  /// What the twin was asked, as it was asked: for a scenario of it.
  struct Asked {
    Request request;
    std::int64_t now = 0;
    bool good = false;
  };
  [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }
  [[nodiscard]] std::int64_t start() const { return start_; }
  [[nodiscard]] static std::string key();

 private:
  Response ask(Request request);
  void follow(std::int64_t at);
  [[nodiscard]] Request for_twin(const Request& request) const;
  /// The customer has answered a link at the real API: so does the one of the twin.
  bool catch_up(const Exchange& exchange, const std::vector<Difference>& found, Compared& out);

  scenario::Driver& twin_;
  ComparerOptions options_;
  Identities identities_;
  std::vector<Asked> asked_;
  std::int64_t start_ = 0;
  std::int64_t now_ = 0;
};

/// A line a difference, below the call that it belongs to, and how many calls differ. What is known
/// is told apart.
std::string comparison_report(const std::vector<Compared>& calls,
                              const std::vector<std::string>& known);
/// Differences that are not known.
std::size_t unknown_differences(const std::vector<Compared>& calls,
                                const std::vector<std::string>& known);
std::vector<std::string> difference_keys(const std::vector<Compared>& calls);

}  // namespace lotusbox::examiner
