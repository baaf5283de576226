// What can be done with a journal besides going on from it: proving that it still replays, and
// writing what happened in one of its worlds as a scenario.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sandbox/journal_replay.h"
#include "sandbox/sandbox.h"

namespace lotusbox {

/// A file that no server has open.
struct KeptJournal {
  /// True when there is one to go on from.
  static bool exists(const std::string& path);
  /// Replays it in a box of its own: what came of that, or why it cannot be read.
  static Result<ReplayReport, std::string> verify(const std::string& path,
                                                  const ReplayProgress& progress);
  static Result<std::vector<std::string>, std::string> worlds(const std::string& path);
  /// The world of a key, as a scenario file.
  static Result<std::string, std::string> write_scenario(const std::string& path,
                                                         const std::string& key);
};

/// The same from a journal that is open. Refused when the session is not kept whole, and when
/// `stop` says that the caller has gone.
Result<std::string, std::string> write_session(const Journal& journal, const JournalOrigin& origin,
                                               const std::string& key,
                                               const std::function<bool()>& stop = nullptr);

}  // namespace lotusbox
