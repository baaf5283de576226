// From bodies to what is asked of faults on calls and of chaos on deliveries; and the error bodies
// with which faults answer.
#pragma once

#include <string>
#include <string_view>

#include "core/behaviour/fault/rules.h"
#include "core/model/chaos.h"
#include "wire/body.h"

namespace lotusbox::wire {

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
