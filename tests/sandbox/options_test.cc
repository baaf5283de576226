// What a box is made with: fixtures, keys, webhook targets, and what it says of bad ones.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sandbox/sandbox_support.h"
#include "sandbox/webhook_targets.h"

using namespace lotusbox;

namespace {

std::string demo_fixtures() {
  const char* tree = std::getenv("LOTUSBOX_TREE");
  REQUIRE_MESSAGE(tree != nullptr, "LOTUSBOX_TREE must name the root of the sources");
  std::ifstream file(std::string(tree) + "/fixtures/demo.json", std::ios::binary);
  REQUIRE(file.good());
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Reply ask(Sandbox& box, std::string_view method, std::string_view target,
          std::string_view body = "", std::string_view key = "sk_test_lotusbox") {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.headers = {{"Authorization", "Bearer " + std::string(key)}};
  return {box.handle(request)};
}

std::string problem_with(SandboxOptions options) {
  const auto box = Sandbox::make(std::move(options));
  if (box.ok()) return "";
  INFO(box.error());
  CHECK(box.error().find('\'') == std::string::npos);
  return box.error();
}

std::string fixtures_problem(std::string json) {
  SandboxOptions options;
  options.fixtures_json = std::move(json);
  return problem_with(std::move(options));
}

bool holds(const std::string& whole, std::string_view part) {
  INFO("it says: " << whole);
  return whole.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every world begins with the fixtures") {
  SandboxOptions options;
  options.fixtures_json = demo_fixtures();
  const auto box = make_box(options);
  for (const std::string_view key : {"sk_test_lotusbox", "sk_test_second"}) {
    const Reply all = ask(*box, "GET", "/v1/mandates", "", key);
    REQUIRE(all.count("data") == 10);
    const std::string first = all.at("data.9.id");
    const Reply mandate = ask(*box, "GET", "/v1/mandates/" + first, "", key);
    CHECK(mandate.at("debtor_account_name") == "RAVI SAMPLEKAR");
    CHECK(mandate.at("status") == "active");
    CHECK(mandate.at("amount_maximum") == "500000");
    for (const std::string status : {"paused", "cancelled", "failed", "expired", "acknowledged"}) {
      CAPTURE(status);
      CHECK(ask(*box, "GET", "/v1/mandates?status=" + status, "", key).count("data") == 1);
    }
    CHECK(ask(*box, "PATCH", "/api/mandates/pause?mandate_id=" + first, "", key).status() == 200);
    ask(*box, "POST", "/_mock/reset", "", key);
    CHECK(ask(*box, "GET", "/v1/mandates/" + first, "", key).response.body ==
          mandate.response.body);
  }
  options.profile = "strict";
  CHECK(ask(*make_box(options), "GET", "/v1/mandates").count("data") == 10);
}

TEST_CASE("a bad fixture is refused with its place") {
  CHECK(fixtures_problem(R"({"mandates":[]})") == "");
  CHECK(fixtures_problem(R"({"mandates":[{}]})") == "");
  const std::string profile =
      R"("nach_profiles":[{"creditor_agent_code":"ICIC","creditor_utility_code":"NACH)";
  CHECK(fixtures_problem("{" + profile + R"(00000000000002"}]})") == "");
  CHECK(fixtures_problem("{" + profile + R"(00000000000002"}],"mandates":[{}]})") == "");
  CHECK(holds(fixtures_problem("{" + profile + R"(1"}],"mandates":[{}]})"),
              "fixtures: nach_profiles[0].creditor_utility_code"));
  CHECK(
      holds(fixtures_problem("{" + profile + R"(00000000000002"}],"mandates":[5]})"), "mandate 1"));
  CHECK(holds(fixtures_problem("{"), "fixtures"));
  CHECK(holds(fixtures_problem("{}"), "mandates"));
  CHECK(holds(fixtures_problem("[]"), "fixtures"));
  CHECK(holds(fixtures_problem(R"({"mandates":[5]})"), "mandate 1"));
  const std::string third = fixtures_problem(
      R"({"mandates":[{},{"status":"paused"},{"amount_maximum":"much"},{"status":"no"}]})");
  CHECK(holds(third, "mandate 3"));
  CHECK(holds(third, "amount_maximum"));
  CHECK(holds(third, "source.amount_whole"));
  CHECK(holds(fixtures_problem(R"({"mandates":[{"status":"pending"}]})"), "make.status"));
  CHECK(holds(fixtures_problem(R"({"mandates":[{"umrn":"A1"},{"umrn":"A1"}]})"), "mandate 2"));
}

TEST_CASE("a fixture of the wrong shape is refused, too") {
  CHECK(fixtures_problem(R"({"mandates":5})") != "");
  CHECK(fixtures_problem(R"({"mandates":null})") != "");
  CHECK(fixtures_problem(R"({"mandates":{"a":{}}})") != "");
}

TEST_CASE("keys that are no keys") {
  SandboxOptions options;
  options.only_keys = {"sk_test_one"};
  const auto box = make_box(options);
  CHECK(ask(*box, "GET", "/v1/mandates", "", "sk_test_one").status() == 200);
  CHECK(ask(*box, "GET", "/v1/mandates", "", "sk_test_two").status() == 401);
  for (const std::string_view key : {"", "sk_live_x", "nonsense", "sk_test_"}) {
    options.only_keys = {"sk_test_one", std::string(key)};
    CHECK(holds(problem_with(options), "--api-key"));
  }
}

TEST_CASE("options of servers that share their data are for them alone, and name a place") {
  SandboxOptions options;
  options.node_address = "10.0.0.7:5688";
  CHECK(holds(problem_with(options), "they need --data postgresql://"));
  options.data = "postgresql://127.0.0.1:1/none";
  for (const char* bad : {"http://10.0.0.7:5688", "10.0.0.7", ":5688", "10.0.0.7:0", "a:b", "a b:1",
                          "10.0.0.7:5688/x", "me@there:5688"}) {
    options.node_address = bad;
    CHECK(!problem_with(options).empty());
  }
  SandboxOptions lease;
  lease.lease_s = 0;
  CHECK(holds(problem_with(lease), "--lease must be"));
  SandboxOptions idle;
  idle.let_go_s = -1;
  CHECK(holds(problem_with(idle), "--let-go must be"));
}

TEST_CASE("a webhook for every world, given at the start") {
  SandboxOptions options;
  options.webhook_url = "http://127.0.0.1:9/hook";
  const auto own_key = make_box(options);
  const Reply set = ask(*own_key, "GET", "/_mock/webhook");
  CHECK(set.at("url") == options.webhook_url);
  CHECK(set.at("key").size() == 16);
  CHECK(ask(*make_box(options), "GET", "/_mock/webhook").at("key") == set.at("key"));
  options.webhook_key = "whk_0123456789ab";
  const auto given = make_box(options);
  CHECK(ask(*given, "GET", "/_mock/webhook", "", "sk_test_other").at("key") == options.webhook_key);
  ask(*given, "DELETE", "/_mock/webhook");
  ask(*given, "POST", "/_mock/reset");
  CHECK(ask(*given, "GET", "/_mock/webhook").at("url") == options.webhook_url);
  options.webhook_key = "short";
  CHECK(holds(problem_with(options), "--webhook-key"));
  options.webhook_key.clear();
  for (const std::string_view url : {"nonsense", "ftp://127.0.0.1/", "http://"}) {
    options.webhook_url = url;
    CHECK(holds(problem_with(options), "--webhook-url"));
  }
  options.webhook_url = "https://127.0.0.1/";
  CHECK(problem_with(options).empty());
}

TEST_CASE("targets beyond this machine are refused unless they were allowed") {
  const std::vector<std::string_view> far = {
      "http://10.1.2.3/hook", "http://example.test/",        "http://127.0.0.1.evil.test/",
      "http://0x7f.1/",       "http://localhost.evil.test/", "http://[::2]/",
      "http://0.0.0.0/",      "http://2130706433/"};
  const auto closed = make_box();
  const auto set = [](Sandbox& box, std::string_view url) {
    return ask(box, "PUT", "/_mock/webhook", R"({"url":")" + std::string(url) + "\"}");
  };
  for (const std::string_view url : far) {
    CAPTURE(url);
    const Reply refused = set(*closed, url);
    CHECK(refused.status() == 400);
    CHECK(find_header(refused.response.headers, "Lotusbox-Rule") == "webhook.target_allowed");
    CHECK(ask(*closed, "GET", "/_mock/webhook").at("url") == "");
    SandboxOptions options;
    options.webhook_url = url;
    const bool wildcard = url == "http://0.0.0.0/";
    CHECK(holds(problem_with(options), wildcard ? "write 127.0.0.1" : "--allow-webhook-host"));
  }
  for (const std::string_view url :
       {"http://127.0.0.1/", "http://127.9.9.9:81/x", "http://localhost:80/", "http://[::1]:9/"}) {
    CAPTURE(url);
    CHECK(set(*closed, url).status() == 200);
  }
  SandboxOptions options;
  options.webhook_hosts = {"10.1.2.3", "hooks.test"};
  const auto open = make_box(options);
  CHECK(set(*open, "http://10.1.2.3:8080/hook").status() == 200);
  CHECK(set(*open, "http://hooks.test/").status() == 200);
  CHECK(set(*open, "http://10.1.2.4/").status() == 400);
  CHECK(set(*open, "http://sub.hooks.test/").status() == 400);
  CHECK(set(*open, "http://hooks.test@evil.test/").status() == 400);
  options.webhook_url = "http://hooks.test/";
  CHECK(problem_with(options) == "");
}

TEST_CASE("a target is good for the addresses that its host may lead to") {
  const std::vector<std::string> allowed{"hooks.test", "169.254.169.254", "2130706433"};
  struct Row {
    std::string host, address;
    bool good;
  };
  const Row rows[] = {
      {"localhost", "", true},
      {"other.test", "", false},
      {"localhost", "127.0.0.1", true},
      {"localhost", "::1", true},
      {"localhost", "10.1.2.3", false},
      {"127.0.0.1", "127.0.0.1", true},
      {"::1", "::1", true},
      {"10.1.2.3", "10.1.2.3", false},
      {"hooks.test", "8.8.8.8", true},
      {"hooks.test", "172.17.0.2", true},
      {"hooks.test", "127.0.0.1", true},
      {"hooks.test", "::ffff:8.8.8.8", true},
      {"HOOKS.test", "2001:db8::1", true},
      {"other.test", "127.0.0.1", false},
      {"hooks.test", "0.0.0.0", false},
      {"hooks.test", "::", false},
      {"hooks.test", "::ffff:0.0.0.0", false},
      {"hooks.test", "169.254.169.254", false},
      {"hooks.test", "169.253.255.255", true},
      {"hooks.test", "169.255.0.0", true},
      {"hooks.test", "::ffff:169.254.169.254", false},
      {"hooks.test", "fe80::1", false},
      {"hooks.test", "224.0.0.1", false},
      {"hooks.test", "223.255.255.255", true},
      {"hooks.test", "239.255.255.255", false},
      {"hooks.test", "255.255.255.255", false},
      {"hooks.test", "ff02::1", false},
      {"hooks.test", "nonsense", false},
      // It was allowed by this very name.
      {"169.254.169.254", "169.254.169.254", true},
      {"2130706433", "127.0.0.1", true},
      {"0x7f000001", "127.0.0.1", false},
      {"017700000001", "127.0.0.1", false},
      {"::ffff:127.0.0.1", "::ffff:127.0.0.1", false},
      {"::ffff:8.8.8.8", "::ffff:8.8.8.8", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    CAPTURE(row.address);
    CHECK(address_problem(row.host, row.address, allowed).empty() == row.good);
  }
  for (const std::string_view url :
       {"http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/", "http://0177.0.0.1/",
        "http://0x7f.0.0.1/", "http://127.1/", "http://127.0.0.1.nip.io/", "http://localhost./",
        "http://017700000001/", "http://0x7f000001/"}) {
    CAPTURE(url);
    CHECK_FALSE(target_problem(url, allowed).empty());
  }
}

TEST_CASE("the calls are told to whoever listens") {
  const auto box = make_box();
  std::string line;
  SandboxInternals::on_call(*box, [&](const api::CallLine& call) {
    line = std::string(call.method) + " " + std::string(call.path) + " " + std::string(call.world) +
           " " + std::string(call.rule) + " " + std::to_string(call.status);
  });
  ask(*box, "GET", "/v1/mandates/MD1?secret=1");
  CHECK(line == "GET /v1/mandates/MD1 sk_test_lotusbox mandate.unknown 404");
  ask(*box, "GET", "/v1/mandates", "", "sk_live_x");
  CHECK(line == "GET /v1/mandates  auth.live_key 401");
}
