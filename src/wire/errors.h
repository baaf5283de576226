// From refusals to the vendor's error body and status: the one place where a status code is chosen.
#pragma once

#include <string>
#include <string_view>

#include "core/model/refusal.h"

namespace lotusbox::wire {

[[nodiscard]] int status_of(RefusalCode code);
/// `{"error":{"code","doc_url","message","param","type"}}` (facts 1.3)
[[nodiscard]] std::string error_body(std::string_view type, std::string_view code,
                                     std::string_view message, std::string_view param);
[[nodiscard]] std::string refusal_body(const Refusal& refusal);

}  // namespace lotusbox::wire
