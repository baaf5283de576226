// What happened to all worlds, in order: the port through which an engine writes it down and a
// restart reads it back. Calls and verdicts are kept as they came in, because everything else
// follows from them: to replay is to answer them again. Knows no file.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/http_message.h"
#include "core/model/command.h"
#include "core/values/instant.h"

namespace lotusbox {

/// What a journal was begun with; another beginning gives other ids and other dates.
struct JournalOrigin {
  std::uint64_t seed = 1;
  Instant start;
  std::string clock, profile;
  std::string fixtures_json;
  std::string public_url, webhook_url, webhook_key;
  std::string version;  ///< of the program; another one may answer in other words

  friend bool operator==(const JournalOrigin&, const JournalOrigin&) = default;
};

struct JournalEntry {
  enum class Kind : std::uint8_t {
    open,    ///< a key's world came to be
    fork,    ///< … as a copy of the world of `from`
    drop,    ///< it was forgotten
    call,    ///< a call that may change it was answered
    verdict  ///< an attempt to deliver ended
  };
  Kind kind = Kind::call;
  std::string world;         ///< its key
  std::string from;          ///< of a fork
  std::int64_t wall_ms = 0;  ///< wall time that a clock which follows it was moved by
  Instant now;               ///< of the world, when it had happened

  Request request;  ///< of a call: without the key, and without headers that decide nothing
  /// Of a call, in its world; 0: it came with the key of another world. Of an open or a fork, one
  /// more than the number that its links name the world by; 0: not told.
  std::uint64_t number = 0;
  int status = 0;
  std::string rule;          ///< that refused it; empty when it was accepted
  std::uint64_t digest = 0;  ///< fingerprint of the body that was answered; 0: not finished then

  ReportDelivery report;  ///< of a verdict
};

std::string_view to_text(JournalEntry::Kind kind);

class Journal {
 public:
  using Visit = std::function<void(std::uint64_t line, const JournalEntry&)>;

  Journal() = default;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  virtual ~Journal() = default;

  /// Told how long each write took; set before the first.
  std::function<void(std::chrono::nanoseconds)> on_write;

  /// Takes an entry down; called while its world is locked, so entries of a world stand in order.
  virtual void append(JournalEntry entry) = 0;
  /// Makes all that was taken down so far survive; says what stands in the way. What could not be
  /// written is tried again by the next call.
  virtual std::optional<std::string> flush() = 0;
  /// How often something that was taken down has been lost for good: who was told a lower number
  /// before it took something down cannot promise that it survives.
  [[nodiscard]] virtual std::uint64_t losses() const { return 0; }
  /// What stands in the way of taking down so many bytes more: asked before anything happens.
  [[nodiscard]] virtual std::optional<std::string> cannot_take(std::size_t /*bytes*/) const {
    return std::nullopt;
  }
  /// The entries that the world of a key came to be by, oldest first: since its last reset, and
  /// for a copy those of the world it was copied from before its own. Says, before it has visited
  /// any, why they cannot all be told.
  virtual std::optional<std::string> visit_world(std::string_view key,
                                                 const Visit& visit) const = 0;
  /// Forgets what the world of a key came to be by, for want of memory; says how many bytes that
  /// frees. A journal that keeps nothing in memory has nothing to forget.
  virtual std::size_t forget_world(std::string_view /*key*/) { return 0; }
};

}  // namespace lotusbox
