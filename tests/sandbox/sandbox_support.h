// What the tests of the sandbox share: a box on a free port with a client for it, and a webhook
// receiver on another that does what the test says, and hangs when told to. Holds no test.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_client.h"
#include "net/http_server.h"
#include "sandbox/internals.h"
#include "scenario/json_value.h"

namespace lotusbox {

/// Far longer than anything takes that does not wait, on a busy machine and under a sanitizer, and
/// shorter than the fifteen seconds that a webhook may take.
inline constexpr std::chrono::milliseconds kSoon{12000};

struct Reply {
  Response response;
  [[nodiscard]] int status() const { return response.status; }
  [[nodiscard]] std::string at(std::string_view path) const {
    return scenario::JsonValue::parse(response.body).at(path).text();
  }
  [[nodiscard]] std::size_t count(std::string_view path) const {
    return scenario::JsonValue::parse(response.body).at(path).items().size();
  }
};

/// Calls a server over a socket of its own; an answer that does not come is a failed test.
class Client {
 public:
  explicit Client(std::string url, std::string key = "sk_test_lotusbox")
      : url_(std::move(url)), key_(std::move(key)) {}
  Reply call(std::string_view method, std::string_view target, std::string_view body = "");
  Reply get(std::string_view target) { return call("GET", target); }
  /// Raises one event, source.pending, and returns the id of the source.
  std::string raise();

 private:
  std::string url_, key_;
  net::HttpClient client_;
};

std::unique_ptr<Sandbox> make_box(SandboxOptions options = {});

/// A box that listens on a free port.
struct ServedBox {
  explicit ServedBox(SandboxOptions options = {});
  [[nodiscard]] Client client(std::string key = "sk_test_lotusbox") const {
    return Client(url, std::move(key));
  }

  std::unique_ptr<Sandbox> box;
  std::string url;
};

/// A real HTTP server that takes webhooks.
class Receiver : public Handler {
 public:
  using Answer = std::function<Response(const Request&)>;

  explicit Receiver(Answer answer = {});
  ~Receiver() override;

  std::optional<Response> try_handle(const Request&) override { return std::nullopt; }
  Response handle(const Request& request) override;

  [[nodiscard]] const std::string& url() const { return url_; }
  /// From now on requests are held until `release`.
  void hold();
  void release();
  bool wait_for(std::size_t count);  ///< until so many requests have come
  std::size_t held();                ///< how many are being held now
  std::vector<Request> received();

 private:
  Answer answer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Request> received_;
  std::size_t held_ = 0;
  bool holding_ = false;
  std::string url_;
  net::HttpServer server_;  // last: stops before what it uses goes
};

Response with_status(int status);

/// Points the webhook of the client's world to the receiver; returns its key.
std::string subscribe(Client& client, const Receiver& receiver,
                      std::string_view format = "encrypted");

}  // namespace lotusbox
