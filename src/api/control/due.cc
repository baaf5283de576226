#include "api/control/due.h"

#include <algorithm>

#include "api/control/events.h"
#include "api/control/glance.h"
#include "api/control/paging.h"
#include "api/control/related.h"
#include "api/control/rows.h"
#include "base/enum_names.h"
#include "core/behaviour/bank/schedule.h"
#include "core/behaviour/subscription/evolve.h"
#include "core/run/timers.h"

namespace lotusbox::api {

namespace {

using wire::kMembers;
using wire::OrNull;
using wire::rows;
using wire::write_object;

struct DueRow {
  TimerKind kind;
  ObjectKind of;
  std::string_view what, says;
};

using T = TimerKind;
using O = ObjectKind;

// clang-format off
constexpr DueRow kDue[] = {
    {T::link_lapse, O::link, "link_expires", "The link expires"},
    {T::bank_source, O::source, "bank_step", "LotusPay or the sponsor bank takes the next step"},
    {T::bank_mandate, O::mandate, "bank_answers", "The bank answers"},
    {T::final_day, O::mandate, "final_date", "The final collection date is over"},
    {T::source_quarter, O::source, "quarter_ends", "The quarter is over: LotusPay withdraws the source"},
    {T::delivery_retry, O::delivery, "delivery_retry", "The webhook is tried again"},
    {T::juspay_pause_start, O::juspay_mandate, "pause_begins", "The pause begins"},
    {T::juspay_pause_end, O::juspay_mandate, "pause_ends", "The pause ends"},
    {T::juspay_mandate_end, O::juspay_mandate, "mandate_ends", "The mandate ends"},
    {T::debit_morning, O::ach_debit, "debit_submitted", "The debit goes to the bank"},
    {T::debit_answer, O::ach_debit, "debit_answered", "The bank answers the debit"},
    {T::collection_close, O::ach_debit_collection, "collection_closes", "The collection of the day closes"},
    {T::settlement_process, O::settlement, "settlement_processed", "The settlement is processed"},
    {T::settlement_settle, O::settlement, "settlement_settled", "The settlement is paid out"},
    {T::subscription_due, O::subscription, "subscription_charges", "The subscription makes a debit"},
};
// clang-format on
static_assert(in_order(kDue, [](const DueRow& row) { return row.kind; }));

Due made(TimerKind kind, Instant at, std::uint32_t index) {
  const DueRow& row = kDue[static_cast<std::size_t>(kind)];
  return {at, {row.of, index}, row.what, row.says};
}

void keep_earlier(std::optional<Due>& next, const Due& other) {
  if (!next || other.at < next->at) next = other;
}

struct DueView {
  const Call& call;
  const World& world;
  const Due& due;
  Related about;
};

constexpr auto kEntry = rows<DueView>({
    {"at", [](const auto& v) { return v.due.at; }},
    {"at_ist", [](const auto& v) { return format_ist(v.due.at); }},
    {"what", [](const auto& v) { return v.due.what; }},
    {"says", [](const auto& v) { return v.due.says; }},
    {"object", "text", [](const auto& v) { return v.due.object.kind; }},
    {"resource_id", [](const auto& v) { return object_text(v.call, v.due.object); }},
    {"mandate",
     [](const auto& v) {
       const auto& id = v.about.mandate;
       return OrNull{id ? id_text(v.world, {O::mandate, id->index}) : std::string()};
     }},
    {"source",
     [](const auto& v) {
       const auto& id = v.about.source;
       return OrNull{id ? id_text(v.world, {O::source, id->index}) : std::string()};
     }},
});
constexpr wire::Member kList[] = {{"data", "[@Due]"}, {"has_more", "bool"}};
constexpr wire::Schema kSchemas[] = {{"Due", kMembers<kEntry>}, {"DueList", kList}};

}  // namespace

wire::SchemaList control_due_schemas() { return kSchemas; }

Due due_of(const Timer& timer) { return made(timer.kind, timer.at, timer.index); }

std::vector<Due> next_due(const World& world, std::size_t most) {
  std::vector<Due> all;
  // Copies share the queue until one of them changes it, and what is read only is never changed.
  for (Timers timers = world.timers; timers.first() != nullptr && all.size() < most; timers.pop()) {
    if (still_matters(world, *timers.first())) all.push_back(due_of(*timers.first()));
  }
  return all;
}

std::vector<Due> due_about(const World& world, const Related& about) {
  std::vector<Due> ours;
  // A sweep of a copy sees each timer once, without putting them in order.
  Timers timers = world.timers;
  timers.sweep([&](const Timer& timer) {
    const Due due = due_of(timer);
    if (about.holds(related(world, due.object)) && still_matters(world, timer)) ours.push_back(due);
    return false;
  });
  return ours;
}

std::optional<Due> next_due_of(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  const Mandate::State& state = mandate.state;
  std::optional<Due> next;
  if (state.request) {
    const LinkId link = world.requests[state.request->index].link;
    const auto& expires = world.links[link.index].expires_at;
    if (expires) keep_earlier(next, made(T::link_lapse, *expires, link.index));
  }
  if (state.bank_due) keep_earlier(next, made(T::bank_mandate, *state.bank_due, id.index));
  if (const auto& debit = mandate.first_pending_debit) {
    const Instant morning = ist_midnight(world.ledger.debits[debit->index].charge);
    keep_earlier(next, made(T::debit_morning, std::max(morning, world.now), debit->index));
  }
  for (auto at = mandate.last_subscription; at;
       at = world.ledger.subscriptions[at->index].previous_of_mandate) {
    const Subscription& subscription = world.ledger.subscriptions[at->index];
    if (subscription.status != SubscriptionStatus::active) continue;
    keep_earlier(next, made(T::subscription_due, next_due(subscription), at->index));
  }
  const bool lives =
      state.status == MandateStatus::active || state.status == MandateStatus::paused ||
      state.status == MandateStatus::pending || state.status == MandateStatus::acknowledged;
  if (lives && state.final_collection) {
    keep_earlier(next, made(T::final_day, end_of(*state.final_collection), id.index));
  }
  return next;
}

std::optional<Due> next_due_of(const World& world, SourceId id) {
  const auto& due = world.sources[id.index].state.bank_due;
  if (!due) return std::nullopt;
  return made(T::bank_source, *due, id.index);
}

void write_due(JsonWriter& out, const Call& call, const Due& due) {
  write_object(out, kEntry, DueView{call, call.world(), due, related(call.world(), due.object)});
}

/// The list begins anew whenever the clock moves, so its pages are only cut, not continued.
Answer control_due(Call& call) {
  const World& world = call.world();
  const PageClaim claim{call.query.field("limit"), {}};
  ControlPage page(call, claim, world.timers.size());
  if (page.instead) return std::move(*page.instead);
  const std::size_t limit = read_page_limit(claim);
  const std::vector<Due> all = next_due(world, limit + 1);
  const auto shown = std::min(all.size(), limit);
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (std::size_t i = 0; i < shown; ++i) write_due(out, call, all[i]);
  out.end_array().field("has_more", all.size() > shown).end_object();
  return json_answer(out.take());
}

}  // namespace lotusbox::api
