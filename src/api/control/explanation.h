// Why a call was refused, a date was missed or a request came to nothing: what `why` shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/behaviour/rule.h"

namespace lotusbox::api {

struct Explanation {
  Instant at;
  std::string_view rule;  ///< id of the rule, or of the row of a machine, that decided
  std::string_view demands;
  Evidence evidence = Evidence::documented;
  std::string_view source;
  std::string message;
  std::string_view param = {};
  std::string_view blocking = {};
  std::vector<std::pair<std::string, std::string>> inputs = {};  ///< safe to show
  std::optional<Instant> passes_at = {};

  void says(const Rule& decided) {
    rule = decided.id;
    demands = decided.demands;
    evidence = decided.evidence;
    source = decided.source;
  }
};

}  // namespace lotusbox::api
