// What the API costs over real sockets: amend a mandate, answer as its customer, over and over on
// keep-alive connections, against servers that answer the same requests with constant bytes, and
// what a journal costs on top, in a file of the folder for temporary things. Each
// server is gone before the next is measured; only ratios within one run mean something.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
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

/// A journal of its own, gone with it.
class JournalFile {
 public:
  JournalFile() {
    std::string name = (std::filesystem::temp_directory_path() / "lotusbox-bench-XXXXXX").string();
    LOTUSBOX_CHECK(::mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    folder_ = name;
  }
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;
  ~JournalFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] SandboxOptions options(const char* durability) const {
    SandboxOptions options;
    options.data = (folder_ / "journal.db").string();
    options.durability = durability;
    return options;
  }

 private:
  std::filesystem::path folder_;
};

/// The sandbox with its mandates, and the requests that keep them going round: first every mandate
/// is amended, then every request is accepted, and again.
class Subject {
 public:
  explicit Subject(SandboxOptions options = {})
      : sandbox_(std::move(Sandbox::make(std::move(options)).value())) {
    for (int i = 0; i < kMandates; ++i) {
      const Response made = sandbox_->handle(plain_request("POST", "/_mock/mandates", "{}"));
      LOTUSBOX_CHECK(made.status == 200, made.body);
      add_requests(id_in(made.body));
    }
  }

  int listen() { return sandbox_->listen("127.0.0.1", 0).value(); }
  void stop() { sandbox_->stop(); }

  [[nodiscard]] const std::string& request(int i) const {
    const auto index = static_cast<std::size_t>(i % (2 * kMandates));
    return index < amends_.size() ? amends_[index] : accepts_[index - amends_.size()];
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

enum Server : std::size_t { kRaw, kHttplib, kTransport, kSandbox, kNormal, kFull, kServers };
constexpr std::array<const char*, kServers> kNames{
    "raw epoll", "cpp-httplib", "net::HttpServer", "lotusbox", "with a journal", "durability full"};

struct Measured {
  net::LoadResult load;
  double processor_us = 0;  ///< of the server, for one request; hardly moved by what else runs
};

Measured load(int port, int connections, int idle, double seconds, const Subject& requests) {
  const auto held = net::open_idle_connections(port, idle);
  const double before = processor_seconds() - thread_seconds();
  Measured measured;
  measured.load =
      net::run_load(port, connections, seconds, [&](int i) { return requests.request(i); });
  const double used = processor_seconds() - thread_seconds() - before;
  const double answered = measured.load.requests_per_second * seconds;
  if (answered > 0) measured.processor_us = used * 1e6 / answered;
  return measured;
}

Measured measure(Server server, int connections, int idle, double seconds) {
  const JournalFile file;
  Subject subject(server == kNormal ? file.options("normal")
                  : server == kFull ? file.options("full")
                                    : SandboxOptions());
  if (server >= kSandbox) {
    const Measured result = load(subject.listen(), connections, idle, seconds, subject);
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

/// The round in the middle by requests a second, with the processor time in the middle.
Measured middle_of(std::vector<Measured> rounds) {
  std::vector<double> processor;
  for (const Measured& round : rounds) processor.push_back(round.processor_us);
  std::sort(rounds.begin(), rounds.end(), [](const Measured& left, const Measured& right) {
    return left.load.requests_per_second < right.load.requests_per_second;
  });
  Measured middle = rounds.at(rounds.size() / 2);
  middle.processor_us = median(std::move(processor));
  return middle;
}

using Rounds = std::array<std::vector<Measured>, kServers>;
using Medians = std::array<Measured, kServers>;

/// 0 when there is nothing to compare with.
double part(double of, double whole) { return whole > 0 ? of / whole : 0; }

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
  for (std::size_t i = 0; i < kServers; ++i) medians[i] = middle_of(rounds[i]);
  return medians;
}

double rate_ratio(const Medians& medians, Server to) {
  return part(medians[kSandbox].load.requests_per_second, medians[to].load.requests_per_second);
}

/// As many requests in the same processor time.
double processor_ratio(const Medians& medians, Server to) {
  return part(medians[to].processor_us, medians[kSandbox].processor_us);
}

void print(int connections, int idle, const Medians& medians) {
  for (std::size_t i = 0; i < kServers; ++i) {
    const net::LoadResult& result = medians[i].load;
    std::printf("%11d %6d  %-16s %9.0f %8.0f %8.0f %8.0f %4d  %5.2f  %7.2f  %5.2f\n", connections,
                idle, kNames[i], result.requests_per_second, result.p50_us, result.p99_us,
                result.max_us, result.errors, rate_ratio(medians, static_cast<Server>(i)),
                medians[i].processor_us, processor_ratio(medians, static_cast<Server>(i)));
  }
  std::fflush(stdout);
}

void add_goals(int connections, const Medians& quiet, const Medians& crowded, Figures& figures) {
  const std::string at = ", " + std::to_string(connections) + " connections";
  if (connections > 1) {
    figures.at_least("P1", "of cpp-httplib, constant" + at, rate_ratio(quiet, kHttplib), "", 0.9);
    figures.at_least("P1", "of raw epoll" + at, rate_ratio(quiet, kRaw), "", 0.35);
    figures.note("of our transport, constant" + at, rate_ratio(quiet, kTransport), "");
    figures.note("of cpp-httplib by processor time" + at, processor_ratio(quiet, kHttplib), "");
    figures.note("of raw epoll by processor time" + at, processor_ratio(quiet, kRaw), "");
    figures.note("of our transport by processor time" + at, processor_ratio(quiet, kTransport), "");
  }
  const auto kept = [&](Server kind) {
    return part(quiet[kind].load.requests_per_second, quiet[kSandbox].load.requests_per_second);
  };
  if (connections > 1) {
    figures.at_least("P9", "kept with a journal" + at, kept(kNormal), "", 0.6);
    figures.note("kept with a journal that survives the loss of power" + at, kept(kFull), "");
  }
  const Measured& before = quiet[kSandbox];
  const Measured& beside = crowded[kSandbox];
  figures.at_least("P10", "kept beside 1,000 idle ones" + at,
                   part(beside.load.requests_per_second, before.load.requests_per_second), "", 0.9);
  figures.note("the same by processor time" + at, part(before.processor_us, beside.processor_us),
               "");
  figures.at_most("P10", "longest wait beside them" + at, beside.load.max_us / 1000, "ms", 50);
}

int run(double seconds) {
  net::raise_descriptor_limit();
  std::printf(
      "amend and accept, half and half; medians of %d rounds; ratio: lotusbox to the server;\n"
      "cpu us: processor time of the server for one request, and the ratio by it\n"
      "connections   idle  server               req/s   p50 us   p99 us   max us  err  ratio"
      "   cpu us  ratio\n",
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
  return lotusbox::bench::run(argument_count > 1 ? std::strtod(arguments[1], nullptr) : 0.4);
}
