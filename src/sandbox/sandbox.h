// One whole sandbox: worlds, the API in front of them, and webhooks behind them. The server, the
// scenario runner, the tests and programs that embed it all use this object. It starts no thread
// and opens no port before `listen`, or before a webhook has to leave over a socket.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "base/result.h"

namespace lotusbox {

/// The key of the documentation. Any other that begins with sk_test_ opens a world of its own.
inline constexpr std::string_view kDocumentedKey = "sk_test_lotusbox";

/// One attempt to deliver an event, given to `SandboxOptions::on_webhook` in place of a socket.
struct WebhookDelivery {
  std::string key;       ///< of the world it comes from
  std::string url;       ///< the target that this world has set
  std::string type;      ///< such as mandate.pending
  std::string event_id;  ///< EV…
  int attempt = 1;       ///< counted from 1
  std::string body;      ///< as it would be sent: encrypted, unless the target wants it plain
  std::string event;     ///< the event itself, as JSON
};

struct SandboxOptions {
  std::uint64_t seed = 1;  ///< the same seed gives the same ids
  /// When worlds begin, in Unix seconds. Not given: 2026-01-01T05:30:00+05:30 on a manual clock,
  /// else wall time.
  std::optional<std::int64_t> start;
  std::string clock = "manual";            ///< manual, real, or fast:<n> with n up to 1,000,000
  std::string profile = "documented";      ///< documented, strict or lenient
  std::vector<std::string> only_keys;      ///< empty: any test key is good
  std::string fixtures_json;               ///< what every world starts with; may be empty
  std::string public_url;                  ///< of links; empty: the host the caller used
  std::string webhook_url, webhook_key;    ///< every world starts with it; may be empty
  std::vector<std::string> webhook_hosts;  ///< allowed beside this machine

  /// The file that the journal is kept in; empty: nothing is written. One that exists is replayed
  /// first, and what is given above must not contradict what it was begun with.
  std::string data;
  /// normal: what was answered survives the end of the process, however it ends; full: and the
  /// loss of power.
  std::string durability = "normal";
  /// Told how many entries of a long journal have been replayed, and how many there are.
  std::function<void(std::int64_t done, std::int64_t total)> on_replay;
  std::int64_t drop_idle_s = 0;  ///< a world that no call came for in so long is dropped; 0: never

  /// Takes the deliveries instead of sockets; every world then starts with a webhook, and which
  /// target it has does not matter. Returns the HTTP status that the receiver answers: 200 to 299
  /// takes the delivery, 0 or an exception stands for a connection that broke.
  ///
  /// Called without a lock. Before `listen`: within `handle`, `advance` and `catch_up`, on the
  /// thread of the caller, before they return. After `listen`: on one thread of the sandbox. It may
  /// call the sandbox; such a call does not wait for further deliveries.
  std::function<int(const WebhookDelivery&)> on_webhook;
};

/// May be used from several threads at once, but for making, `listen`, `stop` and the end of it.
class Sandbox {
 public:
  /// Says in a sentence what is wrong with the options.
  static Result<std::unique_ptr<Sandbox>, std::string> make(SandboxOptions options);
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox();

  /// Answers one request, without a socket. Every request gets an answer; what is refused gets a
  /// status of 400 or more and, in the header Lotusbox-Rule, the rule that refused it.
  Response handle(const Request& request);

  /// Moves the clock of this key's world by seconds (0 or more) and returns its new time in Unix
  /// seconds, when all that fell due has happened and been delivered. Else why it was refused.
  Result<std::int64_t, std::string> advance(std::string_view key, std::int64_t seconds);
  /// The same to an instant, in Unix seconds; it cannot lie before the world's now.
  Result<std::int64_t, std::string> advance_to(std::string_view key, std::int64_t instant);

  /// Opens the world of a key that has none yet as a copy of another: ids, time, settings and all.
  /// Returns the copy's time in Unix seconds, else why it was refused.
  Result<std::int64_t, std::string> fork(std::string_view from_key, std::string_view to_key);

  /// Serves on host and port (0: any free one) and returns the port.
  Result<int, std::string> listen(const std::string& host = "127.0.0.1", int port = 0);
  /// Stops serving and sending, quickly even when clients or receivers hang; not to be called from
  /// within `on_webhook`. The worlds remain and can be asked, but deliver nothing any more.
  void stop();

  /// What it was made with, and what that came to: what was left out, what a journal says.
  [[nodiscard]] const SandboxOptions& options() const;

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
                     std::string_view key = kDocumentedKey);

/// `0.1.0`
std::string_view version();

}  // namespace lotusbox
