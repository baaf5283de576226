// Rules of `POST /_mock/examine`: where the receiver may stand, and what is to be examined. The
// examinations themselves are behind a port; here it is only known how to ask for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox::api {

/// `POST /_mock/examine`.
struct ExamineClaim {
  std::string_view body_problem;
  Field url, key, next_key, probe, reset, only, skip, seed, pointer, timeout_ms, port;
  /// Why nothing may be sent there; empty: it may, or it was not given.
  std::string url_problem, probe_problem, reset_problem;
  std::string name_problem;  ///< of the first of `only` and `skip` that is no examination
  std::string name_param;    ///< which of the two
};

/// A claim that was not refused, read. What was not given is empty.
struct ExamineWanted {
  std::string url, key, next_key, probe, reset, pointer;
  std::vector<std::string> only, skip;
  std::uint64_t seed = 1;
  int timeout_ms = 15000;
  int port = 0;  ///< of the world that the receiver may ask; 0: any free one

  static constexpr int kTimeoutMsMax = 60000;
};

/// Names with commas between them.
std::vector<std::string> names_in(const Field& list);

std::optional<Refusal> refuse_examine(const ExamineClaim& claim);
/// Call when refuse_examine had nothing to say.
ExamineWanted read_examine(const ExamineClaim& claim);

std::vector<const Rule*> examine_rule_list();

}  // namespace lotusbox::api
