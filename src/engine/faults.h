// Faults on the calls of one world: which calls, how often, and what becomes of them. Which call
// is struck depends on the list, its counters and the seed alone, so the same calls in the
// same order are struck again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/values/rate.h"

namespace lotusbox {

struct Fault {
  std::string name;                    ///< for people; may be empty
  std::string method;                  ///< empty: any; GET is HEAD, too
  std::string path;                    ///< a pattern, see path_fits; empty: any
  std::optional<std::uint32_t> times;  ///< at most so often; none: for ever
  std::optional<Rate> rate;            ///< of the calls that fit; none: each

  int status = 0;  ///< of the answer that takes the place of the real one; 0: the call is served
  std::string code, message;        ///< in the error body of the vendor; empty: the usual ones
  std::optional<std::string> body;  ///< the whole answer, which may be empty; none: the error body
  std::string content_type;         ///< empty: what suits the body
  std::vector<std::pair<std::string, std::string>> headers;  ///< of the answer, beside the usual
  std::uint32_t latency_ms = 0;           ///< real time before the answer is sent
  bool drop = false;                      ///< the connection ends instead of an answer
  std::optional<std::uint32_t> truncate;  ///< so many bytes of the body are sent

  std::uint32_t seen = 0;    ///< calls that fitted while there were strikes left
  std::uint32_t struck = 0;  ///< of these

  [[nodiscard]] bool spent() const { return times && struck >= *times; }
  /// The call is never served: the world stays as it is.
  [[nodiscard]] bool instead() const { return status != 0 || drop; }
  /// The call gets an answer that is not its own.
  [[nodiscard]] bool answers() const { return status != 0 && !drop; }
};

/// What faults came to for one call.
struct Strike {
  std::optional<std::size_t> index;  ///< of the fault that struck it, in the list
  bool counted = false;  ///< a counter has moved: a record of all such calls replays the list
  friend bool operator==(const Strike&, const Strike&) = default;
};

struct Faults {
  std::vector<Fault> list;

  /// What strikes this call, and counts it: the first in the list that fits, has strikes left and
  /// is not spared by its rate. A call that was `answered` before, under its key, is given that
  /// answer again: no fault puts another in its place.
  Strike strike(std::string_view method, std::string_view path, std::uint64_t seed, bool answered);
};

/// True when each piece of the path is that of the pattern; `*` and `{…}` in a pattern stand for
/// any one piece, and `**` at its end for all that follows. Slashes too many do not matter.
[[nodiscard]] bool path_fits(std::string_view pattern, std::string_view path);
/// True when some path fits both; only `pattern` may end in `**`.
[[nodiscard]] bool patterns_meet(std::string_view pattern, std::string_view other);

}  // namespace lotusbox
