#include "net/server_loop.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/memory.h"
#include "net/connection.h"
#include "net/listeners.h"
#include "net/response_writer.h"

namespace lotusbox::net {
namespace {

using boost::system::error_code;

/// Descriptors that the rest of the program needs besides our connections.
constexpr std::size_t kDescriptorsForOthers = 128;
constexpr std::size_t kFreedMuch = 16 << 20;  // before memory is given back
constexpr std::chrono::milliseconds kReturnMemoryEvery{1000};
constexpr std::chrono::milliseconds kAcceptPause{100};

constexpr Refusal kFull{503, "connections_exhausted",
                        "The server has as many connections as it takes."};

/// A client beyond what the process may open could not even be told so.
std::size_t connections_possible() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const auto all = static_cast<std::size_t>(limit.rlim_cur);
  return all > 2 * kDescriptorsForOthers ? all - kDescriptorsForOthers : all / 2;
}

/// What a refusal looks like when the floor above does not say so.
Response plain_refusal(const Refusal& refusal, const Request&) {
  Response response;
  response.status = refusal.status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::string(refusal.message) + "\n";
  return response;
}

ServerOptions completed(ServerOptions options) {
  if (!options.refuse) options.refuse = plain_refusal;
  return options;
}

}  // namespace

ServerLoop::ServerLoop(const ServerOptions& options, Handler& handler)
    : options_(completed(options)),
      limits_{options.head_bytes_max, options.header_count_max, options.body_bytes_max,
              options.body_limit},
      handler_(handler),
      io_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      connections_max_(std::min(options.connections_max, connections_possible())),
      lanes_(workers_, options.lane_waiting_max),
      workers_(
          PoolLimits{options.workers_max, options.connections_max, options.worker_idle_time_max}) {}

ServerLoop::~ServerLoop() = default;

Result<int, std::string> ServerLoop::bind() {
  auto acceptors = open_listeners(io_, options_.host, options_.port);
  if (!acceptors) return failure(acceptors.take_error());
  acceptors_ = std::move(*acceptors);
  error_code error;
  return int{acceptors_.front().local_endpoint(error).port()};
}

void ServerLoop::run() {
  block_signals_in_this_thread();
  const auto lives = asio::make_work_guard(io_);
  for (auto& acceptor : acceptors_) accept_from(acceptor);
  io_.run();
  while (!connections_.empty()) ConnectionPtr(*connections_.begin())->close();
}

void ServerLoop::request_stop() {
  asio::post(io_, [this] { begin_stopping(); });
}

void ServerLoop::begin_stopping() {
  if (std::exchange(stopping_, true)) return;
  error_code ignored;
  for (auto& acceptor : acceptors_) acceptor.close(ignored);
  accept_timer_.cancel();
  grace_timer_.expires_after(options_.stop_grace);
  grace_timer_.async_wait([this](const error_code& error) {
    if (!error) io_.stop();
  });
  const std::vector<ConnectionPtr> all(connections_.begin(), connections_.end());
  for (const auto& connection : all) connection->stop();
  if (connections_.empty()) io_.stop();
}

void ServerLoop::accept_from(tcp::acceptor& acceptor) {
  acceptor.async_accept([this, &acceptor](const error_code& error, tcp::socket socket) {
    if (stopping_) return;
    if (!error) admit(std::move(socket));
    const bool exhausted = error == asio::error::no_descriptors ||
                           error == asio::error::no_buffer_space ||
                           error == asio::error::no_memory || error.value() == ENFILE;
    if (!exhausted) return accept_from(acceptor);
    // Who waits at the door would keep the loop turning for nothing.
    accept_timer_.expires_after(kAcceptPause);
    accept_timer_.async_wait([this](const error_code& cancelled) {
      if (cancelled) return;
      for (auto& each : acceptors_) accept_from(each);
    });
  });
}

void ServerLoop::admit(tcp::socket socket) {
  // A few more than allowed are let in to be told; beyond that there is only the door.
  const auto places_for_refused = connections_max_ / 16 + 16;
  if (connections_.size() >= connections_max_ + places_for_refused) return;
  const bool is_full = connections_.size() >= connections_max_;
  error_code error;
  socket.non_blocking(true, error);
  if (error) return;
  const auto connection = std::make_shared<Connection>(*this, std::move(socket));
  connections_.insert(connection);
  connection->begin(is_full ? std::optional(kFull) : std::nullopt);
}

void ServerLoop::forget(const ConnectionPtr& connection) {
  connections_.erase(connection);
  if (stopping_ && connections_.empty()) io_.stop();
}

const std::string& ServerLoop::date() {
  const auto second = std::time(nullptr);
  if (second != std::exchange(date_second_, second)) date_ = format_http_date(second);
  return date_;
}

void ServerLoop::watch_deadline(Clock::time_point deadline) {
  if (deadline >= next_sweep_) return;
  next_sweep_ = deadline;
  sweep_timer_.expires_at(deadline);
  sweep_timer_.async_wait([this](const error_code& error) {
    if (!error) sweep();
  });
}

/// Most deadlines are put off long before they come, so the earliest one is looked for only here.
void ServerLoop::sweep() {
  const auto now = Clock::now();
  auto next = Clock::time_point::max();
  std::vector<ConnectionPtr> late;
  for (const auto& connection : connections_) {
    if (connection->deadline() > now) {
      next = std::min(next, connection->deadline());
    } else {
      late.push_back(connection);
    }
  }
  next_sweep_ = Clock::time_point::max();
  for (const auto& connection : late) connection->be_late();
  watch_deadline(next);
}

void ServerLoop::will_handle() {
  if (held_.empty()) mark_ = handler_.mark();
}

void ServerLoop::hold(ConnectionPtr connection) {
  // Posted behind what is ready now: all that is answered meanwhile goes out together.
  if (held_.empty() && !writing_) asio::post(io_, [this] { release_held(); });
  held_.push_back(std::move(connection));
}

void ServerLoop::release_held() {
  if (options_.writes_aside) return write_aside();
  const auto instead = handler_.before_sending(mark_);
  for (const auto& connection : std::exchange(held_, {})) connection->release(instead);
}

/// What comes meanwhile goes out together the next time.
void ServerLoop::write_aside() {
  writing_ = true;
  auto write = [this, mark = mark_, held = std::exchange(held_, {})]() mutable {
    auto instead = handler_.before_sending(mark);
    asio::post(io_, [this, held = std::move(held), instead = std::move(instead)] {
      writing_ = false;
      if (!held_.empty()) asio::post(io_, [this] { release_held(); });
      for (const auto& connection : held) connection->release(instead);
    });
  };
  const auto job = std::make_shared<decltype(write)>(std::move(write));
  if (!workers_.run([job] { (*job)(); })) (*job)();
}

void ServerLoop::measure_lag() {
  asio::post(io_, [this, asked = Clock::now()] {
    using std::chrono::duration_cast;
    lag_ = duration_cast<std::chrono::microseconds>(Clock::now() - asked);
  });
}

void ServerLoop::count(std::size_t before, std::size_t after) {
  if (after < before) count_freed(before - after);
  buffered_ -= before;
  buffered_ += after;
}

void ServerLoop::count_work_done(std::size_t bytes) {
  in_work_ -= bytes;
  count_freed(bytes);
}

void ServerLoop::count_freed(std::size_t bytes) {
  freed_ += bytes;
  if (freed_ < kFreedMuch || std::exchange(returns_memory_, true)) return;
  memory_timer_.expires_after(kReturnMemoryEvery);
  memory_timer_.async_wait([this](const error_code& error) {
    if (!error) return_memory();
  });
}

/// On another thread: it may take a while.
void ServerLoop::return_memory() {
  returns_memory_ = false;
  if (workers_.run(return_freed_memory)) freed_ = 0;
}

bool ServerLoop::has_room_for(std::size_t bytes) const {
  return buffered_ + in_work_ + bytes <= options_.buffered_bytes_max;
}

}  // namespace lotusbox::net
