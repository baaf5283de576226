#include "core/run/step.h"

#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/delivery/chaos.h"
#include "core/behaviour/mail.h"
#include "core/behaviour/source/paper.h"
#include "core/model/object_rows.h"
#include "core/run/commands.h"
#include "core/run/couplings.h"
#include "core/run/invariants.h"
#include "core/run/timers.h"

namespace lotusbox {

namespace {

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
    while (next_ < firings_.size()) {
      const Firing firing = firings_[next_++];  // the list grows while it fires
      fire(firing);
    }
  }

  void apply(const Change& change, const Draft& draft) {
    const MachineRow& machine = row_of(change.machine());
    machine.evolve(world_, change, draft);
    post_mails(world_, change);
    const ObjectRef object{machine.kind, change.index};
    const std::uint16_t ordinal = row_ordinal(*change.row);
    coverage_.count_row(ordinal);
    report_.rows.push_back({ordinal, object});
    for (const Coupling& coupling : couplings()) {
      if (coupling.when != change.row->on) continue;
      if (!holds(coupling.guard, world_, change.index)) continue;
      for (const std::uint32_t index : related(world_, coupling, change.index)) {
        firings_.push_back({&coupling, index, object});
      }
    }
  }

  void fire(const Firing& firing) {
    const Coupling& coupling = *firing.coupling;
    if (coupling.relation == Relation::makes) {
      return apply(made(world_, coupling.then, firing.cause), draft_);
    }
    const Row* row = find_row(world_, coupling.then, firing.index);
    LOTUSBOX_CHECK(row != nullptr, coupling.id);
    apply({row, firing.index, firing.cause}, draft_);
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
    const EventId id{static_cast<std::uint32_t>(
        world_.events.add({world_.now, applied.object, take_snapshot(world_, applied.object),
                           applied.ordinal, type}))};
    ++report_.event_count;
    if (webhook_for(world_, applied.object).url.empty()) return;
    const Fate fate = fate_of(world_, id);
    deliver(fate.trigger, {id, fate.wait, fate.kind});
    if (fate.twin) deliver(DeliveryTrigger::duplicated, {id, Seconds(0), ChaosKind::duplicate});
  }

  void deliver(DeliveryTrigger on, const DispatchDraft& dispatch) {
    apply_all(made(world_, on), dispatch);
  }

  World& world_;
  const Draft& draft_;
  Coverage& coverage_;
  boost::container::small_vector<Firing, limits::kChangesPerStep> firings_;
  std::size_t next_ = 0;
  StepReport report_;
};

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
  return row_of(command).decide(world, command);
}

StepResult step(World& world, const Command& command, Coverage& coverage) {
  catch_up(world, coverage);
  return take(world, command, coverage);
}

void catch_up(World& world, Coverage& coverage) {
  while (world.timers.first() != nullptr && world.timers.first()->at <= world.now) {
    advance(world, world.now, coverage, {.world = std::nullopt});
  }
}

AdvanceReport advance(World& world, Instant until, Coverage& coverage, AdvanceBounds bounds) {
  constexpr std::int64_t kLookEvery = 256;  // timers; none of them adds much
  AdvanceReport report;
  while (const Timer* first = world.timers.first()) {
    if (first->at > until) break;
    const bool look = report.fired_count % kLookEvery == 0;
    report.full = look && bounds.world && rows_are_full(world, *bounds.world);
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
