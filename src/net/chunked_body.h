// Undoes the chunked transfer encoding of a request body, as the bytes arrive and within a limit.
// Trailers are read and dropped; chunk extensions are skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lotusbox::net {

class ChunkedBody {
 public:
  enum class Progress : std::uint8_t { kNeedsMore, kComplete, kMalformed, kTooLarge };

  /// Forgets the last body; `body_bytes_max` bounds the sum of the next one's chunks, and
  /// `trailer_bytes_max` what may follow the last chunk.
  void reset(std::size_t body_bytes_max, std::size_t trailer_bytes_max);

  /// Takes bytes off the front and appends what they carry to `body`.
  Progress read(std::string_view& bytes, std::string& body);

 private:
  enum class Stage : std::uint8_t { kSizeLine, kData, kDataEnd, kTrailer };

  Progress read_size_line(std::string_view& bytes, const std::string& body);
  Progress read_data(std::string_view& bytes, std::string& body);
  Progress read_data_end(std::string_view& bytes);
  Progress read_trailer(std::string_view& bytes);
  /// Collects a line over several reads; kComplete when `line_` holds one without its CR LF.
  Progress collect_line(std::string_view& bytes, std::size_t line_max);

  std::string line_;
  std::size_t body_bytes_max_ = 0;
  std::size_t trailer_bytes_left_ = 0;
  std::size_t chunk_left_ = 0;
  Stage stage_ = Stage::kSizeLine;
};

}  // namespace lotusbox::net
