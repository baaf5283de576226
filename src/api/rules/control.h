// Rules of the control plane: what may be asked of a world's clock, what it may be reset to,
// and what may be copied where.
// What becomes of it is the engine's business; here is only said what is refused.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/values/instant.h"

namespace lotusbox::api {

/// `PUT /_mock/clock`.
struct ClockClaim {
  std::string_view body_problem;
  Field mode, at;
  bool mode_known = true;  ///< the mode is one of manual, real and fast:<n>
  bool untouched = true;   ///< nothing has happened in the world yet
};

/// `POST /_mock/clock/advance`.
struct AdvanceClaim {
  std::string_view body_problem;
  Field by, to, seconds, settle_ms, limit;
  Instant now;  ///< of the world
};

/// `POST /_mock/reset`.
struct ResetClaim {
  std::string_view body_problem;
  Field at, seed, profile;
};

/// `POST /_mock/snapshots`.
struct SnapshotClaim {
  std::string_view body_problem;
  Field name;
  bool room = true;  ///< the world may keep one more, or has one of this name already
};

/// `POST /_mock/snapshots/{name}/restore` and `DELETE`.
struct NamedSnapshot {
  bool kept = true;
};

/// `POST /_mock/fork`.
struct ForkClaim {
  std::string_view body_problem;
  Field to;
  bool key_good = true;  ///< a call with this key would be let in
  bool key_free = true;  ///< it has no world yet, or one in which nothing has happened
};

std::optional<Refusal> refuse_clock(const ClockClaim& claim);
std::optional<Refusal> refuse_advance(const AdvanceClaim& claim);
std::optional<Refusal> refuse_reset(const ResetClaim& claim);
std::optional<Refusal> refuse_snapshot(const SnapshotClaim& claim);
std::optional<Refusal> refuse_named_snapshot(const NamedSnapshot& claim);
std::optional<Refusal> refuse_fork(const ForkClaim& claim);

/// Where an advance leads; nothing when the claim does not say.
std::optional<Instant> wanted_instant(const AdvanceClaim& claim);
/// How long an advance waits for its deliveries, in milliseconds.
std::optional<int> wanted_settle_ms(const AdvanceClaim& claim);
/// How many timers an advance fires at most.
std::optional<std::int64_t> wanted_timers(const AdvanceClaim& claim);

std::vector<const Rule*> clock_rule_list();
std::vector<const Rule*> advance_rule_list();
std::vector<const Rule*> reset_rule_list();
std::vector<const Rule*> snapshot_rule_list();
std::vector<const Rule*> named_snapshot_rule_list();
std::vector<const Rule*> fork_rule_list();

}  // namespace lotusbox::api
