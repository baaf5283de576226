#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/behaviour/bank/schedule.h"
#include "support/play.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

CreateSource source_of(std::string_view variant, std::string_view account = "999900000002") {
  CreateSource command = good_source();
  command.debit.variant = text(variant);
  command.debit.debtor_account_number = text(account);
  return command;
}

/// A paper source that waits for the cut-off.
SourceId handed_in(Play& play, std::string_view account = "999900000002") {
  const SourceId id{play.must(source_of("physical", account)).index_of(ObjectKind::source)};
  const std::string name = id_text(play.world, {ObjectKind::source, id.index});
  UploadImage scan;
  scan.bytes = std::make_shared<const std::string>("\xFF\xD8\xFF");
  scan.reference1 = text(name);
  play.must(scan);
  play.must(ProcessSource{name});
  return id;
}

std::string_view status(const Play& play, SourceId id) {
  return to_text(play.world.sources[id.index].state.status);
}

}  // namespace

TEST_CASE("the quarter rule counts from the quarter of creation, to the second") {
  const Instant last = instant("2026-06-30T23:59:59+05:30");
  const Instant next = instant("2026-07-01T00:00:00+05:30");
  for (const char* created :
       {"2026-01-01T00:00:00+05:30", "2026-02-14T12:00:00+05:30", "2026-03-31T23:59:59+05:30"}) {
    CHECK(quarter_deadline(instant(created), instant(created)) == next);
  }
  CHECK(quarter_deadline(instant("2026-03-31T18:29:59Z"), last) == next);
  // Given back later, until the end of the present quarter.
  CHECK(quarter_deadline(instant("2026-03-31T18:29:59Z"), next) ==
        instant("2026-10-01T00:00:00+05:30"));
  CHECK(quarter_deadline(instant("2025-12-31T23:59:59+05:30"),
                         instant("2026-03-31T23:59:59+05:30")) ==
        instant("2026-04-01T00:00:00+05:30"));
  // The year turns.
  CHECK(quarter_deadline(instant("2026-10-01T00:00:00+05:30"), last) ==
        instant("2027-04-01T00:00:00+05:30"));
}

TEST_CASE("a pending source of any variant ends with the quarter after its own") {
  for (const char* variant : {"emandate_api", "emandate_esign", "physical"}) {
    Play play("2026-03-31T23:59:59+05:30");
    const SourceId id{play.must(source_of(variant)).index_of(ObjectKind::source)};
    play.advance_to(instant("2026-06-30T23:59:59+05:30"));
    CAPTURE(variant);
    CHECK(status(play, id) == "pending");
    const AdvanceReport report = play.advance_by(Seconds(1));
    CHECK(status(play, id) == "withdrawn");
    CHECK(report.fired_count == 1);
    CHECK(play.events_since(play.world.events.size() - 1) == "source.withdrawn");
  }
}

TEST_CASE("a cut-off is on every day, or on working days by policy, and strictly later") {
  World world = new_world();
  const auto cut_off = [&](const char* from) {
    return format_ist(next_cut_off(world, instant(from)));
  };
  CHECK(cut_off("2026-01-07T14:59:59+05:30") == "2026-01-07T15:00:00+05:30");
  CHECK(cut_off("2026-01-07T15:00:00+05:30") == "2026-01-08T15:00:00+05:30");
  CHECK(cut_off("2026-01-03T10:00:00+05:30") == "2026-01-03T15:00:00+05:30");  // 1st Saturday
  CHECK(cut_off("2026-01-10T10:00:00+05:30") == "2026-01-10T15:00:00+05:30");  // 2nd Saturday
  CHECK(cut_off("2026-01-26T10:00:00+05:30") == "2026-01-26T15:00:00+05:30");  // a holiday
  CHECK(cut_off("2026-01-11T15:00:00+05:30") == "2026-01-12T15:00:00+05:30");  // a Sunday
  world.policy.switches[static_cast<std::size_t>(Switch::cut_off_days)] = true;
  CHECK(cut_off("2026-01-10T10:00:00+05:30") == "2026-01-12T15:00:00+05:30");  // 2nd Saturday
  CHECK(cut_off("2026-01-26T10:00:00+05:30") == "2026-01-27T15:00:00+05:30");  // a holiday
}

TEST_CASE("a paper mandate goes from paper to its answer on the clock alone") {
  Play play;
  const SourceId id = handed_in(play);
  const std::size_t first = play.world.events.size();
  play.advance_by(Seconds(10 * 86400));
  CHECK(play.events_since(first) ==
        "source.submitted mandate.acknowledged mandate.active customer.active");
  const Source::State& state = play.world.sources[id.index].state;
  REQUIRE(state.mandate);
  CHECK(umrn_of(play.world, *state.mandate).substr(4, 1) == "0");
  CHECK(play.state(*state.mandate).date_responded == date("2026-01-12"));
  CHECK_FALSE(state.bank_due);
  CHECK_FALSE(play.state(*state.mandate).bank_due);
}

TEST_CASE("account numbers choose what goes wrong") {
  for (const MagicAccount& row : magic_accounts()) {
    if (!row.step || row.step == BankStep::cancel_response) continue;
    Play play;
    const SourceId id = handed_in(play, row.number);
    const std::size_t first = play.world.events.size();
    play.advance_by(Seconds(20 * 86400));
    const std::string events = play.events_since(first);
    CAPTURE(row.number);
    const Source::State& state = play.world.sources[id.index].state;
    switch (*row.move) {
      case BankMove::send_back:
        CHECK(events == "source.pending");
        CHECK(play.world.text(state.reason_description) == "Image not properly cropped");
        break;
      case BankMove::reject_initially: CHECK(events == "source.submitted source.withdrawn"); break;
      case BankMove::fail_technically:
        CHECK(state.submissions == 2);
        CHECK(events ==
              "source.submitted source.pending_submission source.submitted mandate.acknowledged "
              "mandate.active customer.active");
        break;
      case BankMove::report:
        CHECK(events == "source.submitted");
        CHECK(state.acknowledgement == Acknowledgement::bank_report);
        break;
      default: CHECK(events == "source.submitted mandate.acknowledged mandate.failed"); break;
    }
  }
}

TEST_CASE("a customer of a refused account is refused, whatever the page says") {
  for (const MagicAccount& row : magic_accounts()) {
    if (row.step) continue;
    Play play;
    const CreateSource command = source_of(to_text(row.variant), row.number);
    const SourceId id{play.must(command).index_of(ObjectKind::source)};
    play.must(answer(play.link_of(id)));
    CAPTURE(row.number);
    CHECK(status(play, id) == "pending");
    CHECK(play.world.text(play.world.sources[id.index].state.reason_code) == row.reason_code);
  }
}

TEST_CASE("moves and steps stand in the order of their enums, and their rows answer something") {
  for (std::size_t i = 0; i < bank_moves().size(); ++i) {
    const BankMoveRow& row = bank_moves()[i];
    CHECK(&row_of(static_cast<BankMove>(i)) == &row);
    CHECK(parse_bank_move(to_text(row.move)) == row.move);
    bool answered = false;
    for (const Row& one : machine_table(row.on.machine).rows) {
      answered = answered || one.on == row.on;
    }
    CHECK(answered);
    CHECK(row.meaning.find('\'') == std::string_view::npos);
  }
  for (std::size_t i = 0; i < bank_steps().size(); ++i) {
    const BankStepRow& row = bank_steps()[i];
    CHECK(&row_of(static_cast<BankStep>(i)) == &row);
    CHECK(row_of(row.usual).step == row.step);
  }
  CHECK_FALSE(parse_bank_move("maybe"));
  std::set<std::string_view> numbers;
  for (const MagicAccount& row : magic_accounts()) {
    CHECK(numbers.insert(row.number).second);
    CHECK((!row.step || row_of(*row.move).step == row.step));
  }
}

TEST_CASE("a final day ends a mandate at its midnight, and an amended one moves it") {
  Play play("2026-01-30T10:00:00+05:30");
  MakeMandate command = good_mandate();
  command.debit.date_final_collection = text("2026-01-31");
  const MandateId id{play.must(command).index_of(ObjectKind::mandate)};
  const MandateId other{play.must(command).index_of(ObjectKind::mandate)};
  ManageMandate amend = good_request(play.world, Action::amend, other);
  amend.final_collection_date = text("2026-02-10");
  play.must(answer(LinkId{play.must(amend).index_of(ObjectKind::link)}));
  play.advance_to(instant("2026-01-31T23:59:59+05:30"));
  CHECK(play.status(id) == "active");
  play.advance_by(Seconds(1));
  CHECK(play.status(id) == "expired");
  CHECK(play.status(other) == "active");
  play.advance_to(instant("2026-02-10T23:59:59+05:30"));
  CHECK(play.status(other) == "active");
  play.advance_by(Seconds(1));
  CHECK(play.status(other) == "expired");
}

TEST_CASE("a fork shares the timers of its original and sets its own") {
  Play play;
  const SourceId id = handed_in(play);
  const std::string before = dump(play.world);
  World fork = play.world;
  Coverage coverage;
  advance(fork, fork.now + Seconds(86400), coverage);
  CHECK(dump(play.world) == before);
  CHECK(status(play, id) == "pending_submission");
  CHECK(fork.sources[id.index].state.status == SourceStatus::submitted);
}
