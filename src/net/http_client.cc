#include "net/http_client.h"

#include <httplib.h>
#include <netdb.h>

#include <array>
#include <csignal>
#include <ctime>
#include <utility>
#include <vector>

#include "base/text.h"
#include "net/url.h"

namespace lotusbox::net {
namespace {

/// More than any answer of ours; a server that sends more is not the one we think.
constexpr std::size_t kAnswerBytesMax = 256U << 20U;

bool is_framing(std::string_view name) {
  return equals_ignoring_case(name, "Content-Length") || equals_ignoring_case(name, "Connection") ||
         equals_ignoring_case(name, "Transfer-Encoding");
}

httplib::Request to_httplib(const Target& base, const Request& request) {
  httplib::Request out;
  out.method = request.method;
  const std::string prefix =
      base.path.ends_with('/') ? base.path.substr(0, base.path.size() - 1) : base.path;
  out.path = prefix + (request.target.empty() ? "/" : request.target);
  for (const auto& [name, value] : request.headers) {
    if (!is_framing(name)) out.headers.emplace(name, value);
  }
  out.body = request.body;
  return out;
}

Response from_httplib(const httplib::Response& answer, std::string body) {
  Response response;
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) {
    if (equals_ignoring_case(name, "Content-Type")) {
      response.content_type = value;
    } else {
      response.headers.emplace_back(name, value);
    }
  }
  response.body = std::move(body);
  return response;
}

/// cpp-httplib sends without MSG_NOSIGNAL, so a server that closes early would end the program.
/// While this lives the signal is held back for this thread, and forgotten at its end.
class SigpipeHeldBack {
 public:
  SigpipeHeldBack() {
    sigemptyset(&sigpipe_);
    sigaddset(&sigpipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
  }
  SigpipeHeldBack(const SigpipeHeldBack&) = delete;
  SigpipeHeldBack& operator=(const SigpipeHeldBack&) = delete;
  ~SigpipeHeldBack() {
    const timespec at_once{};
    if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&sigpipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t sigpipe_{};
  sigset_t before_{};
};

std::string explain(const std::string& base_url, httplib::Error error, bool out_of_time) {
  const bool timed_out = out_of_time || error == httplib::Error::ConnectionTimeout;
  if (timed_out) return base_url + ": no answer in time";
  if (error == httplib::Error::Connection) return base_url + ": nothing answers there";
  if (error == httplib::Error::SSLConnection) return base_url + ": no TLS could be agreed on";
  if (error == httplib::Error::SSLServerVerification) {
    return base_url + ": its certificate is not trusted, or names another host";
  }
  return base_url + ": " + httplib::to_string(error);
}

std::unique_ptr<httplib::ClientImpl> client_to(const Target& target, Trust trust) {
  if (!target.tls) return std::make_unique<httplib::ClientImpl>(target.host, target.port);
  auto client = std::make_unique<httplib::SSLClient>(target.host, target.port);
  client->enable_server_certificate_verification(trust == Trust::checked);
  return client;
}

/// Those of IPv4 first; none when there is no such host.
std::vector<std::string> addresses_of(const std::string& host) {
  std::vector<std::string> all;
  for (const int family : {AF_INET, AF_INET6}) {
    addrinfo wanted{};
    wanted.ai_family = family;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) continue;
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
      std::array<char, NI_MAXHOST> text{};
      if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) == 0) {
        all.emplace_back(text.data());
      }
    }
    freeaddrinfo(found);
  }
  return all;
}

}  // namespace

class HttpClient::Connected {
 public:
  /// `address`: that of the host; empty: the system looks it up.
  Connected(const Target& target, Trust trust, const std::string& address)
      : origin_(target.origin()), client_(client_to(target, trust)) {
    if (!address.empty()) client_->set_hostname_addr_map({{target.host, address}});
    client_->set_keep_alive(true);
    client_->set_tcp_nodelay(true);
    client_->set_url_encode(false);
    client_->set_follow_location(false);
    client_->set_decompress(false);
  }

  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// The last call failed because nothing answers at this address.
  [[nodiscard]] bool nobody_there() const { return nobody_there_; }

  Result<Response, std::string> call(const std::string& base_url, httplib::Request request,
                                     std::chrono::milliseconds timeout) {
    client_->set_connection_timeout(timeout);
    client_->set_read_timeout(timeout);
    client_->set_write_timeout(timeout);
    const auto start = std::chrono::steady_clock::now();
    std::string body;
    bool out_of_time = false;
    request.content_receiver = [&](const char* data, std::size_t length, std::uint64_t,
                                   std::uint64_t) {
      out_of_time = std::chrono::steady_clock::now() - start > timeout;
      if (out_of_time || body.size() + length > kAnswerBytesMax) return false;
      body.append(data, length);
      return true;
    };
    const SigpipeHeldBack no_sigpipe;
    const auto result = client_->send(request);
    if (result) return from_httplib(*result, std::move(body));
    nobody_there_ = result.error() == httplib::Error::Connection;
    const bool waited_long = std::chrono::steady_clock::now() - start >= timeout;
    return failure(explain(base_url, result.error(), out_of_time || waited_long));
  }

 private:
  std::string origin_;
  std::unique_ptr<httplib::ClientImpl> client_;
  bool nobody_there_ = false;
};

HttpClient::HttpClient(Trust trust, AddressGate gate) : trust_(trust), gate_(std::move(gate)) {}
HttpClient::~HttpClient() = default;

Result<Response, std::string> HttpClient::call(const std::string& base_url, const Request& request,
                                               std::chrono::milliseconds timeout) {
  const auto target = parse_http_url(base_url);
  if (!target) return failure(target.error());
  const bool is_new = !connected_ || connected_->origin() != target->origin();
  if (is_new && gate_) return call_gated(base_url, request, timeout);
  if (is_new) connected_ = std::make_unique<Connected>(*target, trust_, std::string());
  return connected_->call(base_url, to_httplib(*target, request), timeout);
}

Result<Response, std::string> HttpClient::call_gated(const std::string& base_url,
                                                     const Request& request,
                                                     std::chrono::milliseconds timeout) {
  const Target target = *parse_http_url(base_url);
  if (std::string problem = gate_(target.host, {}); !problem.empty()) {
    return failure(std::move(problem));
  }
  std::string problem = base_url + ": there is no such host";
  for (const std::string& address : addresses_of(target.host)) {
    problem = gate_(target.host, address);
    if (!problem.empty()) continue;
    // From here on the connection goes to this address, whatever the name leads to later.
    auto connected = std::make_unique<Connected>(target, trust_, address);
    auto answer = connected->call(base_url, to_httplib(target, request), timeout);
    if (answer.ok() || !connected->nobody_there()) {
      connected_ = std::move(connected);
      return answer;
    }
    problem = answer.take_error();
  }
  return failure(std::move(problem));
}

}  // namespace lotusbox::net
