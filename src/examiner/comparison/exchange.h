// One call to the real API and what it answered, as values: how they are kept in a file without
// secrets and without what names people, and what the comparison of one of them found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "base/result.h"

namespace lotusbox::examiner {

struct Exchange {
  Request request;
  Response answer;
  std::int64_t at = 0;  ///< Unix seconds of the call
};

/// A way in which the answer of the twin is another one.
struct Difference {
  std::string kind;   ///< status, code, key, type, value, order, length, identity, timing
  std::string place;  ///< in the answer: `redirect.url`
  std::string upstream, twin;
  std::string contradicts;  ///< the rule, reading or route here that says otherwise

  /// The same in another run: without ids and instants.
  [[nodiscard]] std::string key(std::string_view call) const;
};

/// What was found about one call.
struct Compared {
  std::string call;   ///< `POST /v1/sources`: the route, not the path
  std::string about;  ///< the path as it was called
  std::vector<Difference> differences;
  std::string note;  ///< what was done to the twin besides
};

/// Calls and answers that are kept: a file for people and for CI.
struct Tape {
  std::string upstream;  ///< its host
  std::string profile = "documented";
  std::vector<Exchange> exchanges;
  std::vector<std::string> known;  ///< keys of differences that are accepted
};

/// Letters become x or X and digits 0 but for the first character, so that what has a form keeps
/// it: in fields that hold secrets or name people, by the glossary, and in fields that it does not
/// know. Keys are not kept at all.
Exchange without_secrets(const Exchange& exchange);

std::string tape_json(const Tape& tape);
/// Says what is wrong with the file.
Result<Tape, std::string> parse_tape(std::string_view json);

}  // namespace lotusbox::examiner
