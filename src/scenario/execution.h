// What a running scenario knows: its driver, its world, the names of objects, how many events it
// has seen and which refusal came last. Every verb talks to the product through it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "scenario/aliases.h"
#include "scenario/driver.h"
#include "scenario/json_value.h"
#include "scenario/script.h"

namespace lotusbox::scenario {

using Lines = std::vector<std::string>;

struct Reply {
  int status = 0;
  std::string rule;        ///< of a refusal; empty otherwise
  std::string request_id;  ///< under which it can be explained
  JsonValue body;          ///< absent when it is not JSON
  Response raw;

  [[nodiscard]] bool good() const { return status >= 200 && status < 400 && rule.empty(); }
};

/// What a block prints around the events that it caused.
struct Output {
  Lines before;
  Lines after;
};

class Execution {
 public:
  /// The world is the one of a key made from the stable id of the scenario.
  Execution(Driver& driver, std::string_view id);

  [[nodiscard]] Driver& driver() { return driver_; }
  [[nodiscard]] const std::string& key() const { return key_; }
  /// Goes on in the world of another key.
  void use_key(std::string key) { key_ = std::move(key); }
  Aliases names;
  /// Calls an object by the name that this argument of the block gives, where it gives one. A name
  /// that another object has already is a fault of the file.
  void give_name(const Block& block, std::string_view argument, std::string_view value);
  /// Faults of the file that only show when it runs: sentences, each with what to write instead.
  Lines faults;
  /// What a mandate that this block makes is to be called; empty for the usual name.
  std::string next_mandate;
  /// The reason that this block gives for a refusal, when it gives one.
  std::string reason;

  /// Sends a request with the key of the world; the body is JSON unless it is empty.
  Reply call(std::string_view method, std::string_view target, std::string body = {});
  /// Sends a request as it is, and keeps its refusal for `why`.
  Reply send(const Request& request);
  [[nodiscard]] std::pair<std::string, std::string> authorization() const;

  /// `refused <rule>: <message> (passes at <instant>) (assumed)`, or what else went wrong.
  std::string refusal(const Reply& answer);
  /// The refusal as one line before the events; nothing when the answer is good.
  Output outcome(const Reply& answer);
  /// What GET /_mock/why says of a refusal; absent when nothing.
  JsonValue explain(const std::string& request_id);
  [[nodiscard]] const std::string& last_refused() const { return last_refused_; }

  /// Events since the last call, oldest first.
  std::vector<JsonValue> new_events();
  /// Adds all entries of a list of the control plane, page by page; the answer for the last page.
  Reply list(const std::string& target, std::vector<JsonValue>& items);
  /// A fresh world: no names, no events.
  void start_over();
  /// All events of the world so far have been seen.
  void skip_events();

  /// Deliveries are awaited only after a webhook was set.
  void webhook_set(bool on) { webhook_ = on; }
  void settle();
  std::vector<std::string> newly_received();

 private:
  Driver& driver_;
  std::string key_;
  std::string last_refused_;
  std::size_t events_seen_ = 0;
  std::size_t bodies_seen_ = 0;
  bool webhook_ = false;
};

/// The path and query of a link: what follows its host.
std::string path_of(std::string_view url);
/// `unknown alias m9` as the only line; a fault of the file.
Output unknown_alias(Execution& session, std::string_view alias);

}  // namespace lotusbox::scenario
