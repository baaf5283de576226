// The body of a webhook as LotusPay sends it: the event, encrypted, in a JSON string (facts 14.10).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lotusbox::webhook {

/// `{"serialized_response":"<16 hex characters, the IV><base64 with a newline after every 60
/// characters and at the end>"}`. The nonce makes the IV; the same nonce gives the same envelope.
[[nodiscard]] std::string seal(std::string_view plain, std::string_view key, std::uint64_t nonce);

/// The plain text of what stands in `serialized_response`; nullopt when key or text do not fit.
[[nodiscard]] std::optional<std::string> open_sealed(std::string_view serialized,
                                                     std::string_view key);

}  // namespace lotusbox::webhook
