// Real sockets for the tests of this floor: a client that sends what a hostile one would, a handler
// that shows what reached it, and a receiver that misbehaves as told. Every wait ends by itself.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/http_message.h"
#include "net/file_descriptor.h"
#include "net/http_server.h"

namespace lotusbox::net {

/// Far more than anything takes that does not wait, on a busy machine and under a sanitizer, and
/// far less than the waits that these tests would notice.
inline constexpr std::chrono::milliseconds kSoon{10'000};

struct Answer {
  int status = 0;  ///< 0: none came, or it was cut short
  Headers headers;
  std::string body;

  [[nodiscard]] std::string header(std::string_view name) const;
};

class TestClient {  // nothing in it waits longer than twenty seconds
 public:
  explicit TestClient(int port);

  bool send(std::string_view bytes) const;
  /// One whole answer; interim ones (100) are counted and skipped.
  Answer read_answer(bool head_only = false);
  Answer ask(std::string_view bytes) { return send(bytes) ? read_answer() : Answer{}; }
  /// Whatever still arrives until the server closes.
  std::string read_to_end();
  /// True when the server closes without sending anything further.
  bool is_closed_by_server();
  /// True when nothing arrives within that time and the connection stays.
  bool stays_silent(std::chrono::milliseconds time);
  void finish_sending() const;
  void reset();  ///< closes so that the server gets a reset
  void close() { socket_.close(); }
  void forget() { std::string().swap(buffer_); }  ///< what was read
  [[nodiscard]] int interim_answers() const { return interim_; }

 private:
  bool fill();

  FileDescriptor socket_;
  std::string buffer_;
  int interim_ = 0;
};

/// A refusal in the form that the tests look at.
Response refuse_as_json(const Refusal& refusal, const Request& request);

/// Answers at once, unless the path says /slow (from a worker), /blocked (when told to) or /big.
class TestHandler : public Handler {
 public:
  std::optional<Response> try_handle(const Request& request) override;
  Response handle(const Request& request) override;

  Request last();  ///< the request that arrived last
  bool wait_until_blocked(int count);
  void unblock();
  std::size_t big_bytes = 5'000'000;

 private:
  Response describe(const Request& request);

  std::mutex mutex_;
  std::condition_variable changed_;
  Request last_;
  int blocked_ = 0;
  bool open_ = false;
};

struct TestServer {
  explicit TestServer(ServerOptions options = {});
  ~TestServer();

  TestHandler handler;
  HttpServer server;
  int port = 0;
};

/// Listens and does to each connection what the script says, each on a thread of its own.
class Receiver {
 public:
  using Script = std::function<void(int socket, const std::atomic<bool>& ending)>;

  explicit Receiver(Script script);
  ~Receiver();
  [[nodiscard]] std::string url() const;
  [[nodiscard]] int port() const { return port_; }

 private:
  void accept_all();

  Script script_;
  FileDescriptor listener_;
  int port_ = 0;
  std::atomic<bool> ending_ = false;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

/// Reads a request from a socket of a Receiver up to the end of its body by Content-Length.
std::string read_request(int socket);
void write_all(int socket, std::string_view bytes);

/// `GET target HTTP/1.1` with a Host header and these lines, each with its CR LF.
std::string get(std::string_view target, std::string_view lines = "");
std::string post(std::string_view target, std::string_view body, std::string_view lines = "");

}  // namespace lotusbox::net
