// A box inside another program: requests without a socket, the clock, copies, and deliveries that
// come as calls on the thread that caused them.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "base/text.h"
#include "sandbox/sandbox_support.h"
#include "webhook/envelope.h"

using namespace lotusbox;

namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kStart = 1767225600;

/// A box whose deliveries are kept here; answers with `status`.
struct Embedded {
  explicit Embedded(SandboxOptions options = {}) {
    options.on_webhook = [this](const WebhookDelivery& delivery) {
      caller = std::this_thread::get_id();
      got.push_back(delivery);
      if (within) within();
      return status;
    };
    box = make_box(std::move(options));
  }
  Reply call(std::string_view method, std::string_view target, std::string_view body = "",
             std::string_view key = kExampleKey) const {
    return {box->handle(make_request(method, target, body, key))};
  }
  /// An active mandate, without deliveries.
  std::string mandate() const {
    return call("POST", "/_mock/mandates", R"({"status":"active"})").at("id");
  }
  [[nodiscard]] std::vector<std::string> types() const {
    std::vector<std::string> all;
    for (const auto& delivery : got) all.push_back(delivery.type);
    return all;
  }

  int status = 200;
  std::function<void()> within;
  std::vector<WebhookDelivery> got;
  std::thread::id caller;
  std::unique_ptr<Sandbox> box;
};

std::ptrdiff_t threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

std::string amend_target(const std::string& mandate) {
  return "/api/mandates/amend?mandate_id=" + mandate;
}

}  // namespace

TEST_CASE("deliveries come in order, before the call returns, and without a thread") {
  const auto before = threads();
  Embedded embedded;
  const std::string mandate = embedded.mandate();
  embedded.got.clear();
  REQUIRE(embedded.call("PATCH", amend_target(mandate), R"({"frequency":"MNTH"})").status() == 200);
  REQUIRE(embedded.types() == std::vector<std::string>{"mandate.pending"});
  CHECK(embedded.box->advance(kExampleKey, 8 * kDay).value() == kStart + 8 * kDay);
  REQUIRE(embedded.types() == std::vector<std::string>{"mandate.pending", "mandate.amend.failed"});
  CHECK(embedded.caller == std::this_thread::get_id());
  CHECK(threads() == before);
  const WebhookDelivery& last = embedded.got.back();
  CHECK(last.key == kExampleKey);
  CHECK(last.attempt == 1);
  CHECK(last.event_id == scenario::JsonValue::parse(last.event).at("id").text());
  const std::string key = embedded.call("GET", "/_mock/webhook").at("key");
  const auto sealed = scenario::JsonValue::parse(last.body).at("serialized_response").text();
  CHECK(webhook::open_sealed(sealed, key) == last.event);
  CHECK(embedded.call("GET", "/_mock/deliveries?status=delivered").count("data") ==
        embedded.call("GET", "/_mock/deliveries").count("data"));
}

TEST_CASE("a receiver that fails is tried again when the world says so") {
  Embedded embedded;
  embedded.status = 500;
  embedded.mandate();
  const Reply first = embedded.call("POST", "/v1/sources", R"({"type":"nach_debit","nach_debit":
      {"amount_maximum":500000,"debtor_agent_code":"ICIC","debtor_account_name":"ASHA TESTWALA",
      "debtor_account_number":"999900000001"}})");
  REQUIRE(first.status() == 200);
  const std::size_t before = embedded.got.size();
  REQUIRE(before > 0);
  REQUIRE(embedded.box->advance(kExampleKey, 7 * kDay).ok());
  CHECK(embedded.got.size() > before);
  CHECK(embedded.got.back().attempt > 1);
  embedded.within = [] { throw std::runtime_error("of the receiver"); };
  embedded.call("POST", "/_mock/events/" + embedded.got.back().event_id + "/resend");
  const Reply all = embedded.call("GET", "/_mock/deliveries");
  const std::string end = "data." + std::to_string(all.count("data") - 1);
  CHECK(all.at(end + ".attempts.0.verdict") == "unreachable");
}

TEST_CASE("a receiver may call the box") {
  Embedded embedded;
  const std::string mandate = embedded.mandate();
  embedded.got.clear();
  int depth = 0;
  int deepest = 0;
  std::string seen;
  embedded.within = [&] {
    deepest = std::max(deepest, ++depth);
    seen = embedded.call("GET", "/v1/mandates/" + mandate).at("status");
    if (embedded.got.size() == 1) {
      CHECK(embedded.box->advance(kExampleKey, 8 * kDay).ok());
      CHECK(embedded.got.size() == 1);  // the outer call goes on with what fell due
    }
    --depth;
  };
  embedded.call("PATCH", amend_target(mandate), R"({"frequency":"MNTH"})");
  CHECK(deepest == 1);
  CHECK(seen == "active");
  CHECK(embedded.types() == std::vector<std::string>{"mandate.pending", "mandate.amend.failed"});
}

TEST_CASE("many threads share a box whose deliveries are calls") {
  std::mutex mutex;
  std::vector<std::string> got;
  SandboxOptions options;
  options.on_webhook = [&](const WebhookDelivery& delivery) {
    const std::lock_guard lock(mutex);
    got.push_back(delivery.key + " " + delivery.type);
    return 200;
  };
  const auto box = make_box(std::move(options));
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&box, i] {
      // Two threads to a world.
      const std::string key = "sk_test_" + std::to_string(i % 2);
      for (int n = 0; n < 20; ++n) {
        const Reply made{
            box->handle(make_request("POST", "/_mock/mandates", R"({"status":"active"})", key))};
        box->handle(
            make_request("PATCH", amend_target(made.at("id")), R"({"frequency":"MNTH"})", key));
      }
    });
  }
  for (auto& caller : callers) caller.join();
  REQUIRE(box->settle("sk_test_0", 60000));
  REQUIRE(box->settle("sk_test_1", 60000));
  CHECK(std::count(got.begin(), got.end(), "sk_test_0 mandate.pending") == 40);
  CHECK(std::count(got.begin(), got.end(), "sk_test_1 mandate.pending") == 40);
}

TEST_CASE("a box that listens calls the receiver on a thread of its own") {
  Embedded embedded;
  const auto port = embedded.box->listen();
  REQUIRE(port.ok());
  Client client("http://127.0.0.1:" + std::to_string(*port));
  client.raise();
  REQUIRE(embedded.box->settle(kExampleKey, 60000));
  REQUIRE(!embedded.got.empty());
  CHECK(embedded.caller != std::this_thread::get_id());
  embedded.box->stop();
  const std::size_t before = embedded.got.size();
  CHECK(embedded.call("GET", "/v1/mandates").status() == 200);
  embedded.mandate();
  CHECK(embedded.got.size() == before);
}

TEST_CASE("the clock refuses what its route refuses") {
  const auto box = make_box();
  CHECK(box->advance_to(kExampleKey, kStart + 5).value() == kStart + 5);
  CHECK(box->advance(kExampleKey, 0).value() == kStart + 5);
  for (const auto& refused :
       {box->advance(kExampleKey, -1), box->advance_to(kExampleKey, kStart),
        box->advance_to(kExampleKey, -1), box->advance_to(kExampleKey, INT64_MAX),
        box->advance(kExampleKey, INT64_MAX), box->advance("sk_live_no", 1), box->advance("", 1)}) {
    REQUIRE_FALSE(refused.ok());
    CHECK(!refused.error().empty());
  }
  CHECK(box->advance(kExampleKey, 0).value() == kStart + 5);
}

TEST_CASE("a fork is a copy, and a key has one world") {
  Embedded embedded;
  const std::string mandate = embedded.mandate();
  REQUIRE(embedded.box->advance(kExampleKey, kDay).ok());
  CHECK(embedded.box->fork(kExampleKey, "sk_test_copy").value() == kStart + kDay);
  CHECK(embedded.box->advance("sk_test_copy", kDay).value() == kStart + 2 * kDay);
  CHECK(embedded.call("GET", "/v1/mandates/" + mandate, "", "sk_test_copy").status() == 200);
  CHECK(embedded.box->advance(kExampleKey, 0).value() == kStart + kDay);
  CHECK_FALSE(embedded.box->fork(kExampleKey, "sk_test_copy").ok());
  CHECK_FALSE(embedded.box->fork(kExampleKey, "sk_live_copy").ok());
  CHECK_FALSE(embedded.box->fork(kExampleKey, "\xff").ok());
}

TEST_CASE("options that are no options are refused in words") {
  const auto problem = [](auto change) {
    SandboxOptions options;
    change(options);
    const auto box = Sandbox::make(std::move(options));
    return box.ok() ? std::string() : box.error();
  };
  CHECK(problem([](SandboxOptions& o) { o.start = 4102444800; }).empty());
  for (const std::string_view clock : {"fast:60", "real"}) {
    CHECK(problem([&](SandboxOptions& o) { o.clock = clock; }).empty());
  }
  for (const std::string_view clock : {"", "fast", "fast:0", "Manual"}) {
    CHECK(!problem([&](SandboxOptions& o) { o.clock = clock; }).empty());
  }
  CHECK(!problem([](SandboxOptions& o) { o.profile = "loose"; }).empty());
  CHECK(!problem([](SandboxOptions& o) { o.start = -1; }).empty());
  CHECK(!problem([](SandboxOptions& o) { o.start = INT64_MAX; }).empty());
}
