// Waiting for something to happen in a world, and what came closest when it did not. While it
// waits a call holds no lock; it is woken by whatever changes the world.
#include "api/control/wait.h"

#include <algorithm>
#include <array>

#include "api/control/coverage.h"
#include "api/control/events.h"
#include "api/control/outbox.h"
#include "api/control/requests.h"
#include "api/control/rows.h"
#include "api/routes.h"
#include "api/rules/filters.h"
#include "api/rules/sets.h"
#include "api/rules/waiting.h"
#include "core/behaviour/mail.h"
#include "wire/errors.h"
#include "wire/mail.h"

namespace lotusbox::api {

namespace {

using wire::Member;

constexpr std::size_t kClosestMax = 5;
constexpr std::size_t kArrivedMax = 20;
constexpr std::uint64_t kLookedAtMax = 10000;  // of what happened last, for what came closest

/// What one thing that happened must be like.
struct Filter {
  std::string_view name;
  const Field* wanted;
};

/// A wait at work: what it is for, where it begins, and what it has found so far.
class Wait {
 public:
  Wait(const WaitClaim& claim, Call& call)
      : claim_(claim), wanted_(read_wait(claim)), base_(call.base_url()) {
    begin(call);
  }

  [[nodiscard]] const ParsedWait& wanted() const { return wanted_; }

  /// Looks at what has happened since the last look; true when that is enough.
  bool look(Call& call) {
    const WorldSlot& slot = call.session->slot();
    if (slot.epoch != epoch_) {
      // Another world stands here now: whatever it holds happened after all that was. The calls
      // are those of both.
      epoch_ = slot.epoch;
      if (wanted_.what != WaitFor::request) {
        found_.clear();
        begin_ = seen_ = 0;
      }
    }
    if (wanted_.what != WaitFor::event) {
      // Deliveries change, and calls that wait are answered after later ones: all are looked at
      // anew.
      found_.clear();
      seen_ = std::max(begin_, first_kept(call));
    }
    for (; seen_ < end(call) && found_.size() < ParsedWait::kCountMax; ++seen_) {
      if (counts(call, seen_) && differs(call, seen_).empty()) found_.push_back(seen_);
    }
    return found_.size() >= wanted_.count;
  }

  Answer answer(Call& call, bool matched) const {
    JsonWriter out;
    out.begin_object()
        .field("for", to_text(wanted_.what))
        .field("matched", matched)
        .field("count", found_.size())
        .field("wanted", wanted_.count);
    out.key("data").begin_array();
    for (const std::uint64_t index : found_) write_item(out, call, index);
    out.end_array();
    if (!matched) write_near_misses(out, call);
    out.end_object();
    return json_answer(out.take(), matched ? 200 : 408);
  }

 private:
  using Names = std::vector<std::string_view>;

  /// Places are those of the tables of a world; calls go by their numbers.
  void begin(Call& call) {
    const WorldSlot& slot = call.session->slot();
    epoch_ = slot.epoch;
    begin_ = seen_ = 0;
    if (!claim_.after.given()) return;
    const World& world = call.world();
    const auto number = world.ids.parse("req_", claim_.after.text);
    const RequestRecord* record = number ? slot.requests.find(*number) : nullptr;
    const auto event = find_event(world, claim_.after.text);
    switch (wanted_.what) {
      case WaitFor::event:
        begin_ = record != nullptr ? record->events_then : std::uint64_t(event->index) + 1;
        break;
      case WaitFor::delivery:
        begin_ = record != nullptr ? record->deliveries_then : first_after(world, *event);
        break;
      case WaitFor::request: begin_ = record->number; break;
      case WaitFor::mail:
        begin_ = record != nullptr ? record->mails_then
                                   : std::uint64_t(*find_mail(world, claim_.after.text)) + 1;
        break;
      case WaitFor::quiet: break;
    }
    seen_ = begin_;
  }

  /// The first delivery of an event that came later.
  static std::uint64_t first_after(const World& world, EventId event) {
    std::uint64_t index = 0;
    while (index < world.deliveries.size() && world.deliveries[index].event.index <= event.index) {
      ++index;
    }
    return index;
  }

  [[nodiscard]] std::uint64_t end(Call& call) const {
    switch (wanted_.what) {
      case WaitFor::event: return call.world().events.size();
      case WaitFor::delivery: return call.world().deliveries.size();
      case WaitFor::request: return call.session->slot().requests.last_number();
      case WaitFor::mail: return call.world().mails.end();
      case WaitFor::quiet: break;
    }
    return 0;
  }

  /// Calls and mails are kept up to a number; deliveries for ever.
  [[nodiscard]] std::uint64_t first_kept(Call& call) const {
    if (wanted_.what == WaitFor::mail) return call.world().mails.first();
    if (wanted_.what != WaitFor::request) return 0;
    const std::uint64_t last = end(call);
    return last - std::min<std::uint64_t>(last, RequestLog::kKept);
  }

  static const RequestRecord* call_at(Call& call, std::uint64_t index) {
    return call.session->slot().requests.find(index + 1);
  }

  /// Calls of the control plane count only for those who ask for their path.
  [[nodiscard]] bool counts(Call& call, std::uint64_t index) const {
    if (wanted_.what != WaitFor::request) return true;
    const RequestRecord* record = call_at(call, index);
    if (record == nullptr) return false;
    return claim_.path.text.starts_with("/_mock/") || !record->path.starts_with("/_mock/");
  }

  /// The names of the filters that one thing does not pass.
  [[nodiscard]] Names differs(Call& call, std::uint64_t index) const {
    Names names;
    const auto ask = [&](std::string_view name, const Field& wanted, std::string_view value) {
      if (wanted.given() && !fits(wanted.text, value)) names.push_back(name);
    };
    const World& world = call.world();
    if (wanted_.what == WaitFor::request) {
      const RequestRecord& record = *call_at(call, index);
      ask("method", claim_.method, record.method);
      ask("path", claim_.path, record.path);
      ask("status", claim_.status, std::to_string(record.status));
      return names;
    }
    if (wanted_.what == WaitFor::mail) {
      const Mail& mail = world.mails.at(static_cast<std::uint32_t>(index));
      ask("type", claim_.type, to_text(mail.kind));
      ask("channel", claim_.channel, to_text(mail.channel));
      if (claim_.resource.given()) ask("resource", claim_.resource, id_text(world, mail.about));
      return names;
    }
    const bool of_delivery = wanted_.what == WaitFor::delivery;
    const Event& event = world.events[of_delivery ? world.deliveries[index].event.index : index];
    ask("type", claim_.type, to_text(event.type));
    if (claim_.resource.given()) ask("resource", claim_.resource, id_text(world, event.object));
    if (of_delivery) ask("status", claim_.status, to_text(world.deliveries[index].status));
    return names;
  }

  void write_item(JsonWriter& out, Call& call, std::uint64_t index) const {
    const auto id = static_cast<std::uint32_t>(index);
    switch (wanted_.what) {
      case WaitFor::event: return write_event_entry(out, call.view(base_), EventId{id}, false);
      case WaitFor::delivery: return write_delivery(out, call.view(base_), DeliveryId{id});
      case WaitFor::request:
        if (const RequestRecord* record = call_at(call, index)) {
          write_call(out, call.world(), *record);
        }
        return;
      case WaitFor::mail: return wire::write_mail(out, call.view(base_), id);
      case WaitFor::quiet: return;
    }
  }

  /// What differs in the fewest things, the newest first; then the last things that happened.
  void write_near_misses(JsonWriter& out, Call& call) const {
    std::vector<std::uint64_t> others;
    const std::uint64_t last = end(call);
    const std::uint64_t oldest = std::max(first_kept(call), last - std::min(last, kLookedAtMax));
    for (std::uint64_t index = std::max(begin_, oldest); index < last; ++index) {
      if (counts(call, index)) others.push_back(index);
    }
    std::reverse(others.begin(), others.end());
    std::vector<std::pair<Names, std::uint64_t>> misses;
    for (const std::uint64_t index : others) {
      Names names = differs(call, index);
      if (!names.empty()) misses.emplace_back(std::move(names), index);
    }
    const auto closer = [](const auto& left, const auto& right) {
      return left.first.size() < right.first.size();
    };
    std::stable_sort(misses.begin(), misses.end(), closer);
    misses.resize(std::min(misses.size(), kClosestMax));
    out.key("closest").begin_array();
    for (const auto& [names, index] : misses) {
      out.begin_object().key("differs").begin_array();
      for (const std::string_view name : names) out.text(name);
      out.end_array().key("item");
      write_item(out, call, index);
      out.end_object();
    }
    out.end_array().key("arrived").begin_array();
    others.resize(std::min(others.size(), kArrivedMax));
    for (auto index = others.rbegin(); index != others.rend(); ++index) {
      write_item(out, call, *index);
    }
    out.end_array();
  }

  const WaitClaim& claim_;
  const ParsedWait wanted_;
  const std::string base_;
  std::uint64_t epoch_ = 0;
  std::uint64_t begin_ = 0, seen_ = 0;
  std::vector<std::uint64_t> found_;
};

/// In the lists of those who wait and of those who are woken, for as long as it lives. The world
/// is locked when it is made and when it goes.
class Waiting {
 public:
  explicit Waiting(Call& call) : call_(call), slot_(call.session->shared_slot()) {
    in_ = call.engine.waiters.enter(slot_);
    if (!in_) return;
    slot_->watch.begin(slot_->progress());
    if (call.caller != nullptr) call.caller->on_gone([slot = slot_] { slot->watch.wake(); });
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    if (!in_) return;
    if (call_.caller != nullptr) call_.caller->on_gone(nullptr);
    slot_->watch.end();
    call_.engine.waiters.leave(slot_);
  }

  [[nodiscard]] bool in() const { return in_; }
  /// Lets go of the world until something happens in it; false when there is nothing to wait for
  /// any more.
  bool await_change(Watch::Clock::time_point until) {
    const std::uint64_t ticket = slot_->watch.ticket();
    call_.end_session();
    if (call_.caller != nullptr) call_.caller->step_aside();
    const bool woken = !call_.is_over() && slot_->watch.await_change(ticket, until);
    call_.session.emplace(call_.engine.lock(slot_));
    return woken && !call_.is_over() && !slot_->dropped;
  }

 private:
  Call& call_;
  std::shared_ptr<WorldSlot> slot_;
  bool in_ = false;
};

// clang-format off
constexpr auto kClaim = wire::takes<WaitClaim>({
    {"for", "'event'|'delivery'|'request'|'mail'|'quiet'", &WaitClaim::what},
    {"type", "text", &WaitClaim::type},
    {"resource", "text", &WaitClaim::resource},
    {"status", "scalar", &WaitClaim::status},
    {"path", "text", &WaitClaim::path},
    {"method", "text", &WaitClaim::method},
    {"channel", "text", &WaitClaim::channel},
    {"count", "scalar", &WaitClaim::count},
    {"after", "text", &WaitClaim::after},
    {"timeout_ms", "scalar", &WaitClaim::timeout_ms},
});
constexpr Member kArrived[] = {
    {"for", "'event'|'delivery'|'request'|'mail'|'quiet'"}, {"matched", "bool"}, {"count", "int"}, {"wanted", "int"},
    {"data", "[@WaitItem]"},
};
constexpr Member kOver[] = {{"closest", "[@NearMiss]"}, {"arrived", "[@WaitItem]"}};
constexpr auto kWaitOver = wire::joined(std::to_array(kArrived), std::to_array(kOver));
constexpr Member kNearMiss[] = {{"differs", "[text]"}, {"item", "@WaitItem"}};
constexpr Member kItem[] = {
    {"event", "@ControlEvent"}, {"delivery", "@Delivery"}, {"request", "@KeptCall"}, {"mail", "@Mail"},
};
using enum wire::SchemaKind;
constexpr wire::Schema kSchemas[] = {
    {"Arrived", kArrived}, {"WaitOver", kWaitOver}, {"NearMiss", kNearMiss}, {"WaitItem", kItem, choice},
    {"WaitWanted", wire::kMembers<kClaim>, request},
};
// clang-format on

/// The dispatcher knows what is on its way; it is asked while the world is not locked.
Answer wait_for_quiet(Call& call, int timeout_ms) {
  const auto slot = call.session->shared_slot();
  call.end_session();
  const bool quiet = call.settle(slot, timeout_ms);
  call.session.emplace(call.engine.lock(slot));
  const std::string base = call.base_url();
  std::size_t due = 0;
  JsonWriter list;
  list.begin_array();
  const auto& deliveries = call.world().deliveries;
  for (std::uint32_t index = 0; index < deliveries.size() && !quiet; ++index) {
    if (deliveries[index].status != DeliveryStatus::due) continue;
    if (++due <= kArrivedMax) write_delivery(list, call.view(base), DeliveryId{index});
  }
  list.end_array();
  JsonWriter out;
  out.begin_object().field("for", "quiet").field("matched", quiet).field("count", due);
  out.field("wanted", 0).key("data").begin_array().end_array();
  if (!quiet) out.key("closest").begin_array().end_array().key("arrived").raw(list.str());
  out.end_object();
  return json_answer(out.take(), quiet ? 200 : 408);
}

WaitClaim read_claim(Call& call) {
  auto claim = wire::read(kClaim, call.body());
  claim.names = call.body().names();
  const World& world = call.world();
  const auto number = world.ids.parse("req_", claim.after.text);
  const bool of_call = number && call.session->slot().requests.find(*number) != nullptr;
  const bool of_mail = claim.what.text == "mail";
  const bool of_event =
      claim.what.text != "request" && !of_mail && find_event(world, claim.after.text);
  claim.after_known =
      of_call || of_event || (of_mail && find_mail(world, claim.after.text).has_value());
  return claim;
}

}  // namespace

Answer control_wait(Call& call) {
  const WaitClaim claim = read_claim(call);
  if (auto no = asked(call, kWaitRules, refuse_wait(claim))) return std::move(*no);
  Waiting waiting(call);
  if (!waiting.in())
    return unavailable("wait.room", "too_many_waiters", "As many calls wait as may at once");
  const ParsedWait wanted = read_wait(claim);
  if (wanted.what == WaitFor::quiet) return wait_for_quiet(call, wanted.timeout_ms);
  const auto until = Watch::Clock::now() + std::chrono::milliseconds(wanted.timeout_ms);
  Wait wait(claim, call);
  bool matched = wait.look(call);
  while (!matched && waiting.await_change(until)) matched = wait.look(call);
  // What came while the time ran out counts, too.
  matched = matched || wait.look(call);
  if (!matched && call.is_over()) {
    return unavailable("wait.over", "server_stopping",
                       "The server stops or the caller is gone: nothing is waited for any more");
  }
  return wait.answer(call, matched);
}

namespace {

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/_mock/wait", control_wait, control, slow, assumed, "Answers when something has happened",
     {"wait", "WaitWanted", "@Arrived", "", "@WaitOver"}, {}, never},
    {"GET", "/_mock/outbox", control_outbox, control, quick, assumed, "What would have been sent by e-mail or text message, oldest first",
     {"list_outbox", "", "@Outbox", "type channel resource limit after"}},
    {"GET", "/_mock/requests", control_requests, control, quick, assumed, "The last calls of the world",
     {"list_calls", "", "@KeptCalls", "method path status rule limit after"}},
    {"GET", "/_mock/requests/{id}", control_request, control, quick, assumed, "One call with what was sent and answered, secrets masked",
     {"get_call", "", "@WholeCall"}},
    {"GET", "/_mock/why/{request_id}", control_why, control, quick, assumed, "A refusal, or the missed dates of a subscription, explained",
     {"explain", "", "@Why"}},
    {"GET", "/_mock/coverage", control_coverage, control, quick, assumed, "What was exercised so far",
     {"get_coverage", "", "@Coverage", "scope format threshold"}, "text/html text/plain"},
};
// clang-format on

}  // namespace

std::span<const Route> watch_routes() { return kRoutes; }
wire::SchemaList control_wait_schemas() { return kSchemas; }

}  // namespace lotusbox::api
