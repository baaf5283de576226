// What the API costs over real sockets: amend a mandate, answer as its customer, over and over on
// keep-alive connections, against servers that answer the same requests with constant bytes. Each
// server is gone before the next is measured; only ratios within one run mean something.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "goals.h"
#include "load.h"
#include "peers.h"
#include "sandbox/sandbox.h"

namespace lotusbox::bench {
namespace {

constexpr int kRounds = 3;
constexpr int kIdle = 1000;
constexpr int kMandates = 512;  // more than requests under way, so that no two meet at a mandate
constexpr std::string_view kKey = "sk_test_bench";

std::string head_of(std::string_view method, std::string_view target) {
  return std::string(method) + " " + std::string(target) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic " +
         base64_encode(std::string(kKey) + ":") +
         "\r\nAccept: */*\r\nUser-Agent: bench\r\nContent-Type: application/json\r\n";
}

std::string whole_request(const std::string& head, std::string_view body) {
  return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

Request plain_request(std::string method, std::string target, std::string body) {
  return {std::move(method),
          std::move(target),
          {{"Host", "127.0.0.1"},
           {"Authorization", "Basic " + base64_encode(std::string(kKey) + ":")},
           {"Content-Type", "application/json"}},
          std::move(body)};
}

/// The value of the first `"id":"…"`.
std::string id_in(std::string_view json) {
  constexpr std::string_view kMark = "\"id\":\"";
  const auto start = json.find(kMark);
  LOTUSBOX_CHECK(start != std::string_view::npos, json);
  const std::string_view rest = json.substr(start + kMark.size());
  return std::string(rest.substr(0, rest.find('"')));
}

constexpr std::string_view kAmendBody =
    R"({"maximum_amount":"7500.00","frequency":"QURT","final_collection_date":"2035-12-31",)"
    R"("redirect":{"return_url":"https://merchant.example/back?order=1234567890"}})";

/// The sandbox with its mandates, and the requests that keep them going round: first every mandate
/// is amended, then every request is accepted, and again.
class Subject {
 public:
  Subject() : sandbox_(std::move(Sandbox::make({}).value())) {
    for (int i = 0; i < kMandates; ++i) {
      const Response made = sandbox_->handle(plain_request("POST", "/_mock/mandates", "{}"));
      LOTUSBOX_CHECK(made.status == 200, made.body);
      add_requests(id_in(made.body));
    }
  }

  int listen() { return sandbox_->listen("127.0.0.1", 0).value(); }
  void stop() { sandbox_->stop(); }

  [[nodiscard]] const std::string& request(int i) const {
    const auto place = static_cast<std::size_t>(i % (2 * kMandates));
    return place < amends_.size() ? amends_[place] : accepts_[place - amends_.size()];
  }

  /// What an amend answers, as the constant answer of the others.
  std::string sample_answer() {
    const std::string mandate =
        id_in(sandbox_->handle(plain_request("POST", "/_mock/mandates", "{}")).body);
    return sandbox_
        ->handle(plain_request("PATCH", "/api/mandates/amend?mandate_id=" + mandate,
                               std::string(kAmendBody)))
        .body;
  }

 private:
  void add_requests(const std::string& mandate) {
    amends_.push_back(
        whole_request(head_of("PATCH", "/api/mandates/amend?mandate_id=" + mandate), kAmendBody));
    accepts_.push_back(
        whole_request(head_of("POST", "/_mock/authorise"), R"({"mandate":")" + mandate + R"("})"));
  }

  std::unique_ptr<Sandbox> sandbox_;
  std::vector<std::string> amends_, accepts_;
};

enum Server : std::size_t { kRaw, kHttplib, kTransport, kSandbox, kServers };
constexpr std::array<const char*, kServers> kNames{"raw epoll", "cpp-httplib", "net::HttpServer",
                                                   "lotusbox"};

using Rounds = std::array<std::vector<net::LoadResult>, kServers>;

net::LoadResult load(int port, int connections, int idle, double seconds, const Subject& requests) {
  const auto held = net::open_idle_connections(port, idle);
  return net::run_load(port, connections, seconds, [&](int i) { return requests.request(i); });
}

net::LoadResult measure(Server server, int connections, int idle, double seconds) {
  Subject subject;
  if (server == kSandbox) {
    const net::LoadResult result = load(subject.listen(), connections, idle, seconds, subject);
    subject.stop();
    return result;
  }
  const std::string answer = subject.sample_answer();
  const auto threads = static_cast<std::size_t>(connections + idle);
  const auto peer = server == kRaw ? make_raw_peer(answer)
                    : server == kHttplib
                        ? make_httplib_peer(answer, std::max<std::size_t>(8, threads))
                        : make_transport_peer(answer);
  return load(peer->port(), connections, idle, seconds, subject);
}

net::LoadResult median(std::vector<net::LoadResult> rounds) {
  std::sort(rounds.begin(), rounds.end(), [](const auto& left, const auto& right) {
    return left.requests_per_second < right.requests_per_second;
  });
  return rounds.at(rounds.size() / 2);
}

using Medians = std::array<net::LoadResult, kServers>;

/// Every round asks all servers, in an order that turns around.
Medians compare(int connections, int idle, double seconds) {
  Rounds rounds;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kServers; ++i) {
      const auto server = static_cast<Server>(round % 2 == 0 ? i : kServers - 1 - i);
      rounds[server].push_back(measure(server, connections, idle, seconds));
    }
  }
  Medians medians;
  for (std::size_t i = 0; i < kServers; ++i) medians[i] = median(rounds[i]);
  return medians;
}

void print(int connections, int idle, const Medians& medians) {
  for (std::size_t i = 0; i < kServers; ++i) {
    const net::LoadResult& result = medians[i];
    std::printf("%11d %6d  %-16s %9.0f %8.0f %8.0f %8.0f %4d  %5.2f\n", connections, idle,
                kNames[i], result.requests_per_second, result.p50_us, result.p99_us, result.max_us,
                result.errors, medians[kSandbox].requests_per_second / result.requests_per_second);
  }
  std::fflush(stdout);
}

double ratio(const Medians& medians, Server to) {
  return medians[kSandbox].requests_per_second / medians[to].requests_per_second;
}

void add_goals(int connections, const Medians& quiet, const Medians& crowded, Figures& figures) {
  const std::string at = ", " + std::to_string(connections) + " connections";
  if (connections > 1) {
    figures.at_least("P1", "against cpp-httplib, constant" + at, ratio(quiet, kHttplib), "", 0.9);
    figures.at_least("P1", "against our transport, constant" + at, ratio(quiet, kTransport), "",
                     0.9);
    figures.at_least("P1", "against raw epoll" + at, ratio(quiet, kRaw), "", 0.35);
  }
  const double kept = crowded[kSandbox].requests_per_second / quiet[kSandbox].requests_per_second;
  figures.at_least("P10", "kept with 1,000 idle connections" + at, kept, "", 0.9);
  figures.at_most("P10", "longest wait beside them" + at, crowded[kSandbox].max_us / 1000, "ms",
                  50);
}

int run(double seconds) {
  net::raise_descriptor_limit();
  std::printf(
      "amend and accept, half and half; medians of %d rounds; ratio: lotusbox to the server\n"
      "connections   idle  server               req/s   p50 us   p99 us   max us  err  ratio\n",
      kRounds);
  Figures figures;
  for (const int connections : {1, 8, 64}) {
    const Medians quiet = compare(connections, 0, seconds);
    print(connections, 0, quiet);
    const Medians crowded = compare(connections, kIdle, seconds);
    print(connections, kIdle, crowded);
    add_goals(connections, quiet, crowded, figures);
  }
  figures.print();
  return 0;
}

}  // namespace
}  // namespace lotusbox::bench

/// Argument: seconds a measurement, default 0.4.
int main(int argument_count, char** arguments) {
  return lotusbox::bench::run(argument_count > 1 ? std::atof(arguments[1]) : 0.4);
}
