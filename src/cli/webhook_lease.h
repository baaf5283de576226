// For how long a world delivers to `lotusbox listen`: registered at start, looked after while it
// runs, and given back at the end, also when the program is killed.
#pragma once

#include <string>

#include "cli/control_client.h"

namespace lotusbox::cli {

/// A webhook as the control plane tells it; an empty URL: none is set.
struct WebhookSetting {
  std::string url, key, format;
};

class WebhookLease {
 public:
  /// Forks a guardian, so it comes before any thread.
  explicit WebhookLease(ControlFlags flags);
  WebhookLease(const WebhookLease&) = delete;
  WebhookLease& operator=(const WebhookLease&) = delete;
  ~WebhookLease();

  /// Reads where the world delivers before; false when that lotusbox gave no answer.
  bool read_before();
  [[nodiscard]] const std::string& key_before() const { return before_.key; }
  /// Has the world deliver to `wanted`; the key is told by the answer. False when it is refused.
  bool take(WebhookSetting wanted);
  [[nodiscard]] const std::string& key() const { return own_.key; }

  /// Looks whether the world still delivers here. A world that was put back, and a server that was
  /// started again, are told once more; that somebody else hears now is said.
  void look_after();
  /// The world delivers where it did before; when it delivers elsewhere already, that stays.
  void give_back();

 private:
  enum class State { hears, away, elsewhere };

  void guard(int from_parent);
  bool register_again();

  ControlFlags flags_;
  ControlClient client_;
  WebhookSetting before_, own_;
  State state_ = State::hears;
  int to_guardian_ = -1;
  int guardian_ = -1;
};

}  // namespace lotusbox::cli
