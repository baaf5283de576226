// What holds for every call of the vendor's API, whatever it asks for: the format that a caller
// accepts, and answers that are given again under an Idempotency-Key (facts 1.3, 1.5).
#pragma once

#include "api/routes.h"

namespace lotusbox::api {

/// An answer when the call is refused, or was answered before under its key.
std::optional<Answer> before_handler(Call& call, const Route& route);
/// Remembers the answer when the call has a key.
void after_handler(Call& call, const Route& route, const Answer& answer);
/// The same for an answer that a fault gave in place of the real one. A connection that ended
/// instead is no answer.
void after_fault(Call& call, const Route& route, const Answer& answer);
/// True when an answer is remembered under the key of the call.
[[nodiscard]] bool was_answered(const Call& call, const Route& route);

/// True when an Accept header, or none, allows this media type.
[[nodiscard]] bool accepts(std::string_view header, std::string_view media_type);

}  // namespace lotusbox::api
