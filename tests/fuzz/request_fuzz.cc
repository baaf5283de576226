// What the server reads from a connection: whole and byte by byte must come out the same.
#include <string>
#include <vector>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "net/request_reader.h"

namespace {

using lotusbox::net::ReadLimits;
using lotusbox::net::RequestReader;
using Progress = RequestReader::Progress;

/// What came of all the bytes: each request, and how it ended.
struct Read {
  std::vector<std::string> seen;
  Progress end = Progress::kNeedsMore;
};

std::string line_of(const lotusbox::Request& request) {
  std::string line = request.method + " " + request.target + "\n";
  for (const auto& [name, value] : request.headers) line += name + ": " + value + "\n";
  return line + request.body;
}

Read read_in_pieces(std::string_view bytes, std::size_t piece) {
  ReadLimits limits;
  limits.body_bytes_max = 4096;
  RequestReader reader;
  Read read;
  std::string_view waiting;
  while (!bytes.empty() || !waiting.empty()) {
    if (waiting.empty()) {
      waiting = bytes.substr(0, piece);
      bytes.remove_prefix(waiting.size());
    }
    const std::size_t before = waiting.size();
    read.end = reader.read(waiting, limits);
    if (read.end == Progress::kRefused) {
      read.seen.push_back("refused");
      return read;
    }
    if (read.end == Progress::kComplete) {
      read.seen.push_back(line_of(reader.request()));
      reader.next();
    } else if (read.end == Progress::kNeedsMore) {
      LOTUSBOX_CHECK(waiting.empty(), "bytes were left although more are needed");
    } else {
      LOTUSBOX_CHECK(waiting.size() <= before, "the reader gave bytes back");
    }
  }
  return read;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = lotusbox::test::text_of(data, size);
  const Read whole = read_in_pieces(bytes, size + 1);
  const Read cut = read_in_pieces(bytes, 1);
  LOTUSBOX_CHECK(whole.seen == cut.seen, "a request reads otherwise when it comes in pieces");
  return 0;
}
