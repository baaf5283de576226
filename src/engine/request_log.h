// The last calls of a world and why they were refused: what the control plane shows, and what
// `why` explains. Bounded; the oldest entries go first. Keys and bodies are never kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/refusal.h"

namespace lotusbox {

struct RequestRecord {
  std::uint64_t number = 0;
  Instant at;
  std::string method;
  std::string path;  ///< without the query: it may name people
  int status = 0;    ///< 0: dropped on purpose
  std::optional<Refusal> refusal;
  std::string fault;  ///< what struck the call; empty: nothing did
};

class RequestLog {
 public:
  static constexpr std::size_t kKept = 1000;

  /// The number of the call; numbers begin at 1 and are never reused.
  std::uint64_t next_number() { return ++last_number_; }
  void keep(RequestRecord record);
  /// The next call has at least this number: those before it are not known any more.
  void go_on_at(std::uint64_t number);

  [[nodiscard]] const RequestRecord* find(std::uint64_t number) const;
  /// Oldest first.
  [[nodiscard]] std::vector<const RequestRecord*> all() const;

 private:
  std::vector<RequestRecord> ring_;
  std::size_t oldest_ = 0;
  std::uint64_t last_number_ = 0;
};

}  // namespace lotusbox
