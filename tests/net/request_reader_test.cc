// The reader alone: every way to cut a request, and every request that must be refused.
#include "net/request_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace lotusbox::net {
namespace {

using Progress = RequestReader::Progress;

struct Outcome {
  Progress progress = Progress::kNeedsMore;
  Request request;
  int status = 0;
  std::string code;
  std::size_t left = 0;
};

/// Feeds pieces of that many bytes until the first request is complete or refused.
Outcome read_in_pieces(std::string_view bytes, std::size_t piece, const ReadLimits& limits = {}) {
  RequestReader reader;
  Outcome outcome;
  while (!bytes.empty()) {
    const std::string copy(bytes.substr(0, piece));  // so that a view kept too long is noticed
    std::string_view now = copy;
    while (!now.empty()) {
      outcome.progress = reader.read(now, limits);
      if (outcome.progress == Progress::kNeedsMore) {
        CHECK(now.empty());
        break;
      }
      if (outcome.progress != Progress::kWantsContinue) break;
    }
    bytes.remove_prefix(copy.size() - now.size());
    if (outcome.progress == Progress::kComplete || outcome.progress == Progress::kRefused) break;
  }
  outcome.left = bytes.size();
  outcome.request = reader.request();
  if (outcome.progress == Progress::kRefused) {
    outcome.status = reader.refusal().status;
    outcome.code = reader.refusal().code;
  }
  return outcome;
}

TEST_CASE("a request reads the same however it is cut") {
  const std::string by_length =
      "PATCH /api/x?a=%2F+b HTTP/1.1\r\nHost: h\r\nContent-Type:  application/json \r\n"
      "X-Raw: a%2Bb\r\nContent-Length: 12\r\n\r\n{\"a\":\"\r\n\r\n\"}GET";
  const std::string by_chunks =
      "PATCH /api/x?a=%2F+b HTTP/1.1\r\nhost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;ext=\"1\"\r\n{\"a\":\r\n006\r\n\"\r\n\r\n\"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\nGET";
  for (std::size_t piece = 1; piece <= by_chunks.size(); ++piece) {
    CAPTURE(piece);
    for (const auto& bytes : {by_length, by_chunks}) {
      const auto outcome = read_in_pieces(bytes, piece);
      REQUIRE(outcome.progress == Progress::kComplete);
      CHECK(outcome.left == 3);
      CHECK(outcome.request.method == "PATCH");
      CHECK(outcome.request.target == "/api/x?a=%2F+b");
      CHECK(find_header(outcome.request.headers, "HOST") == "h");
      if (bytes == by_length) {
        CHECK(outcome.request.body == "{\"a\":\"\r\n\r\n\"}");
        CHECK(find_header(outcome.request.headers, "content-type") == "application/json");
        CHECK(find_header(outcome.request.headers, "x-raw") == "a%2Bb");
      } else {
        CHECK(outcome.request.body == "{\"a\":\"\r\n\r\n\"}");
      }
    }
  }
}

TEST_CASE("what two readers could understand differently is refused, however it is cut") {
  const std::string start = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
  const auto rows = std::vector<std::pair<std::string, int>>{
      {start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {start + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400},
      {start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n", 400},
      {start + "Content-Length: 3, 3\r\n\r\n", 400},
      {start + "Content-Length: -3\r\n\r\n", 400},
      {start + "Content-Length: +3\r\n\r\n", 400},
      {start + "Content-Length: 0x3\r\n\r\n", 400},
      {start + "Content-Length: 3 3\r\n\r\n", 400},
      {start + "Content-Length:\r\n\r\n", 400},
      {start + "Content-Length : 3\r\n\r\n", 400},
      {start + "Content-Length: 99999999999999999999999999\r\n\r\n", 413},
      {start + "Content-Length: 18446744073709551616\r\n\r\n", 413},
      {start + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {start + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {start + "Transfer-Encoding: identity\r\n\r\n", 501},
      {start + "Transfer-Encoding: \x0b"
               "chunked\r\n\r\n",
       400},
      {start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {start + " folded: x\r\n\r\n", 400},
      {start + "A: b\r\n c\r\n\r\n", 400},
      {start + "A: b\n\r\n", 400},
      {start + "A: b\rC: d\r\n\r\n", 400},
      {start + "no colon\r\n\r\n", 400},
      {start + ": no name\r\n\r\n", 400},
      {start + "A\x01: b\r\n\r\n", 400},
      {start + "A: b\x7f\r\n\r\n", 400},
      {start + "Host: other\r\n\r\n", 400},
      {start + "Expect: something\r\n\r\n", 417},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"GET /\r\nHost: h\r\n\r\n", 400},
      {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
      {"GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"\x16\x03\x01\x02\x01", 400},
      {"GET / HTTP/1.1\nHost: h\n\n", 400},
      {chunked + "g\r\n", 400},
      {chunked + "\r\n", 400},
      {chunked + "-1\r\n", 400},
      {chunked + "+1\r\n", 400},
      {chunked + "0x1\r\n", 400},
      {chunked + " 1\r\n", 400},
      {chunked + "1 \r\n", 400},
      {chunked + "1\n", 400},
      {chunked + "3\r\nabcd", 400},
      {chunked + "3\r\nabc\n", 400},
      {chunked + "ffffffffffffffff\r\n", 400},
      {chunked + "fffffffffffffff\r\n", 413},
      {chunked + "100001\r\n", 413},
      {chunked + "1;" + std::string(300, 'x'), 400},
  };
  for (const auto& row : rows) {
    const auto& bytes = row.first;  // clang 14 captures no structured bindings
    CAPTURE(bytes);
    for (const std::size_t piece : {bytes.size(), std::size_t{1}, std::size_t{7}}) {
      CAPTURE(piece);
      const auto outcome = read_in_pieces(bytes, piece);
      CHECK(outcome.progress == Progress::kRefused);
      CHECK(outcome.status == row.second);
    }
  }
}

TEST_CASE("limits hold to the byte") {
  ReadLimits limits;
  limits.head_bytes_max = 200;
  limits.header_count_max = 3;
  limits.body_bytes_max = 10;
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\n";
  const auto head_of = [&](std::size_t size) {
    return start + "A: " + std::string(size - start.size() - 7, 'a') + "\r\n\r\n";
  };
  for (const std::size_t piece : {std::size_t{1}, std::size_t{64}, std::size_t{500}}) {
    CAPTURE(piece);
    CHECK(read_in_pieces(head_of(200), piece, limits).progress == Progress::kComplete);
    CHECK(read_in_pieces(head_of(201), piece, limits).code == "headers_too_large");
    CHECK(read_in_pieces(std::string(400, 'G'), piece, limits).code == "headers_too_large");
    CHECK(read_in_pieces(start + "A: b\r\nC: d\r\n\r\n", piece, limits).progress ==
          Progress::kComplete);
    CHECK(read_in_pieces(start + "A: b\r\nC: d\r\nE: f\r\n\r\n", piece, limits).code ==
          "headers_too_large");
    CHECK(read_in_pieces(start + "Content-Length: 10\r\n\r\n0123456789", piece, limits)
              .request.body == "0123456789");
    CHECK(read_in_pieces(start + "Content-Length: 11\r\n\r\n", piece, limits).code ==
          "body_too_large");
    CHECK(read_in_pieces(start + "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n5\r\n12345\r\n"
                                 "0\r\n\r\n",
                         piece, limits)
              .request.body == "1234512345");
    CHECK(read_in_pieces(start + "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n6\r\n", piece,
                         limits)
              .code == "body_too_large");
    CHECK(read_in_pieces(start + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + std::string(300, 't') +
                             "\r\n\r\n",
                         piece, limits)
              .code == "request_malformed");
  }
}

TEST_CASE("what a server should be lenient about is taken") {
  CHECK(read_in_pieces("\r\n\r\nGET / HTTP/1.1\r\nHost:h\r\n\r\n", 1).progress ==
        Progress::kComplete);
  CHECK(read_in_pieces("GET / HTTP/1.1\r\nHost:\r\nEmpty:\r\n\r\n", 3).progress ==
        Progress::kComplete);
  CHECK(read_in_pieces("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n", 99).request.method == "BREW");
  CHECK(read_in_pieces("GET http://h:1/a?b HTTP/1.1\r\nHost: h\r\n\r\n", 99).request.target ==
        "/a?b");
  CHECK(read_in_pieces("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n", 99).request.target == "/");
  // The host that the target names counts, whatever the header says.
  struct Absolute {
    std::string target, host, path;
  };
  const Absolute rows[] = {{"http://x.test", "x.test", "/"},
                           {"HTTP://x.test:81/a?b", "x.test:81", "/a?b"},
                           {"https://x.test/a", "x.test", "/a"},
                           {"http://x.test?b", "x.test", "/"},
                           {"http://u@x.test:99999/a", "u@x.test:99999", "/a"},
                           {"http:///a", "", "/a"},
                           {"/http://x.test", "h", "/http://x.test"},
                           {"ftp://x.test/a", "h", "ftp://x.test/a"}};
  for (const Absolute& row : rows) {
    CAPTURE(row.target);
    for (const std::string version : {"1.1", "1.0"}) {
      const auto read =
          read_in_pieces("GET " + row.target + " HTTP/" + version + "\r\nHost: h\r\n\r\n", 7);
      CHECK(read.request.target == row.path);
      CHECK(find_header(read.request.headers, "Host") == row.host);
    }
  }
  CHECK(find_header(read_in_pieces("GET http://x.test HTTP/1.0\r\n\r\n", 99).request.headers,
                    "Host") == "x.test");
  CHECK(read_in_pieces("GET /a?b?c#d HTTP/1.1\r\nHost: h\r\n\r\n", 99).request.target ==
        "/a?b?c#d");
  CHECK(read_in_pieces("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
                       "content-length: 2\r\n\r\nab",
                       99)
            .request.body == "ab");
  CHECK(read_in_pieces("GET / HTTP/1.0\r\n\r\n", 99).progress == Progress::kComplete);
}

}  // namespace
}  // namespace lotusbox::net
