#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "core/behaviour/source/machine.h"
#include "core/run/couplings.h"
#include "support/death.h"
#include "support/money.h"
#include "support/play.h"

using namespace lotusbox;

namespace {

using Guards = std::set<Guard>;

/// Guards that exclude each other and leave no case open.
const std::vector<Guards>& families() {
  static const std::vector<Guards> kFamilies = {
      {Guard::always},
      {Guard::on_source, Guard::on_request},
      {Guard::others_standing, Guard::none_standing},
      {Guard::attempts_left, Guard::attempts_used_up},
      {Guard::is_amend, Guard::is_pause, Guard::is_resume, Guard::is_cancel},
      {Guard::customer_known, Guard::customer_new},
      {Guard::chargeable, Guard::held_back, Guard::not_chargeable},
      {Guard::collection_open, Guard::collection_none},
      {Guard::more_to_come, Guard::was_last}};
  return kFamilies;
}

bool is_family(const Guards& guards) {
  for (const Guards& family : families()) {
    if (guards == family) return true;
  }
  return false;
}

Guards guards_of(const MachineTable& table, std::uint8_t from, std::uint8_t on) {
  Guards guards;
  for (const Row& row : table.rows) {
    if (row.from == from && row.on.number == on) guards.insert(row.guard);
  }
  return guards;
}

std::size_t rows_from(const MachineTable& table, std::uint8_t from, std::uint8_t on) {
  std::size_t count = 0;
  for (const Row& row : table.rows) count += row.from == from && row.on.number == on ? 1 : 0;
  return count;
}

void add_everything(test::Play& play) {
  for (const char* status :
       {"active", "paused", "acknowledged", "failed", "cancelled", "expired"}) {
    play.mandate(status);
  }
  const MandateId two_of_one = play.authorised();
  MakeMandate second = test::good_mandate();
  const CustomerId customer = play.world.mandates[two_of_one.index].customer;
  second.customer = test::text(id_text(play.world, {ObjectKind::customer, customer.index}));
  play.must(second);
  for (const Action action : test::kActions) {
    for (const char* outcome : {"accepted", "rejected"}) {
      const bool resume = action == Action::resume;
      const LinkId link = play.request(action, play.mandate(resume ? "paused" : "active"));
      play.must(test::answer(link, outcome));
    }
  }
  const SourceId tried = play.source();
  play.must(test::answer(play.link_of(tried), "rejected"));
  const SourceId gone = play.source();
  play.must(WithdrawSource{id_text(play.world, {ObjectKind::source, gone.index})});
  play.must(ReportDelivery{DeliveryId{0}, Verdict::answered, 200, 1});
  play.must(ReportDelivery{DeliveryId{2}, Verdict::timed_out, 0, 15000});
  const MandateId lapsing = play.mandate();
  play.request(Action::amend, lapsing);
  for (std::size_t i = 0; i <= std::size(limits::kRetryWaits); ++i) {
    play.must(ReportDelivery{DeliveryId{1}, Verdict::answered, 500, 1});
    play.advance_to(play.world.deliveries[1].due_at);
  }
  play.advance_by(limits::kLinkLife);
  test::add_money(play);
  for (const Action action : test::kActions) {
    play.request(action, play.mandate(action == Action::resume ? "paused" : "active"));
  }
  play.must(ReportDelivery{DeliveryId{3}, Verdict::aborted, 0, 1});
  for (const char* status : {"CREATED", "ACTIVE", "PAUSED", "FAILURE", "REVOKED", "EXPIRED"}) {
    MakeJuspayMandate juspay;
    juspay.mandate_status = test::text(status);
    play.must(juspay);
  }
  play.mandate("acknowledged");
  for (const char* status : {"cancel_requested", "cancel_submitted", "cancel_confirmed",
                             "cancel_failed", "cancel_received", "cancel_denied"}) {
    MakeMandate cancelling = test::good_mandate();
    cancelling.status_cancel = test::text(status);
    play.must(cancelling);
  }
  CreateSource esign = test::good_source();
  esign.debit.variant = test::text("emandate_esign");
  const SourceId waiting{play.must(esign).index_of(ObjectKind::source)};
  play.must(test::answer(play.link_of(waiting)));
}

/// A world that holds an object in every state that calls can lead to.
World zoo() {
  test::Play play;
  play.must(test::good_webhook());
  add_everything(play);
  SetChaos chaos;
  chaos.reorder = test::text("100%");
  play.must(chaos);
  play.source();
  chaos.drop = test::text("100%");
  play.must(chaos);
  play.source();
  // One delivery waits: the clock stands still from here.
  for (std::uint32_t i = 0; i < play.world.deliveries.size(); ++i) {
    if (play.world.deliveries[i].status != DeliveryStatus::due) continue;
    play.must(ReportDelivery{DeliveryId{i}, Verdict::answered, 500, 1});
    break;
  }
  return play.world;
}

}  // namespace

TEST_CASE("every state and trigger has one row for each case of its guards, or none") {
  for (const MachineTable* table : all_machines()) {
    for (std::size_t from = 0; from <= table->states.size(); ++from) {
      const auto state = from == table->states.size() ? kNowhere : static_cast<std::uint8_t>(from);
      for (std::size_t on = 0; on < table->triggers.size(); ++on) {
        const auto trigger = static_cast<std::uint8_t>(on);
        const Guards guards = guards_of(*table, state, trigger);
        CAPTURE(table->name);
        CAPTURE(state);
        CAPTURE(table->triggers[on]);
        CHECK(rows_from(*table, state, trigger) == guards.size());
        CHECK((guards.empty() || is_family(guards)));
      }
    }
  }
}

TEST_CASE("rows name states and triggers that exist, and a source for what they claim") {
  std::set<std::string_view> ids;
  for (const MachineTable* table : all_machines()) {
    CHECK_FALSE(table->theory.empty());
    for (const Row& row : table->rows) {
      CAPTURE(row.id);
      CHECK((row.from < table->states.size() || row.from == kNowhere));
      CHECK((row.to < table->states.size() || row.to == kBack));
      CHECK((row.to != kBack || table->machine == Machine::mandate));
      CHECK(row.on.machine == table->machine);
      CHECK(row.on.number < table->triggers.size());
      CHECK(row.raises.count <= row.raises.types.size());
      CHECK_FALSE(row.source.empty());
      CHECK(row.id.substr(0, table->name.size() + 1) == std::string(table->name) + ".");
      CHECK(ids.insert(row.id).second);
    }
  }
  CHECK(ids.size() == row_count());
}

TEST_CASE("every trigger is answered somewhere") {
  for (const MachineTable* table : all_machines()) {
    std::set<std::uint8_t> answered;
    for (const Row& row : table->rows) answered.insert(row.on.number);
    CAPTURE(table->name);
    CHECK(answered.size() == table->triggers.size());
  }
}

TEST_CASE("ordinals name rows and lead back") {
  std::uint16_t expected = 0;
  for (const MachineTable* table : all_machines()) {
    for (const Row& row : table->rows) {
      CHECK(row_ordinal(row) == expected);
      CHECK(&row_of_ordinal(expected) == &row);
      ++expected;
    }
  }
  CHECK(row_count() == expected);
  CHECK(test::aborts([] { static_cast<void>(row_of_ordinal(row_count())); }));
}

TEST_CASE("asking for a making row that is not there is a bug") {
  CHECK(making_row(SourceTrigger::create).id == "source.create");
  CHECK(test::aborts([] { static_cast<void>(making_row(SourceTrigger::authorised)); }));
}

TEST_CASE("what events a row raises is about the row's own subject") {
  for (const MachineTable* table : all_machines()) {
    for (const Row& row : table->rows) {
      for (std::uint8_t i = 0; i < row.raises.count; ++i) {
        const std::string_view type = to_text(row.raises.types[i]);
        CAPTURE(row.id);
        const bool of_juspay = type.starts_with("MANDATE_");  // its spelling has no subject
        const std::string_view subject =
            of_juspay ? "juspay_mandate" : type.substr(0, type.find('.'));
        CHECK(subject == table->name);
      }
    }
  }
}

TEST_CASE("in a full world every object and trigger meets at most one row") {
  const World world = zoo();
  std::set<std::pair<Machine, std::uint8_t>> states_met;
  for (const MachineTable* table : all_machines()) {
    for (std::uint32_t index = 0; index < next_index(world, table->machine); ++index) {
      const std::uint8_t state = state_of(world, table->machine, index);
      states_met.insert({table->machine, state});
      for (std::size_t on = 0; on < table->triggers.size(); ++on) {
        const auto trigger = static_cast<std::uint8_t>(on);
        const Row* only = nullptr;
        int fitting = 0;
        for (const Row& row : table->rows) {
          if (row.from != state || row.on.number != trigger) continue;
          if (!holds(row.guard, world, index)) continue;
          only = &row;
          ++fitting;
        }
        CAPTURE(table->name);
        CAPTURE(table->triggers[on]);
        CHECK(fitting == (guards_of(*table, state, trigger).empty() ? 0 : 1));
        CHECK(find_row(world, {table->machine, trigger}, index) == only);
      }
    }
  }
  std::string missed;
  for (const MachineTable* table : all_machines()) {
    for (std::size_t state = 0; state < table->states.size(); ++state) {
      if (states_met.count({table->machine, static_cast<std::uint8_t>(state)}) != 0) continue;
      missed += std::string(table->name) + "." + std::string(table->states[state]) + " ";
    }
  }
  CHECK(missed == "");
}

TEST_CASE("couplings join triggers that rows answer") {
  std::set<std::string_view> ids;
  for (const Coupling& coupling : couplings()) {
    CAPTURE(coupling.id);
    CHECK(ids.insert(coupling.id).second);
    bool fires = false;
    for (const Row& row : machine_table(coupling.when.machine).rows) {
      fires = fires || row.on == coupling.when;
    }
    CHECK(fires);
    bool answered = false;
    for (const Row& row : machine_table(coupling.then.machine).rows) {
      const bool makes = row.from == kNowhere;
      answered =
          answered || (row.on == coupling.then && makes == (coupling.relation == Relation::makes));
    }
    CHECK(answered);
    CHECK_FALSE(to_text(coupling.relation).empty());
  }
}

TEST_CASE("every way a request can begin or end reaches its mandate") {
  using Key = std::pair<std::uint8_t, Guard>;
  std::set<Key> reached;
  for (const Coupling& coupling : couplings()) {
    if (coupling.when.machine == Machine::request && coupling.then.machine == Machine::mandate) {
      CHECK(reached.insert({coupling.when.number, coupling.guard}).second);
    }
  }
  // All but its end by the end of the mandate, which is no news to the mandate.
  CHECK(reached.size() == (machine_table(Machine::request).triggers.size() - 1) * 4);
}

TEST_CASE("machines, guards and kinds have words") {
  for (const MachineTable* table : all_machines()) {
    CHECK(to_text(table->machine) == table->name);
    // The cancel status is a second machine on the same object.
    const bool second = table->machine == Machine::cancellation;
    CHECK(to_text(kind_of(table->machine)) == (second ? "mandate" : table->name));
  }
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(Guard::was_last); ++i) {
    CHECK(words.insert(to_text(static_cast<Guard>(i))).second);
  }
}
