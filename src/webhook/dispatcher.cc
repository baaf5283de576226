#include "webhook/dispatcher.h"

#include "wire/events.h"

namespace lotusbox::webhook {

namespace {

/// How long a delivery holds back the next one of its world.
constexpr std::chrono::milliseconds kOrderPatience{250};

}  // namespace

Dispatcher::Dispatcher(Engine& engine, Sender& sender, std::function<std::string()> base_url)
    : engine_(engine), sender_(sender), base_url_(std::move(base_url)) {}

Dispatcher::~Dispatcher() { stop(); }

void Dispatcher::wake(std::shared_ptr<WorldSlot> slot) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  if (own_thread_ && !thread_.joinable()) thread_ = std::thread([this] { run(); });
  woken_.insert(std::move(slot));
  changed_.notify_all();
}

void Dispatcher::use_thread(bool own) {
  const std::lock_guard lock(mutex_);
  own_thread_ = own;
}

void Dispatcher::pump() {
  const auto self = std::this_thread::get_id();
  std::unique_lock lock(mutex_);
  if (own_thread_ || !pumping_.insert(self).second) return;
  do {
    collect_woken(lock);
  } while (!stopping_ && (start_ready(lock) || !woken_.empty()));
  pumping_.erase(self);
}

bool Dispatcher::busy(const WorldSlot* slot) const {
  for (const auto& woken : woken_) {
    if (woken.get() == slot) return true;
  }
  const auto lane = lanes_.find(slot);
  return lane != lanes_.end() && (!lane->second.waiting.empty() || lane->second.on_the_way > 0);
}

bool Dispatcher::settle(const std::shared_ptr<WorldSlot>& slot, int timeout_ms) {
  pump();
  std::unique_lock lock(mutex_);
  if (pumping_.count(std::this_thread::get_id()) != 0) return !busy(slot.get()) && !stopping_;
  return changed_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [&] {
    return stopping_ || !busy(slot.get());
  }) && !stopping_;
}

void Dispatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Dispatcher::run() {
  std::unique_lock lock(mutex_);
  pumping_.insert(std::this_thread::get_id());  // a receiver in this process may call us back
  while (!stopping_) {
    collect_woken(lock);
    if (start_ready(lock) || !woken_.empty() || stopping_) continue;
    bool held_back = false;
    for (const auto& [key, lane] : lanes_) held_back = held_back || !lane.waiting.empty();
    if (held_back) {
      changed_.wait_for(lock, kOrderPatience);
    } else {
      changed_.wait(lock);
    }
  }
}

void Dispatcher::collect_woken(std::unique_lock<std::mutex>& lock) {
  // A world stays in woken_ until its jobs are in its lane: settle must never see a gap.
  while (!woken_.empty() && !stopping_) {
    const std::shared_ptr<WorldSlot> slot = *woken_.begin();
    lock.unlock();
    collect(slot);
    lock.lock();
  }
}

void Dispatcher::collect(const std::shared_ptr<WorldSlot>& slot) {
  std::vector<DeliveryId> due;
  std::uint64_t epoch = 0;
  {
    // Taken out of woken_ before the world is looked at: what falls due later wakes us again. The
    // lane counts as busy meanwhile.
    const std::lock_guard lock(mutex_);
    Lane& lane = lanes_[slot.get()];
    lane.slot = slot;
    ++lane.on_the_way;
    woken_.erase(slot);
  }
  {
    Session session = engine_.lock(slot);
    due = session.take_due();
    epoch = slot->epoch;
  }
  const std::lock_guard lock(mutex_);
  Lane& lane = lanes_[slot.get()];
  for (const DeliveryId delivery : due) lane.waiting.push_back({delivery, epoch});
  --lane.on_the_way;
  changed_.notify_all();
}

bool Dispatcher::start_ready(std::unique_lock<std::mutex>& lock) {
  const auto now = WallClock::now();
  std::vector<std::pair<std::shared_ptr<WorldSlot>, Job>> ready;
  for (auto entry = lanes_.begin(); entry != lanes_.end();) {
    Lane& lane = entry->second;
    const bool free = lane.on_the_way == 0 || now - lane.last_start >= kOrderPatience;
    if (!lane.waiting.empty() && free) {
      ready.emplace_back(lane.slot, lane.waiting.front());
      lane.waiting.pop_front();
      ++lane.on_the_way;
      lane.last_start = now;
    }
    const bool idle = lane.waiting.empty() && lane.on_the_way == 0;
    entry = idle ? lanes_.erase(entry) : std::next(entry);
  }
  if (ready.empty()) return false;
  lock.unlock();
  for (auto& [slot, job] : ready) send(slot, job);
  lock.lock();
  return true;
}

void Dispatcher::send(const std::shared_ptr<WorldSlot>& slot, Job job) {
  // What leaves must not be about something that is lost afterwards.
  if (keep && !keep()) return leave_lane(slot);
  const std::string base = base_url_();
  Parcel parcel;
  {
    Session session = engine_.lock(slot);
    const World& world = session.world();
    if (slot->epoch == job.epoch) {
      const Delivery& delivery = world.deliveries[job.delivery.index];
      JsonWriter plain;
      wire::write_event(plain, {world, engine_.link_names(), slot->number, base}, delivery.event);
      const Webhook& target = world.targets[delivery.target];
      parcel = {.key = slot->key,
                .type = std::string(to_text(world.events[delivery.event.index].type)),
                .event_id = event_id_text(world, delivery.event),
                .url = target.url,
                .attempt = delivery.attempts + 1,
                .event = plain.take()};
      parcel.body = body_of(world, job.delivery, delivery.attempts, parcel.event);
    }
  }
  const DeliveryLine line{parcel.type,    parcel.event_id, parcel.url,
                          parcel.attempt, nullptr,         slot->key};
  if (on_line && !line.url.empty()) on_line(line);
  if (line.url.empty()) return finish(slot, job, line, {});
  sender_.post(std::move(parcel),
               [this, slot, job, line](Report report) { finish(slot, job, line, report); });
}

void Dispatcher::finish(const std::shared_ptr<WorldSlot>& slot, Job job, DeliveryLine line,
                        Report report) {
  bool stopping = false;
  {
    const std::lock_guard lock(mutex_);
    stopping = stopping_;
  }
  // A sender that is being stopped says nothing about the receiver: the delivery stays due.
  if (!stopping) {
    line.report = &report;
    if (on_line && !line.url.empty()) on_line(line);
    Session session = engine_.lock(slot);
    if (slot->epoch == job.epoch) {
      session.report(
          {job.delivery, report.verdict, report.http_status, report.took_ms, report.reason});
      if (on_status) on_status(slot->world.deliveries[job.delivery.index].status);
    }
    session.end();
    if (note) note();
  }
  leave_lane(slot);
}

void Dispatcher::leave_lane(const std::shared_ptr<WorldSlot>& slot) {
  const std::lock_guard lock(mutex_);
  const auto lane = lanes_.find(slot.get());
  if (lane != lanes_.end()) --lane->second.on_the_way;
  changed_.notify_all();
}

}  // namespace lotusbox::webhook
