#include "core/run/timers.h"

#include "base/enum_names.h"
#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/subscription/evolve.h"

namespace lotusbox {

namespace {

/// A step that was made manual meanwhile waits for its call.
bool is_manual(const World& world, BankStep step) {
  return world.policy.bank[static_cast<std::size_t>(step)].manual;
}

bool source_waits(const World& world, const Timer& timer) {
  const Source& source = world.sources[timer.index];
  return source.state.bank_due == timer.at && !is_manual(world, *awaited_step(world, source));
}

bool mandate_waits(const World& world, const Timer& timer) {
  const Mandate& mandate = world.mandates[timer.index];
  return mandate.state.bank_due == timer.at && !is_manual(world, *awaited_step(mandate));
}

bool mandate_lives(const World& world, const Timer& timer) {
  const Mandate::State& state = world.mandates[timer.index].state;
  const bool over = state.status == MandateStatus::failed ||
                    state.status == MandateStatus::cancelled ||
                    state.status == MandateStatus::expired;
  return !over && state.final_collection && end_of(*state.final_collection) <= timer.at;
}

bool source_pending(const World& world, const Timer& timer) {
  return world.sources[timer.index].state.status == SourceStatus::pending;
}

bool link_lives(const World& world, const Timer& timer) {
  const Link& link = world.links[timer.index];
  return link.status == LinkStatus::live && link.expires_at == timer.at;
}

bool delivery_waits(const World& world, const Timer& timer) {
  const Delivery& delivery = world.deliveries[timer.index];
  const bool waits =
      delivery.status == DeliveryStatus::waiting || delivery.status == DeliveryStatus::held;
  return waits && delivery.due_at == timer.at;
}

bool juspay_awaits(const World& world, const Timer& timer) {
  return awaits(world.juspay_mandates[timer.index], {timer.kind, timer.at});
}

bool debit_pending(const World& world, const Timer& timer) {
  return world.ledger.debits[timer.index].state.status == DebitStatus::pending;
}

bool answer_awaited(const World& world, const Timer& timer) {
  return world.ledger.debits[timer.index].answer_due == timer.at;
}

bool date_comes(const World& world, const Timer& timer) {
  const Subscription& subscription = world.ledger.subscriptions[timer.index];
  return subscription.status == SubscriptionStatus::active && next_due(subscription) <= timer.at;
}

bool always(const World&, const Timer&) { return true; }

/// The command about the timer's object.
template <class C, class Id>
Command about(const Timer& timer) {
  return C{Id{timer.index}};
}
/// The same where a command serves several kinds of timers.
template <class C, class Id>
Command moment(const Timer& timer) {
  return C{Id{timer.index}, timer.kind};
}
template <ObjectKind kind>
Command bank_due(const Timer& timer) {
  return BankDue{{kind, timer.index}};
}

struct TimerRow {
  TimerKind kind;
  Command (*command)(const Timer& timer);
  bool (*matters)(const World& world, const Timer& timer);
};

using T = TimerKind;

constexpr TimerRow kTimers[] = {
    {T::link_lapse, about<LapseLink, LinkId>, link_lives},
    {T::bank_source, bank_due<ObjectKind::source>, source_waits},
    {T::bank_mandate, bank_due<ObjectKind::mandate>, mandate_waits},
    {T::final_day, about<FinalDayOver, MandateId>, mandate_lives},
    {T::source_quarter, about<QuarterOver, SourceId>, source_pending},
    {T::delivery_retry, about<RetryDelivery, DeliveryId>, delivery_waits},
    {T::juspay_pause_start, moment<JuspayTimeUp, JuspayMandateId>, juspay_awaits},
    {T::juspay_pause_end, moment<JuspayTimeUp, JuspayMandateId>, juspay_awaits},
    {T::juspay_mandate_end, moment<JuspayTimeUp, JuspayMandateId>, juspay_awaits},
    {T::debit_morning, moment<DebitTimeUp, DebitId>, debit_pending},
    {T::debit_answer, moment<DebitTimeUp, DebitId>, answer_awaited},
    {T::collection_close, about<CollectionDayOver, CollectionId>, always},
    {T::settlement_process, moment<SettlementTimeUp, SettlementId>, always},
    {T::settlement_settle, moment<SettlementTimeUp, SettlementId>, always},
    {T::subscription_due, about<SubscriptionDue, SubscriptionId>, date_comes},
};
static_assert(in_order(kTimers, [](const TimerRow& row) { return row.kind; }));

const TimerRow& row_of(const Timer& timer) { return kTimers[static_cast<std::size_t>(timer.kind)]; }

}  // namespace

Command command_of(const Timer& timer) { return row_of(timer).command(timer); }

bool still_matters(const World& world, const Timer& timer) {
  return row_of(timer).matters(world, timer);
}

}  // namespace lotusbox
