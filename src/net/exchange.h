// One HTTP request sent and its answer read on a connection of its own, by a deadline. Only the
// status of the answer is kept. Only the sources of this floor include this.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/answer_reader.h"
#include "net/host_lookup.h"
#include "net/outbound_calls.h"
#include "net/tls.h"
#include "net/url.h"

namespace lotusbox::net {

struct ExchangeInput {
  Target target;
  std::string bytes;  ///< the whole request
  std::chrono::milliseconds timeout;
  std::size_t answer_bytes_max;
  std::shared_ptr<TlsContext> tls;  ///< for targets that want it
  AddressGate gate = {};            ///< none: any address is good
};

/// All of it on the thread of `io`.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  using Done = std::function<void(Verdict)>;

  Exchange(boost::asio::io_context& io, ExchangeInput input);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() = default;

  /// Called once, when it has ended; set before the start.
  void on_done(Done done) { done_ = std::move(done); }
  void start(HostLookup& lookup);
  void abort();

 private:
  using Error = boost::system::error_code;

  /// Goes on with the addresses that may be connected to.
  void choose(const Endpoints& found);
  void connect(const Endpoints& endpoints);
  void shake_hands();
  void send();
  void receive();
  void take(std::size_t bytes);
  void end_of_answer(const Error& error);
  void fail(const Error& error, const std::string& when);
  void finish(Verdict verdict);

  ExchangeInput input_;
  Done done_;  ///< empty once it was called
  boost::asio::ip::tcp::socket socket_;
  std::optional<TlsStream> tls_;
  boost::asio::steady_timer timer_;
  std::chrono::steady_clock::time_point started_;
  AnswerReader reader_;
  std::array<char, 4096> buffer_{};
  std::string doing_ = "looking up the host";
};

}  // namespace lotusbox::net
