// The body of a webhook, to the byte (facts 14.10).
#include "webhook/envelope.h"

#include <doctest/doctest.h>

#include <set>

#include "base/text.h"
#include "webhook/cipher.h"
#include "webhook/webhook_support.h"

using namespace lotusbox;
using namespace lotusbox::webhook;

TEST_CASE("the envelope has one key, and its text begins with the IV in small hex") {
  const std::string sealed = seal("{}", kWebhookKey, 0x00ffeeddccbbaa99ULL);
  CHECK(sealed.starts_with(R"({"serialized_response":"00ffeeddccbbaa99)"));
  CHECK(sealed.ends_with("\\n\"}"));
  const std::string serialized = serialized_in(sealed);
  // The sixteen characters are the bytes of the IV.
  const std::string iv = serialized.substr(0, 16);
  CHECK(decrypt(*base64_decode(serialized.substr(16)), kWebhookKey, iv) == "{}");
}

TEST_CASE("base64 has a newline after every sixty characters and at the end") {
  for (std::size_t size = 0; size < 400; ++size) {
    CAPTURE(size);
    const std::string plain(size, 'p');
    const std::string serialized = serialized_in(seal(plain, kWebhookKey, size));
    const std::string_view base64 = std::string_view(serialized).substr(16);
    REQUIRE(base64.ends_with('\n'));
    const auto lines = split(base64.substr(0, base64.size() - 1), '\n');
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) CHECK(lines[i].size() == 60);
    CHECK(lines.back().size() > 0);
    CHECK(lines.back().size() <= 60);
    CHECK(open_sealed(serialized, kWebhookKey) == plain);
  }
}

TEST_CASE("the nonce makes the IV: the same gives the same, another another") {
  CHECK(seal("x", kWebhookKey, 1) == seal("x", kWebhookKey, 1));
  std::set<std::string> seen;
  for (std::uint64_t nonce = 0; nonce < 1000; ++nonce) {
    CHECK(seen.insert(seal("x", kWebhookKey, nonce * 0x9e3779b97f4a7c15ULL)).second);
  }
}

TEST_CASE("what does not fit is not opened") {
  const std::string serialized = serialized_in(seal(R"({"id":1})", kWebhookKey, 7));
  CHECK(open_sealed(serialized, kWebhookKey) == R"({"id":1})");
  CHECK_FALSE(open_sealed("", kWebhookKey).has_value());
  CHECK_FALSE(open_sealed(serialized.substr(0, 15), kWebhookKey).has_value());
  CHECK_FALSE(open_sealed(serialized.substr(0, 16), kWebhookKey).has_value());
  CHECK_FALSE(open_sealed(serialized, "short").has_value());
  CHECK_FALSE(open_sealed(serialized, "").has_value());
  CHECK_FALSE(open_sealed(serialized + "!", kWebhookKey).has_value());
  CHECK(open_sealed(serialized, "whk_0123456789ac") != R"({"id":1})");
  // Another IV spoils the first sixteen bytes and nothing behind them.
  std::string shifted = serialized;
  shifted[0] = shifted[0] == '0' ? '1' : '0';
  CHECK(open_sealed(shifted, kWebhookKey) != R"({"id":1})");
}

TEST_CASE("the plain text is the event, compact and in the documented order") {
  Bench bench;
  bench.sender.answer_all(kGood);
  const auto world = bench.world("sk_test_order");
  const std::string event = bench.raise(world);
  REQUIRE(bench.settle(world));
  const std::string plain = opened(bench.sender.posts().at(0));
  CHECK(plain.starts_with(
      R"({"id":")" + event +
      R"(","object":"event","created":1767225600,"livemode":false,"data":{"id":)"));
  CHECK(plain.ends_with(R"(},"type":"source.pending"})"));
  CHECK(plain.find("http://box.test/pay/AL") != std::string::npos);
  for (const std::string_view loose : {"\n", "\": ", ", \"", "'"}) {
    CHECK(plain.find(loose) == std::string::npos);
  }
}
