#include "core/behaviour/link/rules.h"

#include <doctest/doctest.h>

#include <string>

#include "support/play.h"
#include "support/printers.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

constexpr Seconds kSecond{1};

Action action_named(std::string_view text) { return *parse_action(text); }

}  // namespace

TEST_CASE("a link lives to the last second before its end and is dead at the very second") {
  const struct {
    std::string_view action, before;
    Seconds life;
  } rows[] = {{"amend", "active", Seconds(7 * 86400)},
              {"pause", "active", Seconds(7 * 86400)},
              {"resume", "paused", Seconds(7 * 86400)},
              {"cancel", "active", Seconds(30 * 60)}};
  for (const auto& row : rows) {
    CAPTURE(row.action);
    Play play;
    const MandateId id = play.mandate(row.before);
    const LinkId link = play.request(action_named(row.action), id);
    CHECK(play.world.links[link.index].expires_at == play.world.now + row.life);

    play.advance_by(row.life - kSecond);
    CHECK(play.status(link) == "live");
    CHECK(play.status(id) == "pending");
    CHECK(Play(play).refusal(answer(link)) == "accepted");

    const AdvanceReport report = play.advance_by(kSecond);
    CHECK(report.fired_count == 1);
    CHECK(play.status(link) == "expired");
    CHECK(play.status(id) == row.before);
    for (const std::string_view outcome : {"accepted", "rejected", "abandoned"}) {
      CHECK(play.refusal(answer(link, outcome)) == "link.expired");
    }
    play.advance_by(kSecond);
    CHECK(play.refusal(answer(link)) == "link.expired");
  }
}

TEST_CASE("a lapsed link says when it died") {
  Play play;
  const LinkId link = play.request(Action::cancel, play.mandate());
  play.advance_by(Seconds(3600));
  const auto refusal = refuse_link(play.world, link);
  REQUIRE(refusal.has_value());
  CHECK(refusal->finding.blocking == "link expired at 2026-01-07T10:30:00+05:30");
  CHECK(refusal->finding.inputs.size() == 2);
}

TEST_CASE("a fresh request works after a lapse, after a refusal and after a success") {
  Play play;
  const MandateId id = play.mandate();
  play.request(Action::amend, id);
  play.advance_by(limits::kLinkLife);
  const LinkId second = play.request(Action::amend, id);
  play.must(answer(second, "rejected"));
  const LinkId third = play.request(Action::pause, id);
  play.must(answer(third));
  const LinkId fourth = play.request(Action::resume, id);
  play.must(answer(fourth));
  CHECK(play.status(id) == "active");
  CHECK(play.world.requests.size() == 4);
}

TEST_CASE("of two answers on one link the first wins and the second is told so") {
  for (const std::string_view first : {"accepted", "rejected"}) {
    for (const std::string_view second : {"accepted", "rejected", "abandoned"}) {
      Play play;
      const MandateId id = play.mandate();
      const LinkId link = play.request(Action::pause, id);
      play.must(answer(link, first));
      CAPTURE(first);
      CAPTURE(second);
      CHECK(play.refusal(answer(link, second)) == "link.used");
      CHECK(play.status(id) == (first == "accepted" ? "paused" : "active"));
      // The end of its life does not matter any more.
      CHECK(play.advance_by(limits::kLinkLife).fired_count == 0);
      CHECK(play.status(link) == "used");
    }
  }
}

TEST_CASE("a customer who leaves changes nothing at all") {
  Play play;
  const LinkId links[] = {play.request(Action::amend, play.mandate()), play.link_of(play.source())};
  for (const LinkId link : links) {
    const std::string before = dump(play.world);
    const StepReport report = play.must(answer(link, "abandoned"));
    CHECK(first_difference(before, dump(play.world)).empty());
    CHECK(report.event_count == 0);
    CHECK(report.rows.empty());
    CHECK(play.refusal(answer(link)) == "accepted");
  }
}

TEST_CASE("the link of a source never dies by itself and survives refusals") {
  Play play;
  const SourceId id = play.source();
  const LinkId link = play.link_of(id);
  CHECK_FALSE(play.world.links[link.index].expires_at.has_value());
  for (std::uint32_t attempt = 1; attempt <= 3; ++attempt) {
    play.must(answer(link, "rejected"));
    CHECK(play.status(link) == "live");
    CHECK(play.world.sources[id.index].state.attempts == attempt);
  }
  // The source dies with the quarter after its own, and its link with it; until then it lives.
  CHECK(play.advance_to(instant("2026-06-30T23:59:59+05:30")).fired_count == 0);
  play.must(answer(link));
  CHECK(play.status(link) == "used");
  const Source::State& state = play.world.sources[id.index].state;
  CHECK(state.attempts == 4);
  CHECK(state.reason_code.empty());
  CHECK(to_text(state.status) == "submitted");
}

TEST_CASE("a refused authorisation says why, by default and as told") {
  Play play;
  const SourceId id = play.source();
  const auto reasons = [&] {
    const Source::State& state = play.world.sources[id.index].state;
    return std::string(play.world.text(state.reason_code)) + "|" +
           std::string(play.world.text(state.reason_description)) + "|" +
           std::string(play.world.text(state.reject_by));
  };
  SubmitOutcome no = answer(play.link_of(id), "rejected");
  play.must(no);
  CHECK(reasons() == "AP05|No such account|BANK");
  no.reason_code = text("182");
  play.must(no);
  CHECK(reasons() == "182|Invalid request|NPCI");
  no.reason_code = text("AP77");
  CHECK(play.refusal(no) == "outcome.reason");
  no.reason_description = text("Signature differs");
  play.must(no);
  CHECK(reasons() == "AP77|Signature differs|");
  no.reject_by = text("CUSTOMER");
  play.must(no);
  CHECK(reasons() == "AP77|Signature differs|CUSTOMER");
  for (const Field& bad : {text("a\nb"), text(std::string(201, 'x')), nested()}) {
    SubmitOutcome broken = no;
    broken.reason_description = bad;
    CHECK(play.refusal(broken) == "outcome.reason");
  }
}

TEST_CASE("an answer names a mode that the bank offers for what the link is about") {
  Play play;
  CreateSource source = good_source();
  source.debit.debtor_agent_code = text("AUBL");
  const SourceId id{play.must(source).index_of(ObjectKind::source)};
  SubmitOutcome yes = answer(play.link_of(id));
  for (const std::string_view bad : {"netbanking", "others", "upi", ""}) {
    yes.auth_mode = text(bad);
    CAPTURE(bad);
    CHECK(play.refusal(yes) == "outcome.auth_mode");
  }
  yes.auth_mode = text("DEBIT_CARD");
  play.must(yes);
  CHECK(play.world.sources[id.index].state.auth_mode == AuthMode::debitcard);
  CHECK(play.world.mandates[0].auth_mode == AuthMode::debitcard);

  const LinkId pausing = play.request(Action::pause, MandateId{0});
  play.must(answer(pausing));
  const LinkId resuming = play.request(Action::resume, MandateId{0});
  SubmitOutcome resume = answer(resuming);
  CHECK(Play(play).refusal(resume) == "accepted");
  resume.auth_mode = text("debitcard");
  CHECK(play.refusal(resume) == "outcome.auth_mode");
}

TEST_CASE("a silent answer is an acceptance; other words are refused") {
  Play play;
  const LinkId link = play.request(Action::pause, play.mandate());
  SubmitOutcome command = answer(link);
  for (const std::string_view bad : {"ACCEPTED", "yes", "", "accept", "expired"}) {
    command.outcome = text(bad);
    CAPTURE(bad);
    CHECK(play.refusal(command) == "outcome.known");
  }
  command.outcome = {};
  CHECK(play.refusal(command) == "accepted");
  CHECK(play.status(link) == "used");
}

TEST_CASE("looking at a link asks about the link only, and changes nothing") {
  Play play;
  const LinkId live = play.request(Action::pause, play.mandate());
  CHECK_FALSE(refuse_link(play.world, live).has_value());
  CHECK(refuse_link(play.world, std::nullopt)->rule->id == "link.unknown");
  CHECK(refuse_link(play.world, LinkId{77})->rule->id == "link.unknown");
  play.must(answer(live));
  CHECK(refuse_link(play.world, live)->rule->id == "link.used");
}

TEST_CASE("a shorter life counts for links made after the change") {
  Play play;
  const MandateId one = play.mandate();
  const LinkId before = play.request(Action::cancel, one);
  SetPolicy policy;
  policy.cancel_link_minutes = text("1");
  play.must(policy);
  const LinkId after = play.request(Action::cancel, play.mandate());
  play.advance_by(Seconds(60));
  CHECK(play.status(before) == "live");
  CHECK(play.status(after) == "expired");
  play.advance_by(Seconds(29 * 60));
  CHECK(play.status(before) == "expired");
}

TEST_CASE("links that end in one second end in the order of their making") {
  Play play;
  const LinkId first = play.request(Action::pause, play.mandate());
  const LinkId second = play.request(Action::amend, play.mandate());
  play.advance_by(Seconds(10));
  const LinkId third = play.request(Action::pause, play.mandate());
  play.advance_by(limits::kLinkLife - Seconds(10) - limits::kCancelLinkLife);
  const LinkId fourth = play.request(Action::cancel, play.mandate());
  const AdvanceReport report = play.advance_by(Seconds(86400));
  REQUIRE(report.fired.size() == 4);
  const LinkId order[] = {first, second, fourth, third};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(report.fired[i].row.object == ObjectRef{ObjectKind::link, order[i].index});
    CHECK(row_of_ordinal(report.fired[i].row.ordinal).id == "link.time_up");
    CHECK(report.fired[i].event_count == 1);
  }
  CHECK(report.fired[0].at == report.fired[2].at);
  CHECK(report.fired[3].at == report.fired[2].at + Seconds(10));
}
