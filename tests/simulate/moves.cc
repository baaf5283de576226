#include "simulate/moves.h"

#include <algorithm>
#include <string>

#include "support/builders.h"

namespace lotusbox::simulate {

using test::boolean;
using test::Move;
using test::number;
using test::text;

namespace {

constexpr std::uint32_t kRecent = 12;

template <class T>
std::uint32_t recent(test::Dice& dice, const Table<T>& table) {
  const auto count = static_cast<std::uint32_t>(table.size());
  return count - 1 - dice.below(std::min(count, kRecent));
}

/// One that waits for such a request, if there is one among the newest.
std::optional<std::uint32_t> fitting(test::Dice& dice, const World& world, Action action) {
  if (world.mandates.empty()) return std::nullopt;
  const MandateStatus wanted =
      action == Action::resume ? MandateStatus::paused : MandateStatus::active;
  std::uint32_t index = recent(dice, world.mandates);
  for (std::uint32_t i = 0; i < kRecent && !dice.one_in(10); ++i) {
    index = recent(dice, world.mandates);
    if (world.mandates[index].state.status == wanted) break;
  }
  return index;
}

std::string second(Instant at) { return std::to_string(unix_seconds(at)); }

}  // namespace

std::string Moves::day(const World& world, int days) {
  return format_date(ist_date(world.now).plus_days(days));
}

Move Moves::next(const World& world) {
  if (!dice_.one_in(3)) {
    Move move{walk_.next(world), Seconds(0)};
    if (!move.command) move.pause = walk_.pause();
    return move;
  }
  switch (dice_.below(9)) {
    case 0: return {mandate(world), {}};
    case 1:
    case 2:
    case 3: return {manage(world), {}};
    case 4:
    case 5:
      if (auto command = customer(world)) return {std::move(*command), {}};
      break;
    case 6: return {policy(), {}};
    case 7: return {juspay(world), {}};
    default: break;
  }
  return {std::nullopt, to_a_border(world)};
}

Command Moves::mandate(const World& world) {
  static constexpr std::string_view kVariants[] = {"emandate_api", "emandate_esign", "physical"};
  static constexpr std::string_view kCategories[] = {"L001", "L001", "L002", "S001", "T002"};
  MakeMandate command = test::good_mandate(dice_.one_in(3) ? "paused" : "active");
  command.debit.variant = text(dice_.pick(kVariants));
  command.debit.category_code = text(dice_.pick(kCategories));
  command.debit.amount_maximum = number("20000");
  if (dice_.one_in(3)) {
    command.debit.amount_collection = number("20000");
    command.debit.amount_maximum = {};
  }
  if (dice_.one_in(3)) command.debit.date_final_collection = text(day(world, int(dice_.below(40))));
  if (dice_.one_in(4)) command.debit.date_first_collection = text(day(world, int(dice_.below(9))));
  if (dice_.one_in(4)) {
    command.debit.occurrence_sequence_type = text("OOFF");
    command.debit.frequency = {};
  }
  command.date_responded = {};
  if (!dice_.one_in(4)) command.date_responded = text(day(world, -int(dice_.below(6))));
  return command;
}

void Moves::amend(ManageMandate& command, const World& world, const Mandate* mandate) {
  static constexpr std::string_view kAmounts[] = {
      "1",          "99",          "100",         "100.00",    "1.",         ".5",
      "0",          "0.00",        "00500",       "2500000",   "2500001",    "25000.00",
      "100000000",  "1000000.00",  "100000001",   "500000001", "1000000000", "1000000001",
      "3000000000", "30000000.01", "3000000001",  "1,000",     "+5",         "5.555",
      "5.5",        "5 ",          "99999999999", "0.01",      "1000.00",    "1000"};
  static constexpr std::string_view kCodes[] = {"Adho", "INDA", "dail", "Week",  "MNTH",   "QURT",
                                                "MIAN", "year", "BIMN", "MNTHS", "MONTHLY"};
  const bool collection =
      mandate != nullptr && world.terms_of(*mandate).amount_kind == AmountKind::collection;
  const bool other = dice_.one_in(8);
  if (dice_.one_in(2)) {
    Field& amount = collection != other ? command.collection_amount : command.maximum_amount;
    amount = dice_.one_in(8) ? number("500") : text(dice_.pick(kAmounts));
  }
  if (dice_.one_in(3)) command.frequency = text(dice_.pick(kCodes));
  if (dice_.one_in(20)) command.frequency = number("5");
  if (!dice_.one_in(3)) return;
  const CivilDate today = ist_date(world.now);
  CivilDate from = mandate != nullptr ? ist_date(mandate->created) : today;
  if (mandate != nullptr && world.terms_of(*mandate).date_of_mandate) {
    from = *world.terms_of(*mandate).date_of_mandate;
  }
  constexpr int kLongest = 40;
  const CivilDate days[] = {today.plus_days(-1),       today,
                            today.plus_days(1),        from.plus_years(kLongest).plus_days(-1),
                            from.plus_years(kLongest), from.plus_years(kLongest).plus_days(1)};
  command.final_collection_date = text(format_date(dice_.pick(days)));
}

Command Moves::manage(const World& world) {
  static constexpr std::string_view kModes[] = {"netbanking", "debit_card", "aadhaar",
                                                "others",     "upi",        ""};
  ManageMandate command;
  command.action = dice_.pick(test::kActions);
  const auto index = fitting(dice_, world, command.action);
  if (index) {
    const MandateId id{*index};
    if (dice_.one_in(3)) command.umrn = text(umrn_of(world, id));
    if (!command.umrn.given() || dice_.one_in(12)) {
      command.mandate_id = text(id_text(world, {ObjectKind::mandate, *index}));
    }
    if (command.mandate_id.given() && dice_.one_in(15)) command.mandate_id.text.back() = '0';
  }
  const Mandate* mandate = index ? &world.mandates[*index] : nullptr;
  if (command.action == Action::amend) amend(command, world, mandate);
  if (dice_.one_in(6)) command.auth_mode = text(dice_.pick(kModes));
  if (dice_.one_in(15)) command.body_problem = "not JSON";
  if (dice_.one_in(15)) command.unknown_keys = {"stray"};
  if (dice_.one_in(15)) command.frequency = test::null_value();
  if (dice_.one_in(10)) command.return_url = text(dice_.one_in(2) ? "https://shop.test/" : "no");
  return command;
}

std::optional<Command> Moves::customer(const World& world) {
  static constexpr std::string_view kOutcomes[] = {"accepted", "accepted", "accepted", "rejected",
                                                   "abandoned"};
  for (std::uint32_t i = 0; i < kRecent && !world.links.empty(); ++i) {
    const std::uint32_t index = recent(dice_, world.links);
    if (world.links[index].kind != LinkKind::request && !dice_.one_in(3)) continue;
    if (world.links[index].status != LinkStatus::live && !dice_.one_in(8)) continue;
    return test::answer(LinkId{index}, dice_.pick(kOutcomes));
  }
  return std::nullopt;
}

Command Moves::policy() {
  SetPolicy command;
  command.profile = text(dice_.one_in(4) ? "lenient" : "documented");
  command.cancel_enabled = boolean(true);
  command.cancel_link_minutes = text("30");
  for (StepFields& step : command.bank) step.mode = text("automatic");
  return command;
}

Command Moves::juspay(const World& world) {
  static constexpr std::string_view kStatuses[] = {"ACTIVE", "ACTIVE", "PAUSED", "CREATED"};
  static constexpr std::string_view kCommands[] = {"pause",  "pause",        "resume",
                                                   "revoke", "check_status", "stop"};
  if (world.juspay_mandates.empty() || dice_.one_in(4)) {
    MakeJuspayMandate command;
    command.customer_id = text("customer_1122");
    command.max_amount = text("500");
    command.mandate_status = text(dice_.pick(kStatuses));
    if (dice_.one_in(2)) command.end_date = text(second(world.now + Seconds(9000)));
    return command;
  }
  JuspayCall command;
  command.mandate =
      id_text(world, {ObjectKind::juspay_mandate, recent(dice_, world.juspay_mandates)});
  if (!dice_.one_in(10)) command.merchant = text("shop");
  command.command = text(dice_.pick(kCommands));
  static constexpr int kSeconds[] = {-1, 0, 1, 600, 8999, 9000, 9001};
  if (dice_.one_in(3)) {
    command.pause_start_date = text(second(world.now + Seconds(dice_.pick(kSeconds))));
  }
  if (dice_.one_in(2)) {
    command.pause_end_date = text(second(world.now + Seconds(dice_.pick(kSeconds))));
  }
  if (dice_.one_in(2)) {
    command.resume_date = text(second(world.now + Seconds(dice_.pick(kSeconds))));
  }
  return command;
}

/// The second before something is due, the one in which it is, or the one after.
Seconds Moves::to_a_border(const World& world) {
  std::vector<Instant> dues;
  for (std::uint32_t i = 0; i < kRecent; ++i) {
    if (i < world.links.size()) {
      const Link& link = world.links[world.links.size() - 1 - i];
      if (link.expires_at && link.status == LinkStatus::live) dues.push_back(*link.expires_at);
    }
    if (i >= world.mandates.size()) continue;
    const Mandate& mandate = world.mandates[world.mandates.size() - 1 - i];
    if (mandate.state.final_collection && dice_.one_in(4)) {
      dues.push_back(ist_midnight(mandate.state.final_collection->plus_days(1)));
    }
  }
  if (const Timer* first = world.timers.first()) dues.push_back(first->at);
  if (dues.empty()) return Seconds(1);
  const Instant due = dues[dice_.below(dues.size())] + Seconds(int(dice_.below(3)) - 1);
  return std::max(Seconds(0), std::min(Seconds(due - world.now), Seconds(10000000)));
}

}  // namespace lotusbox::simulate
