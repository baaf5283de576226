#include "webhook/envelope.h"

#include "base/json_writer.h"
#include "base/text.h"
#include "webhook/cipher.h"

namespace lotusbox::webhook {

namespace {

constexpr std::size_t kLineLength = 60;
constexpr std::string_view kHex = "0123456789abcdef";

/// Sixteen hexadecimal characters; the characters themselves are the bytes of the IV.
std::string iv_of(std::uint64_t nonce) {
  std::string iv;
  for (unsigned shift = 64; shift > 0; shift -= 4) iv.push_back(kHex[(nonce >> (shift - 4)) & 15U]);
  return iv;
}

}  // namespace

std::string seal(std::string_view plain, std::string_view key, std::uint64_t nonce) {
  const std::string iv = iv_of(nonce);
  const std::string base64 = base64_encode(encrypt(plain, key, iv));
  std::string serialized = iv;
  for (std::size_t at = 0; at < base64.size(); at += kLineLength) {
    serialized += base64.substr(at, kLineLength);
    serialized += '\n';
  }
  JsonWriter out;
  out.begin_object().field("serialized_response", serialized).end_object();
  return out.take();
}

std::optional<std::string> open_sealed(std::string_view serialized, std::string_view key) {
  if (serialized.size() < kCipherBytes || key.size() != kCipherBytes) return std::nullopt;
  const auto cipher = base64_decode(serialized.substr(kCipherBytes));
  if (!cipher) return std::nullopt;
  return decrypt(*cipher, key, serialized.substr(0, kCipherBytes));
}

}  // namespace lotusbox::webhook
