#include "wire/encoding.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

using namespace lotusbox;
using Problem = wire::PlainBody::Problem;

namespace {

constexpr std::size_t kMax = 100000;

/// `window` as zlib has it: 31 gzip, 15 with the frame of zlib, -15 bare.
std::string packed(const std::string& text, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) ==
          Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

constexpr int kGzip = 31, kZlib = 15, kBare = -15;

}  // namespace

TEST_CASE("gzip and both kinds of deflate come back as they were") {
  const std::string texts[] = {"", "{}", R"({"name":"ASHA"})", std::string(kMax, 'x')};
  for (const std::string& text : texts) {
    for (const auto& [name, window] : {std::pair("gzip", kGzip), std::pair("X-GZIP ", kGzip),
                                       std::pair("deflate", kZlib), std::pair("Deflate", kBare)}) {
      CAPTURE(name);
      const wire::PlainBody plain = wire::plain_body(name, packed(text, window), kMax);
      CHECK(plain.problem == Problem::none);
      CHECK(plain.text == text);
    }
    for (const char* name : {"identity", "", " Identity "}) {
      CHECK(wire::plain_body(name, text, kMax).text == text);
    }
  }
}

TEST_CASE("inflating stops at the bound") {
  const std::string most(kMax, ' ');
  for (const auto& [name, window] : {std::pair("gzip", kGzip), std::pair("deflate", kZlib)}) {
    CHECK(wire::plain_body(name, packed(most, window), kMax).problem == Problem::none);
    const wire::PlainBody beyond = wire::plain_body(name, packed(most + " ", window), kMax);
    CHECK(beyond.problem == Problem::too_large);
    CHECK(beyond.text.empty());
    const std::string bomb = packed(std::string(64 * kMax, '\0'), window);
    CHECK(wire::plain_body(name, bomb, kMax).problem == Problem::too_large);
  }
}

TEST_CASE("what is not what it is called is damaged; what nobody reads is unknown") {
  const std::string good = packed("{\"a\":1}", kGzip);
  for (const std::string& bad :
       {std::string("{\"a\":1}"), good.substr(0, good.size() - 1), good + "x", good + good,
        std::string("\x1f\x8b"), packed("{}", kZlib)}) {
    CHECK(wire::plain_body("gzip", bad, kMax).problem == Problem::damaged);
  }
  CHECK(wire::plain_body("deflate", good, kMax).problem == Problem::damaged);
  CHECK(wire::plain_body("gzip", "", kMax).problem == Problem::none);
  for (const char* name : {"br", "zstd", "gzip, deflate", "gzip;q=1", "compress", "*"}) {
    CHECK(wire::plain_body(name, good, kMax).problem == Problem::unknown_encoding);
  }
}
