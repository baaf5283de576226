#include "api/rules/control.h"

#include <algorithm>

#include "base/text.h"
#include "core/model/words.h"
#include "core/values/calendar.h"
#include "core/values/limits.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::size_t kSnapshotNameMax = 64;
constexpr int kSettleMsDefault = 1000;
constexpr int kSettleMsMax = 60000;
/// Also says where the calendar ends, for what is an instant beyond it.
constexpr const char* kInstantNeeded =
    "at must be an instant such as 2026-01-10T10:00:00+05:30, of the years 1400 to 9000";

template <class Claim>
Objection body_readable(const Claim& c) {
  if (c.body_problem.empty()) return std::nullopt;
  return Finding{.message = std::string(c.body_problem)};
}

template <class Claim>
Objection start_readable(const Claim& c) {
  return when(c.at.given() && !parse_instant(c.at.text), kInstantNeeded);
}

constexpr Rule kBodyRule{"control.body_malformed",
                         parameter_invalid,
                         "",
                         assumed,
                         "control plane",
                         "The body can be read as JSON or a form"};

Objection mode_known(const ClockClaim& c) {
  return when(c.mode.given() && !c.mode_known,
              "mode must be manual, real or fast:<n> with n up to 1000000");
}
Objection world_untouched(const ClockClaim& c) {
  return when(c.at.given() && !c.untouched,
              "Something has happened in this world already: advance it, or reset it");
}

constexpr RuleRow<ClockClaim> kClockRules[] = {
    {kBodyRule, body_readable<ClockClaim>},
    {{"clock.mode", parameter_invalid, "mode", assumed, "control plane",
      "The mode is manual, real or fast:<n>"},
     mode_known},
    {{"clock.at", parameter_invalid, "at", assumed, "control plane", "The start is an instant"},
     start_readable<ClockClaim>},
    {{"clock.untouched", parameter_invalid, "at", assumed, "control plane",
      "The start is set in a world in which nothing has happened"},
     world_untouched},
};

Objection one_way_named(const AdvanceClaim& c) {
  return when(int(c.by.given()) + int(c.to.given()) + int(c.seconds.given()) != 1,
              "Send one of by (such as P7D), seconds (0 or more) and to (an instant)");
}
Objection target_readable(const AdvanceClaim& c) {
  if (wanted_instant(c)) return std::nullopt;
  if (c.by.given()) {
    return Finding{.message = "by must be a duration such as P7D or PT30M", .param = "by"};
  }
  if (c.to.given()) {
    return Finding{.message =
                       "to must be an instant such as 2026-01-10T10:00:00+05:30, of the "
                       "years 1400 to 9000",
                   .param = "to"};
  }
  return Finding{.message = "seconds must be a whole number, 0 or more", .param = "seconds"};
}
Objection goes_forward(const AdvanceClaim& c) {
  if (*wanted_instant(c) >= c.now) return std::nullopt;
  return Finding{.message = "The clock only goes forward: it is " + format_ist(c.now)};
}
Objection settle_fits(const AdvanceClaim& c) {
  return when(!wanted_settle_ms(c), "settle_ms must be a number from 0 to 60000");
}

Objection timers_fit(const AdvanceClaim& c) {
  return when(!wanted_timers(c), "limit must be a number from 1 to 1000000");
}

constexpr RuleRow<AdvanceClaim> kAdvanceRules[] = {
    {kBodyRule, body_readable<AdvanceClaim>},
    {{"advance.named_once", parameter_missing, "by", assumed, "control plane",
      "Exactly one of by, seconds and to is sent"},
     one_way_named},
    {{"advance.readable", parameter_invalid, "", assumed, "control plane",
      "What is sent is a duration, a count of seconds or an instant"},
     target_readable},
    {{"advance.forward", parameter_invalid, "to", assumed, "control plane",
      "The clock goes forward"},
     goes_forward},
    {{"advance.settle_ms", parameter_invalid_integer, "settle_ms", assumed, "control plane",
      "The wait for deliveries is at most a minute"},
     settle_fits},
    {{"advance.limit", parameter_invalid_integer, "limit", assumed, "control plane",
      "One advance fires at most a million timers"},
     timers_fit},
};

Objection seed_fits(const ResetClaim& c) {
  const auto seed = c.seed.given() ? parse_integer(c.seed.text) : std::optional<std::int64_t>(0);
  return when(!seed || *seed < 0, "seed must be a number, 0 or more");
}
Objection profile_known(const ResetClaim& c) {
  return when(c.profile.given() && !parse_profile(c.profile.text),
              "profile must be documented, strict or lenient");
}

constexpr RuleRow<ResetClaim> kResetRules[] = {
    {kBodyRule, body_readable<ResetClaim>},
    {{"reset.at", parameter_invalid, "at", assumed, "control plane", "The start is an instant"},
     start_readable<ResetClaim>},
    {{"reset.seed", parameter_invalid_integer, "seed", assumed, "control plane",
      "The seed is a whole number"},
     seed_fits},
    {{"reset.profile", parameter_invalid, "profile", assumed, "facts 15",
      "The profile is documented, strict or lenient"},
     profile_known},
};

Objection snapshot_name_fits(const SnapshotClaim& c) {
  const std::string& name = c.name.text;
  const bool plain = std::all_of(name.begin(), name.end(), [](char one) {
    return is_alphanumeric(one) || one == '_' || one == '-' || one == '.';
  });
  const bool dots = name == "." || name == "..";  // which clients leave out of a path
  return when(!c.name.is_text() || name.empty() || name.size() > kSnapshotNameMax || !plain || dots,
              "name must be 1 to 64 letters, digits and - _ . and no dots alone");
}
Objection snapshot_room(const SnapshotClaim& c) {
  return when(!c.room, "The world keeps 16 snapshots already: delete one");
}

constexpr RuleRow<SnapshotClaim> kSnapshotRules[] = {
    {kBodyRule, body_readable<SnapshotClaim>},
    {{"snapshot.name", parameter_invalid, "name", assumed, "control plane",
      "The name is 1 to 64 letters, digits and - _ ."},
     snapshot_name_fits},
    {{"snapshot.room", parameter_invalid, "name", assumed, "control plane",
      "A world keeps at most 16 snapshots"},
     snapshot_room},
};

Objection snapshot_kept(const NamedSnapshot& c) { return when(!c.kept, "No such snapshot"); }

constexpr RuleRow<NamedSnapshot> kNamedSnapshotRules[] = {
    {{"snapshot.unknown", resource_missing, "name", assumed, "control plane",
      "The snapshot exists"},
     snapshot_kept},
};

Objection fork_key_good(const ForkClaim& c) {
  return when(!c.to.is_text() || !c.key_good,
              "to must be a test key: sk_test_ and letters or digits");
}
Objection fork_key_free(const ForkClaim& c) {
  return when(!c.key_free,
              "Something has happened in the world of this key already: drop it with DELETE "
              "/_mock/world, or take another key");
}

constexpr RuleRow<ForkClaim> kForkRules[] = {
    {kBodyRule, body_readable<ForkClaim>},
    {{"fork.key", parameter_invalid, "to", assumed, "control plane",
      "The copy gets a key that may have a world"},
     fork_key_good},
    {{"fork.key_free", parameter_invalid, "to", assumed, "control plane",
      "Nothing has happened yet in the world of that key"},
     fork_key_free},
};

}  // namespace

std::optional<Refusal> refuse_snapshot(const SnapshotClaim& claim) {
  return first_refusal(std::span<const RuleRow<SnapshotClaim>>(kSnapshotRules), claim);
}

std::optional<Refusal> refuse_named_snapshot(const NamedSnapshot& claim) {
  return first_refusal(std::span<const RuleRow<NamedSnapshot>>(kNamedSnapshotRules), claim);
}

std::optional<Refusal> refuse_fork(const ForkClaim& claim) {
  return first_refusal(std::span<const RuleRow<ForkClaim>>(kForkRules), claim);
}

std::optional<Refusal> refuse_clock(const ClockClaim& claim) {
  return first_refusal(std::span<const RuleRow<ClockClaim>>(kClockRules), claim);
}

std::optional<Refusal> refuse_advance(const AdvanceClaim& claim) {
  return first_refusal(std::span<const RuleRow<AdvanceClaim>>(kAdvanceRules), claim);
}

std::optional<Refusal> refuse_reset(const ResetClaim& claim) {
  return first_refusal(std::span<const RuleRow<ResetClaim>>(kResetRules), claim);
}

std::optional<Instant> wanted_instant(const AdvanceClaim& claim) {
  if (claim.by.given()) return plus_duration(claim.now, claim.by.text);
  if (claim.to.given()) return parse_instant(claim.to.text);
  const auto count = parse_integer(claim.seconds.text);
  if (!count || *count < 0 || *count > (kLatestInstant - claim.now).count()) return std::nullopt;
  return claim.now + Seconds(*count);
}

std::optional<std::int64_t> wanted_timers(const AdvanceClaim& claim) {
  if (!claim.limit.given()) return limits::kTimersPerAdvance;
  const auto wanted = parse_integer(claim.limit.text);
  return wanted && *wanted >= 1 && *wanted <= limits::kTimersPerAdvanceMax ? wanted : std::nullopt;
}

std::optional<int> wanted_settle_ms(const AdvanceClaim& claim) {
  if (!claim.settle_ms.given()) return kSettleMsDefault;
  const auto wanted = parse_integer(claim.settle_ms.text);
  if (!wanted || *wanted < 0 || *wanted > kSettleMsMax) return std::nullopt;
  return static_cast<int>(*wanted);
}

std::vector<const Rule*> clock_rule_list() {
  return rules_of(std::span<const RuleRow<ClockClaim>>(kClockRules));
}

std::vector<const Rule*> advance_rule_list() {
  return rules_of(std::span<const RuleRow<AdvanceClaim>>(kAdvanceRules));
}

std::vector<const Rule*> reset_rule_list() {
  return rules_of(std::span<const RuleRow<ResetClaim>>(kResetRules));
}

std::vector<const Rule*> snapshot_rule_list() {
  return rules_of(std::span<const RuleRow<SnapshotClaim>>(kSnapshotRules));
}

std::vector<const Rule*> named_snapshot_rule_list() {
  return rules_of(std::span<const RuleRow<NamedSnapshot>>(kNamedSnapshotRules));
}

std::vector<const Rule*> fork_rule_list() {
  return rules_of(std::span<const RuleRow<ForkClaim>>(kForkRules));
}

}  // namespace lotusbox::api
