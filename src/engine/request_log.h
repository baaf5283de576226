// The last calls of a world with their answers, and why they were refused: what the control plane
// shows, and what `why` explains. Bounded in number and size; the oldest go first. Texts are as
// they came, but for credentials, which are never kept; the api masks them when it shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/refusal.h"
#include "core/values/ids.h"

namespace lotusbox {

/// What went over the wire in one direction, cut to a size.
struct KeptMessage {
  std::string headers;       ///< `Name: value` and a line feed each
  std::string content_type;  ///< says how the body reads
  std::string body;
  std::size_t body_bytes = 0;  ///< of the whole body
  bool forgotten = false;      ///< headers and body, for want of memory
};

struct RequestRecord {
  std::uint64_t number = 0;
  Instant at;
  std::string method;
  std::string path;   ///< without the query
  std::string query;  ///< without the question mark
  int status = 0;     ///< 0: dropped on purpose
  std::optional<Refusal> refusal;
  std::string rule;            ///< of a refusal that stands in no table
  std::optional<LinkId> link;  ///< that it made or answered
  std::string fault;           ///< what struck the call; empty: nothing did
  KeptMessage request, answer;
  /// How much there was in the world when the call was answered.
  std::uint64_t events_then = 0, deliveries_then = 0, mails_then = 0;
};

class RequestLog {
 public:
  static constexpr std::size_t kKept = 1000;
  static constexpr std::size_t kQueryKept = 1024;
  static constexpr std::size_t kHeadersKept = 2048;
  static constexpr std::size_t kBodyKept = 4096;

  /// The number of the next call; numbers begin at 1 and are never reused.
  std::uint64_t next_number() { return ++last_number_; }
  /// The next call has at least this number: those before it are not known any more.
  void go_on_at(std::uint64_t number);
  void skip(std::uint64_t numbers) { last_number_ += numbers; }
  /// The record for a call that was answered, to be filled in at once; its texts are those of an
  /// older call, for their room to be used again. Null when newer calls have taken its slot.
  RequestRecord* record_for(std::uint64_t number);

  /// Forgets headers and bodies of all calls but the newest so many; says how many bytes that
  /// frees.
  std::size_t forget_bodies(std::size_t kept);

  [[nodiscard]] std::uint64_t last_number() const { return last_number_; }
  /// How many calls were kept so far, those that are gone included.
  [[nodiscard]] std::uint64_t count() const { return count_; }

  [[nodiscard]] const RequestRecord* find(std::uint64_t number) const;
  /// Oldest first.
  [[nodiscard]] std::vector<const RequestRecord*> all() const;

 private:
  std::vector<RequestRecord> ring_;
  std::uint64_t last_number_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace lotusbox
