#include <doctest/doctest.h>

#include "examiner/comparison/answers.h"
#include "examiner/comparison/comparer.h"
#include "examiner/comparison/exchange.h"
#include "examiner/comparison/identities.h"
#include "examiner/comparison/results.h"
#include "scenario/fake_driver.h"

using namespace lotusbox;
using namespace lotusbox::examiner;

namespace {

Response json(std::string body, int status = 200) {
  Response answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

std::vector<std::string> kinds(const Response& upstream, const Response& twin) {
  Identities identities;
  std::vector<std::string> all;
  for (const Difference& one : differences_of(upstream, twin, identities, {})) {
    all.push_back(one.kind + " " + one.place);
  }
  return all;
}

using Kinds = std::vector<std::string>;

constexpr const char* kTheirs = "MD0086WWA8U5CH";
constexpr const char* kOurs = "MD0044NVD72EJY";

}  // namespace

TEST_CASE("the same answer has no difference, whatever is generated in it") {
  CHECK(kinds(json(R"({"id":"MD0086WWA8U5CH","created":1795892386,"n":1})"),
              json(R"({"id":"MD0044NVD72EJY","created":1795892300,"n":1})"))
            .empty());
  CHECK(
      kinds(json(R"({"url":"https://api-test.lotuspay.com/pay/AL0059QWERTYUI?client_secret=a1"})"),
            json(R"({"url":"http://127.0.0.1/pay/AL0001ASDFGHJK?client_secret=b2"})"))
          .empty());
  CHECK(kinds(json(R"({"error":{"code":"x","message":"No"}})", 400),
              json(R"({"error":{"code":"x","message":"Other words"}})", 400))
            .empty());
}

TEST_CASE("each kind of difference is found at its place") {
  CHECK(kinds(json("{}", 400), json("{}")) == Kinds{"status "});
  CHECK(kinds(json(R"({"error":{"code":"a"}})", 400), json(R"({"error":{"code":"b"}})", 400)) ==
        Kinds{"code error.code"});
  CHECK(kinds(json(R"({"a":1,"b":2})"), json(R"({"a":1})")) == Kinds{"key b"});
  CHECK(kinds(json(R"({"a":1})"), json(R"({"a":1,"b":2})")) == Kinds{"key b"});
  CHECK(kinds(json(R"({"a":1,"b":2})"), json(R"({"b":2,"a":1})")) == Kinds{"order "});
  CHECK(kinds(json(R"({"a":{"b":"1"}})"), json(R"({"a":{"b":1}})")) == Kinds{"type a.b"});
  CHECK(kinds(json(R"({"a":null})"), json(R"({"a":"x"})")) == Kinds{"type a"});
  CHECK(kinds(json(R"({"s":"active"})"), json(R"({"s":"pending"})")) == Kinds{"value s"});
  CHECK(kinds(json(R"({"a":[1,2]})"), json(R"({"a":[1]})")) == Kinds{"length a"});
  CHECK(kinds(json(R"({"created":1795892386})"), json(R"({"created":1795888786})")) ==
        Kinds{"timing created"});
  CHECK(kinds(json("<p>"), json("{}")) == Kinds{"type "});
}

TEST_CASE("an id stands for one of the twin, and for no other") {
  Identities identities;
  CHECK(identities.learn(kTheirs, kOurs) == Identities::Learnt::fresh);
  CHECK(identities.learn(kTheirs, kOurs) == Identities::Learnt::same);
  CHECK(identities.learn(kTheirs, "MD0001AAAAAAA1") == Identities::Learnt::another);
  CHECK(identities.learn("MD0002BBBBBBB2", kOurs) == Identities::Learnt::another);
  CHECK(identities.for_twin("/v1/mandates/MD0086WWA8U5CH?x=MD0086WWA8U5CHX") ==
        "/v1/mandates/MD0044NVD72EJY?x=MD0086WWA8U5CHX");
  const auto again = differences_of(json(R"({"id":"MD0086WWA8U5CH"})"),
                                    json(R"({"id":"MD0001AAAAAAA1"})"), identities, {});
  REQUIRE(again.size() == 1);
  CHECK(again[0].kind == "identity");
}

TEST_CASE("words are not taken for ids") {
  CHECK(looks_generated(kOurs));
  CHECK(looks_generated("ICIC7012601000000012"));
  CHECK_FALSE(looks_generated("pending_submission"));
  CHECK_FALSE(looks_generated("EMANDATEREQUEST"));
  CHECK_FALSE(looks_generated("2026-01-31"));
}

TEST_CASE("the twin is asked with its own ids, at the time of the call, without the key") {
  scenario::FakeDriver twin;
  twin.answer("POST /_mock/reset", {});
  twin.answer("POST /_mock/clock/advance", {});
  twin.answer("POST /v1/customers", {.status = 200, .body = R"({"id":"CU0044NVD72EJY"})"});
  twin.answer("GET /v1/customers/CU0044NVD72EJY",
              {.status = 200, .body = R"({"id":"CU0044NVD72EJY","name":"A"})"});
  Comparer comparer(twin, {});
  Exchange made;
  made.at = 1795892386;
  made.request.method = "POST";
  made.request.target = "/v1/customers";
  made.request.headers = {{"Authorization", "Basic c2VjcmV0"}};
  made.answer = json(R"({"id":"CU0086WWA8U5CH"})");
  CHECK(comparer.compare(made).differences.empty());
  Exchange read;
  read.at = made.at + 60;
  read.request.method = "GET";
  read.request.target = "/v1/customers/CU0086WWA8U5CH";
  read.answer = json(R"({"id":"CU0086WWA8U5CH"})");
  const Compared compared = comparer.compare(read);
  REQUIRE(compared.differences.size() == 1);
  CHECK(compared.call == "GET /v1/customers/{id}");
  CHECK(compared.differences[0].kind == "key");
  CHECK(compared.differences[0].contradicts == "get_customer (documented)");
  for (const Request& request : twin.requests) {
    CHECK(find_header(request.headers, "Authorization").value_or("").find("c2VjcmV0") ==
          std::string::npos);
  }
}

TEST_CASE("a refusal is traced to its rule, and one that is missing to those like it") {
  scenario::FakeDriver twin;
  twin.answer("POST /_mock/reset", {});
  twin.answer("POST /v1/customers", {.status = 400,
                                     .body = R"({"error":{"code":"parameter_missing"}})",
                                     .headers = {{"Lotusbox-Rule", "customer.name_given"}}});
  twin.answer("POST /v1/customers", {.status = 200, .body = "{}"});
  Comparer comparer(twin, {});
  Exchange call;
  call.at = 1795892386;
  call.request.method = "POST";
  call.request.target = "/v1/customers";
  call.answer = json("{}");
  auto found = comparer.compare(call).differences;
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].contradicts == "customer.name_given (assumed: facts 4.3)");
  call.answer = json(R"({"error":{"code":"parameter_invalid","param":"email"}})", 400);
  found = comparer.compare(call).differences;
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].contradicts == "not refused here by customer.email (assumed: reference data 6)");
}

TEST_CASE("a record keeps the form of what it hides, and no key") {
  Exchange exchange;
  exchange.request.method = "POST";
  exchange.request.target = "/v1/customers?debtor_mobile=9812345678";
  exchange.request.headers = {
      {"Authorization", "Basic c2VjcmV0"}, {"Cookie", "a=b"}, {"Content-Type", "application/json"}};
  exchange.request.body =
      R"({"name":"Ravi Realname","pan":"ABCDE1234F","mobile":9812345678,"amount":5000,)"
      R"("nick":"Ravi","metadata":{"a":"Ravi"}})";
  exchange.answer = json(R"({"id":"CU0086WWA8U5CH","email":"ravi@example.com",)"
                         R"("url":"https://x/pay/AL1?client_secret=abc123"})");
  const Exchange kept = without_secrets(exchange);
  CHECK(kept.request.target == "/v1/customers?debtor_mobile=9000000000");
  CHECK(kept.request.headers == Headers{{"content-type", "application/json"}});
  CHECK(kept.request.body ==
        R"({"name":"Xxxx Xxxxxxxx","pan":"XXXXX0000X","mobile":9000000000,"amount":5000,)"
        R"("nick":"Xxxx","metadata":{"a":"Xxxx"}})");
  CHECK(kept.answer.body.find("ravi") == std::string::npos);
  CHECK(kept.answer.body.find("abc123") == std::string::npos);
  CHECK(kept.answer.body.find("CU0086WWA8U5CH") != std::string::npos);
  exchange.request.body = R"({"name":"Ravi Realname)";
  CHECK(without_secrets(exchange).request.body.find("Ravi") == std::string::npos);
}

TEST_CASE("a record is read as it was written, and what is none is refused") {
  Tape tape{"https://api-test.lotuspay.com", "strict", {}, {"a"}};
  Exchange exchange;
  exchange.at = 5;
  exchange.request.method = "GET";
  exchange.request.target = "/v1/events";
  exchange.answer = json("{}");
  tape.exchanges.push_back(exchange);
  const std::string text = tape_json(tape);
  const auto read = parse_tape(text);
  REQUIRE(read);
  CHECK(tape_json(*read) == text);
  for (const char* bad : {"", "[]", "{}", R"({"lotusbox_comparison":2})",
                          R"({"lotusbox_comparison":1,"calls":[{"at":1}]})",
                          R"({"lotusbox_comparison":1,"calls":[7]})"}) {
    CHECK_FALSE(parse_tape(bad));
  }
}

TEST_CASE("what is known does not count, wherever it stands in a list") {
  Compared call;
  call.call = "GET /v1/events";
  call.differences = {{"type", "data.0.id", "text", "null", ""}};
  const std::vector<std::string> known = difference_keys({call});
  call.differences[0].place = "data.7.id";
  CHECK(unknown_differences({call}, known) == 0);
  CHECK(results_of({call}, known)[0].passed());
  CHECK_FALSE(results_of({call}, {})[0].passed());
  call.differences[0].upstream = "whole number";
  CHECK(unknown_differences({call}, known) == 1);
  CHECK(comparison_json({call}, known).find("\"unknown\":1") != std::string::npos);
}
