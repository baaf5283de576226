// One client of a server: reads its requests, has them answered in their order, and writes. All of
// it happens on the thread of the loop. Only the sources of this floor include this.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/caller.h"
#include "net/request_reader.h"
#include "net/server_loop.h"

namespace lotusbox::net {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(ServerLoop& loop, tcp::socket socket);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() = default;

  /// Waits for requests, or says why there is no place.
  void begin(const std::optional<Refusal>& refusal);
  /// The server stops: closes at once, or when what is in work is answered.
  void stop();
  /// `before_sending` was asked for the answers that were held back.
  void release(const std::optional<Response>& instead);
  /// The deadline has come.
  void be_late();
  void close();
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }

 private:
  enum class State : std::uint8_t {
    kReading,    ///< a request, or the wait for one
    kWorking,    ///< a worker has the request; what comes meanwhile waits, so answers keep order
    kDelaying,   ///< the answer is there and waits for its time
    kLingering,  ///< everything is said; what still comes is dropped until the client closes
  };

  void wait_to_read();
  void wait_to_write();
  void read();
  void read_ahead(std::string_view bytes);
  void drop(std::size_t bytes);

  void serve(std::string_view bytes);
  void serve_requests(std::string_view& bytes);
  void go_on();
  void answer();
  void hand_to_worker();
  void take_answer(Response response);
  /// On a worker, until there are no more parts.
  static void send_parts(std::shared_ptr<Connection> self, Response response,
                         std::size_t request_bytes);
  void begin_parts(const Response& response);
  void take_part(std::string_view part, bool last);
  void end_delay();
  void append_answer(const Response& response);
  void refuse(const Refusal& refusal);
  void send_output();
  void settle();
  void finish();

  void count();
  void set_deadline(std::chrono::milliseconds from_now);
  [[nodiscard]] bool has_output() const { return sent_ < output_.size(); }

  ServerLoop& loop_;
  tcp::socket socket_;
  RequestReader reader_;
  std::string input_;   ///< arrived behind a request that is not answered yet
  std::string output_;  ///< answers, sent up to `sent_`
  std::size_t sent_ = 0;
  std::shared_ptr<Caller> caller_;  ///< while kWorking: told when the client goes
  struct Delayed {
    asio::steady_timer timer;
    Response response;
  };
  std::unique_ptr<Delayed> delayed_;      ///< while kDelaying
  std::optional<std::size_t> held_from_;  ///< where answers begin that may not be sent yet
  std::size_t dropped_ = 0;               ///< bytes read and dropped while lingering
  std::size_t counted_ = 0;               ///< its part in what all connections hold
  Clock::time_point deadline_ = Clock::time_point::max();
  State state_ = State::kReading;
  bool waits_to_read_ = false;
  bool waits_to_write_ = false;
  bool resumes_ = false;           ///< `input_` waits for its turn
  bool request_begun_ = false;     ///< `deadline_` is that of the request
  bool close_when_sent_ = false;   ///< nothing more is read; the output is the last
  bool linger_when_sent_ = false;  ///< of a closing one: the client may still be sending
};

}  // namespace lotusbox::net
