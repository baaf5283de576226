// What happens in a world, as it happens: server-sent events. Each message says how far the world
// has come and what is new since the one before; who lost the connection goes on where it ended by
// the header Last-Event-ID, as browsers do by themselves.
#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "api/control/events.h"
#include "api/control/glance.h"
#include "api/control/requests.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

/// Of each kind, in one message; the others are only counted.
constexpr std::uint64_t kShownMax = 50;
/// However much happens, the world is looked at ten times a second, and no call waits for that.
constexpr std::chrono::milliseconds kLookEvery{100};
/// A connection on which nothing is sent would not be known to be dead.
constexpr std::chrono::seconds kAliveEvery{15};

/// `epoch.events.deliveries.attempts.mails.requests`: the id of a message.
std::string id_of(const Progress& at) {
  std::string id = std::to_string(at.epoch);
  for (const std::uint64_t part : {at.events, at.deliveries, at.attempts, at.mails, at.requests}) {
    id += '.' + std::to_string(part);
  }
  return id;
}

std::optional<Progress> parse_id(std::string_view text) {
  std::array<std::uint64_t, 6> parts{};
  const auto pieces = split(text, '.');
  if (pieces.size() != parts.size()) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parse_integer(pieces[i]);
    if (!number || *number < 0) return std::nullopt;
    parts[i] = static_cast<std::uint64_t>(*number);
  }
  return Progress{parts[1], parts[2], parts[3], parts[4], parts[5], parts[0], 0};
}

/// One who watches, from the first message to the last. Made with the world locked, used without.
class Stream {
 public:
  Stream(Call& call, std::optional<Progress> seen)
      : engine_(call.engine),
        slot_(call.session->shared_slot()),
        caller_(call.caller),
        base_(call.base_url()),
        in_(engine_.waiters.enter(slot_)) {
    if (!in_) return;
    const Progress now = slot_->progress();
    slot_->watch.begin(now);
    const bool goes_on = seen && seen->epoch == now.epoch && seen->events <= now.events;
    seen_ = goes_on ? *seen : now;
    if (caller_ != nullptr) caller_->on_gone([this] { wake(); });
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    if (!in_) return;
    if (caller_ != nullptr) caller_->on_gone(nullptr);
    Session session = engine_.lock(slot_);
    slot_->watch.end();
    engine_.waiters.leave(slot_);
    session.end();
  }

  [[nodiscard]] bool in() const { return in_; }

  /// Appends the next message once there is something to say; false when it was the last.
  bool next(std::string& out) {
    if (begun_) wait();
    if (is_over()) return false;
    Session session = engine_.lock(slot_);
    if (slot_->dropped) return false;
    const Progress now = slot_->progress();
    slot_->watch.look(now);
    ticket_ = slot_->watch.ticket();
    if (begun_ && now == seen_) {
      out += ": nothing new\n\n";
    } else {
      out += "id: " + id_of(now) + "\nevent: " + (begun_ ? "change" : "begin") + "\ndata: ";
      write(out, now);
      out += "\n\n";
    }
    seen_ = now;
    begun_ = true;
    session.end();
    return caller_ != nullptr;  // without one it could never end
  }

 private:
  [[nodiscard]] bool is_over() const {
    return (caller_ != nullptr && caller_->gone()) || engine_.waiters.stopped();
  }

  /// The caller has gone.
  void wake() {
    slot_->watch.wake();
    const std::lock_guard lock(pause_mutex_);
    pause_.notify_all();
  }

  void wait() {
    const auto woken_at = Watch::Clock::now() + kAliveEvery;
    if (!slot_->watch.await_change(ticket_, woken_at)) return;
    std::unique_lock lock(pause_mutex_);
    pause_.wait_for(lock, kLookEvery, [this] { return is_over(); });
  }

  void write(std::string& out, const Progress& now) const {
    const bool replaced = now.epoch != seen_.epoch;
    const Progress from = replaced ? now : seen_;
    const wire::View view{slot_->world, engine_.link_names(), slot_->number, base_};
    JsonWriter json;
    json.begin_object().field("now", unix_seconds(slot_->world.now));
    json.field("now_ist", format_ist(slot_->world.now));
    json.field("mode", to_text(slot_->clock.setting())).field("replaced", replaced);
    json.field("attempts", now.attempts - std::min(from.attempts, now.attempts));
    json.field("mails", now.mails - std::min(from.mails, now.mails));
    std::uint64_t skipped = 0;
    json.key("events").begin_array();
    for (auto i = first(from.events, now.events, skipped); i < now.events; ++i) {
      write_event_line(json, view, EventId{static_cast<std::uint32_t>(i)});
    }
    json.end_array().field("deliveries",
                           now.deliveries - std::min(from.deliveries, now.deliveries));
    json.key("calls").begin_array();
    write_calls(json, from.requests, now.requests, skipped);
    json.end_array().field("skipped", skipped).end_object();
    out += json.take();
  }

  static std::uint64_t first(std::uint64_t from, std::uint64_t to, std::uint64_t& skipped) {
    const std::uint64_t begin = std::max(std::min(from, to), to - std::min(to, kShownMax));
    skipped += begin - std::min(from, begin);
    return begin;
  }

  void write_calls(JsonWriter& json, std::uint64_t from, std::uint64_t to,
                   std::uint64_t& skipped) const {
    const std::uint64_t shown = to - first(from, to, skipped);
    if (shown == 0) return;
    const auto all = slot_->requests.all();
    for (auto i = all.size() - std::min<std::size_t>(all.size(), shown); i < all.size(); ++i) {
      write_call(json, slot_->world, *all[i]);
    }
  }

  Engine& engine_;
  const std::shared_ptr<WorldSlot> slot_;
  Caller* const caller_;
  const std::string base_;
  const bool in_;
  Progress seen_;
  std::mutex pause_mutex_;
  std::condition_variable pause_;
  std::uint64_t ticket_ = 0;
  bool begun_ = false;
};

}  // namespace

Answer control_stream(Call& call) {
  const auto last = find_header(call.request.headers, "Last-Event-ID");
  auto stream = std::make_shared<Stream>(call, last ? parse_id(*last) : std::nullopt);
  if (!stream->in()) {
    return unavailable("wait.room", "too_many_waiters", "As many calls wait as may at once");
  }
  Answer answer;
  answer.content_type = "text/event-stream";
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.more = [stream](std::string& out) { return stream->next(out); };
  return answer;
}

}  // namespace lotusbox::api
