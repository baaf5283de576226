#include <doctest/doctest.h>

#include <string>

#include "support/play.h"
#include "support/printers.h"
#include "support/world_dump.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

MandateId mandate_of(Play& play, CustomerId customer, std::string_view status = "active") {
  MakeMandate command = good_mandate(status);
  command.customer = text(id_text(play.world, {ObjectKind::customer, customer.index}));
  return MandateId{play.must(command).index_of(ObjectKind::mandate)};
}

/// Cancels and tells the events of the success.
std::string cancelled(Play& play, MandateId id) {
  return play.events_of(play.must(answer(play.request(Action::cancel, id))));
}

}  // namespace

TEST_CASE("an authorisation submits the source, then makes the mandate, then its customer") {
  Play play;
  const StepReport created = play.must(good_source());
  CHECK(play.events_of(created) == "source.pending");
  CHECK(Play::rows_of(created) == "source.create link.issue");
  const StepReport report = play.must(answer(play.link_of(SourceId{0})));
  CHECK(play.events_of(report) == "source.submitted mandate.active customer.active");
  CHECK(Play::rows_of(report) ==
        "link.accepted source.authorised customer.create mandate.source_authorised "
        "customer.first_mandate");
  CHECK(report.index_of(ObjectKind::mandate) == 0);
}

TEST_CASE("a customer who is known already is not activated again") {
  Play play;
  const MandateId first = play.authorised();
  CreateSource command = good_source();
  const CustomerId customer = play.world.mandates[first.index].customer;
  command.customer = text(id_text(play.world, {ObjectKind::customer, customer.index}));
  const SourceId source{play.must(command).index_of(ObjectKind::source)};
  const StepReport report = play.must(answer(play.link_of(source)));
  CHECK(play.events_of(report) == "source.submitted mandate.active");
  CHECK(play.world.customers.size() == 1);
  const Customer::State& state = play.world.customers[0].state;
  CHECK(state.mandates == 2);
  CHECK(state.standing == 2);
  CHECK(state.last_mandate == MandateId{1});
  CHECK(play.world.mandates[1].previous_of_customer == first);
  CHECK(play.world.mandates[1].bank_account == play.world.mandates[0].bank_account);
}

TEST_CASE("refused attempts and withdrawals raise their own events") {
  Play play;
  const SourceId id = play.source();
  CHECK(play.events_of(play.must(answer(play.link_of(id), "rejected"))) == "source.pending");
  const StepReport report =
      play.must(WithdrawSource{id_text(play.world, {ObjectKind::source, id.index})});
  CHECK(play.events_of(report) == "source.withdrawn");
  CHECK(Play::rows_of(report) == "source.withdraw link.source_withdrawn");
}

TEST_CASE("a request announces that its mandate is pending") {
  for (const Action action : kActions) {
    Play play;
    const MandateId id = play.mandate(action == Action::resume ? "paused" : "active");
    const StepReport report = play.must(good_request(play.world, action, id));
    CHECK(play.events_of(report) == "mandate.pending");
    CHECK(Play::rows_of(report) ==
          "request.create link.issue mandate." + std::string(to_text(action)) + "_requested");
  }
}

TEST_CASE("a cancel ends the customer only with the last mandate that stands") {
  Play play;
  const MandateId one = play.authorised();
  const CustomerId customer = play.world.mandates[one.index].customer;
  const MandateId paused = mandate_of(play, customer, "paused");
  const MandateId pending = mandate_of(play, customer);
  const LinkId waiting = play.request(Action::amend, pending);
  mandate_of(play, customer, "failed");
  mandate_of(play, customer, "cancelled");
  CHECK(play.world.customers[customer.index].state.standing == 3);
  play.advance_by(Seconds(5 * 86400));  // a fresh mandate cannot be cancelled

  const std::string without = "mandate.cancel.success mandate.cancelled";
  CHECK(cancelled(play, one) == without);
  // A paused mandate stands, and so does one whose request waits.
  play.must(answer(play.request(Action::resume, paused)));
  CHECK(cancelled(play, paused) == without);
  play.must(answer(waiting, "rejected"));
  CHECK(cancelled(play, pending) == without + " customer.inactive");
  CHECK(to_text(play.world.customers[customer.index].state.status) == "inactive");
  CHECK(play.state(pending).date_cancelled == date("2026-01-12"));
}

TEST_CASE("a customer comes back with a new mandate") {
  Play play;
  const MandateId one = play.authorised();
  const CustomerId customer = play.world.mandates[one.index].customer;
  play.advance_by(Seconds(10 * 86400));
  CHECK(cancelled(play, one) == "mandate.cancel.success mandate.cancelled customer.inactive");
  CreateSource command = good_source();
  command.customer = text(id_text(play.world, {ObjectKind::customer, customer.index}));
  const SourceId source{play.must(command).index_of(ObjectKind::source)};
  CHECK(play.events_of(play.must(answer(play.link_of(source)))) ==
        "source.submitted mandate.active customer.active");
  // A direct mandate that joins a customer without any brings them back as well.
  Play direct;
  const MandateId failed = direct.mandate("failed");
  const std::size_t before = direct.world.events.size();
  mandate_of(direct, direct.world.mandates[failed.index].customer);
  CHECK(direct.events_since(before) == "customer.active");
}

TEST_CASE("an amend applies what was asked, and nothing else") {
  Play play;
  const MandateId id = play.authorised();
  const std::string umrn = umrn_of(play.world, id);
  ManageMandate command = good_request(play.world, Action::amend, id);
  command.maximum_amount = text("7500.50");
  command.final_collection_date = text("2031-01-31");
  command.frequency = text("qurt");
  play.must(command);
  CHECK(play.state(id).amount == Paise(500000));
  play.must(answer(play.world.requests[0].link));
  CHECK(play.state(id).amount == Paise(750050));
  CHECK(play.state(id).final_collection == date("2031-01-31"));
  CHECK(play.state(id).frequency == Frequency::qurt);
  CHECK(umrn_of(play.world, id) == umrn);
  // The source shows what was agreed on at first.
  const Terms& terms = play.world.terms_of(play.world.sources[0]);
  CHECK(terms.amount == Paise(500000));
  CHECK(terms.frequency == Frequency::mnth);

  play.must(answer(play.request(Action::amend, id)));
  CHECK(play.state(id).amount == Paise(5000));
  CHECK(play.state(id).final_collection == date("2031-01-31"));
}

TEST_CASE("an old event still shows the state it saw") {
  Play play;
  const SourceId source = play.source();
  play.must(answer(play.link_of(source), "rejected"));
  play.must(answer(play.link_of(source)));
  const MandateId id{0};
  play.must(answer(play.request(Action::amend, id)));
  play.must(answer(play.request(Action::pause, id), "rejected"));
  play.advance_by(Seconds(5 * 86400));
  play.must(answer(play.request(Action::cancel, id)));
  CHECK(play.events_since(0) ==
        "source.pending source.pending source.submitted mandate.active customer.active "
        "mandate.pending mandate.amend.success mandate.pending mandate.pause.failed "
        "mandate.pending mandate.cancel.success mandate.cancelled customer.inactive");
  const World& world = play.world;
  const auto source_at = [&](std::size_t event) -> const Source::State& {
    return world.source_snapshots[world.events[event].snapshot];
  };
  const auto mandate_at = [&](std::size_t event) -> const Mandate::State& {
    return world.mandate_snapshots[world.events[event].snapshot];
  };
  const auto customer_at = [&](std::size_t event) -> const Customer::State& {
    return world.customer_snapshots[world.events[event].snapshot];
  };
  CHECK(source_at(0).attempts == 0);
  CHECK(world.text(source_at(1).reason_code) == "AP05");
  CHECK(source_at(1).status == SourceStatus::pending);
  CHECK(source_at(2).status == SourceStatus::submitted);
  // The event shows its object as the caller would see it: with its mandate and customer.
  CHECK(source_at(2).mandate == id);
  CHECK(source_at(2).customer.has_value());
  CHECK(customer_at(4).standing == 1);
  CHECK(mandate_at(3).amount == Paise(500000));
  CHECK(mandate_at(5).status == MandateStatus::pending);
  CHECK(mandate_at(5).amount == Paise(500000));
  CHECK(mandate_at(6).amount == Paise(5000));
  CHECK(mandate_at(8).status == MandateStatus::active);
  CHECK(mandate_at(11).status == MandateStatus::cancelled);
  CHECK(mandate_at(11).date_cancelled == date("2026-01-12"));
  CHECK(customer_at(12).status == CustomerStatus::inactive);
  CHECK(world.events[0].created == instant(kStart));
  CHECK(world.events[12].created == world.now);
}

TEST_CASE("a step without an object of a kind says so as a bug, not as a place") {
  Play play;
  const StepReport report = play.must(good_source());
  CHECK(report.index_of(ObjectKind::link) == 0);
  CHECK(report.rows.size() == 2);
}

TEST_CASE("the dates of a mandate are days in India") {
  Play play("2026-01-07T23:59:59+05:30");
  const MandateId late = play.authorised();
  CHECK(play.state(late).date_responded == date("2026-01-07"));
  play.advance_by(Seconds(1));
  const MandateId next = play.authorised();
  CHECK(play.state(next).date_responded == date("2026-01-08"));
  CHECK(play.state(next).date_acknowledged == date("2026-01-08"));
  CHECK(play.world.sources[1].state.date_submitted == date("2026-01-08"));
  CHECK(play.state(next).date_cancelled == std::nullopt);
}
