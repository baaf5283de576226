// What a sandbox is made with, as plain values, and what it hands to a receiver of webhooks in the
// same process. Whether the values make sense is decided by `Sandbox::make`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/example_key.h"

namespace lotusbox {

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
  std::string clock = "manual";        ///< manual, real, or fast:<n> with n up to 1,000,000
  std::string profile = "documented";  ///< documented, strict or lenient
  std::vector<std::string> only_keys;  ///< empty: any test key is good
  std::string fixtures_json;           ///< what every world starts with; may be empty
  std::string public_url;              ///< of links; empty: the host the caller used
  /// Names, without a port, under which the server is called besides addresses, localhost and names
  /// without a dot; and origins of web pages that may call the vendors besides those of this
  /// machine. They hold for `handle`, too, where a request has these headers.
  std::vector<std::string> allowed_hosts, allowed_origins;
  std::string webhook_url, webhook_key;    ///< every world starts with it; may be empty
  std::vector<std::string> webhook_hosts;  ///< allowed beside this machine
  std::string webhook_ca;                  ///< file of certificates to trust; empty: the system's
  bool webhook_insecure = false;           ///< any certificate of a webhook target is good

  /// The file that the journal is kept in, or the URL of a database; empty: nothing is written. One
  /// that exists is replayed first, and what is given above must not contradict what it was begun
  /// with.
  std::string data;
  /// normal: what was answered survives the end of the process, however it ends; full: and the
  /// loss of power.
  std::string durability = "normal";
  /// Where servers share their data (a `postgresql://` URL in place of a file): how the others and
  /// whoever routes calls reach this one, as `host:port`; empty: where it listens.
  std::string node_address;
  std::int64_t lease_s = 10;    ///< a server that is not heard of for so long has lost its worlds
  std::int64_t let_go_s = 300;  ///< a world that no call came for in so long may be taken by others
  /// Told how many entries of a long journal have been replayed, and how many there are.
  std::function<void(std::int64_t done, std::int64_t total)> on_replay;
  /// Asked now and then while a journal is replayed: true ends that, and there is no sandbox.
  std::function<bool()> stop_replay;
  /// Bytes that the whole process may use, that of an embedder included; 0: no limit. When it
  /// comes near, what old calls brought is forgotten; beyond, calls that add are refused.
  std::uint64_t memory_max = 0;
  static constexpr std::uint64_t kMemoryMaxMin = std::uint64_t{32} << 20U;
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

}  // namespace lotusbox
