// What the tests of the api share: a server over fresh worlds with a pretended outside, calls with
// their answers read, and the checks that hold for every answer whatsoever. Holds no test.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/server.h"

namespace lotusbox::api {

/// The value at a dotted path of a JSON text: a text as it is, anything else as compact JSON;
/// `<absent>` when there is none, `<not json>` when the text is not JSON.
std::string json_at(std::string_view json, std::string_view dotted_path);
/// Names of an object in its order; the names of the whole when the path is empty.
std::vector<std::string> json_keys(std::string_view json, std::string_view dotted_path = "");
std::size_t json_count(std::string_view json, std::string_view dotted_path);

/// The answer to a call, read.
struct Reply {
  Response response;

  [[nodiscard]] int status() const { return response.status; }
  [[nodiscard]] const std::string& body() const { return response.body; }
  [[nodiscard]] std::string header(std::string_view name) const;  ///< empty: absent
  [[nodiscard]] std::string rule() const { return header("Lotusbox-Rule"); }
  [[nodiscard]] std::string at(std::string_view path) const { return json_at(body(), path); }
  [[nodiscard]] bool holds(std::string_view part) const;
};

/// Reference data as it is shipped, read once.
std::shared_ptr<const Reference> shipped_reference();

inline constexpr std::string_view kKey = "sk_test_lotusbox";
inline constexpr std::int64_t kStart = 1767225600;  ///< 2026-01-01T05:30:00+05:30, a Thursday
inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kForm = "application/x-www-form-urlencoded";

/// A server, its engine and what it would need from outside.
class TestApi {
 public:
  explicit TestApi(std::vector<std::string> only_keys = {});

  /// With the key as Basic authentication and `Host: box.test`; a body that begins with a brace
  /// is JSON, any other a form.
  Reply call(std::string_view method, std::string_view target, std::string_view body = "",
             Headers more = {});
  Reply get(std::string_view target, Headers more = {}) { return call("GET", target, "", more); }
  /// Exactly this request; checks what holds for every answer.
  Reply send(const Request& request);

  /// Makes a mandate and returns its id.
  std::string mandate(std::string_view body = "{}");
  /// Asks for something on a mandate and returns the path and query of its link.
  std::string link(std::string_view action, std::string_view mandate, std::string_view body = "");
  /// Makes a source and returns its id.
  std::string source(std::string_view more_of_debit = "", std::string_view redirect = "{}");
  std::string source_link(std::string_view source);

  /// Everything that a call could have changed in the world of this key, as one text.
  std::string whole_world();

  std::string key{kKey};
  Engine engine;
  Server server;
  bool replays = false;      ///< as if a journal was lived through again
  std::vector<int> settled;  ///< the timeouts that settle was asked for
};

/// A scan of so many bytes for a source with this reference1.
Request scan_upload(std::string_view key, std::string_view reference1, std::size_t bytes = 3);

/// Path and query of an absolute URL.
std::string target_of(std::string_view url);

/// A body of /v1/sources that is accepted; `debit` and `redirect` are members to add to it.
std::string source_body(std::string_view debit = "", std::string_view redirect = "{}");

}  // namespace lotusbox::api
