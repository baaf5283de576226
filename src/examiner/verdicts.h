// What came of checks on somebody's program: one verdict each, with what was sent, what came back,
// and why it matters. Made by whoever examines; turned into reports by verdict_reports.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lotusbox::examiner {

enum class Outcome : std::uint8_t { passed, failed, skipped };
std::string_view to_text(Outcome outcome);

/// One message and its answer, in words.
struct ToldExchange {
  std::string sent, came;
};

struct Verdict {
  std::string id;     ///< `repeat.ignored`
  std::string title;  ///< what is examined, as half a sentence
  std::string why;    ///< why it matters
  Outcome outcome = Outcome::skipped;
  std::string reason;  ///< of a failure or a skip; lines
  std::vector<ToldExchange> exchanges;
  std::int64_t took_ms = 0;
};

struct Report {
  std::string name;                                        ///< of the command: `examine`
  std::string subject;                                     ///< the URL that was examined
  std::vector<std::pair<std::string, std::string>> facts;  ///< what else is known of the whole
  std::vector<Verdict> verdicts;
};

struct Counts {
  std::size_t passed = 0, failed = 0, skipped = 0;
};
Counts count(const Report& report);

}  // namespace lotusbox::examiner
