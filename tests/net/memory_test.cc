// What clients make the server hold is bounded, and given back to the system when they are done.
#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

constexpr std::size_t kMega = 1 << 20;
constexpr std::size_t kClients = 200;
/// Far less than what the clients of these tests send, and more than anything else varies by.
constexpr std::size_t kLittle = 60 * kMega;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryIsTelling = false;  // a sanitizer keeps what is freed
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kMemoryIsTelling = false;
#else
constexpr bool kMemoryIsTelling = true;
#endif
#else
constexpr bool kMemoryIsTelling = true;
#endif

std::size_t resident_bytes() {
  std::ifstream pages("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  pages >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

bool comes_true(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + kSoon;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

bool falls_back_to(std::size_t before) {
  return !kMemoryIsTelling || comes_true([&] { return resident_bytes() < before + kLittle; });
}

/// A POST whose body lacks its last byte.
std::string half_sent(std::size_t length) {
  return "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" +
         std::string(length - 1, 'x');
}

TEST_CASE("half-sent bodies are given back when their clients go") {
  TestServer server;
  const auto before = resident_bytes();
  {
    std::vector<TestClient> clients;
    for (std::size_t i = 0; i < kClients; ++i) {
      REQUIRE(clients.emplace_back(server.port).send(half_sent(kMega)));
    }
    if (kMemoryIsTelling) {
      CHECK(comes_true([&] { return resident_bytes() > before + 2 * kLittle; }));
    }
  }
  CHECK(falls_back_to(before));
}

TEST_CASE("bodies are given back when they are answered, though their clients stay") {
  TestServer server;
  const auto before = resident_bytes();
  const auto request = post("/", std::string(kMega, 'x'));
  const auto slow = post("/slow", std::string(kMega, 'x'));
  std::vector<TestClient> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    CHECK(clients.emplace_back(server.port).ask(i % 2 == 0 ? request : slow).status == 200);
    clients.back().forget();
  }
  CHECK(falls_back_to(before));
}

TEST_CASE("long answers are given back when they are sent, though their clients stay") {
  TestServer server;
  server.handler.big_bytes = 10 * kMega;
  const auto before = resident_bytes();
  std::vector<TestClient> clients;
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(clients.emplace_back(server.port).ask(get("/big")).body.size() == 10 * kMega);
    clients.back().forget();
  }
  CHECK(falls_back_to(before));
}

TEST_CASE("bodies beyond what the server holds for all are refused, small calls are not") {
  ServerOptions options;
  options.buffered_bytes_max = 4 * kMega;
  TestServer server(options);
  {
    std::vector<TestClient> clients;
    for (std::size_t i = 0; i < 10; ++i) {
      REQUIRE(clients.emplace_back(server.port).send(half_sent(kMega)));
    }
    std::size_t refused = 0;
    for (auto& client : clients) {
      if (client.stays_silent(std::chrono::milliseconds(100))) continue;
      const auto answer = client.read_answer();
      CHECK(answer.status == 503);
      CHECK(answer.header("Lotusbox-Rule") == "net.buffers_exhausted");
      ++refused;
    }
    CHECK(refused >= 6);
    CHECK(refused < 10);
    CHECK(TestClient(server.port).ask(post("/", "small")).status == 200);
  }
  const auto whole = post("/", std::string(kMega, 'x'));
  CHECK(comes_true([&] { return TestClient(server.port).ask(whole).status == 200; }));
}

TEST_CASE("answers beyond what the server holds for all are refused, small ones are not") {
  ServerOptions options;
  options.buffered_bytes_max = 8 * kMega;
  TestServer server(options);
  server.handler.big_bytes = 6 * kMega;
  TestClient reads_nothing(server.port);
  REQUIRE(reads_nothing.send(get("/big")));
  CHECK(comes_true([&] {
    const auto answer = TestClient(server.port).ask(get("/big"));
    return answer.header("Lotusbox-Rule") == "net.buffers_exhausted";
  }));
  CHECK(TestClient(server.port).ask(get("/small")).status == 200);
}

}  // namespace
}  // namespace lotusbox::net
