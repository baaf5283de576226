#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/death.h"
#include "support/play.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr std::string_view kRestingStatuses[] = {"acknowledged", "active",    "paused",
                                                 "failed",       "cancelled", "expired"};

/// The rule that answers an action in a status; "accepted" where seed 0 and facts 2.3 allow it.
std::string expected_answer(Action action, std::string_view status) {
  if (status == "pending") return "request.none_pending";
  const std::string wanted = action == Action::resume ? "paused" : "active";
  if (status == wanted) return "accepted";
  return std::string(to_text(action)) + ".mandate_" + wanted;
}

bool dies(Play& play, const Command& command) {
  return aborts([&] { static_cast<void>(play.run(command)); });
}

MandateId pending_by(Play& play, Action action) {
  const MandateId id = play.mandate(action == Action::resume ? "paused" : "active");
  play.request(action, id);
  return id;
}

}  // namespace

TEST_CASE("a management call is accepted exactly in the status that its page names") {
  for (const Action action : kActions) {
    for (const std::string_view status : kRestingStatuses) {
      Play play;
      const MandateId id = play.mandate(status);
      CAPTURE(to_text(action));
      CAPTURE(status);
      const std::string answer = play.refusal(good_request(play.world, action, id));
      CHECK(answer == expected_answer(action, status));
      CHECK(play.status(id) == (answer == "accepted" ? "pending" : status));
    }
    for (const Action before : kActions) {
      Play play;
      const MandateId id = pending_by(play, before);
      CAPTURE(to_text(before));
      CHECK(play.refusal(good_request(play.world, action, id)) == "request.none_pending");
    }
  }
}

TEST_CASE("a refusal for the state says what stands in the way and when that ends") {
  Play play;
  const MandateId id = pending_by(play, Action::pause);
  const StepResult refused = play.run(good_request(play.world, Action::amend, id));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().finding.blocking == "pause request waits for the customer");
  CHECK(refused.error().finding.passes_at == play.world.now + limits::kLinkLife);

  const StepResult paused =
      play.run(good_request(play.world, Action::cancel, play.mandate("paused")));
  REQUIRE_FALSE(paused.ok());
  CHECK(paused.error().finding.blocking == "mandate is paused");
  CHECK(paused.error().finding.message == "The mandate must be active, it is paused");
}

TEST_CASE("success applies an action, refusal and lapse lead back to where it was") {
  const struct {
    Action action;
    std::string_view before, after;
  } rows[] = {{Action::amend, "active", "active"},
              {Action::pause, "active", "paused"},
              {Action::resume, "paused", "active"},
              {Action::cancel, "active", "cancelled"}};
  for (const auto& row : rows) {
    const std::string action(to_text(row.action));
    CAPTURE(action);
    Play play;
    const MandateId accepted = play.mandate(row.before);
    StepReport report = play.must(answer(play.request(row.action, accepted)));
    CHECK(play.status(accepted) == row.after);
    CHECK(play.events_of(report).find("mandate." + action + ".success") == 0);

    const MandateId rejected = play.mandate(row.before);
    const Mandate::State state_before = play.state(rejected);
    report = play.must(answer(play.request(row.action, rejected), "rejected"));
    CHECK(play.status(rejected) == row.before);
    CHECK(play.state(rejected).amount == state_before.amount);
    CHECK(play.events_of(report) == "mandate." + action + ".failed");

    const MandateId lapsed = play.mandate(row.before);
    play.request(row.action, lapsed);
    const std::size_t events = play.world.events.size();
    play.advance_by(row.action == Action::cancel ? limits::kCancelLinkLife : limits::kLinkLife);
    CHECK(play.status(lapsed) == row.before);
    CHECK(play.events_since(events) == "mandate." + action + ".failed");
  }
}

TEST_CASE("a mandate made directly rests in any status but pending") {
  for (const std::string_view status : kRestingStatuses) {
    Play play;
    const MandateId id = play.mandate(status);
    CHECK(play.status(id) == status);
    CHECK(play.world.events.empty());
    CHECK(play.state(id).date_cancelled.has_value() == (status == "cancelled"));
    const bool stands = status == "active" || status == "paused";
    CHECK(to_text(play.world.customers[0].state.status) == (stands ? "active" : "inactive"));
  }
  Play play;
  for (const std::string_view status : {"pending", "Active", "suspended", ""}) {
    CHECK(play.refusal(good_mandate(status)) == "make.status");
  }
}

TEST_CASE("what can be done with a source depends on its status") {
  const auto withdrawal = [](const Play& play, SourceId id) {
    return WithdrawSource{id_text(play.world, {ObjectKind::source, id.index})};
  };
  Play play;
  const SourceId pending = play.source();
  const SourceId submitted = play.source();
  play.must(answer(play.link_of(submitted)));
  const SourceId withdrawn = play.source();
  play.must(withdrawal(play, withdrawn));
  for (const std::string_view outcome : {"accepted", "rejected", "abandoned"}) {
    CAPTURE(outcome);
    CHECK(play.refusal(answer(play.link_of(submitted), outcome)) == "link.used");
    CHECK(play.refusal(answer(play.link_of(withdrawn), outcome)) == "link.closed");
    CHECK(Play(play).refusal(answer(play.link_of(pending), outcome)) == "accepted");
  }
  CHECK(play.refusal(withdrawal(play, submitted)) == "source.pending_to_withdraw");
  CHECK(play.refusal(withdrawal(play, withdrawn)) == "source.pending_to_withdraw");
  CHECK(play.refusal(withdrawal(play, pending)) == "accepted");
  CHECK(play.world.sources[pending.index].state.date_withdrawn == date("2026-01-07"));
}

TEST_CASE("verdicts and timers that do not fit a delivery are bugs") {
  Play play;
  play.must(good_webhook());
  play.source();
  play.source();
  play.source();
  const DeliveryId due{0};
  const DeliveryId delivered{1};
  const DeliveryId waiting{2};
  play.must(ReportDelivery{delivered, Verdict::answered, 204, 1});
  play.must(ReportDelivery{waiting, Verdict::unreachable, 0, 1});
  CHECK(dies(play, ReportDelivery{delivered, Verdict::answered, 200, 1}));
  CHECK(dies(play, ReportDelivery{waiting, Verdict::answered, 200, 1}));
  CHECK(dies(play, ReportDelivery{DeliveryId{9}, Verdict::answered, 200, 1}));
  CHECK(dies(play, RetryDelivery{due}));
  CHECK(dies(play, RetryDelivery{delivered}));
  CHECK_FALSE(dies(play, RetryDelivery{waiting}));
  CHECK_FALSE(dies(play, ReportDelivery{due, Verdict::answered, 500, 1}));
}

TEST_CASE("a link lapses only while it lives and has an end") {
  Play play;
  const LinkId used = play.request(Action::pause, play.mandate());
  play.must(answer(used));
  CHECK(dies(play, LapseLink{used}));
  CHECK(dies(play, LapseLink{LinkId{99}}));
  CHECK_FALSE(dies(play, LapseLink{play.request(Action::pause, play.mandate())}));
}

TEST_CASE("deciding changes nothing, accepted or refused") {
  Play play;
  const MandateId id = play.mandate();
  const LinkId link = play.request(Action::amend, play.mandate());
  const std::string before = dump(play.world);
  const std::vector<Command> commands = {
      good_source(),   good_mandate(),           good_request(play.world, Action::cancel, id),
      answer(link),    answer(link, "rejected"), good_webhook(),
      LapseLink{link}, WithdrawSource{"SC00"},   ResendEvent{"EV00"}};
  for (const Command& command : commands) {
    static_cast<void>(decide(play.world, command));
    CHECK(first_difference(before, dump(play.world)).empty());
  }
}
