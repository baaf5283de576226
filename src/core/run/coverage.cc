#include "core/run/coverage.h"

#include <algorithm>
#include <functional>

#include "base/check.h"
#include "core/behaviour/access.h"
#include "core/behaviour/bank/decide.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/calls.h"
#include "core/behaviour/control.h"
#include "core/behaviour/creditors.h"
#include "core/behaviour/customer/decide.h"
#include "core/behaviour/debit/answers.h"
#include "core/behaviour/delivery/chaos.h"
#include "core/behaviour/delivery/decide.h"
#include "core/behaviour/fault/rules.h"
#include "core/behaviour/juspay/rules.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/lookup.h"
#include "core/behaviour/mail.h"
#include "core/behaviour/mandate/import.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/mandate/sponsor_cancel.h"
#include "core/behaviour/policy.h"
#include "core/behaviour/source/paper.h"
#include "core/behaviour/source/reminder.h"
#include "core/behaviour/source/rules.h"
#include "core/behaviour/subscription/rules.h"
#include "core/behaviour/wait_rules.h"

namespace lotusbox {

namespace {

enum class Subject : std::uint8_t {
  access,
  source,
  withdraw,
  make,
  amend,
  pause,
  resume,
  cancel,
  outcome,
  webhook,
  resend,
  policy,
  lookup,
  list,
  import_mandate,
  customer,
  bank_account,
  token,
  metadata,
  remind_by_email,
  remind_by_sms,
  search,
  calls,
  process,
  image,
  form,
  sponsor_cancel,
  bank,
  clock,
  advance,
  reset,
  snapshot,
  named_snapshot,
  fork,
  wait,
  coverage,
  juspay,
  juspay_pause,
  juspay_resume,
  juspay_revoke,
  juspay_make,
  juspay_settle,
  juspay_list,
  debit,
  debit_cancel,
  debit_answer,
  debit_policy,
  subscription,
  subscription_update,
  subscription_cancel,
  chaos,
  faults,
  links,
  outbox,
  authorise,
  juspay_withdraw,
  creditors,
  page,
  none
};

void append(std::vector<const Rule*>& list, std::vector<const Rule*> more) {
  list.insert(list.end(), more.begin(), more.end());
}

std::vector<RuleSet> make_sets() {
  std::vector<const Rule*> source = rules_of(source_frame_rules());
  append(source, rules_of(debit_rules()));
  append(source, rules_of(source_redirect_rules()));
  std::vector<const Rule*> make = rules_of(make_rules());
  append(make, rules_of(debit_rules()));
  std::vector<const Rule*> import_mandate = import_rule_list();
  append(import_mandate, rules_of(debit_rules()));
  return {{"access", access_rule_list()},
          {"source", std::move(source)},
          {"withdraw", rules_of(withdraw_rules())},
          {"make", std::move(make)},
          {"amend", rules_of(manage_rules(Action::amend))},
          {"pause", rules_of(manage_rules(Action::pause))},
          {"resume", rules_of(manage_rules(Action::resume))},
          {"cancel", rules_of(manage_rules(Action::cancel))},
          {"outcome", rules_of(outcome_rules())},
          {"webhook", webhook_rule_list()},
          {"resend", resend_rule_list()},
          {"policy", policy_rule_list()},
          {"lookup", lookup_rule_list()},
          {"list", list_rule_list()},
          {"import", std::move(import_mandate)},
          {"customer", customer_rule_list()},
          {"bank_account", bank_account_rule_list(false)},
          {"token", bank_account_rule_list(true)},
          {"metadata", metadata_rule_list()},
          {"remind_by_email", reminder_rule_list(ReminderKind::email)},
          {"remind_by_sms", reminder_rule_list(ReminderKind::sms)},
          {"search", search_rule_list()},
          {"calls", call_rule_list()},
          {"process", process_rule_list()},
          {"image", image_rule_list()},
          {"form", form_rule_list()},
          {"sponsor_cancel", sponsor_cancel_rule_list()},
          {"bank", bank_rule_list()},
          {"clock", clock_rule_list()},
          {"advance", advance_rule_list()},
          {"reset", reset_rule_list()},
          {"snapshot", snapshot_rule_list()},
          {"snapshot by name", named_snapshot_rule_list()},
          {"fork", fork_rule_list()},
          {"wait", wait_rule_list()},
          {"coverage", coverage_rule_list()},
          {"juspay", rules_of(juspay_rules(JuspayCommand::check_status))},
          {"juspay pause", rules_of(juspay_rules(JuspayCommand::pause))},
          {"juspay resume", rules_of(juspay_rules(JuspayCommand::resume))},
          {"juspay revoke", rules_of(juspay_rules(JuspayCommand::revoke))},
          {"juspay make", rules_of(make_juspay_rules())},
          {"juspay settle", rules_of(settle_juspay_rules())},
          {"juspay list", juspay_list_rule_list()},
          {"ach_debit", rules_of(charge_rules())},
          {"ach_debit cancel", rules_of(cancel_debit_rules())},
          {"ach_debit answer", rules_of(answer_rules())},
          {"ach_debit policy", debit_policy_rule_list()},
          {"subscription", rules_of(subscription_rules())},
          {"subscription update", rules_of(update_subscription_rules())},
          {"subscription cancel", rules_of(cancel_subscription_rules())},
          {"chaos", chaos_rule_list()},
          {"faults", fault_rule_list()},
          {"links", links_rule_list()},
          {"outbox", outbox_rule_list()},
          {"authorise", authorise_rule_list()},
          {"juspay withdraw", rules_of(withdraw_juspay_rules())},
          {"nach_profiles", creditors_rule_list()},
          {"page", page_rule_list()}};
}

struct Indexed {
  const Rule* rule;
  std::uint16_t ordinal;

  static bool before(const Indexed& left, const Indexed& right) {
    return std::less<>()(left.rule, right.rule);
  }
};

/// The sets with the ordinals of their rules beside them, made once.
struct Registry {
  std::vector<RuleSet> sets = make_sets();
  std::vector<const Rule*> rules;
  std::vector<std::vector<std::uint16_t>> ordinals;
  std::vector<Indexed> indexes;  ///< of every rule of every set, by address

  Registry() {
    for (const RuleSet& set : sets) {
      std::vector<std::uint16_t>& of_set = ordinals.emplace_back();
      for (const Rule* rule : set.rules) {
        of_set.push_back(add(*rule));
        indexes.push_back({rule, of_set.back()});
      }
    }
    std::sort(indexes.begin(), indexes.end(), Indexed::before);
  }

  /// Rules of one id share an ordinal. A rule that is in no set is a bug.
  [[nodiscard]] std::uint16_t ordinal_of(const Rule& rule) const {
    const auto found =
        std::lower_bound(indexes.begin(), indexes.end(), Indexed{&rule, 0}, Indexed::before);
    LOTUSBOX_CHECK(found != indexes.end() && found->rule == &rule, rule.id);
    return found->ordinal;
  }

 private:
  std::uint16_t add(const Rule& rule) {
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const Rule* known) { return known->id == rule.id; });
    if (found != rules.end()) return static_cast<std::uint16_t>(found - rules.begin());
    rules.push_back(&rule);
    return static_cast<std::uint16_t>(rules.size() - 1);
  }
};

const Registry& registry() {
  static const Registry kRegistry;
  return kRegistry;
}

struct SubjectOf {
  Subject operator()(const CreateSource&) const { return Subject::source; }
  Subject operator()(const WithdrawSource&) const { return Subject::withdraw; }
  Subject operator()(const MakeMandate&) const { return Subject::make; }
  Subject operator()(const ManageMandate& c) const {
    return static_cast<Subject>(static_cast<unsigned>(Subject::amend) +
                                static_cast<unsigned>(c.action));
  }
  Subject operator()(const SubmitOutcome&) const { return Subject::outcome; }
  Subject operator()(const LapseLink&) const { return Subject::none; }
  Subject operator()(const SetWebhook& c) const {
    return c.clear ? Subject::none : Subject::webhook;
  }
  Subject operator()(const SetPolicy&) const { return Subject::policy; }
  Subject operator()(const ReportDelivery&) const { return Subject::none; }
  Subject operator()(const RetryDelivery&) const { return Subject::none; }
  Subject operator()(const ResendEvent&) const { return Subject::resend; }
  Subject operator()(const ImportMandate&) const { return Subject::import_mandate; }
  Subject operator()(const CreateCustomer&) const { return Subject::customer; }
  Subject operator()(const CreateBankAccount& c) const {
    return c.token ? Subject::token : Subject::bank_account;
  }
  Subject operator()(const UpdateMetadata&) const { return Subject::metadata; }
  Subject operator()(const SendReminder& c) const {
    return c.kind == ReminderKind::email ? Subject::remind_by_email : Subject::remind_by_sms;
  }
  Subject operator()(const RememberCall&) const { return Subject::none; }
  Subject operator()(const ProcessSource&) const { return Subject::process; }
  Subject operator()(const UploadImage&) const { return Subject::image; }
  Subject operator()(const SponsorCancel&) const { return Subject::sponsor_cancel; }
  Subject operator()(const AskBank&) const { return Subject::bank; }
  Subject operator()(const BankDue&) const { return Subject::none; }
  Subject operator()(const FinalDayOver&) const { return Subject::none; }
  Subject operator()(const QuarterOver&) const { return Subject::none; }
  Subject operator()(const JuspayCall& c) const {
    const auto wanted = parse_juspay_command(c.command.text);
    if (wanted == JuspayCommand::pause) return Subject::juspay_pause;
    if (wanted == JuspayCommand::resume) return Subject::juspay_resume;
    return wanted == JuspayCommand::revoke ? Subject::juspay_revoke : Subject::juspay;
  }
  Subject operator()(const MakeJuspayMandate&) const { return Subject::juspay_make; }
  Subject operator()(const SettleJuspayMandate&) const { return Subject::juspay_settle; }
  Subject operator()(const WithdrawJuspayPause&) const { return Subject::juspay_withdraw; }
  Subject operator()(const JuspayTimeUp&) const { return Subject::none; }
  Subject operator()(const CreateDebit&) const { return Subject::debit; }
  Subject operator()(const CancelDebit&) const { return Subject::debit_cancel; }
  Subject operator()(const AnswerDebit&) const { return Subject::debit_answer; }
  Subject operator()(const SetDebitPolicy&) const { return Subject::debit_policy; }
  Subject operator()(const CreateSubscription&) const { return Subject::subscription; }
  Subject operator()(const UpdateSubscription&) const { return Subject::subscription_update; }
  Subject operator()(const CancelSubscription&) const { return Subject::subscription_cancel; }
  Subject operator()(const LedgerTimeUp&) const { return Subject::none; }
  Subject operator()(const SetCreditors&) const { return Subject::creditors; }
  Subject operator()(const SetChaos& c) const { return c.clear ? Subject::none : Subject::chaos; }
};

}  // namespace

std::span<const RuleSet> all_rule_sets() { return registry().sets; }
std::span<const Rule* const> all_rules() { return registry().rules; }

Coverage::Coverage()
    : rows_(row_count()), passed_(all_rules().size()), refused_(all_rules().size()) {}

void Coverage::count_command(const Command& command, const Rule* refused_by) {
  const Subject subject = std::visit(SubjectOf{}, command);
  if (subject != Subject::none) count_set(static_cast<std::size_t>(subject), refused_by);
  const auto* answer = std::get_if<SubmitOutcome>(&command);
  if (answer == nullptr || refused_by != nullptr) return;
  if (parse_outcome(answer->outcome.text) == Outcome::abandoned) ++abandoned_;
}

void Coverage::count_asked(Asked what, const Rule* refused_by) {
  constexpr Subject kSubjects[] = {Subject::access,         Subject::list,      Subject::clock,
                                   Subject::advance,        Subject::reset,     Subject::snapshot,
                                   Subject::named_snapshot, Subject::fork,      Subject::wait,
                                   Subject::coverage,       Subject::faults,    Subject::links,
                                   Subject::outbox,         Subject::authorise, Subject::page};
  count_set(static_cast<std::size_t>(kSubjects[static_cast<std::size_t>(what)]), refused_by);
}

void Coverage::count_set(std::size_t index, const Rule* refused_by) {
  const RuleSet& set = registry().sets[index];
  const std::vector<std::uint16_t>& ordinals = registry().ordinals[index];
  for (std::size_t i = 0; i < set.rules.size(); ++i) {
    if (set.rules[i] == refused_by) {
      ++refused_[ordinals[i]];
      return;
    }
    ++passed_[ordinals[i]];
  }
}

void Coverage::count_rule(const Rule& rule, bool passed) {
  ++(passed ? passed_ : refused_)[registry().ordinal_of(rule)];
}

void Coverage::add(const Coverage& other) {
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] += other.rows_[i];
  for (std::size_t i = 0; i < passed_.size(); ++i) {
    passed_[i] += other.passed_[i];
    refused_[i] += other.refused_[i];
  }
  abandoned_ += other.abandoned_;
}

}  // namespace lotusbox
