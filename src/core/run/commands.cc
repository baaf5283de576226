#include "core/run/commands.h"

#include "base/check.h"
#include "core/behaviour/bank/decide.h"
#include "core/behaviour/bank/rules.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/creditors.h"
#include "core/behaviour/customer/decide.h"
#include "core/behaviour/customer/rules.h"
#include "core/behaviour/debit/answers.h"
#include "core/behaviour/debit/decide.h"
#include "core/behaviour/debit/rules.h"
#include "core/behaviour/delivery/chaos.h"
#include "core/behaviour/delivery/decide.h"
#include "core/behaviour/delivery/rules.h"
#include "core/behaviour/juspay/decide.h"
#include "core/behaviour/juspay/rules.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/mandate/decide.h"
#include "core/behaviour/mandate/import.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/mandate/sponsor_cancel.h"
#include "core/behaviour/policy.h"
#include "core/behaviour/remembered_call/decide.h"
#include "core/behaviour/settlement/decide.h"
#include "core/behaviour/source/decide.h"
#include "core/behaviour/source/paper.h"
#include "core/behaviour/source/reminder.h"
#include "core/behaviour/source/rules.h"
#include "core/behaviour/subscription/decide.h"
#include "core/behaviour/subscription/rules.h"

namespace lotusbox {

namespace {

using Rules = std::vector<const Rule*>;

/// The command that a decide function takes.
template <auto decide>
struct Takes {};
template <class C, Decided (*decide)(const World&, const C&)>
struct Takes<decide> {
  using type = C;
};
template <auto decide>
using CommandOf = typename Takes<decide>::type;

template <class C>
struct Asks {
  std::string_view subject;
  Rules rules;
  bool (*when)(const C&) = nullptr;  ///< null: always
};

template <class C, std::size_t index = 0>
constexpr std::size_t index_of() {
  if constexpr (std::is_same_v<std::variant_alternative_t<index, Command>, C>) {
    return index;
  } else {
    return index_of<C, index + 1>();
  }
}

template <auto decide>
CommandRow row(std::initializer_list<Asks<CommandOf<decide>>> asks = {}) {
  using C = CommandOf<decide>;
  CommandRow made{index_of<C>(), nullptr, {}};
  made.decide = [](const World& world, const Command& command) {
    return decide(world, std::get<C>(command));
  };
  for (const Asks<C>& set : asks) {
    const auto asked = [when = set.when](const Command& command) {
      return when == nullptr || when(std::get<C>(command));
    };
    made.sets.push_back({set.subject, set.rules, asked});
  }
  return made;
}

Rules joined(std::initializer_list<Rules> lists) {
  Rules all;
  for (const Rules& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

template <Action action>
Asks<ManageMandate> manages() {
  return {to_text(action), rules_of(manage_rules(action)),
          [](const ManageMandate& command) { return command.action == action; }};
}

template <ReminderKind kind>
bool reminds(const SendReminder& command) {
  return command.kind == kind;
}

template <bool token>
bool makes_account(const CreateBankAccount& command) {
  return command.token == token;
}

template <JuspayCommand wanted>
bool calls(const JuspayCall& call) {
  return parse_juspay_command(call.command.text) == wanted;
}
bool calls_otherwise(const JuspayCall& call) {
  return !calls<JuspayCommand::pause>(call) && !calls<JuspayCommand::resume>(call) &&
         !calls<JuspayCommand::revoke>(call);
}

/// What takes a setting back is asked no rules.
template <class C>
bool sets(const C& command) {
  return !command.clear;
}

std::vector<CommandRow> make_rows() {
  return {
      row<decide_create_source>(
          {{"source", joined({rules_of(source_frame_rules()), rules_of(debit_rules()),
                              rules_of(source_redirect_rules())})}}),
      row<decide_withdraw_source>({{"withdraw", rules_of(withdraw_rules())}}),
      row<decide_make_mandate>(
          {{"make", joined({rules_of(make_rules()), rules_of(debit_rules())})}}),
      row<decide_manage>({manages<Action::amend>(), manages<Action::pause>(),
                          manages<Action::resume>(), manages<Action::cancel>()}),
      row<decide_outcome>({{"outcome", rules_of(outcome_rules())}}),
      row<decide_webhook>({{"webhook", rules_of(webhook_rules()), sets<SetWebhook>}}),
      row<decide_resend>({{"resend", rules_of(resend_rules())}}),
      row<decide_policy>({{"policy", policy_rule_list()}}),
      row<decide_import>({{"import", joined({import_rule_list(), rules_of(debit_rules())})}}),
      row<decide_customer>({{"customer", rules_of(customer_rules())}}),
      row<decide_bank_account>(
          {{"bank_account", bank_account_rule_list(false), makes_account<false>},
           {"token", bank_account_rule_list(true), makes_account<true>}}),
      row<decide_metadata>({{"metadata", metadata_rule_list()}}),
      row<decide_reminder>(
          {{"remind_by_email", reminder_rule_list(ReminderKind::email),
            reminds<ReminderKind::email>},
           {"remind_by_sms", reminder_rule_list(ReminderKind::sms), reminds<ReminderKind::sms>}}),
      row<decide_process>({{"process", process_rule_list()}}),
      row<decide_image>({{"image", image_rule_list()}}),
      row<decide_sponsor_cancel>({{"sponsor_cancel", sponsor_cancel_rule_list()}}),
      row<decide_bank>({{"bank", rules_of(bank_rules())}}),
      row<decide_juspay>(
          {{"juspay", rules_of(juspay_rules(JuspayCommand::check_status)), calls_otherwise},
           {"juspay pause", rules_of(juspay_rules(JuspayCommand::pause)),
            calls<JuspayCommand::pause>},
           {"juspay resume", rules_of(juspay_rules(JuspayCommand::resume)),
            calls<JuspayCommand::resume>},
           {"juspay revoke", rules_of(juspay_rules(JuspayCommand::revoke)),
            calls<JuspayCommand::revoke>}}),
      row<decide_make_juspay>({{"juspay make", rules_of(make_juspay_rules())}}),
      row<decide_settle_juspay>({{"juspay settle", rules_of(settle_juspay_rules())}}),
      row<decide_create_debit>({{"ach_debit", rules_of(charge_rules())}}),
      row<decide_cancel_debit>({{"ach_debit cancel", rules_of(cancel_debit_rules())}}),
      row<decide_answer_debit>({{"ach_debit answer", rules_of(answer_rules())}}),
      row<decide_debit_policy>({{"ach_debit policy", debit_policy_rule_list()}}),
      row<decide_create_subscription>({{"subscription", rules_of(subscription_rules())}}),
      row<decide_update_subscription>(
          {{"subscription update", rules_of(update_subscription_rules())}}),
      row<decide_cancel_subscription>(
          {{"subscription cancel", rules_of(cancel_subscription_rules())}}),
      row<decide_chaos>({{"chaos", chaos_rule_list(), sets<SetChaos>}}),
      row<decide_withdraw_juspay_pause>({{"juspay withdraw", rules_of(withdraw_juspay_rules())}}),
      row<decide_creditors>({{"nach_profiles", creditors_rule_list()}}),
      // What comes from inside lotusbox is asked no rules.
      row<decide_remember>(),
      row<decide_report>(),
      row<decide_retry>(),
      row<decide_lapse>(),
      row<decide_bank_due>(),
      row<decide_final_day>(),
      row<decide_quarter>(),
      row<decide_juspay_time_up>(),
      row<decide_debit_time_up>(),
      row<decide_collection_day_over>(),
      row<decide_settlement_time_up>(),
      row<decide_subscription_due>(),
  };
}

/// The rows, and which of them is about which command.
struct Commands {
  std::vector<CommandRow> rows = make_rows();
  std::vector<const CommandRow*> by_index =
      std::vector<const CommandRow*>(std::variant_size_v<Command>);

  Commands() {
    for (const CommandRow& row : rows) {
      LOTUSBOX_CHECK(by_index[row.command] == nullptr, "a command has one row");
      by_index[row.command] = &row;
    }
    for (const CommandRow* row : by_index) {
      LOTUSBOX_CHECK(row != nullptr, "each command has a row");
    }
  }
};

const Commands& commands() {
  static const Commands kCommands;
  return kCommands;
}

}  // namespace

std::span<const CommandRow> command_rows() { return commands().rows; }

const CommandRow& row_of(const Command& command) { return *commands().by_index[command.index()]; }

}  // namespace lotusbox
