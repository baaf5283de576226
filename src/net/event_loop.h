// The one thread that owns every connection of a server: it waits with epoll, accepts, reads
// requests, asks the handler, writes answers and closes what takes too long. Workers hand their
// answers back through a queue; nothing else crosses threads.
#pragma once

#include <array>
#include <atomic>
#include <ctime>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "base/result.h"
#include "net/connection.h"
#include "net/file_descriptor.h"
#include "net/http_server.h"
#include "net/worker_pool.h"

namespace lotusbox::net {

class EventLoop {
 public:
  EventLoop(const ServerOptions& options, Handler& handler, FileDescriptor listener);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop() = default;

  /// Makes what `run` needs from the system; says what it would not give.
  Result<bool, std::string> prepare();
  /// Serves until a stop is asked for and done.
  void run();
  /// May be called from any thread, more than once.
  void request_stop();

 private:
  struct Answered {
    ConnectionKey key;
    Response response;
    std::size_t request_bytes;
  };

  // Turns of the loop.
  void handle_event(ConnectionKey key, std::uint32_t events);
  void begin_turn();
  [[nodiscard]] int wait_ms() const;
  void resume_waiting();
  void go_on(Connection& connection);
  void begin_stopping();
  void close_late_ones();
  void take_answers();
  void count(Connection& connection);
  [[nodiscard]] bool has_room_for(std::size_t bytes) const;
  void return_memory();

  // Connections coming and going.
  void accept_clients();
  void pause_accepting();
  void admit(FileDescriptor socket);
  void caller_finished(Connection& connection);
  void close(Connection& connection);
  void finish(Connection& connection);
  void watch(Connection& connection, std::uint32_t interest);
  void set_deadline(Connection& connection, std::chrono::milliseconds from_now);

  // Requests and answers of one connection.
  void read_from(Connection& connection);
  void drop_input(Connection& connection);
  void serve(Connection& connection, std::string_view bytes);
  void serve_requests(Connection& connection, std::string_view& bytes);
  void answer(Connection& connection);
  void hold_answers(Connection& connection);
  void release_held();
  void hand_to_worker(Connection& connection);
  void refuse(Connection& connection, const Refusal& refusal);
  void take_answer(Connection& connection, Response response);
  void end_delay(Connection& connection);
  void append_answer(Connection& connection, const Response& response);
  void send_output(Connection& connection);
  void settle(Connection& connection);

  static constexpr std::size_t kSmallBytes = 16 * 1024;  ///< goes on where the buffers are full
  static constexpr std::size_t kFreedMuch = 16 << 20;    ///< before memory is given back
  static constexpr std::size_t kReadBytes = 64 * 1024;

  const ServerOptions options_;
  const ReadLimits limits_;
  Handler& handler_;
  FileDescriptor listener_;
  FileDescriptor epoll_;
  FileDescriptor wake_;
  std::size_t connections_max_ = 0;

  ConnectionTable connections_;
  std::vector<ConnectionKey> resuming_;
  std::vector<ConnectionKey> resuming_now_;
  std::vector<ConnectionKey> held_;  ///< connections whose answers wait for before_sending
  std::array<char, kReadBytes> read_buffer_{};
  Clock::time_point now_;
  Clock::time_point next_deadline_ = Clock::time_point::max();
  Clock::time_point accept_again_ = Clock::time_point::max();
  Clock::time_point stop_at_ = Clock::time_point::max();
  std::size_t buffered_ = 0;  ///< by all connections
  std::size_t in_work_ = 0;   ///< by the requests that workers have
  std::size_t freed_ = 0;     ///< since the system was given memory back
  Clock::time_point return_memory_at_ = Clock::time_point::min();
  std::time_t date_second_ = -1;
  std::string date_;
  bool stopping_ = false;

  std::atomic<bool> stop_requested_ = false;
  std::mutex answers_mutex_;
  std::vector<Answered> answers_;
  std::vector<Answered> answers_taken_;
  WorkerPool workers_;  ///< last, so that it ends before what its jobs use
};

}  // namespace lotusbox::net
