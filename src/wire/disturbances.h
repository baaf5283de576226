// From bodies to what is asked of faults on calls and of chaos on deliveries; and the error bodies
// with which faults answer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/chaos.h"
#include "core/model/field.h"
#include "wire/body.h"

namespace lotusbox::wire {

/// One fault as it was sent.
struct FaultFields {
  std::string prefix;  ///< of its names in the body: `faults.0.`, or nothing
  Field name, method, path, times, rate, status, code, message, body, content_type, latency_ms,
      drop, truncate, headers;
  std::vector<std::pair<std::string, Field>> header_list;  ///< what `headers` holds
};

/// `PUT /_mock/faults`.
struct FaultsClaim {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  std::string meant;  ///< by the first of them, as the end of a sentence
  std::vector<FaultFields> faults;
};

SetChaos read_chaos(const Body& body);
/// A list under `faults`, or one fault by itself.
FaultsClaim read_faults(const Body& body);

/// What LotusPay would say with this status; empty texts are filled in.
[[nodiscard]] std::string fault_body(int status, std::string_view code, std::string_view message);
/// What Juspay would say.
[[nodiscard]] std::string juspay_fault_body(int status, std::string_view code,
                                            std::string_view message);
/// `Service unavailable`, for a page.
[[nodiscard]] std::string_view fault_title(int status);

}  // namespace lotusbox::wire
