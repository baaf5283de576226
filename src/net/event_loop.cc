#include "net/event_loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/memory.h"
#include "net/response_writer.h"

namespace lotusbox::net {
namespace {

// Keys of the loop's own descriptors; those of connections have something in the high half.
constexpr ConnectionKey kListenerKey = 0;
constexpr ConnectionKey kWakeKey = 1;
constexpr std::size_t kEventsPerTurn = 256;
/// Descriptors that the rest of the program needs besides our connections.
constexpr std::size_t kDescriptorsForOthers = 128;
constexpr std::chrono::milliseconds kAcceptPause{100};
constexpr std::chrono::milliseconds kAtOnce{0};
constexpr std::chrono::milliseconds kReturnMemoryEvery{1000};

std::size_t descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  return static_cast<std::size_t>(limit.rlim_cur);
}

bool add_to_epoll(int epoll, int descriptor, ConnectionKey key, std::uint32_t interest) {
  epoll_event event{};
  event.events = interest;
  event.data.u64 = key;
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

}  // namespace

EventLoop::EventLoop(const ServerOptions& options, Handler& handler, FileDescriptor listener)
    : options_(options),
      limits_{options.head_bytes_max, options.header_count_max, options.body_bytes_max,
              options_.upload_path, options.upload_bytes_max},
      handler_(handler),
      listener_(std::move(listener)),
      workers_(
          PoolLimits{options.workers_max, options.connections_max, options.worker_idle_time_max}) {}

Result<bool, std::string> EventLoop::prepare() {
  epoll_ = FileDescriptor(epoll_create1(EPOLL_CLOEXEC));
  wake_ = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!epoll_.is_open() || !wake_.is_open() ||
      !add_to_epoll(epoll_.get(), listener_.get(), kListenerKey, EPOLLIN) ||
      !add_to_epoll(epoll_.get(), wake_.get(), kWakeKey, EPOLLIN)) {
    return failure(std::string("epoll: ") + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  }
  // A client beyond what the process may open could not even be told so.
  const auto limit = descriptor_limit();
  const auto spare = limit > 2 * kDescriptorsForOthers ? limit - kDescriptorsForOthers : limit / 2;
  connections_max_ = std::min(options_.connections_max, spare);
  return true;
}

void EventLoop::run() {
  block_signals_in_this_thread();
  std::array<epoll_event, kEventsPerTurn> events{};
  begin_turn();
  while (!stopping_ || (connections_.size() != 0 && now_ < stop_at_)) {
    const int count = epoll_wait(epoll_.get(), events.data(), kEventsPerTurn, wait_ms());
    begin_turn();
    for (int i = 0; i < count; ++i) {
      const auto& event = events.at(static_cast<std::size_t>(i));
      handle_event(event.data.u64, event.events);
    }
    if (stop_requested_ && !stopping_) begin_stopping();
    resume_waiting();
    release_held();
    if (now_ >= accept_again_) {
      accept_again_ = Clock::time_point::max();
      add_to_epoll(epoll_.get(), listener_.get(), kListenerKey, EPOLLIN);
    }
    if (now_ >= next_deadline_) {
      close_late_ones();
      release_held();  // behind a delayed answer others may have been given
    }
    if (freed_ >= kFreedMuch && now_ >= return_memory_at_) return_memory();
  }
  connections_.for_each([this](Connection& connection) { close(connection); });
  listener_.close();
}

void EventLoop::begin_turn() {
  now_ = Clock::now();
  const auto second = std::time(nullptr);
  if (second == date_second_) return;
  date_second_ = second;
  date_ = format_http_date(second);
}

int EventLoop::wait_ms() const {
  if (!resuming_.empty()) return 0;
  auto until = std::min({next_deadline_, accept_again_, stop_at_});
  if (freed_ >= kFreedMuch) until = std::min(until, return_memory_at_);
  if (until == Clock::time_point::max()) return -1;
  if (until <= now_) return 0;
  // Rounded up: waking a little early would mean to turn idly until the time has come.
  const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(until - now_).count() + 1;
  return static_cast<int>(std::min<decltype(wait)>(wait, 60'000));
}

void EventLoop::handle_event(ConnectionKey key, std::uint32_t events) {
  if (key == kListenerKey) return accept_clients();
  if (key == kWakeKey) return take_answers();
  Connection* connection = connections_.find(key);
  if (connection == nullptr) return;  // closed earlier in this turn
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return close(*connection);
  if ((events & EPOLLRDHUP) != 0) caller_finished(*connection);
  if ((events & EPOLLOUT) != 0) {
    send_output(*connection);
    connection = connections_.find(key);
  }
  if (connection != nullptr && (events & EPOLLIN) != 0) read_from(*connection);
}

void EventLoop::resume_waiting() {
  resuming_now_.swap(resuming_);
  for (const auto key : resuming_now_) {
    Connection* connection = connections_.find(key);
    if (connection == nullptr) continue;
    connection->resumes_this_turn = false;
    go_on(*connection);
  }
  resuming_now_.clear();
}

/// Serves what arrived behind a request that is answered now.
void EventLoop::go_on(Connection& connection) {
  const std::string bytes = std::exchange(connection.input, std::string());
  serve(connection, bytes);
}

void EventLoop::request_stop() {
  stop_requested_ = true;
  eventfd_write(wake_.get(), 1);
}

void EventLoop::begin_stopping() {
  stopping_ = true;
  stop_at_ = now_ + options_.stop_grace;
  accept_again_ = Clock::time_point::max();
  listener_.close();
  connections_.for_each([this](Connection& connection) {
    const bool in_work = connection.state != Connection::State::kReading || connection.has_output();
    if (!in_work) return close(connection);
    connection.close_when_sent = true;
    connection.input.clear();
    // An answer that waits for its time is not worth waiting for.
    if (connection.state == Connection::State::kDelaying) set_deadline(connection, kAtOnce);
  });
}

void EventLoop::close_late_ones() {
  static constexpr Refusal kTooSlow{408, "request_timeout",
                                    "The request did not arrive whole in time."};
  next_deadline_ = Clock::time_point::max();
  connections_.for_each([this](Connection& connection) {
    if (connection.deadline > now_) {
      next_deadline_ = std::min(next_deadline_, connection.deadline);
    } else if (connection.state == Connection::State::kDelaying && !connection.has_output()) {
      end_delay(connection);
    } else if (connection.request_begun && !connection.has_output() &&
               connection.state == Connection::State::kReading) {
      refuse(connection, kTooSlow);
      send_output(connection);
    } else {
      close(connection);
    }
  });
}

void EventLoop::take_answers() {
  eventfd_t count = 0;
  eventfd_read(wake_.get(), &count);
  {
    const std::lock_guard lock(answers_mutex_);
    answers_taken_.swap(answers_);
  }
  for (auto& answered : answers_taken_) {
    in_work_ -= answered.request_bytes;
    freed_ += answered.request_bytes;
    Connection* connection = connections_.find(answered.key);
    if (connection == nullptr) {  // the client did not wait
      freed_ += answered.response.body.size();
      continue;
    }
    take_answer(*connection, std::move(answered.response));
    go_on(*connection);
  }
  answers_taken_.clear();
}

void EventLoop::accept_clients() {
  for (std::size_t i = 0; i < kEventsPerTurn; ++i) {
    FileDescriptor socket(accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.is_open()) {
      admit(std::move(socket));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      return pause_accepting();
    } else if (errno == EAGAIN) {
      return;
    }
  }
}

/// Out of descriptors: the listener would stay readable and keep the loop turning for nothing.
void EventLoop::pause_accepting() {
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, listener_.get(), nullptr);
  accept_again_ = now_ + kAcceptPause;
}

void EventLoop::admit(FileDescriptor socket) {
  static constexpr Refusal kFull{503, "connections_exhausted",
                                 "The server has as many connections as it takes."};
  // A few more than allowed are let in to be told; beyond that there is only the door.
  const auto places_for_refused = connections_max_ / 16 + 16;
  if (connections_.size() >= connections_max_ + places_for_refused) return;
  const bool is_full = connections_.size() >= connections_max_;
  Connection& connection = connections_.open(std::move(socket));
  connection.interest = EPOLLIN;
  if (!add_to_epoll(epoll_.get(), connection.socket.get(), connection.key, EPOLLIN)) {
    return close(connection);
  }
  set_deadline(connection, options_.idle_time_max);
  if (!is_full) return;
  refuse(connection, kFull);
  send_output(connection);
}

void EventLoop::count(Connection& connection) {
  const auto taken = connection.room_taken();
  if (taken < connection.counted) freed_ += connection.counted - taken;
  buffered_ -= connection.counted;
  buffered_ += taken;
  connection.counted = taken;
}

bool EventLoop::has_room_for(std::size_t bytes) const {
  return buffered_ + in_work_ + bytes <= options_.buffered_bytes_max;
}

/// On another thread: it may take a while.
void EventLoop::return_memory() {
  return_memory_at_ = now_ + kReturnMemoryEvery;
  if (workers_.run(return_freed_memory)) freed_ = 0;
}

/// The client sends nothing more: that it still reads cannot be known before it is answered. Who
/// works long for it may end that; whatever is answered is sent all the same.
void EventLoop::caller_finished(Connection& connection) {
  if (connection.caller) connection.caller->leave();
  watch(connection, connection.interest & ~static_cast<std::uint32_t>(EPOLLRDHUP));
}

void EventLoop::close(Connection& connection) {
  if (connection.caller) connection.caller->leave();
  buffered_ -= connection.counted;
  freed_ += connection.counted;
  connections_.close(connection);  // which takes it out of epoll, too
}

void EventLoop::watch(Connection& connection, std::uint32_t interest) {
  if (connection.interest == interest) return;
  connection.interest = interest;
  epoll_event event{};
  event.events = interest;
  event.data.u64 = connection.key;
  epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, connection.socket.get(), &event);
}

void EventLoop::set_deadline(Connection& connection, std::chrono::milliseconds from_now) {
  connection.deadline = now_ + from_now;
  next_deadline_ = std::min(next_deadline_, connection.deadline);
}

}  // namespace lotusbox::net
