// Rules about faults: what may be asked for. What a fault then does to a call is in faults.h.
#pragma once

#include <string>
#include <vector>

#include "core/behaviour/fault/faults.h"
#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox {

/// One fault as it was sent.
struct FaultFields {
  std::string prefix;  ///< of its names in the body: `faults.0.`, or nothing
  Field name, method, path, times, rate, status, code, message, body, content_type, latency_ms,
      drop, truncate;
};

/// `PUT /_mock/faults`.
struct FaultsClaim {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  std::vector<FaultFields> faults;
};

std::optional<Refusal> refuse_faults(const FaultsClaim& claim);
/// Of a claim that no rule refuses.
Faults made_faults(const FaultsClaim& claim);

std::vector<const Rule*> fault_rule_list();

}  // namespace lotusbox
