// Speaks to the control plane of a lotusbox that is up, for the subcommands that drive it. A
// refusal is told on stderr with its rule; what an answer means is the business of the caller.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/example_key.h"
#include "cli/arguments.h"
#include "net/http_client.h"
#include "scenario/json_value.h"

namespace lotusbox::cli {

struct ControlFlags {
  std::string url = "http://127.0.0.1:5688";
  std::string key{kExampleKey};
  bool json = false;
};

/// `--url`, `--key` and `--json`, the same everywhere.
void add_control_flags(Command& command, ControlFlags& flags);

/// Names and values of a body; empty values are left out.
using Fields = std::vector<std::pair<std::string, std::string>>;

struct ControlAnswer {
  std::string body;
  scenario::JsonValue json;
};

class ControlClient {
 public:
  ControlClient(std::string command, ControlFlags flags)
      : command_(std::move(command)), flags_(std::move(flags)) {}

  /// nullopt when it was refused or no answer came: that has been said already.
  std::optional<ControlAnswer> ask(std::string_view method, const std::string& target,
                                   const Fields& fields = {});

  /// With --json the answer as it came, otherwise the text; the exit code.
  [[nodiscard]] int show(const ControlAnswer& answer, std::string_view text) const;

 private:
  void tell_refusal(const Response& response) const;

  std::string command_;
  ControlFlags flags_;
  net::HttpClient http_;
};

/// `name=value&…`, percent-encoded; empty values are left out.
std::string form_of(const Fields& fields);

/// `2026-01-01 05:30:00`, of an instant such as `2026-01-01T05:30:00+05:30`.
std::string short_instant(std::string_view ist);

}  // namespace lotusbox::cli
