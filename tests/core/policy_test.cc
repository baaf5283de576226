#include "core/behaviour/policy.h"

#include <doctest/doctest.h>

#include "support/play.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

TEST_CASE("a policy changes what it names and leaves the rest") {
  Play play;
  SetPolicy command;
  const std::string before = dump(play.world);
  play.must(command);
  CHECK(dump(play.world) == before);
  command.cancel_enabled = boolean(false);
  play.must(command);
  CHECK_FALSE(play.world.policy.cancel_enabled);
  CHECK(play.world.policy.cancel_link_life == limits::kCancelLinkLife);
  command = {};
  command.profile = text("strict");
  command.cancel_link_minutes = number("10080");
  play.must(command);
  CHECK_FALSE(play.world.policy.cancel_enabled);
  CHECK(play.world.policy.profile == Profile::strict);
  CHECK(play.world.policy.cancel_link_life == Seconds(7 * 86400));
  command = {};
  command.cancel_enabled = text("true");
  play.must(command);
  CHECK(play.world.policy.cancel_enabled);
}

TEST_CASE("policies that do not exist are refused and change nothing") {
  Play play;
  const auto with = [&](Field SetPolicy::*field, const Field& value) {
    SetPolicy command;
    command.*field = value;
    return play.refusal(command);
  };
  for (const std::string_view bad : {"yes", "1", "TRUE", ""}) {
    CHECK(with(&SetPolicy::cancel_enabled, text(bad)) == "policy.cancel_enabled");
  }
  for (const std::string_view bad : {"0", "-1", "10081", "30.5", "", "soon"}) {
    CHECK(with(&SetPolicy::cancel_link_minutes, text(bad)) == "policy.cancel_link_minutes");
  }
  for (const std::string_view good : {"1", "30", "10080"}) {
    CHECK(with(&SetPolicy::cancel_link_minutes, text(good)) == "accepted");
  }
  for (const std::string_view bad : {"loose", "Strict", ""}) {
    CHECK(with(&SetPolicy::profile, text(bad)) == "policy.profile");
  }
  SetPolicy unknown;
  unknown.unknown_keys = {"retries"};
  const StepResult refused = play.run(unknown);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().param() == "retries");
  SetPolicy broken;
  broken.body_problem = "The body is not valid JSON";
  CHECK(play.refusal(broken) == "policy.body_malformed");
}

TEST_CASE("an account without the cancel feature cannot cancel") {
  Play play;
  const MandateId id = play.mandate();
  SetPolicy command;
  command.cancel_enabled = boolean(false);
  play.must(command);
  CHECK(play.refusal(good_request(play.world, Action::cancel, id)) == "cancel.feature_enabled");
  CHECK(Play(play).refusal(good_request(play.world, Action::pause, id)) == "accepted");
  command.cancel_enabled = boolean(true);
  play.must(command);
  CHECK(play.refusal(good_request(play.world, Action::cancel, id)) == "accepted");
}

TEST_CASE("a mandate whose cancel was begun elsewhere cannot be cancelled") {
  for (const std::string_view status : {"cancel_requested", "cancel_submitted", "cancel_confirmed",
                                        "cancel_failed", "cancel_received"}) {
    Play play;
    MakeMandate making = good_mandate();
    making.status_cancel = text(status);
    const MandateId id{play.must(making).index_of(ObjectKind::mandate)};
    CAPTURE(status);
    CHECK(play.refusal(good_request(play.world, Action::cancel, id)) == "cancel.status_nil");
    CHECK(play.refusal(good_request(play.world, Action::amend, id)) == "accepted");
  }
}
