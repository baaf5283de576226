// AES-128-CBC with PKCS#7 padding, the cipher of the vendor's webhooks. The only file that knows
// libcrypto.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lotusbox::webhook {

inline constexpr std::size_t kCipherBytes = 16;  ///< of the key and of the IV

/// It is a bug when key or IV do not have 16 bytes.
[[nodiscard]] std::string encrypt(std::string_view plain, std::string_view key,
                                  std::string_view iv);
/// nullopt when the bytes cannot have come from `encrypt` under this key and IV.
[[nodiscard]] std::optional<std::string> decrypt(std::string_view cipher, std::string_view key,
                                                 std::string_view iv);

}  // namespace lotusbox::webhook
