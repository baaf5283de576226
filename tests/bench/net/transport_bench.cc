// What the transport costs: the same constant answer from a bare, tuned cpp-httplib server and from
// ours, under the same load in one run. The ratios are the result; the figures depend on the day.
#include <httplib.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "load.h"
#include "net/http_server.h"

namespace lotusbox::net {
namespace {

constexpr const char* kContentType = "application/json; charset=utf-8";
constexpr int kRounds = 3;
constexpr int kIdle = 1000;

std::string constant_answer() {
  std::string text = R"({"id":"MD0000000001","status":"active","reference":")";
  return text.append(300 - text.size() - 2, 'x').append(R"("})");
}

class ConstantHandler : public Handler {
 public:
  std::optional<Response> try_handle(const Request&) override {
    Response response;
    response.content_type = kContentType;
    response.body = body_;
    return response;
  }
  Response handle(const Request& request) override { return *try_handle(request); }

 private:
  const std::string body_ = constant_answer();
};

/// cpp-httplib as one would run it having read its source: see perf.md, section 2.
class BareServer {
 public:
  explicit BareServer(std::size_t threads) {
    server_.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(1'000'000'000);
    server_.set_keep_alive_timeout(300);
    const auto answer = [body = constant_answer()](const httplib::Request&,
                                                   httplib::Response& response) {
      response.set_content(body, kContentType);
    };
    server_.Patch(".*", answer);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
    ::listen(server_.listener(), SOMAXCONN);
  }
  BareServer(const BareServer&) = delete;
  BareServer& operator=(const BareServer&) = delete;
  ~BareServer() {
    server_.stop();
    thread_.join();
  }
  [[nodiscard]] int port() const { return port_; }

 private:
  class Server : public httplib::Server {
   public:
    [[nodiscard]] int listener() const { return svr_sock_; }
  };
  Server server_;
  int port_ = 0;
  std::thread thread_;
};

std::string make_request(int) {
  static const std::string body = R"({"mandate_id":"MD0000000001","amount":")" +
                                  std::string(140, '1') + R"(","frequency":"MNTH"})";
  static const std::string bytes =
      "PATCH /api/mandates/amend HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      "Authorization: Basic c2tfdGVzdF9sb3R1c2JveDo=\r\nAccept: */*\r\n"
      "Content-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  return bytes;
}

LoadResult median(std::vector<LoadResult> rounds) {
  std::sort(rounds.begin(), rounds.end(), [](const LoadResult& a, const LoadResult& b) {
    return a.requests_per_second < b.requests_per_second;
  });
  return rounds.at(rounds.size() / 2);
}

void print_row(int connections, int idle, const LoadResult& bare, const LoadResult& ours) {
  std::printf(
      "%11d %6d | %9.0f %7.0f %7.0f %5.1f %5d | %9.0f %7.0f %7.0f %5.1f %5d | %5.2f\n", connections,
      idle, bare.requests_per_second, bare.p50_us, bare.p99_us, bare.served_us, bare.errors,
      ours.requests_per_second, ours.p50_us, ours.p99_us, ours.served_us, ours.errors,
      bare.requests_per_second > 0 ? ours.requests_per_second / bare.requests_per_second : 0.0);
  std::fflush(stdout);
}

// Each server is gone before the other is measured: the bare one polls its idle connections, and
// would take the processor from ours.
LoadResult load_bare(int connections, int idle, double seconds) {
  // An idle connection holds a thread of it, so it needs as many of them besides.
  const BareServer server(64 + static_cast<std::size_t>(idle));
  const auto held = open_idle_connections(server.port(), idle);
  return run_load(server.port(), connections, seconds, make_request);
}

LoadResult load_ours(int connections, int idle, double seconds) {
  ConstantHandler handler;
  HttpServer server({}, handler);
  const int port = server.listen().value();
  const auto held = open_idle_connections(port, idle);
  return run_load(port, connections, seconds, make_request);
}

void compare(int connections, int idle, double seconds) {
  std::vector<LoadResult> bare;
  std::vector<LoadResult> ours;
  for (int round = 0; round < kRounds; ++round) {
    bare.push_back(load_bare(connections, idle, seconds));
    ours.push_back(load_ours(connections, idle, seconds));
  }
  print_row(connections, idle, median(bare), median(ours));
}

}  // namespace
}  // namespace lotusbox::net

/// Argument: seconds a measurement, default 1.
int main(int argument_count, char** arguments) {
  using lotusbox::net::compare;
  const double seconds = argument_count > 1 ? std::strtod(arguments[1], nullptr) : 1.0;
  lotusbox::net::raise_descriptor_limit();
  std::puts("PATCH, constant answer of 300 bytes, medians of 3 rounds of each");
  std::puts(
      "                   | bare cpp-httplib, tuned               | HttpServer                  "
      "          |");
  std::puts(
      "connections   idle |     req/s     p50     p99   cpu   err |     req/s     p50     p99   "
      "cpu "
      "  err | ratio");
  for (const int idle : {0, lotusbox::net::kIdle}) {
    for (const int connections : {1, 8, 64}) compare(connections, idle, seconds);
  }
  return 0;
}
