// What happened in a world, made into a scenario that replays green: ids become names, targets of
// webhooks become receivers that answer as the real ones did, and what each call comes to is found
// out by calling it again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/http_message.h"
#include "core/values/instant.h"
#include "scenario/driver.h"
#include "scenario/script.h"

namespace lotusbox::scenario {

struct RecordedCall {
  Request request;            ///< without its key
  Instant now;                ///< of the world, when it had happened
  bool good = true;           ///< false: refused
  std::vector<int> verdicts;  ///< of a new webhook: what it answered from then on; -1: nothing
};

struct Recording {
  std::string key;  ///< under which the calls were made first: their ids are those of its world
  std::string profile;
  std::uint64_t seed = 1;
  Instant start;
  std::string profiles;               ///< the NACH profiles that the world began with: a body
  std::vector<std::string> fixtures;  ///< bodies of mandates that the world began with
  bool has_webhook = false;           ///< it began with one, which answered so:
  std::vector<int> verdicts;
  std::vector<RecordedCall> calls;
};

/// `driver` leads to a sandbox of its own, in which the calls are made again. Nothing when `stop`,
/// which is asked before each of them, says that the caller has gone.
std::optional<Script> script_of(const Recording& recording, Driver& driver,
                                const std::function<bool()>& stop = nullptr);

}  // namespace lotusbox::scenario
