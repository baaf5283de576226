#include "webhook/cipher.h"

#include <openssl/evp.h>

#include <memory>

#include "base/check.h"

namespace lotusbox::webhook {

namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::optional<std::string> run(std::string_view input, std::string_view key, std::string_view iv,
                               bool encrypting) {
  LOTUSBOX_CHECK(key.size() == kCipherBytes && iv.size() == kCipherBytes, "key and IV: 16 bytes");
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  LOTUSBOX_CHECK(context != nullptr, "libcrypto is out of memory");
  std::string output(input.size() + kCipherBytes, '\0');
  int written = 0;
  int last = 0;
  const bool good = EVP_CipherInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, bytes(key),
                                      bytes(iv), encrypting ? 1 : 0) == 1 &&
                    EVP_CipherUpdate(context.get(), bytes(output), &written, bytes(input),
                                     static_cast<int>(input.size())) == 1 &&
                    EVP_CipherFinal_ex(context.get(), bytes(output) + written, &last) == 1;
  if (!good) return std::nullopt;
  output.resize(static_cast<std::size_t>(written + last));
  return output;
}

}  // namespace

std::string encrypt(std::string_view plain, std::string_view key, std::string_view iv) {
  auto cipher = run(plain, key, iv, true);
  LOTUSBOX_CHECK(cipher.has_value(), "encryption cannot fail");
  return std::move(*cipher);
}

std::optional<std::string> decrypt(std::string_view cipher, std::string_view key,
                                   std::string_view iv) {
  return run(cipher, key, iv, false);
}

}  // namespace lotusbox::webhook
