// The mandates of Juspay: every state under every call, the second before, at and after each
// border, and long seeded walks.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/seeded_permutation.h"
#include "base/text.h"
#include "core/behaviour/juspay/machine.h"
#include "core/run/invariants.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr const char* kStatuses[] = {"CREATED", "ACTIVE",  "PAUSED",
                                     "FAILURE", "REVOKED", "EXPIRED"};
constexpr Seconds kLife{1000};

std::string epoch(Instant at) { return std::to_string(unix_seconds(at)); }

/// A world with calls to Juspay's API.
struct Juspay : Play {
  JuspayMandateId make(const char* status = "ACTIVE") {
    MakeJuspayMandate command;
    command.mandate_status = text(status);
    command.end_date = text(epoch(world.now + kLife));
    return {must(command).index_of(ObjectKind::juspay_mandate)};
  }
  JuspayCall call(JuspayMandateId id, const char* command) const {
    JuspayCall made;
    made.mandate = id_text(world, {ObjectKind::juspay_mandate, id.index});
    made.merchant = text("shop");
    made.command = text(command);
    return made;
  }
  JuspayCall pause(JuspayMandateId id, int from, int until) const {
    JuspayCall made = call(id, "pause");
    made.pause_start_date = text(epoch(world.now + Seconds(from)));
    made.pause_end_date = text(epoch(world.now + Seconds(until)));
    return made;
  }
  JuspayCall resume(JuspayMandateId id, std::int64_t in) const {
    JuspayCall made = call(id, "resume");
    made.resume_date = text(epoch(world.now + Seconds(in)));
    return made;
  }
  /// The rule that would refuse, or "accepted"; a refusal that left a mark is "changed".
  [[nodiscard]] std::string would(const Command& command) const {
    Juspay copy = *this;
    const std::string before = copy.look();
    const std::string result = copy.refusal(command);
    return result == "accepted" || copy.look() == before ? result : "changed";
  }
  /// All that can change in mandates of Juspay, and all that is waited for.
  [[nodiscard]] std::string look() const {
    std::string all =
        std::to_string(world.events.size()) + "/" + std::to_string(world.timers.size());
    const auto add = [&all](const std::optional<Instant>& at) {
      all += at ? " " + epoch(*at) : " -";
    };
    for (std::size_t i = 0; i < world.juspay_mandates.size(); ++i) {
      const JuspayMandate::State& s = world.juspay_mandates[i].state;
      all += "; " + std::string(to_text(s.status)) + (s.resume_asked ? "!" : "");
      for (const auto& at : {s.pause_start, s.pause_end, s.activated_at, s.last_activated_at})
        add(at);
      add(s.last_updated);
    }
    return all;
  }
  [[nodiscard]] std::string status(JuspayMandateId id) const {
    return std::string(to_text(world.juspay_mandates[id.index].state.status));
  }
  [[nodiscard]] const JuspayMandate::State& state(JuspayMandateId id) const {
    return world.juspay_mandates[id.index].state;
  }
  /// The status after each of these seconds from now on.
  std::string statuses(JuspayMandateId id, std::vector<int> seconds) {
    const Instant start = world.now;
    std::string all;
    for (const int second : seconds) {
      advance_to(start + Seconds(second));
      all += (all.empty() ? "" : " ") + status(id);
    }
    return all;
  }
};

std::string id_of(const World& world, std::uint32_t index) {
  return id_text(world, {ObjectKind::juspay_mandate, index});
}

}  // namespace

TEST_CASE("ids of Juspay: 22 letters and digits, all different, and back again") {
  const World world = new_world();
  std::set<std::string> seen;
  std::map<char, int> first_letters;
  for (std::uint32_t index = 0; index < 2000; ++index) {
    const std::string id = id_of(world, index);
    CHECK(id.size() == 22);
    bool plain = true;
    for (const char c : id) plain = plain && is_alphanumeric(c);
    CHECK(plain);
    CHECK(seen.insert(id).second);
    ++first_letters[id[0]];
    CHECK(world.ids.parse_long("juspay_mandate", id) == index);
    CHECK_FALSE(world.ids.parse_long("evt_V2_", id));
  }
  CHECK(first_letters.size() > 50);
  CHECK(id_of(world, 0) == id_of(new_world(), 0));
  CHECK(id_of(world, 0) != id_of(new_world(kStart, 2), 0));
  CHECK(world.ids.parse_long("juspay_mandate", id_of(world, UINT32_MAX)) == UINT32_MAX);
}

TEST_CASE("no other text names a mandate of Juspay") {
  Juspay play;
  const std::string id = id_of(play.world, play.make().index);
  CHECK(find_juspay_mandate(play.world, id) == JuspayMandateId{0});
  CHECK_FALSE(find_juspay_mandate(play.world, id_of(play.world, 1)));
  CHECK_FALSE(find_juspay_mandate(play.world, "7KKTSsVLcQjskY5F4moS5M"));
  CHECK_FALSE(find_juspay_mandate(play.world, ""));
  CHECK_FALSE(find_juspay_mandate(play.world, id + "0"));
  for (std::size_t i = 0; i < id.size(); ++i) {
    std::string other = id;
    other[i] = other[i] == 'a' ? 'b' : 'a';
    CHECK_FALSE(find_juspay_mandate(play.world, other));
    other[i] = '-';
    CHECK_FALSE(find_juspay_mandate(play.world, other));
  }
}

TEST_CASE("every state under every command: a row, or a refusal that changes nothing") {
  const std::map<std::string, std::map<std::string, std::string>> expected = {
      {"pause", {{"ACTIVE", "PAUSED"}}},
      {"resume", {{"PAUSED", "ACTIVE"}}},
      {"revoke", {{"ACTIVE", "REVOKED"}}}};
  for (const auto& [command, moves] : expected) {
    for (const char* from : kStatuses) {
      CAPTURE(from);
      const std::string what = command;
      CAPTURE(what);
      Juspay play;
      const JuspayMandateId id = play.make(from);
      const auto to = moves.find(from);
      const std::string rule = play.would(play.call(id, command.c_str()));
      if (to == moves.end()) {
        CHECK(rule.starts_with("juspay." + command));
        CHECK(play.status(id) == from);
      } else {
        CHECK(rule == "accepted");
        play.must(play.call(id, command.c_str()));
        CHECK(play.status(id) == to->second);
      }
      CHECK(play.would(play.call(id, "check_status")) == "accepted");
    }
  }
}

TEST_CASE("the order of a mandate ends once") {
  for (const char* from : kStatuses) {
    CAPTURE(from);
    for (const char* outcome : {"activated", "failed"}) {
      Juspay play;
      const JuspayMandateId id = play.make(from);
      const SettleJuspayMandate settle{"", id_of(play.world, id.index), text(outcome)};
      const bool created = std::string(from) == "CREATED";
      CHECK(play.would(settle) == (created ? "accepted" : "juspay.settle_created"));
    }
  }
}

TEST_CASE("which refusal wins is the order of the table") {
  Juspay play;
  JuspayCall call = play.pause({0}, 0, 0);  // no such mandate
  call.mandate = "nosuch";
  call.merchant = {};
  call.command = {};
  CHECK(play.would(call) == "juspay.merchant");
  call.merchant = text("shop");
  CHECK(play.would(call) == "juspay.command");
  call.command = text("stop");
  CHECK(play.would(call) == "juspay.command_known");
  call.command = text("pre_debit_notify");
  CHECK(play.would(call) == "juspay.command_offered");
  call.command = text("pause");
  call.pause_start_date = text("soon");
  call.pause_end_date = text("late");
  CHECK(play.would(call) == "juspay.mandate_known");
  call.mandate = id_of(play.world, play.make("PAUSED").index);
  CHECK(play.would(call) == "juspay.pause_active");
  call.mandate = id_of(play.world, play.make().index);
  CHECK(play.would(call) == "juspay.pause_start_format");
  call.pause_start_date = text(epoch(play.world.now + kLife));
  CHECK(play.would(call) == "juspay.pause_end_format");
  call.pause_end_date = text(epoch(play.world.now + kLife * 2));
  CHECK(play.would(call) == "juspay.pause_start_before_end");
  call.pause_start_date = text(epoch(play.world.now));
  CHECK(play.would(call) == "juspay.pause_end_within_mandate");
}

TEST_CASE("a scheduled pause, the second before and at each of its borders") {
  Juspay play;
  play.must(good_webhook());
  const JuspayMandateId id = play.make();
  play.must(play.pause(id, 100, 200));
  CHECK(play.status(id) == "ACTIVE");
  CHECK(play.statuses(id, {99, 100, 199, 200, 999, 1000, 5000}) ==
        "ACTIVE PAUSED PAUSED ACTIVE ACTIVE EXPIRED EXPIRED");
  CHECK(play.events_since(0) == "MANDATE_PAUSED MANDATE_EXPIRED");
  CHECK(play.world.deliveries.empty());  // the webhook is LotusPay's
}

TEST_CASE("the borders of the dates of a pause") {
  struct Case {
    int from, until;
    const char* result;
  };
  // The mandate ends at 1000.
  const Case cases[] = {{0, 1000, "accepted"},
                        {0, 1001, "juspay.pause_end_within_mandate"},
                        {999, 1000, "accepted"},
                        {1000, 1000, "juspay.pause_start_before_end"},
                        {0, 0, "juspay.pause_end_after_start"},
                        {0, 1, "accepted"},
                        {-50, 0, "juspay.pause_end_after_start"},
                        {-50, 1, "accepted"},
                        {100, 100, "juspay.pause_end_after_start"},
                        {100, 99, "juspay.pause_end_after_start"},
                        {100, 101, "accepted"}};
  for (const Case& row : cases) {
    CAPTURE(row.from);
    CAPTURE(row.until);
    Juspay play;
    const JuspayMandateId id = play.make();
    CHECK(play.would(play.pause(id, row.from, row.until)) == row.result);
  }
}

TEST_CASE("a lenient world takes dates that stand upside down for no end") {
  Juspay play;
  play.world.policy.profile = Profile::lenient;
  const JuspayMandateId id = play.make();
  play.must(play.pause(id, 100, 50));
  CHECK(play.statuses(id, {99, 100, 999, 1000}) == "ACTIVE PAUSED PAUSED EXPIRED");
}

TEST_CASE("a pause until the end of its mandate is never active in between") {
  Juspay play;
  const JuspayMandateId id = play.make();
  play.must(play.call(id, "pause"));
  CHECK(play.state(id).pause_end == play.world.juspay_mandates[id.index].end);
  const Instant activated = *play.state(id).last_activated_at;
  CHECK(play.statuses(id, {999, 1000}) == "PAUSED EXPIRED");
  CHECK(play.state(id).last_activated_at == activated);
  CHECK(play.events_since(0) == "MANDATE_PAUSED MANDATE_EXPIRED");
}

TEST_CASE("a pause that is scheduled anew, or revoked, does not happen") {
  Juspay play;
  const JuspayMandateId id = play.make();
  play.must(play.pause(id, 100, 200));
  play.must(play.pause(id, 300, 400));
  CHECK(play.statuses(id, {100, 200, 299, 300, 399, 400}) ==
        "ACTIVE ACTIVE ACTIVE PAUSED PAUSED ACTIVE");
  play.must(play.pause(id, 10, 20));
  play.must(play.call(id, "revoke"));
  CHECK(play.statuses(id, {10, 20, 5000}) == "REVOKED REVOKED REVOKED");
  CHECK(play.events_since(0) == "MANDATE_PAUSED MANDATE_REVOKED");
}

TEST_CASE("the borders of resume_date") {
  struct Case {
    int in;
    const char* result;
    const char* then;
  };
  const Case cases[] = {{-1, "juspay.resume_date_not_past", "PAUSED"},
                        {0, "accepted", "ACTIVE"},
                        {1, "accepted", "PAUSED"},
                        {999, "accepted", "PAUSED"},
                        {1000, "juspay.resume_date_before_end", "PAUSED"}};
  for (const Case& row : cases) {
    CAPTURE(row.in);
    Juspay play;
    const JuspayMandateId id = play.make();
    play.must(play.pause(id, 0, 500));
    CHECK(play.would(play.resume(id, row.in)) == row.result);
    static_cast<void>(play.run(play.resume(id, row.in)));
    CHECK(play.status(id) == row.then);
    if (std::string(row.result) != "accepted" || row.in == 0) continue;
    // The date takes the place of the end that the pause had, be it earlier or later.
    CHECK(play.statuses(id, {row.in - 1, row.in}) == "PAUSED ACTIVE");
    CHECK(play.events_since(0) == "MANDATE_PAUSED");
  }
}

TEST_CASE("what is left of a pause that was resumed does nothing") {
  Juspay play;
  const JuspayMandateId id = play.make();
  play.must(play.pause(id, 0, 100));
  play.must(play.call(id, "resume"));
  play.must(play.pause(id, 0, 100));  // the same end once more: two timers, one pause
  CHECK(play.statuses(id, {99, 100}) == "PAUSED ACTIVE");
  play.must(play.pause(id, 0, 100));
  play.must(play.resume(id, 50));
  play.must(play.resume(id, 70));
  CHECK(play.statuses(id, {50, 69, 70, 100}) == "PAUSED PAUSED ACTIVE ACTIVE");
}

TEST_CASE("texts that are no epoch seconds") {
  for (const char* wrong : {"", "-1", "+1", "1.5", "1e9", " 1", "0x10", "1768019400000", "now",
                            "4102444800", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_integer(wrong).value_or(-1) == 1768019400);
    Juspay play;
    JuspayCall call = play.call(play.make("PAUSED"), "resume");
    call.resume_date = text(wrong);
    CHECK(play.would(call) == "juspay.resume_date_format");
  }
}

TEST_CASE("a refusal says when it would pass") {
  Juspay play;
  const JuspayMandateId id = play.make();
  const Instant start = play.world.now;
  play.must(play.pause(id, 100, 200));
  StepResult early = play.run(play.call(id, "resume"));
  REQUIRE_FALSE(early.ok());
  CHECK(early.error().finding.passes_at == start + Seconds(100));
  play.advance_to(start + Seconds(100));
  for (const char* command : {"pause", "revoke"}) {
    StepResult refused = play.run(play.call(id, command));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().finding.passes_at == start + Seconds(200));
  }
  // A pause without an end of its own promises nothing.
  Juspay other;
  StepResult never = other.run(other.call(other.make("PAUSED"), "revoke"));
  REQUIRE_FALSE(never.ok());
  CHECK_FALSE(never.error().finding.passes_at);
}

TEST_CASE("long walks keep what must hold, and a copy walks the same way") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    Juspay play;
    Juspay twin;
    std::uint64_t luck = seed;
    const auto next = [&luck](std::uint64_t bound) { return (luck = mix(luck)) % bound; };
    for (int i = 0; i < 400; ++i) {
      const auto count = play.world.juspay_mandates.size();
      if (count == 0 || next(10) == 0) {
        const char* status = kStatuses[next(3)];
        play.make(status);
        twin.make(status);
        continue;
      }
      const JuspayMandateId id{static_cast<std::uint32_t>(next(count))};
      const int from = static_cast<int>(next(60)) - 20;
      const int until = static_cast<int>(next(90));
      JuspayCall call = play.call(id, next(8) == 0 ? "revoke" : "check_status");
      if (next(2) == 0) call = play.pause(id, from, until);
      if (next(3) == 0) call = play.resume(id, from);
      const std::string result = play.would(call);
      CHECK(result != "changed");
      static_cast<void>(play.run(call));
      CHECK(twin.run(call).ok() == (result == "accepted"));
      const Seconds wait(static_cast<std::int64_t>(next(40)));
      play.advance_by(wait);
      twin.advance_by(wait);
    }
    CHECK(play.events_since(0) == twin.events_since(0));
    CHECK(play.events_since(0).find("MANDATE_PAUSED") != std::string::npos);
    for (std::uint32_t i = 0; i < play.world.juspay_mandates.size(); ++i) {
      CHECK(play.status(JuspayMandateId{i}) == twin.status(JuspayMandateId{i}));
    }
  }
}
