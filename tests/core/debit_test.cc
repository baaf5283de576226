#include <doctest/doctest.h>

#include "core/behaviour/debit/answers.h"
#include "core/behaviour/subscription/rules.h"
#include "support/money.h"
#include "support/precedence.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

const Debit& of(const Play& play, DebitId id) { return play.world.ledger.debits[id.index]; }

std::string_view status(const Play& play, DebitId id) { return to_text(of(play, id).state.status); }

/// The code a debit was answered with; empty when none.
std::string_view code(const Play& play, DebitId id) {
  const auto index = of(play, id).state.code;
  return index ? std::string_view(play.world.reference->codes[*index].code) : std::string_view();
}

MandateId mandate_of_account(Play& play, std::string_view account) {
  MakeMandate command = good_mandate();
  command.debit.debtor_account_number = text(account);
  return MandateId{play.must(command).index_of(ObjectKind::mandate)};
}

/// Everything a debit can be refused for, and a command that names one of the mandates.
struct Charging {
  Charging() {
    MakeMandate making = good_mandate();
    making.debit.date_first_collection = text("2026-01-10");
    making.debit.date_final_collection = text("2029-01-10");
    fine = make(making);
    making.status_cancel = text("cancel_requested");
    // So that it stays under way.
    SetPolicy waiting;
    waiting.bank[static_cast<std::size_t>(BankStep::cancel_submission)].mode = text("manual");
    play.must(waiting);
    cancelling = make(making);
    making.status = text("paused");
    paused = make(making);
    play.advance_to(instant("2026-01-10T10:00:00+05:30"));
    fresh = make(good_mandate());
    command = good_debit(play.world, fine);
    command.reference_creditor = text("SAME");
    play.must(command);
    command.reference_creditor = text("OTHER");
  }
  MandateId make(const MakeMandate& making) {
    return MandateId{play.must(making).index_of(ObjectKind::mandate)};
  }
  void name(MandateId id) {
    command.mandate = text(id_text(play.world, {ObjectKind::mandate, id.index}));
  }
  std::string refusal() { return play.refusal(command); }

  Play play = Play();
  MandateId fine, cancelling, paused, fresh;
  CreateDebit command;
};

}  // namespace

TEST_CASE("which refusal of a debit wins") {
  using Rows = std::vector<Break<Charging>>;
  const Rows rows = {
      {"ach_debit.body_malformed", [](Charging& c) { c.command.body_problem = "broken"; }},
      {"ach_debit.mandate_named_once", [](Charging& c) { c.command.umrn = text("ICIC"); }},
      {"ach_debit.mandate_unknown", [](Charging& c) { c.command.mandate = text("MD"); }},
      {"ach_debit.mandate_active", [](Charging& c) { c.name(c.paused); }},
      {"ach_debit.cancel_status", [](Charging& c) { c.name(c.cancelling); }},
      {"ach_debit.amount", [](Charging& c) { c.command.amount = number("0"); }},
      {"ach_debit.amount_permitted", [](Charging& c) { c.command.amount = number("500001"); }},
      {"ach_debit.date_format", [](Charging& c) { c.command.date_charge = text("soon"); }},
      {"ach_debit.date_not_past", [](Charging& c) { c.command.date_charge = text("2026-01-09"); }},
      {"ach_debit.collection_dates",
       [](Charging& c) {
         c.name(c.fine);
         c.command.date_charge = text("2029-01-11");
       }},
      {"ach_debit.within_a_year", [](Charging& c) { c.command.date_charge = text("2027-01-11"); }},
      {"ach_debit.cut_off", [](Charging& c) { c.command.date_charge = text("2026-01-10"); }},
      {"ach_debit.two_working_days",
       [](Charging& c) {
         c.name(c.fresh);
         c.command.date_charge = text("2026-01-12");
       }},
      {"ach_debit.duplicate", [](Charging& c) { c.command.reference_creditor = text("SAME"); }},
      {"ach_debit.references", [](Charging& c) { c.command.references[3] = text("a'b"); }},
      {"ach_debit.profile", [](Charging& c) { c.command.nach_profile = text("NP00"); }},
      {"ach_debit.metadata", [](Charging& c) { c.command.metadata = text("no hash"); }},
  };
  CHECK(check_precedence(Charging(), rows) == ids_of(rules_of(charge_rules())));
}

TEST_CASE("a debit without a date is charged on the earliest possible day") {
  Play play;  // Wednesday, after the cut-off
  const MandateId id = play.mandate();
  CHECK(of(play, debit(play, id)).charge == date("2026-01-09"));
  const MandateId old = chargeable_mandate(play);
  CHECK(of(play, debit(play, old, "1")).charge == ist_date(play.world.now));
  advance_to_hour(play, 9);
  CHECK(of(play, debit(play, old, "1")).charge == ist_date(play.world.now).plus_days(1));
  MakeMandate later = good_mandate();
  later.debit.date_first_collection = text("2026-03-01");
  const MandateId waits{play.must(later).index_of(ObjectKind::mandate)};
  CHECK(of(play, debit(play, waits)).charge == date("2026-03-01"));
}

TEST_CASE("the cut-off and the morning are the same second") {
  Play play;
  const MandateId id = chargeable_mandate(play);
  const DebitId made = debit(play, id);
  const Instant cut_off = ist_midnight(ist_date(play.world.now)) + limits::kDebitCutOff;
  play.advance_to(cut_off - Seconds(1));
  CHECK(status(play, made) == "pending");
  CHECK(play.refusal(CancelDebit{id_text(play.world, {ObjectKind::ach_debit, 0})}) == "accepted");
  const DebitId second = debit(play, id);
  play.advance_to(cut_off);
  CHECK(status(play, second) == "submitted");
  CHECK(play.refusal(CancelDebit{id_text(play.world, {ObjectKind::ach_debit, second.index})}) ==
        "ach_debit.cancel_pending");
}

TEST_CASE("the account number chooses the answer, before the policy") {
  const struct {
    std::string_view account, first, code, second, second_code;
  } rows[] = {{"999940000004", "returned", "04", "returned", "04"},
              {"999940000001", "returned", "01", "returned", "01"},
              {"999940000000", "returned", "04", "returned", "04"},
              {"999950000021", "rejected", "21", "rejected", "21"},
              {"999960000000", "extended", "98", "confirmed", ""},
              {"999960000004", "extended", "98", "returned", "04"},
              {"999970000000", "cancelled", "", "cancelled", ""},
              {"999980000000", "submitted", "", "submitted", ""},
              {"999990000000", "confirmed", "", "confirmed", ""},
              {"99994000004", "rejected", "21", "rejected", "21"},
              {"000012345678", "rejected", "21", "rejected", "21"}};
  for (const auto& row : rows) {
    Play play;
    play.must(debits_are("rejected"));
    const DebitId made = debit(play, mandate_of_account(play, row.account));
    play.advance_to(ist_midnight(of(play, made).charge) + limits::kDebitAnswerHour);
    CAPTURE(row.account);
    CHECK(status(play, made) == row.first);
    CHECK(code(play, made) == row.code);
    play.advance_by(Seconds(7 * 86400));
    CHECK(status(play, made) == row.second);
    CHECK(code(play, made) == row.second_code);
  }
}

TEST_CASE("the policy answers where the account does not") {
  const struct {
    std::string_view policy, first, second;
  } rows[] = {{"confirmed", "confirmed", "confirmed"}, {"extended", "extended", "confirmed"},
              {"rejected", "rejected", "rejected"},    {"returned", "returned", "returned"},
              {"denied", "cancelled", "cancelled"},    {"none", "submitted", "submitted"}};
  for (const auto& row : rows) {
    Play play;
    play.must(debits_are(row.policy));
    const DebitId made = debit(play, chargeable_mandate(play));
    advance_to_hour(play, 12);
    CAPTURE(row.policy);
    CHECK(status(play, made) == row.first);
    play.advance_by(Seconds(5 * 86400));
    CHECK(status(play, made) == row.second);
  }
}

TEST_CASE("a bank can say to a debit what its status allows") {
  const std::string_view answers[] = {"confirmed", "extended", "rejected", "returned", "denied"};
  const struct {
    std::string_view before, allowed;
  } rows[] = {{"submitted", "confirmed extended rejected returned denied"},
              {"extended", "confirmed returned"},
              {"confirmed", "returned"},
              {"rejected", ""},
              {"returned", ""},
              {"denied", ""}};
  for (const auto& row : rows) {
    for (const std::string_view next : answers) {
      Play play;
      play.must(debits_are("none"));
      const DebitId made = debit(play, chargeable_mandate(play));
      CHECK(play.refusal(bank_says(play.world, made, next)) == "bank_debit.status");
      advance_to_hour(play, 9);
      if (row.before != "submitted") play.must(bank_says(play.world, made, row.before));
      CAPTURE(row.before);
      CAPTURE(next);
      const bool allowed = row.allowed.find(next) != std::string_view::npos;
      CHECK(play.refusal(bank_says(play.world, made, next)) ==
            (allowed ? "accepted" : "bank_debit.status"));
    }
  }
}

TEST_CASE("a cancelled mandate takes its pending debits along, however many") {
  Play play;
  const MandateId id = chargeable_mandate(play);
  const DebitId submitted = debit(play, id, "500000");
  advance_to_hour(play, 10);
  constexpr int kMany = 40;  // more than a step keeps in place
  for (int i = 1; i <= kMany; ++i) debit(play, id, std::to_string(i));
  play.must(CancelDebit{id_text(play.world, {ObjectKind::ach_debit, 7})});
  const StepReport report = play.must(answer(play.request(Action::cancel, id)));
  std::string expected = "mandate.cancel.success mandate.cancelled";
  for (int i = 1; i < kMany; ++i) expected += " ach_debit.cancelled";
  CHECK(play.events_of(report) == expected + " customer.inactive");
  CHECK(status(play, submitted) == "submitted");
  CHECK(of(play, DebitId{7}).state.cancelled_by == DebitCancelReason::merchant);
  CHECK(of(play, DebitId{8}).state.cancelled_by == DebitCancelReason::mandate_ended);
  CHECK_FALSE(play.world.mandates[id.index].first_pending_debit.has_value());
}

TEST_CASE("a debit of a mandate that is paused on its morning is cancelled with a reason") {
  Play play;
  const MandateId id = chargeable_mandate(play);
  const DebitId made = debit(play, id);
  play.must(answer(play.request(Action::pause, id)));
  const std::size_t before = play.world.events.size();
  advance_to_hour(play, 12);
  CHECK(play.events_since(before) == "ach_debit.cancelled");
  CHECK(of(play, made).state.cancelled_by == DebitCancelReason::mandate_not_active);
}

TEST_CASE("collections gather a charge date, settlements pay them out") {
  Play play;
  play.must(debits_are("none"));
  const MandateId id = chargeable_mandate(play);
  for (const char* amount : {"10000", "10033", "12345"}) debit(play, id, amount);
  advance_to_hour(play, 12);
  play.must(bank_says(play.world, DebitId{0}, "confirmed"));
  play.must(bank_says(play.world, DebitId{1}, "confirmed"));
  const Ledger& ledger = play.world.ledger;
  REQUIRE(ledger.collections.size() == 1);
  CHECK(ledger.collections[0].amount == Paise(20033));
  CHECK(ledger.collections[0].count == 2);
  CHECK(ledger.settlements.size() == 0);
  advance_to_hour(play, 18);
  REQUIRE(ledger.settlements.size() == 1);
  CHECK(ledger.settlements[0].gross == Paise(20033));
  CHECK(ledger.settlements[0].fee == Paise(200));
  CHECK(ledger.settlements[0].tax == Paise(36));
  // What comes later counts for the next day, and is a collection of its own.
  play.must(bank_says(play.world, DebitId{2}, "confirmed"));
  REQUIRE(ledger.collections.size() == 2);
  CHECK(ledger.collections[1].charge == ledger.collections[0].charge);
  CHECK(ledger.collections[1].value == ledger.collections[0].value.plus_days(1));
  const std::size_t before = play.world.events.size();
  play.advance_by(Seconds(6 * 86400));
  CHECK(play.events_since(before) ==
        "settlement.pending settlement.processing settlement.processing settlement.settled "
        "settlement.settled");
  // A late return leaves both as they are, says where the money went, and is owed.
  play.must(bank_says(play.world, DebitId{0}, "returned", "04"));
  CHECK(ledger.collections[0].count == 2);
  CHECK(of(play, DebitId{0}).state.settlement == SettlementId{0});
  REQUIRE(ledger.owed.size() == 1);
  CHECK(ledger.owed[0].amount == Paise(10000));
}

TEST_CASE("terms that changed by the morning have codes of their own") {
  const auto code_after = [](void (*change)(Mandate&, Terms&)) {
    Play play;
    const MandateId id = chargeable_mandate(play);
    const DebitId made = debit(play, id);
    Mandate& mandate = play.world.mandates.edit(id.index);
    change(mandate, play.world.terms.edit(mandate.terms.index));
    advance_to_hour(play, 9);
    CHECK(status(play, made) == "submitted");
    advance_to_hour(play, 12);
    return std::string(code(play, made));
  };
  CHECK(code_after([](Mandate&, Terms&) {}).empty());
  CHECK(code_after([](Mandate& m, Terms&) { m.state.amount = Paise(10000); }).empty());
  CHECK(code_after([](Mandate& m, Terms&) { m.state.amount = Paise(9999); }) == "26");
  CHECK(code_after([](Mandate& m, Terms& t) {
          t.amount_kind = AmountKind::collection;
          m.state.amount = Paise(10001);
        }) == "27");
  // No call brings this about: the first date of a mandate stays. Nor does a final date pass before
  // its mandate ends.
  CHECK(code_after([](Mandate&, Terms& t) {
          t.first_collection = t.first_collection.plus_years(1);
        }) == "28");
}

TEST_CASE("a profile of the merchant has collections and no settlements") {
  Play play;
  SetDebitPolicy command;
  command.settlements = boolean(false);
  play.must(command);
  debit(play, chargeable_mandate(play));
  play.advance_by(Seconds(86400));
  CHECK(play.world.ledger.collections.size() == 1);
  CHECK(play.world.ledger.settlements.size() == 0);
}

TEST_CASE("policies of debits are refused one by one") {
  Play play;
  SetDebitPolicy command = debits_are("returned");
  command.response_code = text("21");  // of a reject
  CHECK(play.refusal(command) == "debit_policy.response_code");
  command.response_code = text("01");
  CHECK(play.refusal(command) == "accepted");
  command.outcome = text("rejected");  // NPCI holds the mandate as cancelled
  CHECK(play.refusal(command) == "accepted");
  CHECK(play.refusal(debits_are("late")) == "debit_policy.outcome");
  command = {};
  command.settlements = text("perhaps");
  CHECK(play.refusal(command) == "debit_policy.settlements");
  command.unknown_keys = {"speed"};
  CHECK(play.refusal(command) == "debit_policy.body_malformed");
}
