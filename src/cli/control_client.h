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

/// What people write for an address that begins with http://; an empty one stays empty.
std::string with_scheme(const std::string& url);

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

  /// The same with a body of JSON, which may be empty.
  std::optional<ControlAnswer> ask_json(std::string_view method, const std::string& target,
                                        std::string json);
  /// For what is answered as plain text.
  std::optional<std::string> ask_text(std::string_view method, const std::string& target);
  /// The same without a word when it fails, for what is tried again.
  std::optional<ControlAnswer> ask_quietly(std::string_view method, const std::string& target,
                                           const Fields& fields = {});

  /// With --json the answer as it came, otherwise the text; the exit code.
  [[nodiscard]] int show(const ControlAnswer& answer, std::string_view text) const;

 private:
  Result<Response, std::string> send(std::string_view method, const std::string& target,
                                     std::string body, std::string_view media_type);
  /// The answer when it is a good one; otherwise what it says is told.
  std::optional<Response> checked(Result<Response, std::string> response);
  std::optional<ControlAnswer> read(std::optional<Response> response);
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
