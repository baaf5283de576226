#include "core/run/step.h"

#include "core/behaviour/bank/decide.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/calls.h"
#include "core/behaviour/cancellation/machine.h"
#include "core/behaviour/creditors.h"
#include "core/behaviour/customer/decide.h"
#include "core/behaviour/customer/evolve.h"
#include "core/behaviour/debit/answers.h"
#include "core/behaviour/debit/decide.h"
#include "core/behaviour/delivery/chaos.h"
#include "core/behaviour/delivery/decide.h"
#include "core/behaviour/delivery/machine.h"
#include "core/behaviour/juspay/decide.h"
#include "core/behaviour/link/decide.h"
#include "core/behaviour/mail.h"
#include "core/behaviour/mandate/decide.h"
#include "core/behaviour/mandate/import.h"
#include "core/behaviour/mandate/sponsor_cancel.h"
#include "core/behaviour/policy.h"
#include "core/behaviour/request/evolve.h"
#include "core/behaviour/settlement/decide.h"
#include "core/behaviour/source/decide.h"
#include "core/behaviour/source/paper.h"
#include "core/behaviour/source/reminder.h"
#include "core/behaviour/subscription/decide.h"
#include "core/run/couplings.h"
#include "core/run/invariants.h"

namespace lotusbox {

namespace {

Decided decide_ledger(const World& world, const LedgerTimeUp& timer) {
  switch (timer.what) {
    case TimerKind::debit_morning:
    case TimerKind::debit_answer:
      return decide_debit_time_up(world, timer.what, DebitId{timer.index});
    case TimerKind::collection_close:
      return decide_collection_time_up(world, CollectionId{timer.index});
    case TimerKind::settlement_process:
    case TimerKind::settlement_settle:
      return decide_settlement_time_up(world, timer.what, SettlementId{timer.index});
    case TimerKind::subscription_due:
      return decide_subscription_due(world, SubscriptionId{timer.index});
    case TimerKind::link_lapse:
    case TimerKind::bank_source:
    case TimerKind::bank_mandate:
    case TimerKind::final_day:
    case TimerKind::source_quarter:
    case TimerKind::delivery_retry:
    case TimerKind::juspay_pause_start:
    case TimerKind::juspay_pause_end:
    case TimerKind::juspay_mandate_end: break;
  }
  LOTUSBOX_UNREACHABLE("a timer that is not about money");
}

struct Decide {
  const World& world;
  Decided operator()(const CreateSource& c) const { return decide_create_source(world, c); }
  Decided operator()(const WithdrawSource& c) const { return decide_withdraw_source(world, c); }
  Decided operator()(const MakeMandate& c) const { return decide_make_mandate(world, c); }
  Decided operator()(const ManageMandate& c) const { return decide_manage(world, c); }
  Decided operator()(const SubmitOutcome& c) const { return decide_outcome(world, c); }
  Decided operator()(const LapseLink& c) const { return decide_lapse(world, c); }
  Decided operator()(const SetWebhook& c) const { return decide_webhook(world, c); }
  Decided operator()(const SetPolicy& c) const { return decide_policy(world, c); }
  Decided operator()(const ReportDelivery& c) const { return decide_report(world, c); }
  Decided operator()(const RetryDelivery& c) const { return decide_retry(world, c); }
  Decided operator()(const ResendEvent& c) const { return decide_resend(world, c); }
  Decided operator()(const JuspayCall& c) const { return decide_juspay(world, c); }
  Decided operator()(const MakeJuspayMandate& c) const { return decide_make_juspay(world, c); }
  Decided operator()(const SettleJuspayMandate& c) const { return decide_settle_juspay(world, c); }
  Decided operator()(const WithdrawJuspayPause& c) const {
    return decide_withdraw_juspay_pause(world, c);
  }
  Decided operator()(const JuspayTimeUp& c) const { return decide_juspay_time_up(world, c); }
  Decided operator()(const ImportMandate& c) const { return decide_import(world, c); }
  Decided operator()(const CreateCustomer& c) const { return decide_customer(world, c); }
  Decided operator()(const CreateBankAccount& c) const { return decide_bank_account(world, c); }
  Decided operator()(const UpdateMetadata& c) const { return decide_metadata(world, c); }
  Decided operator()(const SendReminder& c) const { return decide_reminder(world, c); }
  Decided operator()(const RememberCall& c) const { return decide_remember(c); }
  Decided operator()(const ProcessSource& c) const { return decide_process(world, c); }
  Decided operator()(const UploadImage& c) const { return decide_image(world, c); }
  Decided operator()(const SponsorCancel& c) const { return decide_sponsor_cancel(world, c); }
  Decided operator()(const AskBank& c) const { return decide_bank(world, c); }
  Decided operator()(const BankDue& c) const { return decide_bank_due(world, c); }
  Decided operator()(const FinalDayOver& c) const { return decide_final_day(world, c); }
  Decided operator()(const QuarterOver& c) const { return decide_quarter(world, c); }
  Decided operator()(const CreateDebit& c) const { return decide_create_debit(world, c); }
  Decided operator()(const CancelDebit& c) const { return decide_cancel_debit(world, c); }
  Decided operator()(const AnswerDebit& c) const { return decide_answer_debit(world, c); }
  Decided operator()(const CreateSubscription& c) const {
    return decide_create_subscription(world, c);
  }
  Decided operator()(const UpdateSubscription& c) const {
    return decide_update_subscription(world, c);
  }
  Decided operator()(const CancelSubscription& c) const {
    return decide_cancel_subscription(world, c);
  }
  Decided operator()(const SetDebitPolicy& c) const { return decide_debit_policy(world, c); }
  Decided operator()(const LedgerTimeUp& c) const { return decide_ledger(world, c); }
  Decided operator()(const SetChaos& c) const { return decide_chaos(world, c); }
  Decided operator()(const SetCreditors& c) const { return decide_creditors(world, c); }
};

void evolve(World& world, const Change& change, const Draft& draft) {
  switch (change.machine) {
    case Machine::source: return evolve_source(world, change, draft);
    case Machine::mandate: return evolve_mandate(world, change, draft);
    case Machine::cancellation: return evolve_cancellation(world, change, draft);
    case Machine::request: return evolve_request(world, change, draft);
    case Machine::link: return evolve_link(world, change, draft);
    case Machine::customer: return evolve_customer(world, change, draft);
    case Machine::delivery: return evolve_delivery(world, change, draft);
    case Machine::juspay: return evolve_juspay(world, change, draft);
    case Machine::debit: return evolve_debit(world, change, draft);
    case Machine::collection: return evolve_collection(world, change);
    case Machine::settlement: return evolve_settlement(world, change);
    case Machine::subscription: return evolve_subscription(world, change, draft);
  }
  LOTUSBOX_UNREACHABLE("machine");
}

/// What changes no state of a machine: settings, and things that are only kept.
void keep(World& world, const Draft& draft) {
  if (const auto* settings = std::get_if<WebhookDraft>(&draft)) {
    (settings->juspay ? world.juspay_webhook : world.webhook) = settings->webhook;
  }
  if (const auto* settings = std::get_if<PolicyDraft>(&draft)) world.policy = settings->policy;
  if (const auto* settings = std::get_if<DebitPolicyDraft>(&draft)) {
    world.ledger.policy = settings->policy;
  }
  if (const auto* settings = std::get_if<ChaosDraft>(&draft)) world.chaos = settings->chaos;
  if (const auto* settings = std::get_if<CreditorsDraft>(&draft)) {
    world.creditors.edit() = settings->creditors;
  }
  if (const auto* account = std::get_if<BankAccountDraft>(&draft)) {
    evolve_bank_account(world, *account);
  }
  if (const auto* update = std::get_if<MetadataDraft>(&draft)) {
    const Text metadata = world.texts.add(update->metadata);
    world.mandates.edit(update->mandate.index).state.metadata = metadata;
  }
  if (const auto* image = std::get_if<ImageDraft>(&draft)) evolve_image(world, *image);
  if (const auto* reminder = std::get_if<ReminderDraft>(&draft)) post_reminder(world, *reminder);
  if (const auto* answer = std::get_if<RememberDraft>(&draft)) {
    world.remembered_calls.keep(std::string(answer->key), answer->call);
  }
}

/// A coupled trigger that has not fired yet. Its row is looked up when its turn comes, because
/// what is before it in the queue may still move its object.
struct Firing {
  const Coupling* coupling;
  std::uint32_t index;  ///< of the object that is told
  ObjectRef cause;
};

/// One step at work: the queue of changes, and what they have come to so far.
class Step {
 public:
  Step(World& world, const Draft& draft, Coverage& coverage)
      : world_(world), draft_(draft), coverage_(coverage) {}

  StepReport run(const Changes& changes) {
    for (const Change& change : changes) apply_all(change, draft_);
    publish();
    for (const AppliedRow& row : report_.rows) check_object(world_, row.object);
    return report_;
  }

 private:
  /// A change and all that it leads to.
  void apply_all(const Change& change, const Draft& draft) {
    apply(change, draft);
    while (next_ < firings_.size()) fire(firings_[next_++]);
  }

  void apply(const Change& change, const Draft& draft) {
    evolve(world_, change, draft);
    post_mails(world_, change);
    const ObjectRef object{kind_of(change.machine), change.index};
    const std::uint16_t ordinal = row_ordinal(change.machine, *change.row);
    coverage_.count_row(ordinal);
    report_.rows.push({ordinal, object});
    for (const Coupling& coupling : couplings()) {
      if (coupling.when != change.machine || coupling.on != change.row->on) continue;
      if (!holds(coupling.guard, world_, change.machine, change.index)) continue;
      for (const std::uint32_t index : related(world_, coupling, change.index)) {
        firings_.push({&coupling, index, object});
      }
    }
  }

  void fire(const Firing& firing) {
    const Coupling& coupling = *firing.coupling;
    const bool makes = coupling.relation == Relation::makes;
    const std::uint32_t index = makes ? next_index(world_, coupling.then) : firing.index;
    const Row* row = makes ? &making_row(coupling.then, coupling.fire)
                           : find_row(world_, coupling.then, index, coupling.fire);
    LOTUSBOX_CHECK(row != nullptr, coupling.id);
    apply({coupling.then, row, index, firing.cause}, draft_);
  }

  /// Events are recorded when everything is quiet, so that each shows its object as the caller
  /// would see it now: a submitted source already names its mandate (R6).
  void publish() {
    report_.first_event = static_cast<std::uint32_t>(world_.events.size());
    const std::size_t rows = report_.rows.size();
    for (std::size_t i = 0; i < rows; ++i) {
      const AppliedRow applied = report_.rows[i];
      const Row& row = row_of_ordinal(applied.ordinal);
      for (std::uint8_t e = 0; e < row.raises.count; ++e) {
        record(applied, row.raises.types[e]);
      }
    }
  }

  void record(const AppliedRow& applied, EventType type) {
    const EventId id{static_cast<std::uint32_t>(world_.events.add(
        {world_.now, applied.object, snapshot(applied.object), applied.ordinal, type}))};
    ++report_.event_count;
    if (webhook_for(world_, applied.object).url.empty()) return;
    const Fate fate = fate_of(world_, id);
    deliver(fate.trigger, {id, fate.wait, fate.kind});
    if (fate.twin) deliver(DeliveryTrigger::duplicated, {id, Seconds(0), ChaosKind::duplicate});
  }

  void deliver(DeliveryTrigger on, const DispatchDraft& dispatch) {
    const Row& row = making_row(Machine::delivery, std::uint8_t(on));
    const auto index = static_cast<std::uint32_t>(world_.deliveries.size());
    apply_all({Machine::delivery, &row, index, {ObjectKind::delivery, index}}, dispatch);
  }

  std::uint32_t snapshot(ObjectRef object) {
    switch (object.kind) {
      case ObjectKind::source:
        return std::uint32_t(world_.source_snapshots.add(world_.sources[object.index].state));
      case ObjectKind::mandate:
        return std::uint32_t(world_.mandate_snapshots.add(world_.mandates[object.index].state));
      case ObjectKind::customer:
        return std::uint32_t(world_.customer_snapshots.add(world_.customers[object.index].state));
      case ObjectKind::juspay_mandate:
        return std::uint32_t(
            world_.juspay_snapshots.add(world_.juspay_mandates[object.index].state));
      case ObjectKind::ach_debit:
        return std::uint32_t(
            world_.ledger.debit_snapshots.add(world_.ledger.debits[object.index].state));
      case ObjectKind::settlement:
        return std::uint32_t(
            world_.ledger.settlement_snapshots.add(world_.ledger.settlements[object.index].state));
      case ObjectKind::ach_debit_collection:
      case ObjectKind::subscription:
      case ObjectKind::request:
      case ObjectKind::link:
      case ObjectKind::bank_account:
      case ObjectKind::physical_image:
      case ObjectKind::delivery: break;
    }
    LOTUSBOX_UNREACHABLE("an event about an object without snapshots");
  }

  World& world_;
  const Draft& draft_;
  Coverage& coverage_;
  SpillList<Firing, limits::kChangesPerStep> firings_;
  std::size_t next_ = 0;
  StepReport report_;
};

Command command_of(const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::link_lapse: return LapseLink{LinkId{timer.index}};
    case TimerKind::bank_source: return BankDue{{ObjectKind::source, timer.index}};
    case TimerKind::bank_mandate: return BankDue{{ObjectKind::mandate, timer.index}};
    case TimerKind::final_day: return FinalDayOver{MandateId{timer.index}};
    case TimerKind::source_quarter: return QuarterOver{SourceId{timer.index}};
    case TimerKind::delivery_retry: return RetryDelivery{DeliveryId{timer.index}};
    case TimerKind::juspay_pause_start:
    case TimerKind::juspay_pause_end:
    case TimerKind::juspay_mandate_end:
      return JuspayTimeUp{JuspayMandateId{timer.index}, timer.kind};
    case TimerKind::debit_morning:
    case TimerKind::debit_answer:
    case TimerKind::collection_close:
    case TimerKind::settlement_process:
    case TimerKind::settlement_settle:
    case TimerKind::subscription_due: return LedgerTimeUp{timer.kind, timer.index};
  }
  LOTUSBOX_UNREACHABLE("timer kind");
}

/// A step of its own, whatever else is due.
StepResult take(World& world, const Command& command, Coverage& coverage) {
  Decided decided = decide(world, command);
  coverage.count_command(command, decided.ok() ? nullptr : decided.error().rule);
  if (!decided.ok()) return failure(decided.take_error());
  const Decision& decision = decided.value();
  if (const auto* outcome = std::get_if<OutcomeDraft>(&decision.draft)) {
    if (outcome->stale != nullptr) coverage.count_rule(*outcome->stale, false);
  }
  keep(world, decision.draft);
  return Step(world, decision.draft, coverage).run(decision.changes);
}

Fired fire(World& world, const Timer& timer, Coverage& coverage) {
  const std::size_t missed = world.ledger.missed.size();
  const StepResult stepped = take(world, command_of(timer), coverage);
  LOTUSBOX_CHECK(stepped.ok(), "a timer was refused");
  Fired fired{timer.at, stepped->rows[0], stepped->first_event, stepped->event_count, {}};
  if (world.ledger.missed.size() > missed) fired.missed = static_cast<std::uint32_t>(missed);
  return fired;
}

}  // namespace

std::uint32_t StepReport::index_of(ObjectKind kind) const {
  for (const AppliedRow& row : rows) {
    if (row.object.kind == kind) return row.object.index;
  }
  LOTUSBOX_UNREACHABLE(to_text(kind));
}

Decided decide(const World& world, const Command& command) {
  return std::visit(Decide{world}, command);
}

StepResult step(World& world, const Command& command, Coverage& coverage) {
  catch_up(world, coverage);
  return take(world, command, coverage);
}

void catch_up(World& world, Coverage& coverage) {
  while (world.timers.first() != nullptr && world.timers.first()->at <= world.now) {
    advance(world, world.now, coverage, {.bytes = UINT64_MAX});
  }
}

AdvanceReport advance(World& world, Instant until, Coverage& coverage, AdvanceBounds bounds) {
  constexpr std::int64_t kLookEvery = 256;  // timers; none of them adds much
  AdvanceReport report;
  while (const Timer* first = world.timers.first()) {
    if (first->at > until) break;
    const bool look = report.fired_count % kLookEvery == 0;
    report.full = look && bytes_of_rows(world) > bounds.bytes;
    if (report.fired_count == bounds.timers || report.full) {
      report.reached = false;
      return report;
    }
    const Timer timer = *first;
    world.timers.pop();
    if (!still_matters(world, timer)) continue;
    if (timer.at > world.now) world.now = timer.at;
    const Fired fired = fire(world, timer, coverage);
    ++report.fired_count;
    if (report.fired.size() < AdvanceReport::kFiredKept) report.fired.push_back(fired);
  }
  if (until > world.now) world.now = until;
  if (world.timers.wants_sweep()) {
    world.timers.sweep([&](const Timer& timer) { return still_matters(world, timer); });
  }
  return report;
}

}  // namespace lotusbox
