// One whole sandbox: worlds, the API in front of them, and webhooks behind them. The server, the
// scenario runner, the tests and embedders all use this object. It starts no thread and opens no
// port before `listen`, or before a webhook has something to send.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/server.h"
#include "base/http_message.h"
#include "base/result.h"
#include "engine/engine.h"
#include "webhook/dispatcher.h"

namespace lotusbox {

struct SandboxOptions {
  std::uint64_t seed = 1;
  Instant start = instant_of(1767225600);  ///< 2026-01-01T05:30:00+05:30
  ClockSetting clock;
  Profile profile = Profile::documented;
  std::vector<std::string> only_keys;      ///< `--api-key`; empty: any test key is good
  std::string fixtures_json;               ///< what every world starts with; may be empty
  std::string public_url;                  ///< of links; empty: the host the caller used
  std::string webhook_url, webhook_key;    ///< every world starts with it; may be empty
  std::vector<std::string> webhook_hosts;  ///< allowed beside this machine
};

class Sandbox {
 public:
  /// Says in a sentence what is wrong with the options.
  static Result<std::unique_ptr<Sandbox>, std::string> make(SandboxOptions options);
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox();

  /// Answers one request, without a socket.
  Response handle(const Request& request);

  /// Serves on host and port (0: any free one) and returns the port.
  Result<int, std::string> listen(const std::string& host, int port);
  /// Stops serving and sending, quickly even when clients or receivers hang.
  void stop();

  [[nodiscard]] Engine& engine();
  /// Brings every world whose clock follows wall time up to date.
  void catch_up();
  /// Waits until the world of this key has no delivery due or on its way.
  bool settle(std::string_view key, int timeout_ms);

  // Set before the first request.
  std::function<void(const api::CallLine&)> on_call;
  std::function<void(const webhook::DeliveryLine&)> on_delivery;

 private:
  struct Parts;
  explicit Sandbox(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Reference data as compiled into the program.
Result<std::shared_ptr<const Reference>, std::string> built_in_reference();

/// `0.1.0`
std::string_view version();

}  // namespace lotusbox
