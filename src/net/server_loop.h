// What the connections of a server share: the one thread that does all their reading and writing,
// the limits over all of them, the answers that wait to be written down, and the threads for work
// that takes long. Only the sources of this floor include this.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "net/http_server.h"
#include "net/lanes.h"
#include "net/request_reader.h"
#include "net/worker_pool.h"

namespace lotusbox::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

class Connection;
using ConnectionPtr = std::shared_ptr<Connection>;

class ServerLoop {
 public:
  static constexpr std::size_t kSmallBytes = 16 * 1024;  ///< goes on where the buffers are full

  ServerLoop(const ServerOptions& options, Handler& handler);
  ServerLoop(const ServerLoop&) = delete;
  ServerLoop& operator=(const ServerLoop&) = delete;
  ~ServerLoop();

  /// Opens the port and returns it, or says why that cannot be done.
  Result<int, std::string> bind();
  /// Serves until a stop is asked for and done.
  void run();
  /// May be called from any thread, more than once; as may these.
  void request_stop();
  void measure_lag();
  [[nodiscard]] std::chrono::microseconds lag() const { return lag_; }

  // For connections, on the thread of `run`.
  [[nodiscard]] const ServerOptions& options() const { return options_; }
  [[nodiscard]] const ReadLimits& limits() const { return limits_; }
  [[nodiscard]] Handler& handler() { return handler_; }
  [[nodiscard]] asio::io_context& io() { return io_; }
  [[nodiscard]] std::array<char, 64 * 1024>& read_buffer() { return read_buffer_; }
  [[nodiscard]] bool stopping() const { return stopping_; }
  [[nodiscard]] const std::string& date();
  /// The connection is asked again when its deadline, or an earlier one, has come.
  void watch_deadline(Clock::time_point deadline);
  /// Its answers may go once the handler has written down all that came together.
  void hold(ConnectionPtr connection);
  /// To be told before anything is handled: what came before that is known to the handler.
  void will_handle();
  /// Answers that come now are not among those that are being written down.
  [[nodiscard]] bool is_writing() const { return writing_; }
  /// On a thread of its own, when the lane is free.
  Lanes::Taken run_job(const std::string& lane, Lanes::Job job) {
    return lanes_.run(lane, std::move(job));
  }
  void forget(const ConnectionPtr& connection);

  /// What a connection holds has changed.
  void count(std::size_t before, std::size_t after);
  void count_freed(std::size_t bytes);
  void count_work(std::size_t bytes) { in_work_ += bytes; }
  void count_work_done(std::size_t bytes);
  [[nodiscard]] bool has_room_for(std::size_t bytes) const;

 private:
  void accept_from(tcp::acceptor& acceptor);
  void admit(tcp::socket socket);
  void begin_stopping();
  void sweep();
  void release_held();
  void write_aside();
  void return_memory();

  const ServerOptions options_;
  const ReadLimits limits_;
  Handler& handler_;
  asio::io_context io_;
  std::vector<tcp::acceptor> acceptors_;
  std::unordered_set<ConnectionPtr> connections_;
  std::vector<ConnectionPtr> held_;
  std::uint64_t mark_ = 0;  ///< of the handler, from before the first of `held_`
  bool writing_ = false;    ///< on another thread
  std::atomic<std::chrono::microseconds> lag_{};
  std::array<char, 64 * 1024> read_buffer_{};
  asio::steady_timer accept_timer_{io_};
  asio::steady_timer sweep_timer_{io_};
  asio::steady_timer memory_timer_{io_};
  asio::steady_timer grace_timer_{io_};
  Clock::time_point next_sweep_ = Clock::time_point::max();
  std::size_t connections_max_ = 0;
  std::size_t buffered_ = 0;  ///< by all connections
  std::size_t in_work_ = 0;   ///< by the requests that workers have
  std::size_t freed_ = 0;     ///< since the system was given memory back
  bool returns_memory_ = false;
  bool stopping_ = false;
  std::time_t date_second_ = -1;
  std::string date_;
  Lanes lanes_;
  WorkerPool workers_;  ///< last, so that it ends before what its jobs use
};

}  // namespace lotusbox::net
