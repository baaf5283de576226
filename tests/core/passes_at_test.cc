// A refusal that time takes away says when: one second before the same command is still refused,
// and at that instant it passes. One case for each rule that says so.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "support/money.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

std::string epoch(Instant at) { return std::to_string(unix_seconds(at)); }

JuspayCall juspay_call(const World& world, JuspayMandateId id, const char* command) {
  JuspayCall call;
  call.mandate = id_text(world, {ObjectKind::juspay_mandate, id.index});
  call.merchant = text("shop");
  call.command = text(command);
  return call;
}

JuspayMandateId juspay_mandate(Play& play) {
  MakeJuspayMandate command;
  command.mandate_status = text("ACTIVE");
  command.end_date = text(epoch(play.world.now + Seconds(100000)));
  return {play.must(command).index_of(ObjectKind::juspay_mandate)};
}

/// A mandate of Juspay that is paused from one second on to another.
JuspayMandateId paused_juspay(Play& play, int from, int until) {
  const JuspayMandateId id = juspay_mandate(play);
  JuspayCall pause = juspay_call(play.world, id, "pause");
  pause.pause_start_date = text(epoch(play.world.now + Seconds(from)));
  pause.pause_end_date = text(epoch(play.world.now + Seconds(until)));
  play.must(pause);
  return id;
}

MandateId pending_mandate(Play& play, Action action, std::string_view status = "active") {
  const MandateId id = play.mandate(status);
  play.request(action, id);
  return id;
}

MandateId cancelling(Play& play) {
  const MandateId id = play.mandate();
  play.must(SponsorCancel{id_text(play.world, {ObjectKind::mandate, id.index}), ""});
  play.world.policy.bank[std::size_t(BankStep::cancel_response)].outcome = BankMove::cancel_failed;
  while (play.state(id).cancel != CancelStatus::cancel_submitted) {
    play.advance_to(play.world.timers.first()->at);
  }
  return id;
}

struct Case {
  std::string_view rule;
  /// Brings the world to the point and gives the command that is refused there.
  Command (*refused)(Play&);
  bool later_rule = false;  ///< this rule passes then, and a later one refuses
};

const Case kCases[] = {
    {"request.none_pending",
     [](Play& play) -> Command {
       return good_request(play.world, Action::pause, pending_mandate(play, Action::amend));
     }},
    {"request.none_pending",
     [](Play& play) -> Command {
       const MandateId id = pending_mandate(play, Action::resume, "paused");
       return good_request(play.world, Action::resume, id);
     }},
    {"amend.mandate_active",
     [](Play& play) -> Command {
       return good_request(play.world, Action::amend, play.mandate("acknowledged"));
     }},
    {"pause.mandate_active",
     [](Play& play) -> Command {
       return good_request(play.world, Action::pause, play.mandate("acknowledged"));
     }},
    {"cancel.mandate_active",
     [](Play& play) -> Command {
       return good_request(play.world, Action::cancel, play.mandate("acknowledged"));
     },
     true},
    {"sponsor_cancel.mandate_active",
     [](Play& play) -> Command {
       const MandateId id = play.mandate("acknowledged");
       return SponsorCancel{id_text(play.world, {ObjectKind::mandate, id.index}), ""};
     }},
    {"cancel.two_business_days",
     [](Play& play) -> Command {
       MakeMandate made = good_mandate();
       made.date_responded = text(format_date(ist_date(play.world.now)));
       const MandateId id{play.must(made).index_of(ObjectKind::mandate)};
       return good_request(play.world, Action::cancel, id);
     }},
    {"ach_debit.mandate_active",
     [](Play& play) -> Command {
       const MandateId id = chargeable_mandate(play);
       play.request(Action::amend, id);
       return good_debit(play.world, id);
     }},
    {"ach_debit.cancel_status",
     [](Play& play) -> Command {
       const MandateId id = chargeable_mandate(play);
       static_cast<void>(id);
       return good_debit(play.world, cancelling(play));
     }},
    {"ach_debit.within_a_year",
     [](Play& play) -> Command {
       CreateDebit debit = good_debit(play.world, chargeable_mandate(play));
       debit.date_charge = text(format_date(ist_date(play.world.now).plus_years(1).plus_days(3)));
       return debit;
     }},
    {"ach_debit.within_a_year",  // a day that the year before does not have
     [](Play& play) -> Command {
       const MandateId id = chargeable_mandate(play);
       play.advance_to(instant("2027-01-05T08:00:00+05:30"));
       CreateDebit debit = good_debit(play.world, id);
       debit.date_charge = text("2028-02-29");
       return debit;
     }},
    {"ach_debit.duplicate",
     [](Play& play) -> Command {
       const MandateId id = chargeable_mandate(play);
       debit(play, id);
       CreateDebit again = good_debit(play.world, id);
       again.date_charge = {};
       return again;
     }},
    {"bank_debit.status",
     [](Play& play) -> Command {
       return bank_says(play.world, debit(play, chargeable_mandate(play)), "confirmed");
     }},
    {"subscription.mandate_active",
     [](Play& play) -> Command {
       const MandateId id = chargeable_mandate(play);
       play.request(Action::pause, id);
       return good_subscription(play.world, id, "2026-06-01");
     }},
    {"source.final_within_30_years",
     [](Play& play) -> Command {
       const CivilDate today = ist_date(play.world.now);
       CreateSource source = good_source();
       source.debit.date_of_mandate = {};
       source.debit.date_first_collection = text(format_date(today.plus_days(10)));
       source.debit.date_final_collection =
           text(format_date(today.plus_days(5).plus_years(limits::kCreateFinalDateYears)));
       return source;
     }},
    {"juspay.pause_active",
     [](Play& play) -> Command {
       const JuspayMandateId id = paused_juspay(play, 0, 100);
       JuspayCall pause = juspay_call(play.world, id, "pause");
       pause.pause_start_date = text(epoch(play.world.now + Seconds(200)));
       pause.pause_end_date = text(epoch(play.world.now + Seconds(300)));
       return pause;
     }},
    {"juspay.resume_paused",
     [](Play& play) -> Command {
       const JuspayMandateId id = paused_juspay(play, 50, 100);
       return juspay_call(play.world, id, "resume");
     }},
    {"juspay.revoke_active",
     [](Play& play) -> Command {
       return juspay_call(play.world, paused_juspay(play, 0, 100), "revoke");
     }},
};

/// The refusal of a command, from a copy of the world.
std::optional<Refusal> refusal_of(const Play& play, const Command& command) {
  const Decided decided = decide(play.world, command);
  if (decided.ok()) return std::nullopt;
  return decided.error();
}

}  // namespace

TEST_CASE("what passes at an instant is refused a second before") {
  for (const Case& one : kCases) {
    CAPTURE(one.rule);
    Play play;
    const Command command = one.refused(play);
    const auto refused = refusal_of(play, command);
    REQUIRE(refused.has_value());
    REQUIRE(refused->rule->id == one.rule);
    REQUIRE(refused->finding.passes_at.has_value());
    const Instant passes_at = *refused->finding.passes_at;
    REQUIRE(passes_at > play.world.now);

    play.advance_to(passes_at - Seconds(1));
    const auto before = refusal_of(play, command);
    REQUIRE(before.has_value());
    CHECK(before->rule->id == one.rule);
    CHECK(before->finding.passes_at == passes_at);

    play.advance_to(passes_at);
    const auto then = refusal_of(play, command);
    if (one.later_rule) {
      REQUIRE(then.has_value());
      CHECK(then->rule->id != one.rule);
    } else {
      CHECK_FALSE(then.has_value());
    }
  }
}

TEST_CASE("no instant is promised when a mandate ends before, or goes elsewhere") {
  Play play;
  MakeMandate made = good_mandate();
  made.debit.date_final_collection = text(format_date(ist_date(play.world.now).plus_days(3)));
  made.debit.date_first_collection = text(format_date(ist_date(play.world.now)));
  const MandateId id{play.must(made).index_of(ObjectKind::mandate)};
  play.request(Action::amend, id);
  const auto pause = refusal_of(play, good_request(play.world, Action::pause, id));
  REQUIRE(pause.has_value());
  CHECK_FALSE(pause->finding.passes_at.has_value());

  const MandateId other = pending_mandate(play, Action::amend);
  const auto resume = refusal_of(play, good_request(play.world, Action::resume, other));
  REQUIRE(resume.has_value());
  CHECK_FALSE(resume->finding.passes_at.has_value());

  const MandateId failed = play.mandate("failed");
  const auto amend = refusal_of(play, good_request(play.world, Action::amend, failed));
  REQUIRE(amend.has_value());
  CHECK_FALSE(amend->finding.passes_at.has_value());
}
