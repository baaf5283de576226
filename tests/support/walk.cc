#include "support/walk.h"

#include <algorithm>
#include <memory>
#include <string>

#include "core/behaviour/bank/tables.h"
#include "core/behaviour/debit/guards.h"
#include "core/run/step.h"
#include "support/builders.h"
#include "support/money.h"

namespace lotusbox::test {

namespace {

std::string hostile_text(Dice& dice) {
  static const std::string kTexts[] = {"",
                                       " ",
                                       "null",
                                       "-1",
                                       "0",
                                       "1e9",
                                       "99999999999999999999999",
                                       "2026-02-30",
                                       "9999-12-31",
                                       "0000-00-00",
                                       "it's",
                                       std::string("\0\x01\xFF", 3),
                                       "\xE0\xA4\xB9",
                                       std::string(5000, 'A'),
                                       "MD00",
                                       "SC0000AAAAAAAA",
                                       "http://",
                                       "true"};
  return dice.pick(kTexts);
}

Field hostile(Dice& dice) {
  constexpr Field::Kind kKinds[] = {Field::Kind::absent, Field::Kind::null,    Field::Kind::text,
                                    Field::Kind::number, Field::Kind::boolean, Field::Kind::nested};
  return {dice.pick(kKinds), hostile_text(dice)};
}

constexpr std::string_view kSponsors[] = {"HDFC", "YESB", "ICIC"};

void spoil(Dice& dice, DebitFields& debit) {
  static constexpr Field DebitFields::*kFields[] = {&DebitFields::variant,
                                                    &DebitFields::amount_collection,
                                                    &DebitFields::amount_maximum,
                                                    &DebitFields::category_code,
                                                    &DebitFields::date_first_collection,
                                                    &DebitFields::date_final_collection,
                                                    &DebitFields::debtor_account_name,
                                                    &DebitFields::debtor_account_number,
                                                    &DebitFields::debtor_agent_code,
                                                    &DebitFields::debtor_mobile,
                                                    &DebitFields::frequency,
                                                    &DebitFields::occurrence_sequence_type,
                                                    &DebitFields::reference2,
                                                    &DebitFields::debtor_agent_mmbid,
                                                    &DebitFields::creditor_agent_code,
                                                    &DebitFields::creditor_utility_code};
  debit.*dice.pick(kFields) = hostile(dice);
}

template <class T>
std::string some_id(Dice& dice, const World& world, ObjectKind kind, const Table<T>& table) {
  if (table.empty() || dice.one_in(12)) return hostile_text(dice);
  return id_text(world, {kind, dice.below(table.size())});
}

/// Mostly one of the newest, which still wait for something.
template <class T>
std::string recent_id(Dice& dice, const World& world, ObjectKind kind, const Table<T>& table) {
  if (table.empty() || dice.one_in(20)) return hostile_text(dice);
  const auto count = static_cast<std::uint32_t>(table.size());
  const std::uint32_t back = dice.below(std::min(count, dice.one_in(4) ? count : 8U));
  return id_text(world, {kind, count - 1 - back});
}

}  // namespace

std::optional<Command> Walk::next(const World& world) {
  switch (dice_.below(19)) {
    case 0: return source(world);
    case 1: return mandate(world);
    case 2:
    case 3:
    case 4: return request(world);
    case 5:
    case 6:
    case 7: return outcome(world);
    case 8: return report(world);
    case 9: return setting();
    case 10: return withdrawal_or_resend(world);
    case 11: return charge(world);
    case 12: return subscription(world);
    case 13: return change_of_money(world);
    case 14: return bank(world);
    case 15: return paper(world);
    case 16:
    case 17: return bank_side(world);
    default: return std::nullopt;
  }
}

Seconds Walk::pause() {
  constexpr int kSpans[] = {0, 1, 5, 299, 1800, 7200, 86400, 604800, 604801, 2000000};
  return Seconds(dice_.pick(kSpans));
}

Command Walk::source(const World& world) {
  constexpr std::string_view kVariants[] = {"emandate_api", "emandate_esign", "physical"};
  CreateSource command = good_source();
  command.debit.variant = text(dice_.pick(kVariants));
  if (dice_.one_in(3)) {
    command.customer = text(some_id(dice_, world, ObjectKind::customer, world.customers));
  }
  if (dice_.one_in(3)) spoil(dice_, command.debit);
  if (dice_.one_in(4)) command.debit.creditor_agent_code = text(dice_.pick(kSponsors));
  if (dice_.one_in(6)) command.auth_mode = hostile(dice_);
  if (dice_.one_in(6)) command.return_url = hostile(dice_);
  return command;
}

Command Walk::mandate(const World& world) {
  constexpr std::string_view kStatuses[] = {"active",  "active",    "paused",  "failed",
                                            "expired", "cancelled", "pending", "acknowledged"};
  MakeMandate command = good_mandate(dice_.pick(kStatuses));
  if (dice_.one_in(2)) {
    command.customer = text(some_id(dice_, world, ObjectKind::customer, world.customers));
  }
  if (dice_.one_in(4)) spoil(dice_, command.debit);
  if (dice_.one_in(3)) {
    command.debit.date_final_collection =
        text(format_date(ist_date(world.now).plus_days(int(dice_.below(10)))));
  }
  if (dice_.one_in(3)) {
    command.status_cancel = text(to_text(static_cast<CancelStatus>(dice_.below(7))));
  }
  if (dice_.one_in(6)) command.umrn = text("U" + std::to_string(dice_.below(20)));
  if (dice_.one_in(6)) command.date_responded = hostile(dice_);
  return command;
}

Command Walk::request(const World& world) {
  ManageMandate command;
  command.action = dice_.pick(kActions);
  command.mandate_id = text(some_id(dice_, world, ObjectKind::mandate, world.mandates));
  if (dice_.one_in(10)) command.umrn = hostile(dice_);
  if (command.action == Action::amend) {
    command.maximum_amount = text(std::to_string(dice_.below(200000000)));
    if (dice_.one_in(4)) command.frequency = hostile(dice_);
    if (dice_.one_in(4)) command.final_collection_date = hostile(dice_);
    if (dice_.one_in(4)) command.maximum_amount = hostile(dice_);
  }
  if (dice_.one_in(10)) command.auth_mode = hostile(dice_);
  return command;
}

Command Walk::outcome(const World& world) {
  constexpr std::string_view kOutcomes[] = {"accepted", "accepted", "rejected", "abandoned", "?"};
  SubmitOutcome command;
  command.outcome = text(dice_.pick(kOutcomes));
  // Mostly one of the newest links, which are the ones that still live.
  const std::uint32_t back = dice_.below(dice_.one_in(3) ? 1000 : 6);
  const auto count = static_cast<std::uint32_t>(world.links.size());
  if (count > back) command.link = LinkId{count - 1 - back};
  if (dice_.one_in(20)) command.link = LinkId{count + back};
  if (dice_.one_in(8)) command.reason_code = hostile(dice_);
  return command;
}

std::optional<Command> Walk::report(const World& world) {
  constexpr Verdict kVerdicts[] = {Verdict::answered, Verdict::answered, Verdict::timed_out,
                                   Verdict::unreachable, Verdict::aborted};
  constexpr std::int32_t kStatuses[] = {200, 204, 302, 404, 500};
  const std::uint32_t first = dice_.below(world.deliveries.size());
  for (std::uint32_t i = 0; i < world.deliveries.size(); ++i) {
    const auto index = static_cast<std::uint32_t>((first + i) % world.deliveries.size());
    if (world.deliveries[index].status != DeliveryStatus::due) continue;
    return ReportDelivery{DeliveryId{index}, dice_.pick(kVerdicts), dice_.pick(kStatuses), 1};
  }
  return std::nullopt;
}

Command Walk::setting() {
  if (dice_.one_in(2)) {
    SetWebhook command = good_webhook();
    command.clear = dice_.one_in(4);
    if (dice_.one_in(4)) command.url = hostile(dice_);
    return command;
  }
  if (dice_.one_in(3)) return chaos();
  if (dice_.one_in(8)) return creditors();
  if (dice_.one_in(8)) return customer();
  constexpr std::string_view kProfiles[] = {"documented", "strict", "lenient", "?"};
  SetPolicy command;
  command.profile = text(dice_.pick(kProfiles));
  command.cancel_enabled = boolean(!dice_.one_in(4));
  command.cancel_link_minutes = text(std::to_string(dice_.below(100)));
  const SwitchRow& chosen = dice_.pick(kSwitches);
  command.switches[static_cast<std::size_t>(chosen.id)] = text(chosen.word(dice_.one_in(2)));
  StepFields& fields = command.bank[dice_.below(kBankStepCount)];
  fields.mode = text(dice_.one_in(4) ? "manual" : "automatic");
  if (dice_.one_in(4)) fields.after = hostile(dice_);
  if (dice_.one_in(2)) {
    fields.outcome = text(to_text(bank_moves()[dice_.below(bank_moves().size())].move));
  }
  return command;
}

Command Walk::customer() {
  CreateCustomer command;
  command.name = text("ASHA TESTWALA");
  if (dice_.one_in(3)) command.mobile = hostile(dice_);
  if (dice_.one_in(3)) command.description = hostile(dice_);
  return command;
}

Command Walk::creditors() {
  SetCreditors command;
  command.list = {Field::Kind::nested, "[]"};
  for (std::uint32_t i = dice_.below(3); i < 3; ++i) {
    CreditorFields& fields = command.profiles.emplace_back();
    fields.agent_code = text(kSponsors[i]);
    fields.utility_code = text("NACH0000000000000" + std::to_string(dice_.below(3)));
    if (dice_.one_in(6)) fields.name = hostile(dice_);
    if (dice_.one_in(6)) fields.utility_code = hostile(dice_);
  }
  return command;
}

Command Walk::chaos() {
  constexpr std::string_view kRates[] = {"0", "20%", "50%", "100%"};
  SetChaos command;
  command.clear = dice_.one_in(3);
  command.seed = text(std::to_string(dice_.below(100)));
  for (Field SetChaos::*rate :
       {&SetChaos::duplicate, &SetChaos::delay, &SetChaos::reorder, &SetChaos::drop}) {
    command.*rate = text(dice_.pick(kRates));
  }
  if (dice_.one_in(4)) command.delay_up_to = hostile(dice_);
  return command;
}

Command Walk::paper(const World& world) {
  if (dice_.one_in(2)) {
    return ProcessSource{recent_id(dice_, world, ObjectKind::source, world.sources)};
  }
  if (dice_.one_in(3)) {
    return SponsorCancel{recent_id(dice_, world, ObjectKind::mandate, world.mandates), {}};
  }
  constexpr std::string_view kScans[] = {"\xFF\xD8\xFF\xE0", "%PDF-1.4", "GIF89a", ""};
  UploadImage command;
  command.bytes = std::make_shared<const std::string>(dice_.pick(kScans));
  command.reference1 = text(recent_id(dice_, world, ObjectKind::source, world.sources));
  if (dice_.one_in(10)) command.reference1 = hostile(dice_);
  return command;
}

/// A move that some recent object waits for, mostly; else any.
Command Walk::bank_side(const World& world) {
  const BankMoveRow* row = &bank_moves()[dice_.below(bank_moves().size())];
  const bool of_source = row->on.machine == Machine::source;
  const std::size_t size = of_source ? world.sources.size() : world.mandates.size();
  const auto count = static_cast<std::uint32_t>(size);
  std::uint32_t index = dice_.below(size);
  const std::uint32_t recent = std::min(count, 40U);
  const std::uint32_t first = dice_.below(recent);
  for (std::uint32_t i = 0; i < recent && !dice_.one_in(60); ++i) {
    const std::uint32_t at = count - 1 - (first + i) % recent;
    if (find_row(world, row->on, at) == nullptr) continue;
    if (of_source && world.sources[at].state.mandate) continue;
    index = at;
    break;
  }
  AskBank command;
  const ObjectKind kind = of_source ? ObjectKind::source : ObjectKind::mandate;
  const std::string id = size == 0 ? hostile_text(dice_) : id_text(world, {kind, index});
  (of_source ? command.source : command.mandate) = text(id);
  command.step = text(to_text(row->move));
  if (dice_.one_in(10)) command.outcome = hostile(dice_);
  if (dice_.one_in(10)) command.reason_code = hostile(dice_);
  if (dice_.one_in(10)) command.reason_description = hostile(dice_);
  return command;
}

Command Walk::withdrawal_or_resend(const World& world) {
  if (dice_.one_in(2))
    return WithdrawSource{some_id(dice_, world, ObjectKind::source, world.sources)};
  if (world.events.empty()) return ResendEvent{hostile_text(dice_)};
  return ResendEvent{event_id_text(world, EventId{dice_.below(world.events.size())})};
}

/// Mostly one of the newest mandates, which are the ones that still stand.
MandateId Walk::some_mandate(const World& world) {
  const auto count = static_cast<std::uint32_t>(world.mandates.size());
  const std::uint32_t back = dice_.below(dice_.one_in(3) ? count : 5);
  return MandateId{count > back ? count - 1 - back : 0};
}

std::optional<Command> Walk::charge(const World& world) {
  if (world.mandates.empty()) return std::nullopt;
  CreateDebit command = good_debit(world, some_mandate(world));
  command.amount = number(std::to_string(1 + dice_.below(500000)));
  if (dice_.one_in(2)) {
    const CivilDate today = ist_date(world.now);
    command.date_charge = text(format_date(today.plus_days(static_cast<int>(dice_.below(60)))));
  }
  if (dice_.one_in(6)) command.date_charge = hostile(dice_);
  if (dice_.one_in(6)) command.amount = hostile(dice_);
  if (dice_.one_in(6)) command.references[dice_.below(4)] = hostile(dice_);
  if (dice_.one_in(6)) command.reference_creditor = hostile(dice_);
  return command;
}

std::optional<Command> Walk::subscription(const World& world) {
  if (world.mandates.empty()) return std::nullopt;
  static constexpr std::string_view kIntervals[] = {"day", "week", "month", "year", "?"};
  const CivilDate start = ist_date(world.now).plus_days(static_cast<int>(dice_.below(20)));
  CreateSubscription command = good_subscription(world, some_mandate(world), format_date(start));
  command.interval = text(dice_.pick(kIntervals));
  if (dice_.one_in(2)) command.count = number(std::to_string(dice_.below(6)));
  if (dice_.one_in(3)) command.day_of_month = number(std::to_string(dice_.below(33)));
  if (dice_.one_in(6)) command.month = hostile(dice_);
  if (dice_.one_in(6)) command.interval_count = hostile(dice_);
  if (dice_.one_in(6)) command.start_date = hostile(dice_);
  return command;
}

Command Walk::change_of_money(const World& world) {
  const Ledger& ledger = world.ledger;
  if (dice_.one_in(3))
    return CancelDebit{some_id(dice_, world, ObjectKind::ach_debit, ledger.debits)};
  const std::string id = some_id(dice_, world, ObjectKind::subscription, ledger.subscriptions);
  if (dice_.one_in(3)) return CancelSubscription{id};
  UpdateSubscription command;
  command.subscription = id;
  command.amount = dice_.one_in(2) ? number("4321") : hostile(dice_);
  if (dice_.one_in(2)) command.name = hostile(dice_);
  return command;
}

Command Walk::bank(const World& world) {
  static constexpr std::string_view kAnswers[] = {"confirmed", "extended", "rejected", "returned",
                                                  "denied",    "none",     "none"};
  static constexpr std::string_view kCodes[] = {"04", "21", "98", "?"};
  if (dice_.one_in(2)) {
    SetDebitPolicy command = debits_are(dice_.pick(kAnswers));
    command.settlements = boolean(!dice_.one_in(4));
    return command;
  }
  AnswerDebit command;
  command.debit = text(some_id(dice_, world, ObjectKind::ach_debit, world.ledger.debits));
  // Mostly one that waits for an answer, when there is any.
  for (std::uint32_t i = 0; i < world.ledger.debits.size() && !dice_.one_in(4); ++i) {
    const DebitStatus status = world.ledger.debits[i].state.status;
    if (status != DebitStatus::submitted && status != DebitStatus::extended) continue;
    command.debit = text(id_text(world, {ObjectKind::ach_debit, i}));
  }
  command.outcome = text(dice_.pick(kAnswers));
  // Or one that came in today goes back before the day is paid out.
  for (auto i = static_cast<std::uint32_t>(world.ledger.debits.size()) * dice_.below(2); i > 0;
       --i) {
    if (!collected_today(world, DebitId{i - 1})) continue;
    command.debit = text(id_text(world, {ObjectKind::ach_debit, i - 1}));
    command.outcome = text("returned");
    break;
  }
  if (dice_.one_in(3)) command.response_code = text(dice_.pick(kCodes));
  return command;
}

void apply(World& world, const Move& move, Coverage& coverage) {
  if (move.command) {
    static_cast<void>(step(world, *move.command, coverage));
  } else {
    advance(world, world.now + move.pause, coverage);
  }
}

}  // namespace lotusbox::test
