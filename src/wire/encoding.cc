#include "wire/encoding.h"

#include <zlib.h>

#include <algorithm>

#include "base/text.h"

namespace lotusbox::wire {

namespace {

using Problem = PlainBody::Problem;

constexpr int kGzip = 16 + MAX_WBITS;
constexpr int kZlib = MAX_WBITS;
constexpr int kBare = -MAX_WBITS;
constexpr std::size_t kPiece = 16384;

PlainBody inflate_all(std::string_view body, int window, std::size_t bytes_max) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) return {Problem::damaged, {}};
  PlainBody plain;
  // The library does not write to what it reads, though its type says so.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  int state = Z_OK;
  while (state == Z_OK && plain.text.size() <= bytes_max) {
    const std::size_t before = plain.text.size();
    plain.text.resize(before + kPiece);
    stream.next_out = reinterpret_cast<Bytef*>(plain.text.data() + before);
    stream.avail_out = static_cast<uInt>(kPiece);
    state = inflate(&stream, Z_NO_FLUSH);
    plain.text.resize(before + kPiece - stream.avail_out);
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (plain.text.size() > bytes_max) return {Problem::too_large, {}};
  if (!whole) return {Problem::damaged, {}};
  return plain;
}

}  // namespace

PlainBody plain_body(std::string_view encoding, std::string_view body, std::size_t bytes_max) {
  const std::string name = to_lower(trim(encoding));
  if (name.empty() || name == "identity") return {Problem::none, std::string(body)};
  const bool gzip = name == "gzip" || name == "x-gzip";
  if (!gzip && name != "deflate") return {Problem::unknown_encoding, {}};
  if (body.empty()) return {};
  if (gzip) return inflate_all(body, kGzip, bytes_max);
  PlainBody framed = inflate_all(body, kZlib, bytes_max);
  return framed.problem == Problem::damaged ? inflate_all(body, kBare, bytes_max) : framed;
}

}  // namespace lotusbox::wire
