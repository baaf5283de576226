// The cipher, by itself and against a program that others wrote.
#include "webhook/cipher.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <optional>

#include "base/text.h"
#include "webhook/envelope.h"
#include "webhook/webhook_support.h"

using namespace lotusbox;
using namespace lotusbox::webhook;

namespace {

constexpr std::string_view kKey = "whk_a1B2c3D4e5F6";
constexpr std::string_view kIv = "00ff12ab9e8d7c6b";

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4U];
    out += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

/// What a command printed; nullopt when it failed.
std::optional<std::string> output_of(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string output;
  std::array<char, 4096> buffer;
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), got);
  }
  const int status = ::pclose(pipe);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return output;
}

/// A file that goes when the test does.
struct TempFile {
  explicit TempFile(std::string_view content) {
    const int file = ::mkstemp(path.data());
    REQUIRE(file >= 0);
    ::close(file);
    std::ofstream(path, std::ios::binary) << content;
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile() { ::unlink(path.c_str()); }
  std::string path = "/tmp/lotusbox_cipher_XXXXXX";
};

std::optional<std::string> openssl(std::string_view options, std::string_view key,
                                   std::string_view iv, std::string_view input) {
  const TempFile file(input);
  return output_of("openssl enc -aes-128-cbc " + std::string(options) + " -K " + hex(key) +
                   " -iv " + hex(iv) + " -in " + file.path + " 2>/dev/null");
}

std::vector<std::string> texts() {
  std::vector<std::string> all = {"", "x", R"({"id":"EV00"})", std::string("\0\xff\0", 3)};
  for (const std::size_t size : {15U, 16U, 17U, 31U, 32U, 33U, 44U, 45U, 46U, 4096U, 100000U}) {
    all.emplace_back(size, 'a');
  }
  return all;
}

}  // namespace

TEST_CASE("what was encrypted is decrypted by the same key and IV only") {
  for (const std::string& plain : texts()) {
    CAPTURE(plain.size());
    const std::string cipher = encrypt(plain, kKey, kIv);
    CHECK(cipher.size() == (plain.size() / 16 + 1) * 16);
    CHECK(decrypt(cipher, kKey, kIv) == plain);
    CHECK(decrypt(cipher, "whk_a1B2c3D4e5F7", kIv) != plain);
    CHECK(decrypt(cipher, kKey, "00ff12ab9e8d7c6c") != plain);
  }
}

TEST_CASE("bytes that are no cipher text") {
  const std::string cipher = encrypt("some plain text", kKey, kIv);
  CHECK_FALSE(decrypt("", kKey, kIv).has_value());
  CHECK_FALSE(decrypt(cipher.substr(0, 15), kKey, kIv).has_value());
  CHECK_FALSE(decrypt(cipher + "x", kKey, kIv).has_value());
  CHECK_FALSE(decrypt(std::string(16, '\0'), kKey, kIv).has_value());
}

TEST_CASE("a known answer") {
  // NIST SP 800-38A, F.2.1, the first block; a whole block of padding follows it.
  const auto bytes = [](std::string_view base64) { return *base64_decode(base64); };
  const std::string cipher =
      encrypt(bytes("a8G+4i5An5bpPX4Rc5MXKg=="), bytes("K34VFiiu0qar9xWICc9PPA=="),
              bytes("AAECAwQFBgcICQoLDA0ODw=="));
  CHECK(hex(cipher.substr(0, 16)) == "7649abac8119b246cee98e9b12e9197d");
}

TEST_CASE("the openssl command reads what we write, and we read what it writes") {
  if (!output_of("openssl version 2>/dev/null")) {
    MESSAGE("SKIPPED, NOT PASSED: there is no openssl command to check the cipher against");
    return;
  }
  for (const std::string& plain : texts()) {
    CAPTURE(plain.size());
    CHECK(openssl("-d", kKey, kIv, encrypt(plain, kKey, kIv)) == plain);
    const auto theirs = openssl("-e", kKey, kIv, plain);
    REQUIRE(theirs.has_value());
    CHECK(*theirs == encrypt(plain, kKey, kIv));
    CHECK(decrypt(*theirs, kKey, kIv) == plain);
    // The whole envelope as it stands: base64 in lines of sixty, the IV before it.
    const std::string serialized = serialized_in(seal(plain, kKey, 0x0123456789abcdefULL));
    CHECK(openssl("-d -a", kKey, serialized.substr(0, 16), serialized.substr(16)) == plain);
    const auto in_lines = openssl("-e -a", kKey, kIv, plain);
    REQUIRE(in_lines.has_value());
    CHECK(open_sealed(std::string(kIv) + *in_lines, kKey) == plain);
  }
  CHECK(openssl("-d", "another key here", kIv, encrypt("plain", kKey, kIv)) != "plain");
}
