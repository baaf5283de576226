// A box that keeps a journal, stopped and begun again: the same worlds, and what cannot be kept is
// never said to be.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include "base/text.h"
#include "sandbox/drivers.h"
#include "sandbox/internals.h"
#include "sandbox/kept_journal.h"
#include "sandbox/sandbox_support.h"
#include "scenario/execution.h"
#include "scenario/runner.h"
#include "scenario/verbs.h"
#include "support/journals.h"
#include "support/world_dump.h"

using namespace lotusbox;

namespace {

constexpr std::string_view kSource =
    R"({"type":"nach_debit","nach_debit":{"amount_maximum":500000,"debtor_agent_code":"ICIC",)"
    R"("debtor_account_name":"ASHA TESTWALA","debtor_account_number":"999900000001"}})";

SandboxOptions kept_in(const std::string& file) {
  SandboxOptions options;
  options.data = file;
  return options;
}

Reply ask(Sandbox& box, std::string_view method, std::string_view target,
          std::string_view body = "", std::string_view key = kExampleKey) {
  return {box.handle(make_request(method, target, body, key))};
}

std::string dump_of(Sandbox& box, std::string_view key) {
  Engine& engine = SandboxInternals::engine(box);
  return test::dump(engine.lock(engine.open(key)).world());
}

/// A life with something of everything: a mandate, a request, a refusal, copies and time.
void live(Sandbox& box) {
  const Reply source = ask(box, "POST", "/v1/sources", kSource);
  REQUIRE(source.status() == 200);
  const std::string by_source = R"({"source":")" + source.at("id") + R"("})";
  CHECK(ask(box, "POST", "/_mock/authorise", by_source).at("status") == "SUCCESS");
  CHECK(ask(box, "POST", "/_mock/authorise", by_source).status() == 410);
  const std::string mandate = ask(box, "GET", "/v1/sources/" + source.at("id")).at("mandate");
  CHECK(ask(box, "POST", "/_mock/snapshots", R"({"name":"active"})").status() == 200);
  CHECK(ask(box, "PATCH", "/api/mandates/amend?mandate_id=" + mandate,
            R"({"maximum_amount":"7500.00"})")
            .status() == 200);
  CHECK(ask(box, "POST", "/_mock/clock/advance", R"({"by":"P8D"})").status() == 200);
  CHECK(ask(box, "POST", "/_mock/fork", R"({"to":"sk_test_copy"})").status() == 200);
  CHECK(ask(box, "POST", "/_mock/snapshots/active/restore").status() == 200);
  CHECK(ask(box, "PATCH", "/api/mandates/pause?mandate_id=" + mandate, "{}", "sk_test_copy")
            .status() == 200);
  CHECK(ask(box, "POST", "/v1/sources", kSource, "sk_test_gone").status() == 200);
  CHECK(ask(box, "DELETE", "/_mock/world", "", "sk_test_gone").status() == 200);
}

void change(const std::string& file, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

std::string problem_with(const SandboxOptions& options) {
  const auto box = Sandbox::make(options);
  return box.ok() ? "" : box.error();
}

bool holds(const std::string& whole, std::string_view part) {
  INFO("it says: " << whole);
  return whole.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a box that is begun again has the same worlds") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  std::string first, copy;
  {
    const auto box = make_box(options);
    live(*box);
    first = dump_of(*box, kExampleKey);
    copy = dump_of(*box, "sk_test_copy");
  }
  for (int time = 0; time < 2; ++time) {
    const auto box = make_box(options);
    CHECK(dump_of(*box, kExampleKey) == first);
    CHECK(dump_of(*box, "sk_test_copy") == copy);
    CHECK(SandboxInternals::engine(*box).find("sk_test_gone") == nullptr);
  }
  const auto report = KeptJournal::verify(options.data, nullptr);
  REQUIRE(report.ok());
  CHECK_FALSE(report->difference);
  CHECK(report->calls == 8);  // without the one in the world that is gone
}

TEST_CASE("what was before a reset, or in a world that is gone, is not lived through again") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  std::string first, copy, link;
  std::int64_t before = 0;
  {
    const auto box = make_box(options);
    live(*box);
    CHECK(ask(*box, "POST", "/_mock/reset").status() == 200);
    CHECK(ask(*box, "POST", "/_mock/reset", "", "sk_test_copy").status() == 200);
    link = ask(*box, "POST", "/v1/sources", kSource).at("redirect.url");
    CHECK(ask(*box, "POST", "/v1/sources", kSource, "sk_test_copy").status() == 200);
    first = dump_of(*box, kExampleKey);
    copy = dump_of(*box, "sk_test_copy");
  }
  const auto whole = KeptJournal::verify(options.data, nullptr);
  REQUIRE(whole.ok());
  CHECK_FALSE(whole->difference);
  before = whole->calls;
  {
    const auto box = make_box(options);
    CHECK(dump_of(*box, kExampleKey) == first);
    CHECK(dump_of(*box, "sk_test_copy") == copy);
    CHECK(ask(*box, "POST", "/_mock/authorise", R"({"link":")" + link + R"("})").at("status") ==
          "SUCCESS");
  }
  const auto shorter = KeptJournal::verify(options.data, nullptr);
  REQUIRE(shorter.ok());
  CHECK_FALSE(shorter->difference);
  CHECK(before > 10);
  CHECK(shorter->calls == 5);  // two resets, two sources, and the link
}

TEST_CASE("a world keeps the number in its links when one that was before it is gone") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  const auto number_of = [](Sandbox& box, std::string_view key) {
    return SandboxInternals::engine(box).find(key)->number;
  };
  std::uint32_t number = 0;
  {
    const auto box = make_box(options);
    Engine& engine = SandboxInternals::engine(*box);
    number = engine.open("sk_test_first")->number;
    // As if both keys came to the same number: the second has to take the next.
    CHECK(engine.open("sk_test_second", Visit::changes, number)->number == number + 1);
    Session first = engine.lock(engine.find("sk_test_first"));
    engine.drop(first);
  }
  const auto box = make_box(options);
  CHECK(SandboxInternals::engine(*box).find("sk_test_first") == nullptr);
  CHECK(number_of(*box, "sk_test_second") == number + 1);
}

TEST_CASE("a journal that is damaged is refused with its line, and ends nothing") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  options.on_webhook = [](const WebhookDelivery&) { return 200; };
  live(*make_box(options));
  std::string said;
  SUBCASE("a kind of entry that is none") {
    change(options.data, "UPDATE entries SET kind = 77 WHERE line = 3");
    said = "line 3 is damaged: its kind";
  }
  SUBCASE("a verdict that is none") {
    change(options.data, "UPDATE entries SET verdict = 99 WHERE kind = 4");
    said = "is damaged: its verdict";
  }
  SUBCASE("a time beyond all time") {
    change(options.data, "UPDATE entries SET now = 9223372036854775807 WHERE line = 3");
    said = "line 3 is damaged: its now";
  }
  const auto report = KeptJournal::verify(options.data, nullptr);
  REQUIRE_FALSE(report.ok());
  CHECK(holds(report.error(), said));
  CHECK(holds(problem_with(options), said));
  const auto script = KeptJournal::write_scenario(options.data, std::string(kExampleKey));
  if (!script.ok()) CHECK(holds(script.error(), "is damaged"));
}

TEST_CASE("a call that cannot be kept does not happen") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  const auto box = make_box(options);
  CHECK(ask(*box, "POST", "/v1/sources", kSource).status() == 200);
  const std::string before = dump_of(*box, kExampleKey);
  std::filesystem::rename(options.data, folder.file("away"));
  for (int time = 0; time < 2; ++time) {
    const Reply refused = ask(*box, "POST", "/v1/sources", kSource);
    CHECK(refused.status() == 507);
    CHECK(refused.at("error.code") == "journal_not_written");
    CHECK(find_header(refused.response.headers, "Lotusbox-Rule") == "journal.writable");
    CHECK(holds(refused.at("error.message"), "was deleted or replaced"));
    CHECK(dump_of(*box, kExampleKey) == before);
  }
  CHECK(ask(*box, "GET", "/_mock/events").status() == 200);
  std::filesystem::rename(folder.file("away"), options.data);
  CHECK(ask(*box, "POST", "/v1/sources", kSource).status() == 200);
}

TEST_CASE("a clock that followed wall time is where it was, and goes on") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  options.clock = "fast:1000000";
  std::string source;
  {
    const auto box = make_box(options);
    source = ask(*box, "POST", "/v1/sources", kSource).at("id");
  }
  const auto report = KeptJournal::verify(options.data, nullptr);
  REQUIRE(report.ok());
  CHECK_FALSE(report->difference);
  const auto box = make_box(kept_in(options.data));
  CHECK(box->options().clock == options.clock);
  CHECK(ask(*box, "GET", "/v1/sources/" + source).status() == 200);
}

TEST_CASE("what had no verdict when the box ended is delivered by the next one") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  Receiver receiver;
  receiver.hold();
  {
    const ServedBox served(options);
    Client client = served.client();
    subscribe(client, receiver);
    client.raise();
    CHECK(receiver.wait_for(1));
    served.box->stop();  // while the receiver has not answered
  }
  receiver.release();
  const ServedBox again(options);
  CHECK(receiver.wait_for(2));
  CHECK(again.box->settle(kExampleKey, 10000));
  Client client = again.client();
  CHECK(client.get("/_mock/deliveries").at("data.0.status") == "delivered");
}

TEST_CASE("the first line that does not come out as it was written is named") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  live(*make_box(options));
  std::string said = "line 2, call POST /v1/sources in sk_test_lotusbox at 2026-01-01T05:30:00";
  SUBCASE("another answer") { change(options.data, "UPDATE entries SET digest=1 WHERE line=2"); }
  SUBCASE("another status") { change(options.data, "UPDATE entries SET status=500 WHERE line=2"); }
  SUBCASE("another rule") { change(options.data, "UPDATE entries SET rule='x' WHERE line=2"); }
  SUBCASE("another body") {
    change(options.data, "UPDATE entries SET body=CAST('{}' AS BLOB) WHERE line=2");
  }
  SUBCASE("a line that is gone") {
    change(options.data, "DELETE FROM entries WHERE line=2");
    said = "line 3, call POST /_mock/authorise";
  }
  const auto report = KeptJournal::verify(options.data, nullptr);
  REQUIRE(report.ok());
  REQUIRE(report->difference);
  CHECK(holds(*report->difference, said));
  CHECK(holds(problem_with(options), "does not replay: " + said));
}

TEST_CASE("options that contradict the journal are named; those left out come from it") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  options.seed = 7;
  options.start = 1700000000;
  options.profile = "strict";
  options.webhook_url = "http://127.0.0.1:9/x";
  const std::string key = make_box(options)->options().webhook_key;
  const auto box = make_box(kept_in(options.data));
  CHECK(box->options().seed == 7);
  CHECK(box->options().start == 1700000000);
  CHECK(box->options().profile == "strict");
  CHECK(box->options().webhook_key == key);
  SandboxOptions other = kept_in(folder.file("j2.db"));
  make_box(other);
  other.seed = 8;
  CHECK(holds(problem_with(other), "--seed is not what the journal was begun with"));
  other.seed = 1;
  other.start = 1800000000;
  CHECK(holds(problem_with(other), "--at is not"));
}

TEST_CASE("a file is not begun for options that are no good") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  options.profile = "odd";
  CHECK(holds(problem_with(options), "--profile"));
  options.profile = "documented";
  options.durability = "some";
  CHECK(holds(problem_with(options), "--durability must be normal or full"));
  CHECK_FALSE(store::SqliteJournal::exists(options.data));
}

TEST_CASE("what happened replays as a scenario, from memory and from a file") {
  const test::TempFolder folder;
  SandboxOptions options;
  SUBCASE("from memory") {}
  SUBCASE("from a file") { options.data = folder.file("j.db"); }
  std::string written;
  {
    const auto box = make_box(options);
    live(*box);
    const Reply answer = ask(*box, "GET", "/_mock/session.scn", "", "sk_test_copy");
    REQUIRE(answer.status() == 200);
    written = answer.response.body;
  }
  INFO(written);
  CHECK(written.find("MD00") == std::string::npos);  // names, not ids
  CHECK(written.find("rule link.used") != std::string::npos);
  auto script = scenario::load_script("session.scn", written);
  REQUIRE(script.ok());
  const auto other = make_box({});
  InProcessDriver driver(*other);
  const scenario::RunResult result = scenario::run(script.value(), driver);
  for (const scenario::BlockResult& block : result.blocks) CHECK(block.passed);
  if (options.data.empty()) return;
  const auto exported = KeptJournal::write_scenario(options.data, "sk_test_copy");
  REQUIRE(exported.ok());
  CHECK(exported.value() == written);
}

TEST_CASE("a session names every link that a customer answered") {
  constexpr std::string_view kAccepted = R"({"outcome":"accepted"})";
  const auto box = make_box({});
  const std::string source = ask(*box, "POST", "/v1/sources", kSource).at("id");
  const std::string first = ask(*box, "GET", "/v1/sources/" + source).at("redirect.url");
  CHECK(ask(*box, "POST", scenario::path_of(first), kAccepted).status() < 400);
  const std::string mandate = ask(*box, "GET", "/v1/sources/" + source).at("mandate");
  for (const std::string_view action : {"pause", "resume", "pause"}) {
    const std::string path = "/api/mandates/" + std::string(action) + "?mandate_id=" + mandate;
    const std::string link = ask(*box, "PATCH", path).at("auth_link");
    CHECK(ask(*box, "POST", scenario::path_of(link), kAccepted).status() < 400);
  }
  const std::string written = ask(*box, "GET", "/_mock/session.scn").response.body;
  INFO(written);
  for (const std::string_view named : {"{l1}", "{l2}", "{l3}", "{l4}"}) {
    CHECK(written.find("http POST " + std::string(named) + "\n") != std::string::npos);
  }
  CHECK(written.find("request_id=") == std::string::npos);
}

TEST_CASE("an advance that was broken off is broken off there when it is replayed") {
  const test::TempFolder folder;
  const std::string file = folder.file("journal");
  std::string before;
  {
    const auto box = make_box(kept_in(file));
    for (int i = 0; i < 600; ++i) {
      const std::string id = ask(*box, "POST", "/_mock/mandates").at("id");
      for (const std::string action : {"pause", "amend"}) {
        ask(*box, "PATCH", "/api/mandates/" + action + "?mandate_id=" + id,
            action == "amend" ? R"({"maximum_amount":"1.00"})" : "{}");
      }
      ask(*box, "POST", "/v1/sources", kSource);
    }
    SandboxInternals::engine(*box).waiters.stop();  // as when the server stops
    const Reply advanced = ask(*box, "POST", "/_mock/clock/advance", R"({"by":"P200D"})");
    CHECK(advanced.at("stopped_after") == "1000");
    before = dump_of(*box, kExampleKey);
  }
  const auto again = make_box(kept_in(file));
  CHECK(dump_of(*again, kExampleKey) == before);
  CHECK(ask(*again, "POST", "/_mock/clock/advance", R"({"by":"P200D"})").status() == 200);
}

TEST_CASE("who is to stop while a journal is replayed stops") {
  const test::TempFolder folder;
  const std::string file = folder.file("journal");
  live(*make_box(kept_in(file)));
  SandboxOptions options = kept_in(file);
  int asked = 0;
  options.stop_replay = [&asked] { return ++asked == 3; };
  CHECK(holds(problem_with(options), "stopped while it was replayed"));
  CHECK(asked == 3);
  CHECK(problem_with(kept_in(file)).empty());
}

TEST_CASE("a key that only looked is not in the journal, and one that did something is") {
  const test::TempFolder folder;
  const std::string file = folder.file("journal");
  {
    const auto box = make_box(kept_in(file));
    CHECK(ask(*box, "GET", "/v1/mandates", "", "sk_test_looks").status() == 200);
    CHECK(ask(*box, "GET", "/v1/mandates", "", "sk_test_acts").status() == 200);
    CHECK(ask(*box, "POST", "/v1/sources", kSource, "sk_test_acts").status() == 200);
  }
  const auto again = make_box(kept_in(file));
  CHECK(SandboxInternals::engine(*again).find("sk_test_looks") == nullptr);
  CHECK(SandboxInternals::engine(*again).find("sk_test_acts") != nullptr);
}

TEST_CASE("a target that was allowed once is asked again before something is sent there") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  {
    SandboxOptions first = options;
    first.webhook_hosts = {"hooks.test"};
    first.on_webhook = [](const WebhookDelivery&) { return 500; };
    const auto box = make_box(first);
    CHECK(ask(*box, "PUT", "/_mock/webhook", R"({"url":"http://hooks.test/"})").status() == 200);
    CHECK(ask(*box, "POST", "/v1/sources", kSource).status() == 200);
    CHECK(ask(*box, "GET", "/_mock/deliveries").at("data.0.status") == "waiting");
  }
  const auto again = make_box(options);
  ask(*again, "POST", "/_mock/clock/advance", R"({"by":"PT1M"})");
  REQUIRE(again->settle(kExampleKey, 10000));
  const Reply deliveries = ask(*again, "GET", "/_mock/deliveries");
  CHECK(deliveries.at("data.0.attempts.1.verdict") == "unreachable");
  CHECK(deliveries.at("data.0.attempts.1.reason") ==
        "not allowed: hooks.test is not this machine: start with --allow-webhook-host hooks.test "
        "to permit it");
}

TEST_CASE("a target that was refused is refused again, whatever it is said with") {
  const test::TempFolder folder;
  const SandboxOptions options = kept_in(folder.file("j.db"));
  const std::string far = R"({"url":"http://far.example/hook"})";
  for (const char* path : {"/_mock/webhook", "/_mock/juspay/webhook"}) {
    const auto box = make_box(options);
    CHECK(ask(*box, "PUT", path, far).status() == 400);
  }
  const auto report = KeptJournal::verify(options.data, nullptr);
  REQUIRE(report.ok());
  CHECK_FALSE(report->difference);
}

TEST_CASE("a call under a name that is not allowed any more is lived through again") {
  const test::TempFolder folder;
  SandboxOptions options = kept_in(folder.file("j.db"));
  Request made = make_request("POST", "/v1/sources", kSource);
  made.headers.emplace_back("Host", "mock.test");
  made.headers.emplace_back("Origin", "https://app.test");
  {
    SandboxOptions open = options;
    open.allowed_hosts = {"mock.test"};
    open.allowed_origins = {"https://app.test"};
    const auto box = make_box(open);
    CHECK(box->handle(made).status == 200);
  }
  const auto again = make_box(options);
  CHECK(ask(*again, "GET", "/v1/sources").count("data") == 1);
  CHECK(again->handle(made).status == 421);
  made.headers.pop_back();
  made.headers.back().second = "localhost";
  made.headers.emplace_back("Origin", "https://app.test");
  CHECK(again->handle(made).status == 403);
  made.target = "http://mock.test/v1/sources";
  made.headers.pop_back();
  CHECK(again->handle(made).status == 421);
}
