// Webhook sending against receivers of every kind.
#include "net/outbound_calls.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "net/net_support.h"

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

milliseconds since(SteadyClock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - start);
}

Verdict call(OutboundCalls& calls, const std::string& url, milliseconds timeout,
             const Headers& headers = {}, const std::string& body = "{}") {
  std::promise<Verdict> promise;
  auto future = promise.get_future();
  calls.post(url, headers, body, timeout,
             [&promise](Verdict verdict) { promise.set_value(std::move(verdict)); });
  REQUIRE(future.wait_for(4 * kSoon) == std::future_status::ready);
  return future.get();
}

Receiver::Script answering(std::string answer) {
  return [answer = std::move(answer)](int socket, const std::atomic<bool>&) {
    read_request(socket);
    write_all(socket, answer);
  };
}

void wait_while(const std::atomic<bool>& ending) {
  while (!ending) std::this_thread::sleep_for(milliseconds(5));
}

TEST_CASE("what is sent is a plain POST") {
  std::promise<std::string> received;
  auto request = received.get_future();
  const Receiver receiver([&received](int socket, const std::atomic<bool>&) {
    received.set_value(read_request(socket));
    write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  OutboundCalls calls;
  const auto verdict = call(
      calls, receiver.url() + "?a=%20b", 3 * kSoon,
      {{"Content-Type", "application/json"}, {"X-Bad", "a\r\nX: y"}, {"host", "z"}}, "{\"a\":1}");
  CHECK(verdict.kind == Verdict::answered);
  CHECK(verdict.status == 200);
  CHECK(request.get() ==
        "POST /hook?a=%20b HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(receiver.port()) +
            "\r\nContent-Type: application/json\r\nX-Bad: a  X: y\r\n"
            "Content-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}");
}

TEST_CASE("every answer is an answer, and redirects are not followed") {
  struct Row {
    const char* answer;
    int status;
  };
  const Row rows[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200},
      {"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n", 500},
      {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302},
      {"HTTP/1.1 204 No Content\r\n\r\n", 204},
      {"HTTP/1.0 201\r\n\r\nuntil the end", 201},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", 202},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200},
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ncut", 200},
  };
  OutboundCalls calls;
  for (const auto& row : rows) {
    CAPTURE(row.answer);
    const Receiver receiver(answering(row.answer));
    const auto verdict = call(calls, receiver.url(), 3 * kSoon);
    CHECK(verdict.kind == Verdict::answered);
    CHECK(verdict.status == row.status);
  }
}

TEST_CASE("the address that is connected to is one that was allowed") {
  const Receiver receiver(answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  std::atomic<bool> open = true;
  std::mutex mutex;
  std::vector<std::string> asked;
  OutboundCalls calls({}, {}, [&](const std::string& host, const std::string& address) {
    const std::lock_guard lock(mutex);
    asked.push_back(host + " " + address);
    if (address.empty()) return std::string(host == "far.test" ? "far" : "");
    return std::string(open && address == "127.0.0.1" ? "" : address + " is closed");
  });
  const std::string named = "http://localhost:" + std::to_string(receiver.port()) + "/hook";
  CHECK(call(calls, named, 3 * kSoon).status == 200);
  // It is asked again for each call: a name may lead elsewhere than before.
  open = false;
  const Verdict shut = call(calls, named, 3 * kSoon);
  CHECK(shut.kind == Verdict::unreachable);
  CHECK(shut.detail == "not allowed: 127.0.0.1 is closed");
  CHECK(call(calls, receiver.url(), 3 * kSoon).detail == "not allowed: 127.0.0.1 is closed");
  CHECK(call(calls, "http://far.test/", 3 * kSoon).detail == "not allowed: far");
  const std::string local[] = {"localhost ", "localhost 127.0.0.1", "localhost ::1"};
  CHECK(asked == std::vector<std::string>{local[0], local[1], local[2], local[0], local[1],
                                          local[2], "127.0.0.1 ", "127.0.0.1 127.0.0.1",
                                          "far.test "});
}

TEST_CASE("a redirect leads nowhere") {
  std::atomic<int> came = 0;
  const Receiver inside([&came](int socket, const std::atomic<bool>&) {
    ++came;
    read_request(socket);
    write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  OutboundCalls calls;
  for (const char* status : {"301", "302", "303", "307", "308"}) {
    const Receiver outside(answering("HTTP/1.1 " + std::string(status) + " x\r\nLocation: " +
                                     inside.url() + "\r\nContent-Length: 0\r\n\r\n"));
    CHECK(std::to_string(call(calls, outside.url(), 3 * kSoon).status) == status);
  }
  calls.stop();
  CHECK(came == 0);
}

TEST_CASE("an answer that keeps the connection open is known to be whole") {
  const Receiver receiver([](int socket, const std::atomic<bool>& ending) {
    read_request(socket);
    write_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    wait_while(ending);
  });
  OutboundCalls calls;
  const auto verdict = call(calls, receiver.url(), 3 * kSoon);
  CHECK(verdict.kind == Verdict::answered);
  CHECK(verdict.took_ms < kSoon.count());
}

TEST_CASE("no answer is none") {
  OutboundCalls calls;
  int closed_port = 0;
  {
    const Receiver gone(answering(""));
    closed_port = gone.port();
  }
  const auto refused = call(calls, "http://localhost:" + std::to_string(closed_port), 3 * kSoon);
  CHECK(refused.kind == Verdict::refused);
  CHECK_FALSE(refused.detail.empty());
  for (const char* answer : {"", "SSH-2.0-x\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200",
                             "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"}) {
    CAPTURE(answer);
    const Receiver receiver(answering(answer));
    const auto verdict = call(calls, receiver.url(), 3 * kSoon);
    CHECK(verdict.kind == Verdict::unreachable);
    CHECK(verdict.status == 0);
    CHECK_FALSE(verdict.detail.empty());
  }
  CHECK(call(calls, "ftp://localhost/", milliseconds(100)).kind == Verdict::unreachable);
  const auto nowhere = call(calls, "http://no-such-host.invalid/", milliseconds(1000));
  CHECK((nowhere.kind == Verdict::unreachable || nowhere.kind == Verdict::timed_out));
  CHECK(nowhere.took_ms < kSoon.count());
}

TEST_CASE("the timeout covers everything") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
  const Receiver::Script scripts[] = {
      [](int, const std::atomic<bool>& ending) { wait_while(ending); },
      [head](int socket, const std::atomic<bool>& ending) {
        for (std::size_t i = 0; !ending; ++i) {
          write_all(socket, i < head.size() ? head.substr(i, 1) : "x");
          std::this_thread::sleep_for(milliseconds(10));
        }
      },
      [head](int socket, const std::atomic<bool>& ending) {
        write_all(socket, head);
        while (!ending) {
          write_all(socket, "x");
          std::this_thread::sleep_for(milliseconds(10));
        }
      },
  };
  OutboundCalls calls;
  const std::string huge(20'000'000, 'x');  // does not fit into socket buffers
  for (const auto& script : scripts) {
    const Receiver receiver(script);
    const auto verdict = call(calls, receiver.url(), milliseconds(200), {}, huge.substr(0, 10));
    CHECK(verdict.kind == Verdict::timed_out);
    CHECK(verdict.took_ms >= 200);
    CHECK(verdict.took_ms < kSoon.count());
  }
  const Receiver reads_nothing(scripts[0]);
  CHECK(call(calls, reads_nothing.url(), milliseconds(200), {}, huge).kind == Verdict::timed_out);
}

TEST_CASE("an endless answer is cut") {
  for (const std::string head :
       {"HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"}) {
    const Receiver receiver([head](int socket, const std::atomic<bool>& ending) {
      read_request(socket);
      write_all(socket, head);
      while (!ending && send(socket, "xxxxxxxxxxxxxxxx", 16, MSG_NOSIGNAL) > 0) continue;
    });
    OutboundCalls calls;
    const auto verdict = call(calls, receiver.url(), 3 * kSoon);
    CHECK(verdict.kind == Verdict::answered);
    CHECK(verdict.status == 200);
    CHECK(verdict.took_ms < kSoon.count());
  }
  const Receiver endless_head([](int socket, const std::atomic<bool>& ending) {
    write_all(socket, "HTTP/1.1 200 OK\r\n");
    while (!ending && send(socket, "A: bbbbbbbbbbb\r\n", 16, MSG_NOSIGNAL) > 0) continue;
  });
  OutboundCalls calls;
  CHECK(call(calls, endless_head.url(), 3 * kSoon).kind == Verdict::unreachable);
}

TEST_CASE("stop breaks everything off and calls every done") {
  const Receiver receiver([](int, const std::atomic<bool>& ending) { wait_while(ending); });
  std::atomic<int> aborted = 0;
  OutboundLimits limits;
  limits.queue_max = 1000;
  OutboundCalls calls(limits);
  for (int i = 0; i < 200; ++i) {
    calls.post(receiver.url(), {}, "{}", 3 * kSoon,
               [&aborted](const Verdict& v) { aborted += v.kind == Verdict::aborted ? 1 : 0; });
  }
  std::this_thread::sleep_for(milliseconds(50));
  CHECK(aborted == 0);
  const auto start = SteadyClock::now();
  calls.stop();
  CHECK(since(start) < kSoon);
  CHECK(aborted == 200);
  CHECK(call(calls, receiver.url(), milliseconds(100)).kind == Verdict::aborted);
}

TEST_CASE("what does not fit into the queue is told so at once") {
  const Receiver receiver([](int, const std::atomic<bool>& ending) { wait_while(ending); });
  std::atomic<int> aborted = 0;
  OutboundLimits limits;
  limits.under_way_max = 2;
  limits.queue_max = 3;
  OutboundCalls calls(limits);
  for (int i = 0; i < 9; ++i) {
    calls.post(receiver.url(), {}, "{}", 3 * kSoon,
               [&aborted](const Verdict& v) { aborted += v.kind == Verdict::aborted ? 1 : 0; });
  }
  CHECK(aborted == 4);
  calls.stop();
  CHECK(aborted == 9);
}

TEST_CASE("many calls at once") {
  const Receiver receiver(answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  std::atomic<int> good = 0;
  {
    OutboundCalls calls;
    std::atomic<int> done = 0;
    for (int i = 0; i < 300; ++i) {
      calls.post(receiver.url(), {}, "{}", kSoon, [&](const Verdict& v) {
        good += v.kind == Verdict::answered ? 1 : 0;
        ++done;
      });
    }
    for (int i = 0; i < 500 && done < 300; ++i) std::this_thread::sleep_for(milliseconds(10));
  }
  CHECK(good == 300);
}

}  // namespace
}  // namespace lotusbox::net
