// The life of one mandate or source on the clock of its world: calls, what the customer, the bank
// and the clock did, events, attempts to deliver them, and what lies ahead.
#include <algorithm>
#include <map>

#include "api/control/due.h"
#include "api/control/glance.h"
#include "api/control/related.h"
#include "api/control/rows.h"
#include "api/control/requests.h"
#include "api/rules/reports.h"
#include "api/rules/sets.h"
#include "core/model/subscription.h"

namespace lotusbox::api {

namespace {

using wire::kMembers;
using wire::OrNull;
using wire::rows;
using wire::write_object;

constexpr std::size_t kMomentsMax = 1000;  ///< the newest are shown
constexpr std::uint32_t kChargesAhead = 6;
constexpr int kGood = 200, kBad = 300, kRefused = 400;

enum class Lane : std::uint8_t { call, customer, bank, clock, event, delivery };
std::string_view to_text(Lane lane) {
  constexpr std::string_view kLanes[] = {"call", "customer", "bank", "clock", "event", "delivery"};
  return kLanes[static_cast<std::size_t>(lane)];
}

struct Moment {
  Instant at;
  Lane lane;
  std::string what, id, status;
  std::string event, call;  ///< ids of what it is about, and of the call that caused it
  std::string rule;         ///< of a refusal
  std::optional<Instant> passes_at;
  bool good = true;
};

constexpr auto kMoment = rows<Moment>({
    {"at", [](const auto& m) { return m.at; }},
    {"at_ist", [](const auto& m) { return format_ist(m.at); }},
    {"lane", "'call'|'customer'|'bank'|'clock'|'event'|'delivery'",
     [](const auto& m) { return to_text(m.lane); }},
    {"what", [](const auto& m) { return std::string_view(m.what); }},
    {"id", [](const auto& m) { return OrNull{std::string_view(m.id)}; }},
    {"status", [](const auto& m) { return OrNull{std::string_view(m.status)}; }},
    {"event", [](const auto& m) { return OrNull{std::string_view(m.event)}; }},
    {"call", [](const auto& m) { return OrNull{std::string_view(m.call)}; }},
    {"rule", [](const auto& m) { return OrNull{std::string_view(m.rule)}; }},
    {"passes_at_ist", [](const auto& m) { return ist_or_null(m.passes_at); }},
    {"good", [](const auto& m) { return m.good; }},
});

/// The terms as an event saw them, where they differ from those before.
struct TermsThen {
  Instant at;
  const Mandate::State& state;
};
constexpr auto kTermsThen = rows<TermsThen>({
    {"at_ist", [](const auto& v) { return format_ist(v.at); }},
    {"amount", [](const auto& v) { return v.state.amount; }},
    {"frequency", "text?", [](const auto& v) { return v.state.frequency; }},
    {"date_final_collection", [](const auto& v) { return v.state.final_collection; }},
});
constexpr wire::Member kTimeline[] = {
    {"mandate", "text?"},  {"source", "text?"},  {"now", "seconds"},        {"now_ist", "text"},
    {"data", "[@Moment]"}, {"has_more", "bool"}, {"terms", "[@TermsThen]"}, {"ahead", "[@Due]"},
};
constexpr wire::Schema kSchemas[] = {
    {"Moment", kMembers<kMoment>},
    {"TermsThen", kMembers<kTermsThen>},
    {"Timeline", kTimeline},
};

/// Who is behind a call: callers of the control plane play customers and banks.
Lane lane_of(const RequestRecord& record) {
  const std::string_view path = record.path;
  if (path == "/_mock/clock/advance") return Lane::clock;
  if (path == "/_mock/bank") return Lane::bank;
  const bool page =
      path.starts_with("/pay/") || path.starts_with("/p/") || path.starts_with("/v2/mandates/");
  return page || path == "/_mock/authorise" ? Lane::customer : Lane::call;
}

bool only_looks(const RequestRecord& record) {
  return record.method == "GET" && record.path.starts_with("/_mock/");
}

class Gatherer {
 public:
  Gatherer(const Call& call, const Related& about)
      : call_(call), world_(call.world()), about_(about) {
    if (about.mandate) {
      names_.push_back(id_text(world_, {ObjectKind::mandate, about.mandate->index}));
      names_.push_back(umrn_of(world_, *about.mandate));
    }
    if (about.source) {
      names_.push_back(id_text(world_, {ObjectKind::source, about.source->index}));
    }
  }

  std::vector<Moment> moments() {
    events();
    calls();
    deliveries();
    links();
    const auto earlier = [](const Moment& left, const Moment& right) {
      return left.at != right.at ? left.at < right.at : left.lane < right.lane;
    };
    std::stable_sort(moments_.begin(), moments_.end(), earlier);
    return std::move(moments_);
  }

 private:
  [[nodiscard]] bool is_ours(ObjectRef object) const {
    return about_.holds(related(world_, object));
  }

  void events() {
    for (std::uint32_t index = 0; index < world_.events.size(); ++index) {
      const Event& event = world_.events[index];
      if (!is_ours(event.object)) continue;
      place_of_event_[index] = moments_.size();
      moments_.push_back({.at = event.created,
                          .lane = Lane::event,
                          .what = std::string(lotusbox::to_text(event.type)),
                          .id = event_id_text(world_, EventId{index})});
    }
  }

  [[nodiscard]] bool names_us(const RequestRecord& record) const {
    return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
      return record.path.find(name) != std::string::npos ||
             record.query.find(name) != std::string::npos;
    });
  }

  void calls() {
    std::uint64_t before = 0;
    const std::size_t begin = moments_.size();
    for (const RequestRecord* record : call_.session->shared_slot()->requests.all()) {
      if (record->events_then < before) {
        // The world was replaced by another: what its calls did is not there any more.
        moments_.resize(begin);
        for (const auto& [index, place] : place_of_event_) moments_[place].call.clear();
        before = 0;
      }
      const std::string id = call_id(world_, record->number);
      bool caused = false;
      for (auto at = place_of_event_.lower_bound(static_cast<std::uint32_t>(before));
           at != place_of_event_.end() && at->first < record->events_then; ++at) {
        moments_[at->second].call = id;
        caused = true;
      }
      before = record->events_then;
      // The world may be an older one by now, in which the link is not made yet.
      const bool by_link = record->link && record->link->index < world_.links.size() &&
                           is_ours({ObjectKind::link, record->link->index});
      if (only_looks(*record) || !(caused || by_link || names_us(*record))) continue;
      moments_.push_back(moment_of(*record, id));
    }
  }

  [[nodiscard]] static Moment moment_of(const RequestRecord& record, const std::string& id) {
    Moment moment{.at = record.at,
                  .lane = lane_of(record),
                  .what = record.method + " " + shown_path(record.path),
                  .id = id,
                  .status = std::to_string(record.status)};
    moment.good = record.status < kRefused && record.status != 0;
    if (record.refusal) {
      moment.rule = record.refusal->rule->id;
      moment.passes_at = record.refusal->finding.passes_at;
    }
    return moment;
  }

  void deliveries() {
    for (std::uint32_t index = 0; index < world_.deliveries.size(); ++index) {
      const Delivery& delivery = world_.deliveries[index];
      const Event& event = world_.events[delivery.event.index];
      if (!is_ours(event.object)) continue;
      for (auto at = delivery.last_attempt; at; at = world_.attempts[*at].previous) {
        const Attempt& attempt = world_.attempts[*at];
        const bool answered = attempt.verdict == lotusbox::Verdict::answered;
        moments_.push_back(
            {.at = attempt.at,
             .lane = Lane::delivery,
             .what = std::string(lotusbox::to_text(event.type)),
             .id = std::to_string(index + 1),
             .status = answered ? std::to_string(attempt.http_status)
                                : std::string(world_.text(attempt.reason)),
             .event = event_id_text(world_, delivery.event),
             .good = answered && attempt.http_status >= kGood && attempt.http_status < kBad});
      }
    }
  }

  /// Links that died by themselves: nobody called.
  void links() {
    for (std::uint32_t index = 0; index < world_.links.size(); ++index) {
      const Link& link = world_.links[index];
      if (link.status != LinkStatus::expired || !link.ended) continue;
      if (!is_ours({ObjectKind::link, index})) continue;
      moments_.push_back(
          {.at = *link.ended, .lane = Lane::clock, .what = "The link expired", .good = false});
    }
  }

  const Call& call_;
  const World& world_;
  const Related about_;
  std::vector<std::string> names_;
  std::vector<Moment> moments_;
  std::map<std::uint32_t, std::size_t> place_of_event_;
};

void write_terms(JsonWriter& out, const World& world, const Related& about) {
  out.key("terms").begin_array();
  const Mandate::State* before = nullptr;
  for (std::uint32_t index = 0; about.mandate && index < world.events.size(); ++index) {
    const Event& event = world.events[index];
    if (event.object != ObjectRef{ObjectKind::mandate, about.mandate->index}) continue;
    const Mandate::State& state = world.mandate_snapshots[event.snapshot];
    const bool same = before != nullptr && before->amount == state.amount &&
                      before->frequency == state.frequency &&
                      before->final_collection == state.final_collection;
    if (!same) write_object(out, kTermsThen, TermsThen{event.created, state});
    before = &state;
  }
  out.end_array();
}

/// Timers, and the charges of subscriptions that follow the next one.
std::vector<Due> ahead_of(const World& world, const Related& about) {
  std::vector<Due> ahead;
  for (const Due& due : due_about(world, about)) {
    ahead.push_back(due);
    if (due.object.kind != ObjectKind::subscription) continue;
    const Subscription& subscription = world.ledger.subscriptions[due.object.index];
    const std::uint32_t end =
        std::min<std::uint32_t>(subscription.next + kChargesAhead,
                                subscription.count.value_or(subscription.next + kChargesAhead));
    const auto& until = world.mandates[subscription.mandate.index].state.final_collection;
    for (std::uint32_t n = subscription.next + 1; n < end; ++n) {
      const CivilDate date = occurrence(subscription.schedule, n);
      if (until && *until < date) break;
      Due later = due;
      later.at = ist_midnight(date);
      ahead.push_back(later);
    }
  }
  std::stable_sort(ahead.begin(), ahead.end(),
                   [](const Due& left, const Due& right) { return left.at < right.at; });
  return ahead;
}

}  // namespace

wire::SchemaList control_timeline_schemas() { return kSchemas; }

Answer control_timeline(Call& call) {
  const World& world = call.world();
  const LinksClaim claim{call.query.field("mandate"), call.query.field("source")};
  if (auto no = asked(call, kLinksRules, refuse_links(claim))) return std::move(*no);
  Related about;
  if (claim.source.given()) {
    const auto id = find_source(world, claim.source.text);
    if (auto none = missing(call, Lookup::source, id.has_value())) return std::move(*none);
    about = related(world, *id);
  } else {
    const auto id = find_mandate(world, claim.mandate.text);
    if (auto none = missing(call, Lookup::mandate, id.has_value())) return std::move(*none);
    about = related(world, *id);
  }
  const std::vector<Moment> moments = Gatherer(call, about).moments();
  const std::size_t first = moments.size() - std::min(moments.size(), kMomentsMax);
  JsonWriter out;
  const auto name = [&](ObjectKind kind, const auto& id) {
    return id ? id_text(world, {kind, id->index}) : std::string();
  };
  out.begin_object().field_or_null("mandate", name(ObjectKind::mandate, about.mandate));
  out.field_or_null("source", name(ObjectKind::source, about.source));
  out.field("now", unix_seconds(world.now)).field("now_ist", format_ist(world.now));
  out.key("data").begin_array();
  for (std::size_t i = first; i < moments.size(); ++i) write_object(out, kMoment, moments[i]);
  out.end_array().field("has_more", first > 0);
  write_terms(out, world, about);
  out.key("ahead").begin_array();
  for (const Due& due : ahead_of(world, about)) write_due(out, call, due);
  out.end_array().end_object();
  return json_answer(out.take());
}

}  // namespace lotusbox::api
