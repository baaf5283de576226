#include "core/run/invariants.h"

#include <algorithm>
#include <vector>

#include "core/behaviour/bank/schedule.h"
#include "core/model/object_rows.h"
#include "core/run/timers.h"

namespace lotusbox {

namespace {

/// A pending mandate has exactly one request, which waits and has a live link of its own.
void check_mandate(const World& world, std::uint32_t index) {
  const Mandate::State& state = world.mandates[index].state;
  const bool pending = state.status == MandateStatus::pending;
  LOTUSBOX_CHECK(pending == state.request.has_value(), "pending exactly while a request waits");
  LOTUSBOX_CHECK(!state.bank_due || awaited_step(world.mandates[index]),
                 "a bank acts by itself only where it is waited for");
  if (!pending) return;
  const ManagementRequest& request = world.requests[state.request->index];
  LOTUSBOX_CHECK(request.mandate.index == index, "the request belongs to its mandate");
  LOTUSBOX_CHECK(request.status == RequestStatus::awaiting, "the pending request waits");
  LOTUSBOX_CHECK(state.before != MandateStatus::pending, "there is somewhere to go back to");
}

void check_request(const World& world, std::uint32_t index) {
  const ManagementRequest& request = world.requests[index];
  const Link& link = world.links[request.link.index];
  LOTUSBOX_CHECK(link.kind == LinkKind::request && link.target == index, "a request has its link");
  LOTUSBOX_CHECK((request.status == RequestStatus::awaiting) == (link.status == LinkStatus::live),
                 "a request waits exactly while its link lives");
}

void check_source(const World& world, std::uint32_t index) {
  const Source& source = world.sources[index];
  const Source::State& state = source.state;
  const Variant variant = world.terms_of(source).variant;
  const bool submitted = state.status == SourceStatus::submitted;
  LOTUSBOX_CHECK(source.link.has_value() == (variant != Variant::physical), "paper has no link");
  if (source.link) {
    const Link& link = world.links[source.link->index];
    LOTUSBOX_CHECK(link.kind == LinkKind::source && link.target == index, "a source has its link");
    LOTUSBOX_CHECK((state.status == SourceStatus::pending) == (link.status == LinkStatus::live),
                   "a source is pending exactly while its link lives");
  }
  LOTUSBOX_CHECK(submitted || !state.mandate, "only a submitted source has a mandate");
  LOTUSBOX_CHECK(variant != Variant::emandate_api || submitted == state.mandate.has_value(),
                 "an authorised source has a mandate at once");
  LOTUSBOX_CHECK(!state.bank_due || awaited_step(world, source),
                 "the sponsor bank acts by itself only where it is waited for");
}

void check_link(const World& world, std::uint32_t index) {
  const Link& link = world.links[index];
  LOTUSBOX_CHECK(link.expires_at.has_value() == (link.kind == LinkKind::request),
                 "links of requests expire, those of sources do not");
  // A live link is dead from its very last second on.
  LOTUSBOX_CHECK(link.status != LinkStatus::live || !link.expires_at ||
                     *link.expires_at > world.now || world.timers.size() > 0,
                 "a link that is past its time has a timer");
}

void check_customer(const World& world, std::uint32_t index) {
  const Customer::State& state = world.customers[index].state;
  LOTUSBOX_CHECK((state.status == CustomerStatus::active) == (state.standing > 0),
                 "a customer is active exactly while a mandate stands");
}

/// A paused mandate of Juspay knows until when; a pause to come lies before it; nothing outlives
/// the end of the mandate.
void check_juspay(const World& world, std::uint32_t index) {
  const JuspayMandate& mandate = world.juspay_mandates[index];
  const JuspayMandate::State& state = mandate.state;
  const bool paused = state.status == JuspayStatus::paused;
  const bool active = state.status == JuspayStatus::active;
  LOTUSBOX_CHECK(!paused || (state.pause_start && state.pause_end), "a pause has both its dates");
  LOTUSBOX_CHECK(paused || active || !state.pause_start, "only what lives is paused");
  LOTUSBOX_CHECK(!paused || *state.pause_end <= mandate.end, "a pause ends with its mandate");
  LOTUSBOX_CHECK(!active || !state.pause_start || *state.pause_start >= world.now,
                 "a pause of an active mandate is still to come");
  LOTUSBOX_CHECK(paused || !state.resume_asked, "only a pause waits for a resumption");
}

bool has_ended(const World& world, MandateId mandate) {
  const MandateStatus status = world.mandates[mandate.index].state.status;
  return status == MandateStatus::cancelled || status == MandateStatus::expired ||
         status == MandateStatus::failed;
}

void check_debit(const World& world, std::uint32_t index) {
  const Debit& debit = world.ledger.debits[index];
  const Mandate& mandate = world.mandates[debit.mandate.index];
  const bool pending = debit.state.status == DebitStatus::pending;
  LOTUSBOX_CHECK(!pending || !has_ended(world, debit.mandate), "a mandate ends with its debits");
  const bool first = mandate.first_pending_debit == DebitId{index};
  LOTUSBOX_CHECK(pending == (first || debit.previous_pending.has_value()),
                 "pending debits are in the chain of their mandate");
  const bool confirmed = debit.state.status == DebitStatus::confirmed;
  LOTUSBOX_CHECK(!confirmed || debit.state.collection, "a confirmed debit is collected");
  LOTUSBOX_CHECK(!confirmed || !debit.breach, "a debit beyond its terms is not confirmed");
  LOTUSBOX_CHECK((debit.state.status == DebitStatus::cancelled) ==
                     (debit.state.cancelled_by != DebitCancelReason::none),
                 "a cancelled debit says why");
}

void check_collection(const World& world, std::uint32_t index) {
  const Collection& collection = world.ledger.collections[index];
  const auto& open_ones = world.ledger.open_collections;
  const bool listed =
      std::find(open_ones.begin(), open_ones.end(), CollectionId{index}) != open_ones.end();
  LOTUSBOX_CHECK(listed == (collection.status == CollectionStatus::open),
                 "open collections are listed");
  // It may be empty: what came in went back.
  LOTUSBOX_CHECK((collection.count > 0) == (collection.amount.count() > 0),
                 "a collection holds money exactly while it holds debits");
}

void check_settlement(const World& world, std::uint32_t index) {
  const Settlement& settlement = world.ledger.settlements[index];
  const Collection& collection = world.ledger.collections[settlement.collection.index];
  LOTUSBOX_CHECK(collection.status == CollectionStatus::closed, "what is paid out is closed");
  LOTUSBOX_CHECK(settlement.gross == collection.amount, "all of a collection is paid out");
  const std::int64_t less =
      settlement.fee.count() + settlement.tax.count() + settlement.reversed.count();
  LOTUSBOX_CHECK(less <= settlement.gross.count(), "a settlement is not a debt");
  std::int64_t reversed = 0;
  for (std::uint32_t i = 0; i < settlement.reversals; ++i) {
    reversed += world.ledger.reversals[settlement.first_reversal + i].amount.count();
  }
  LOTUSBOX_CHECK(reversed == settlement.reversed.count(),
                 "what a settlement takes back is the sum of its reversals");
}

void check_subscription(const World& world, std::uint32_t index) {
  const Subscription& subscription = world.ledger.subscriptions[index];
  const bool active = subscription.status == SubscriptionStatus::active;
  LOTUSBOX_CHECK(!active || !has_ended(world, subscription.mandate),
                 "a mandate ends with its subscriptions");
  LOTUSBOX_CHECK(!subscription.count || subscription.next <= *subscription.count,
                 "a subscription keeps to its count");
}

/// A collection is the sum of its debits.
void check_sums(const World& world) {
  std::vector<std::int64_t> sums(world.ledger.collections.size());
  std::vector<std::uint32_t> counts(world.ledger.collections.size());
  for (std::size_t i = 0; i < world.ledger.debits.size(); ++i) {
    const Debit& debit = world.ledger.debits[i];
    if (!debit.state.collection) continue;
    sums[debit.state.collection->index] += debit.amount.count();
    ++counts[debit.state.collection->index];
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const Collection& collection = world.ledger.collections[i];
    LOTUSBOX_CHECK(collection.amount.count() == sums[i] && collection.count == counts[i],
                   "a collection is the sum of its debits");
  }
}

/// What is returned after it was paid out is taken back once: by settlements, or still to come.
void check_reversals(const World& world) {
  const Ledger& ledger = world.ledger;
  std::vector<std::int64_t> back(ledger.debits.size());
  for (std::size_t i = 0; i < ledger.reversals.size(); ++i) {
    back[ledger.reversals[i].debit.index] += ledger.reversals[i].amount.count();
  }
  for (const Reversal& waiting : ledger.owed) back[waiting.debit.index] += waiting.amount.count();
  for (std::size_t i = 0; i < back.size(); ++i) {
    const Debit& debit = ledger.debits[i];
    const bool returned = debit.state.status == DebitStatus::returned;
    const bool paid = debit.state.collection &&
                      ledger.collections[debit.state.collection->index].settlement.has_value();
    LOTUSBOX_CHECK(back[i] == (returned && paid ? debit.amount.count() : 0),
                   "what was paid out and came back is taken back to the paisa");
  }
}

bool stands(MandateStatus status) {
  return status == MandateStatus::active || status == MandateStatus::pending ||
         status == MandateStatus::paused;
}

/// Every moment a Juspay mandate waits for has a timer; one left over from an earlier pause is
/// dropped when it falls due.
void check_juspay_timers(const World& world) {
  std::vector<Timer> set;
  Timers copy = world.timers;
  while (const Timer* timer = copy.first()) {
    set.push_back(*timer);
    copy.pop();
  }
  for (std::uint32_t i = 0; i < world.juspay_mandates.size(); ++i) {
    for (const JuspayMoment& moment : awaited(world.juspay_mandates[i])) {
      const bool found = std::any_of(set.begin(), set.end(), [&](const Timer& timer) {
        return timer.kind == moment.kind && timer.index == i && timer.at == moment.at;
      });
      LOTUSBOX_CHECK(found, "a Juspay mandate has a timer for all it waits for");
    }
  }
}

void check_delivery(const World& world, std::uint32_t index) {
  const bool held = world.deliveries[index].status == DeliveryStatus::held;
  LOTUSBOX_CHECK(held == (world.held_delivery == DeliveryId{index}),
                 "a held delivery is the one that the world holds");
}

/// What lives with an end has a timer for it.
void check_ends(const World& world) {
  std::vector<bool> mandates(world.mandates.size());
  std::vector<bool> sources(world.sources.size());
  Timers copy = world.timers;
  while (const Timer* timer = copy.first()) {
    const bool matters = still_matters(world, *timer);
    if (timer->kind == TimerKind::final_day && matters) mandates[timer->index] = true;
    if (timer->kind == TimerKind::source_quarter && matters) sources[timer->index] = true;
    copy.pop();
  }
  for (std::size_t i = 0; i < mandates.size(); ++i) {
    const Mandate::State& state = world.mandates[i].state;
    const bool lives = stands(state.status) || state.status == MandateStatus::acknowledged;
    LOTUSBOX_CHECK(mandates[i] || !lives || !state.final_collection,
                   "a mandate with a final day has a timer for it");
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const bool pending = world.sources[i].state.status == SourceStatus::pending;
    LOTUSBOX_CHECK(sources[i] || !pending, "a pending source has a timer for its quarter");
  }
}

void check_timers(const World& world) {
  check_juspay_timers(world);
  check_ends(world);
  std::vector<int> link_timers(world.links.size());
  Timers copy = world.timers;
  while (const Timer* timer = copy.first()) {
    if (timer->kind == TimerKind::link_lapse && still_matters(world, *timer)) {
      ++link_timers[timer->index];
    }
    copy.pop();
  }
  for (std::size_t i = 0; i < link_timers.size(); ++i) {
    const Link& link = world.links[i];
    const int wanted = link.status == LinkStatus::live && link.expires_at ? 1 : 0;
    LOTUSBOX_CHECK(link_timers[i] == wanted, "a live expiring link has exactly one timer");
  }
}

struct Check {
  ObjectKind kind;
  void (*check)(const World& world, std::uint32_t index);
};

constexpr Check kChecks[] = {
    {ObjectKind::source, check_source},
    {ObjectKind::mandate, check_mandate},
    {ObjectKind::request, check_request},
    {ObjectKind::link, check_link},
    {ObjectKind::customer, check_customer},
    {ObjectKind::juspay_mandate, check_juspay},
    {ObjectKind::ach_debit, check_debit},
    {ObjectKind::ach_debit_collection, check_collection},
    {ObjectKind::settlement, check_settlement},
    {ObjectKind::subscription, check_subscription},
    {ObjectKind::delivery, check_delivery},
};

}  // namespace

void check_object(const World& world, ObjectRef object) {
  for (const Check& row : kChecks) {
    if (row.kind == object.kind) return row.check(world, object.index);
  }
}

void check_world(const World& world) {
  for (const Check& row : kChecks) {
    const std::uint32_t count = row_of(row.kind).count(world);
    for (std::uint32_t i = 0; i < count; ++i) row.check(world, i);
  }
  check_sums(world);
  check_reversals(world);
  check_timers(world);
  std::vector<std::uint32_t> standing(world.customers.size());
  for (std::uint32_t i = 0; i < world.mandates.size(); ++i) {
    if (stands(world.mandates[i].state.status)) ++standing[world.mandates[i].customer.index];
  }
  for (std::uint32_t i = 0; i < standing.size(); ++i) {
    LOTUSBOX_CHECK(world.customers[i].state.standing == standing[i],
                   "standing mandates are counted");
  }
}

}  // namespace lotusbox
