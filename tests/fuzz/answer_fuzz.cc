// What receivers of webhooks answer: whole and byte by byte give the same status.
#include <algorithm>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "net/answer_reader.h"

namespace {

using lotusbox::net::AnswerReader;
using Progress = AnswerReader::Progress;

struct Read {
  Progress end = Progress::kNeedsMore;
  int status = 0;
};

Read read_in_pieces(std::string_view bytes, std::size_t piece) {
  AnswerReader reader(8192);
  Read read;
  while (!bytes.empty() && read.end == Progress::kNeedsMore) {
    read.end = reader.read(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  if (read.end == Progress::kNeedsMore) read.end = reader.finish();
  read.status = reader.status();
  return read;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = lotusbox::test::text_of(data, size);
  const Read whole = read_in_pieces(bytes, size + 1);
  const Read cut = read_in_pieces(bytes, 1);
  if (whole.end == Progress::kComplete && cut.end == Progress::kComplete) {
    LOTUSBOX_CHECK(whole.status == cut.status, "an answer has two statuses");
  }
  return 0;
}
