// One whole sandbox: worlds, the API in front of them, and webhooks behind them. The server, the
// scenario runner, the tests and programs that embed it all use this object. It starts no thread
// and opens no port before `listen`, or before a webhook has to leave over a socket.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/http_message.h"
#include "base/result.h"
#include "sandbox/sandbox_options.h"

namespace lotusbox {

/// May be used from several threads at once, but for making, `listen`, `stop` and the end of it.
class Sandbox {
 public:
  /// Says in a sentence what is wrong with the options.
  static Result<std::unique_ptr<Sandbox>, std::string> make(SandboxOptions options);
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox();

  /// Answers one request, without a socket. Every request gets an answer; what is refused gets a
  /// status of 400 or more and, in the header Lotusbox-Rule, the rule that refused it. What the
  /// server would refuse over the network is refused here as well.
  Response handle(const Request& request);

  /// Moves the clock of this key's world by seconds (0 or more) and returns its new time in Unix
  /// seconds, when all that fell due has happened and been delivered. Else why it was refused.
  Result<std::int64_t, std::string> advance(std::string_view key, std::int64_t seconds);
  /// The same to an instant, in Unix seconds; it cannot lie before the world's now.
  Result<std::int64_t, std::string> advance_to(std::string_view key, std::int64_t instant);

  /// Opens the world of a key that has none yet as a copy of another: ids, time, settings and all.
  /// Returns the copy's time in Unix seconds, else why it was refused.
  Result<std::int64_t, std::string> fork(std::string_view from_key, std::string_view to_key);

  /// Serves on host and port (0: any free one) and returns the port. `localhost` means the loopback
  /// addresses of IPv4 and, where there is one, of IPv6.
  Result<int, std::string> listen(const std::string& host = "localhost", int port = 0);
  /// Lets go of all worlds, where several servers share them, when what is in work is answered;
  /// other servers take them from then on. To be followed by `stop`.
  void drain();
  /// Stops serving and sending, quickly even when clients or receivers hang; not to be called from
  /// within `on_webhook`. The worlds remain and can be asked, but deliver nothing any more.
  void stop();

  /// What it was made with, and what that came to: what was left out, what a journal says.
  [[nodiscard]] const SandboxOptions& options() const;

  /// The keys of all worlds in which something was done or looked at, in order.
  [[nodiscard]] std::vector<std::string> world_keys() const;

  /// Brings every world whose clock follows wall time up to date.
  void catch_up();
  /// Waits until the world of this key has no delivery due or on its way; false when the time was
  /// up first.
  bool settle(std::string_view key, int timeout_ms);

 private:
  friend struct SandboxInternals;
  friend struct KeptJournal;
  struct Parts;
  explicit Sandbox(std::unique_ptr<Parts> parts);
  static Result<std::unique_ptr<Sandbox>, std::string> assemble(SandboxOptions options);
  std::unique_ptr<Parts> parts_;
};

/// A request as a client with this key sends it: Basic authorization and, if there is a body, JSON.
Request make_request(std::string_view method, std::string_view target, std::string_view body = "",
                     std::string_view key = kExampleKey);

/// `0.1.0`
std::string_view version();

}  // namespace lotusbox
