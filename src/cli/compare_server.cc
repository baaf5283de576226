#include "cli/compare_server.h"

#include <algorithm>
#include <chrono>

#include "base/json_writer.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "net/url.h"

namespace lotusbox::cli {

namespace {

constexpr std::chrono::milliseconds kTimeout{60000};

/// Hosts of the vendors, and those of them that are for tests.
constexpr std::string_view kVendors[] = {"lotuspay.com", "juspay.in"};
constexpr std::string_view kTestHosts[] = {"api-test.lotuspay.com", "sandbox.juspay.in",
                                           "payments.sandbox.juspay.in"};
/// Headers of one connection, and what would come back unreadable.
constexpr std::string_view kOwn[] = {
    "host",    "connection",      "keep-alive",    "te", "transfer-encoding",
    "upgrade", "accept-encoding", "content-length"};
constexpr std::string_view kNotAnswered[] = {"connection", "keep-alive", "transfer-encoding",
                                             "content-length", "date"};

template <class List>
bool is_among(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_of(std::string_view host, std::string_view domain) {
  return host == domain || (host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

Response refused(int status, std::string_view code, std::string_view message) {
  JsonWriter json;
  json.begin_object().key("error").begin_object();
  json.field("code", code).field("message", message);
  json.field("type", status == 401 ? "authentication_error" : "api_error");
  json.end_object().end_object();
  return {.status = status,
          .headers = {{"Lotusbox-Compare", "not sent to the real API"}},
          .content_type = "application/json",
          .body = json.take()};
}

bool holds_live_key(std::string_view text) { return text.find("sk_live") != std::string::npos; }

/// Also inside Basic authorization, which is base64.
bool is_live(const Request& request) {
  if (holds_live_key(request.target) || holds_live_key(request.body)) return true;
  return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
    const auto blank = header.second.rfind(' ');
    const auto decoded =
        base64_decode(blank == std::string::npos ? header.second : header.second.substr(blank + 1));
    return holds_live_key(header.second) || (decoded && holds_live_key(*decoded));
  });
}

std::int64_t wall_time() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string problem_with_upstream(const std::string& url) {
  const auto target = net::parse_http_url(url);
  if (!target) return target.error();
  if (target->path != "/") return url + ": give the host alone, without a path";
  const std::string host = to_lower(target->host);
  for (const std::string_view vendor : kVendors) {
    if (!is_of(host, vendor) || is_among(kTestHosts, host)) continue;
    return host + " is a live host, or may be one: compare with " +
           std::string(vendor == kVendors[0] ? kTestHosts[0] : kTestHosts[1]);
  }
  if (!target->tls && !net::is_loopback_host(host)) {
    return url + ": calls carry keys, so they leave this machine over https only";
  }
  return {};
}

Result<Response, std::string> ForwardingServer::pass_on(const Request& request) {
  Request copy = request;
  std::erase_if(copy.headers,
                [](const auto& header) { return is_among(kOwn, to_lower(header.first)); });
  std::unique_ptr<net::HttpClient> client;
  {
    const std::lock_guard lock(clients_mutex_);
    if (!idle_clients_.empty()) {
      client = std::move(idle_clients_.back());
      idle_clients_.pop_back();
    }
  }
  if (!client) client = std::make_unique<net::HttpClient>(trust_);
  auto answer = client->call(upstream_, copy, kTimeout);
  const std::lock_guard lock(clients_mutex_);
  idle_clients_.push_back(std::move(client));
  return answer;
}

Response ForwardingServer::handle(const Request& request) {
  if (request.path().starts_with("/_mock")) {
    return refused(404, "resource_missing",
                   "The real API has no control plane; lotusbox compare passes on calls of the "
                   "vendors alone");
  }
  if (is_live(request)) {
    return refused(401, "authentication_required",
                   "A live key is not passed on: compare with the sandbox and a key that begins "
                   "with sk_test_");
  }
  const std::int64_t at = wall_time();
  auto answer = pass_on(request);
  if (!answer) {
    complain("compare", answer.error(), kRuntime);
    return refused(502, "upstream_unreachable", answer.error());
  }
  std::erase_if(answer->headers,
                [](const auto& header) { return is_among(kNotAnswered, to_lower(header.first)); });
  {
    const std::lock_guard lock(done_mutex_);
    done_({request, answer.value(), at});
  }
  return std::move(answer.value());
}

}  // namespace lotusbox::cli
