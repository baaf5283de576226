#include "support/money.h"

namespace lotusbox::test {

CreateDebit good_debit(const World& world, MandateId mandate, std::string_view amount) {
  CreateDebit command;
  command.mandate = text(id_text(world, {ObjectKind::mandate, mandate.index}));
  command.amount = number(amount);
  return command;
}

CreateSubscription good_subscription(const World& world, MandateId mandate,
                                     std::string_view start) {
  CreateSubscription command;
  command.mandate = text(id_text(world, {ObjectKind::mandate, mandate.index}));
  command.amount = number("10000");
  command.start_date = text(start);
  return command;
}

AnswerDebit bank_says(const World& world, DebitId debit, std::string_view outcome,
                      std::string_view code) {
  AnswerDebit command;
  command.debit = text(id_text(world, {ObjectKind::ach_debit, debit.index}));
  command.outcome = text(outcome);
  if (!code.empty()) command.response_code = text(code);
  return command;
}

SetDebitPolicy debits_are(std::string_view outcome) {
  SetDebitPolicy command;
  command.outcome = text(outcome);
  return command;
}

MandateId chargeable_mandate(Play& play) {
  const MandateId id = play.mandate();
  const CivilDate day = play.world.reference->working_days.after(ist_date(play.world.now), 2);
  play.advance_to(ist_midnight(day) + Seconds(8 * 3600));
  return id;
}

DebitId debit(Play& play, MandateId mandate, std::string_view amount) {
  const CreateDebit command = good_debit(play.world, mandate, amount);
  return DebitId{play.must(command).index_of(ObjectKind::ach_debit)};
}

void advance_to_hour(Play& play, int hour, int minute) {
  play.advance_to(ist_midnight(ist_date(play.world.now)) + Seconds(hour * 3600 + minute * 60));
}

namespace {

void add_debits(Play& play, MandateId mandate) {
  const DebitId confirmed = debit(play, mandate, "10001");
  const DebitId extended = debit(play, mandate, "10002");
  const DebitId rejected = debit(play, mandate, "10003");
  const DebitId returned = debit(play, mandate, "10004");
  const DebitId late = debit(play, mandate, "10005");
  debit(play, mandate, "10006");
  const DebitId cancelled = debit(play, mandate, "10007");
  play.must(CancelDebit{id_text(play.world, {ObjectKind::ach_debit, cancelled.index})});
  advance_to_hour(play, 10);
  play.must(bank_says(play.world, confirmed, "confirmed"));
  play.must(bank_says(play.world, extended, "extended"));
  play.must(bank_says(play.world, rejected, "rejected"));
  play.must(bank_says(play.world, returned, "returned"));
  advance_to_hour(play, 18, 1);
  play.must(bank_says(play.world, late, "confirmed"));
  debit(play, mandate, "10008");
}

}  // namespace

void add_money(Play& play) {
  play.must(debits_are("none"));
  const MandateId mandate = chargeable_mandate(play);
  const std::string today = format_date(ist_date(play.world.now));
  CreateSubscription once = good_subscription(play.world, mandate, today);
  once.count = number("1");
  play.must(once);
  play.must(good_subscription(play.world, mandate, today));
  const auto ended = play.must(good_subscription(play.world, mandate, today));
  const std::uint32_t index = ended.index_of(ObjectKind::subscription);
  play.must(CancelSubscription{id_text(play.world, {ObjectKind::subscription, index})});
  add_debits(play, mandate);
  // No clock shows all settlements at once: one is processed before the next is made.
  Ledger& ledger = play.world.ledger;
  Settlement settlement = ledger.settlements[0];
  for (const SettlementStatus status : {SettlementStatus::processing, SettlementStatus::settled}) {
    settlement.state.status = status;
    ledger.settlements.add(settlement);
  }
}

}  // namespace lotusbox::test
