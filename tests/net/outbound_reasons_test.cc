// Why a call failed, in words that lead to the mistake; and that no receiver holds up another.
#include <doctest/doctest.h>
#include <sys/socket.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "net/http_client.h"
#include "net/net_support.h"
#include "net/outbound_calls.h"
#include "net/tls_support.h"

namespace lotusbox::net {
namespace {

using std::chrono::milliseconds;

std::future<Verdict> begin_call(OutboundCalls& calls, const std::string& url,
                                milliseconds timeout = 3 * kSoon) {
  auto promise = std::make_shared<std::promise<Verdict>>();
  calls.post(url, {}, "{}", timeout,
             [promise](Verdict verdict) { promise->set_value(std::move(verdict)); });
  return promise->get_future();
}

Verdict call(OutboundCalls& calls, const std::string& url, milliseconds timeout = 3 * kSoon) {
  auto future = begin_call(calls, url, timeout);
  REQUIRE(future.wait_for(4 * kSoon) == std::future_status::ready);
  return future.get();
}

Receiver::Script answering(std::string answer) {
  return [answer = std::move(answer)](int socket, const std::atomic<bool>&) {
    read_request(socket);
    write_all(socket, answer);
  };
}

void hang(int, const std::atomic<bool>& ending) {
  while (!ending) std::this_thread::sleep_for(milliseconds(5));
}

void break_connection(int socket, const std::atomic<bool>&) {
  read_request(socket);
  const linger at_once{1, 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

int port_of_nobody() { return Receiver(answering("")).port(); }

TEST_CASE("the reason says what to look for") {
  OutboundCalls calls;
  const auto reason = [&](Receiver::Script script, milliseconds timeout = 3 * kSoon) {
    const Receiver receiver(std::move(script));
    const auto verdict = call(calls, receiver.url(), timeout);
    CHECK(verdict.kind != Verdict::answered);
    return verdict.detail;
  };
  CHECK(reason(answering("")) == "closed early: before the answer");
  CHECK(reason(answering("HTTP/1.1 200")) == "closed early: after \"HTTP/1.1 200\"");
  CHECK(reason(answering("SSH-2.0-OpenSSH_9\r\nmore")) == "not HTTP: \"SSH-2.0-OpenSSH_9\"");
  CHECK(reason(answering(std::string("\x15\x03\x01\x00\x02", 5))) == "not HTTP: \"?????\"");
  CHECK(reason(answering(std::string(1000, 'x'))).size() < 100);
  CHECK(reason(break_connection) == "reset: before the answer");
  CHECK(reason(hang, milliseconds(100)) == "timed out: waiting for the answer");
  const std::string nobody = "http://127.0.0.1:" + std::to_string(port_of_nobody());
  CHECK(call(calls, nobody).detail == "refused: nothing listens there");
  CHECK(call(calls, "http://no-such-host.invalid/").detail.starts_with("no such host: "));
  CHECK(call(calls, "http://h:0/").detail.starts_with("unreachable: "));
}

TEST_CASE("receivers that are sloppy about lines are understood") {
  OutboundCalls calls;
  for (const char* answer : {
           "HTTP/1.1 202 Accepted\nContent-Length: 2\n\nok",
           "HTTP/1.1 202\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n",
           "HTTP/1.1 202 Accepted\nServer\nX-Odd name: \x01\n\nuntil the end",
           "HTTP/1.0 202 \r\n\nok",
       }) {
    CAPTURE(std::string(answer));
    const Receiver receiver(answering(answer));
    const auto verdict = call(calls, receiver.url());
    CHECK(verdict.kind == Verdict::answered);
    CHECK(verdict.status == 202);
    CHECK(verdict.detail.empty());
  }
  const Receiver cut(answering("HTTP/1.1 200 OK\nContent-Length: 10\n\ncut"));
  CHECK(call(calls, cut.url()).detail == "closed early: within the body");
}

TEST_CASE("over TLS the certificate must be trusted and name the host") {
  const TlsReceiver receiver("localhost");
  const std::string url = receiver.url("localhost");
  OutboundCalls suspicious;
  const auto unknown = call(suspicious, url);
  CHECK(unknown.kind == Verdict::unreachable);
  CHECK(unknown.detail == "TLS: certificate verify failed: self-signed certificate");

  OutboundCalls trusting({}, {receiver.certificate_file(), false});
  CHECK(call(trusting, url).status == 200);
  CHECK(call(trusting, receiver.url("127.0.0.1")).detail ==
        "TLS: certificate verify failed: IP address mismatch");
  const TlsReceiver other("other.example");
  OutboundCalls trusts_other({}, {other.certificate_file(), false});
  CHECK(call(trusts_other, other.url("localhost")).detail ==
        "TLS: certificate verify failed: hostname mismatch");
  const TlsReceiver by_address("127.0.0.1");
  OutboundCalls trusts_address({}, {by_address.certificate_file(), false});
  CHECK(call(trusts_address, by_address.url("127.0.0.1")).status == 200);

  OutboundCalls careless({}, {"", true});
  CHECK(call(careless, url).status == 200);
  CHECK(call(careless, other.url("localhost")).status == 200);
}

TEST_CASE("what is no TLS at all is said so") {
  OutboundCalls calls;
  const Receiver plain(answering("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const std::string url = "https://localhost:" + std::to_string(plain.port());
  const auto verdict = call(calls, url);
  CHECK(verdict.kind == Verdict::unreachable);
  CHECK(verdict.detail.starts_with("TLS: "));
  const Receiver closing([](int, const std::atomic<bool>&) {});
  const auto closed = call(calls, "https://localhost:" + std::to_string(closing.port()));
  CHECK(closed.kind == Verdict::unreachable);
  CHECK((closed.detail.starts_with("closed early: ") || closed.detail.starts_with("reset: ")));
  const Receiver silent(hang);
  const auto late =
      call(calls, "https://localhost:" + std::to_string(silent.port()), milliseconds(100));
  CHECK(late.kind == Verdict::timed_out);
  CHECK(late.detail == "timed out: agreeing on TLS");
}

TEST_CASE("certificates that cannot be read are a problem before any call") {
  CHECK(problem_with({}).empty());
  CHECK(problem_with({"/no/such/file.pem", false}).starts_with("/no/such/file.pem: "));
  const TlsReceiver receiver("localhost");
  CHECK(problem_with({receiver.certificate_file(), false}).empty());
}

TEST_CASE("the blocking client speaks TLS, and trusts no stranger") {
  const TlsReceiver receiver("localhost");
  HttpClient client;
  const auto answer = client.call(receiver.url("localhost"), Request{"POST", "/", {}, "{}"}, kSoon);
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().find("certificate") != std::string::npos);
}

TEST_CASE("receivers that hang hold up no others") {
  const Receiver hanging(hang);
  const Receiver good(answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  std::vector<std::future<Verdict>> stuck;
  OutboundLimits limits;
  limits.under_way_max = 8;
  limits.per_target_max = 4;
  OutboundCalls calls(limits);
  for (int i = 0; i < 100; ++i) stuck.push_back(begin_call(calls, hanging.url(), 10 * kSoon));
  for (int i = 0; i < 20; ++i) {
    auto answered = begin_call(calls, good.url());
    REQUIRE(answered.wait_for(kSoon) == std::future_status::ready);
    CHECK(answered.get().status == 200);
  }
  for (auto& each : stuck) CHECK(each.wait_for(milliseconds(0)) == std::future_status::timeout);
  calls.stop();
  for (auto& each : stuck) CHECK(each.get().kind == Verdict::aborted);
}

TEST_CASE("one that blocks when it is told how its call went holds up no others") {
  const Receiver good(answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  std::promise<void> open;
  const auto gate = open.get_future().share();
  OutboundCalls calls;
  for (int i = 0; i < 5; ++i) {
    calls.post(good.url(), {}, "{}", 3 * kSoon, [gate](const Verdict&) { gate.wait(); });
  }
  CHECK(call(calls, good.url()).status == 200);
  open.set_value();
}

}  // namespace
}  // namespace lotusbox::net
