// What is hidden of texts that are shown again, and that nothing slips through.
#include "api/masking.h"

#include <doctest/doctest.h>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

TEST_CASE("values are masked by the name of their field, wherever it stands") {
  struct Case {
    std::string_view name, value, shown;
  };
  constexpr Case kCases[] = {
      {"debtor_account_number", "99990000123456", "***3456"},
      {"nach_debit[debtor_account_number]", "99990000123456", "***3456"},
      {"nach_debit.debtor_account_number", "99990000123456", "***3456"},
      {"debtor_account_number", "1234567", "***"},
      {"Debtor_Mobile", "9876543210", "***3210"},
      {"debtor_mobile", "98765 43210", "***"},
      {"debtor_email", "ravi@example.com", "***@example.com"},
      {"debtor_email", "ravi", "***"},
      {"debtor_pan", "ABCDE1234F", "***"},
      {"debtor_account_name", "RAVI KUMAR", "***"},
      {"names[][phone]", "9876543210", "***3210"},
      {"key", "whatever it is", "***"},
      {"reference1", "LOAN-42", "LOAN-42"},
      {"debtor_account_type", "savings", "savings"},
      {"return_url", "http://shop/?k=sk_test_abc123&x=1", "http://shop/?k=sk_test_***&x=1"},
  };
  for (const Case& one : kCases) {
    CAPTURE(one.name);
    CAPTURE(one.value);
    CHECK(mask_value(one.name, one.value) == one.shown);
  }
}

TEST_CASE("keys and secrets are hidden in any text") {
  CHECK(mask_text("sk_test_abc and sk_live_def, whk_0123456789ab.") ==
        "sk_test_*** and sk_live_***, whk_***");
  CHECK(mask_text("/pay/AL1?client_secret=src_client_secret_abc&x=1") ==
        "/pay/AL1?client_secret=***&x=1");
  CHECK(mask_text("u=http%3A%2F%2Fb%3Fclient_secret%3Dabc&x=1") ==
        "u=http%3A%2F%2Fb%3Fclient_secret%3D***&x=1");
  CHECK(mask_text("sk_test_") == "sk_test_");
  CHECK(mask_text("") == "");
}

TEST_CASE("JSON stays JSON when it is masked") {
  CHECK(mask_json(R"({"name":"RAVI","amount":100,"ok":true,"none":null})") ==
        R"({"name":"***","amount":100,"ok":true,"none":null})");
  CHECK(mask_json(R"( { "debtor_mobile" : 9876543210 , "a" : [ 1 , "b" ] } )") ==
        R"( { "debtor_mobile" : "***3210" , "a" : [ 1 , "b" ] } )");
  CHECK(mask_json(R"({"key":{"deep":["x",{"y":12345678901}]}})") ==
        R"({"key":{"deep":["***",{"y":"***"}]}})");
  CHECK(mask_json(R"({"name":null,"key":false})") == R"({"name":null,"key":false})");
  CHECK(mask_json("[]") == "[]");
  CHECK(mask_json("{}") == "{}");
  CHECK(mask_json(R"({"url":"http://b/?client_secret=abc"})") ==
        R"({"url":"http://b/?client_secret=***"})");
}

TEST_CASE("what is not plain JSON is hidden from where it begins to be something else") {
  const std::string secret = "4242424242";
  for (const std::string text :
       {R"({"debtor_mobile":"4242424242)", R"({"debtor_mobile":4242424242)",
        R"({"debtor_\u006dobile":"4242424242"})", R"({"key":"\u0034242424242"})",
        R"({"a":"{\"debtor_pan\":\"4242424242\"}"})", R"({"a" "4242424242"})",
        R"({'key':'4242424242'})", "debtor_pan=4242424242", R"({"a":1} 4242424242)",
        R"([[["sk_test_4242424242"]]])", R"({"sk_test_4242424242":1})",
        R"({"a":"sk_\u0074est_4242424242"})"}) {
    CAPTURE(text);
    CHECK(mask_json(text).find(secret) == std::string::npos);
  }
  // Nor does a tower of brackets do harm.
  CHECK(mask_json(std::string(100000, '[')).size() < 100100);
}

TEST_CASE("a text that is cut off is shown up to there") {
  const std::string whole = R"({"reference1":"LOAN","debtor_mobile":"9876543210","amount":12})";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string shown = mask_json(whole.substr(0, size));
    CAPTURE(shown);
    CHECK(shown.find("98765") == std::string::npos);
  }
  CHECK(mask_json(whole.substr(0, 20)) == R"({"reference1":"LOAN")");
}

TEST_CASE("forms and queries are masked by the decoded names and values") {
  CHECK(mask_form("name=RAVI&reference1=a%20b&x") == "name=***&reference1=a%20b&x");
  CHECK(mask_form("nach_debit%5Bdebtor_mobile%5D=%39876543210") ==
        "nach_debit%5Bdebtor_mobile%5D=***3210");
  CHECK(mask_form("k=%73k_test_abc") == "k=sk_test_***");
  CHECK(mask_form("a=%zz&b=1") == "a=***&b=1");
  CHECK(mask_form("%zz=1&b=1") == "***&b=1");
  CHECK(mask_form(R"(nach_debit={"debtor_pan":"ABCDE1234F"})") ==
        R"(nach_debit={"debtor_pan":"***"})");
  CHECK(mask_form("") == "");
}

TEST_CASE("a call is shown with what was sent and answered, but for credentials") {
  TestApi api;
  const Reply made = api.call("POST", "/v1/customers?client_secret=abcdef",
                              R"({"name":"RAVI","phone":"9876543210","email":"r@example.com"})");
  REQUIRE(made.status() == 200);
  const Reply shown = api.get("/_mock/requests/" + made.header("Lotusbox-Request-Id"));
  REQUIRE(shown.status() == 200);
  CHECK(shown.at("request.headers.Authorization") == "Basic ***");
  CHECK(shown.at("query") == "client_secret=***");
  CHECK(json_at(shown.at("request.body"), "name") == "***");
  CHECK(json_at(shown.at("request.body"), "phone") == "***3210");
  CHECK(json_at(shown.at("answer.body"), "object") == "customer");
  CHECK(shown.at("request.truncated") == "false");
  CHECK(shown.at("answer.bytes") == std::to_string(made.body().size()));
  CHECK(shown.at("answer.headers.Lotusbox-Request-Id") == made.header("Lotusbox-Request-Id"));
  for (const std::string_view secret : {"RAVI", "98765", "r@", "abcdef"}) {
    CHECK_FALSE(shown.holds(secret));
  }
}

TEST_CASE("nothing that a call brought as a secret is readable in what the world keeps") {
  TestApi api;
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/h","key":"whk_secret123456"})");
  api.call("POST", "/_mock/fork", R"({"to":"sk_test_secretfork"})");
  api.call(
      "GET", "/v1/events?api_key=sk_test_secretquery", "",
      {{"Cookie", "session=secretcookie; a=b"}, {"Referer", "http://x/?client_secret=secretref"}});
  api.call("POST", "/v1/customers", "name=secretname&metadata[a]=sk_test_secretmeta");
  api.call("POST", "/v1/sources", source_body(R"("debtor_account_name":"SECRETPERSON")"));
  const Reply list = api.get("/_mock/requests");
  std::string all = list.body();
  for (std::size_t i = 0; i < json_count(list.body(), "data"); ++i) {
    all += api.get("/_mock/requests/" + list.at("data." + std::to_string(i) + ".id")).body();
  }
  REQUIRE(all.size() > 1000);
  for (const std::string_view secret :
       {"whk_secret", "secretfork", "secretquery", "secretcookie", "secretref", "secretname",
        "secretmeta", "SECRETPERSON", "c2tfdGVzdF"}) {
    CAPTURE(secret);
    CHECK(all.find(secret) == std::string::npos);
  }
}

TEST_CASE("bodies are kept up to a size, and files and pages not at all") {
  TestApi api;
  const std::string body = "{\"reference1\":\"" + std::string(9000, 'x') + "\"}";
  const Reply long_one = api.call("POST", "/v1/customers", body);
  const Reply shown = api.get("/_mock/requests/" + long_one.header("Lotusbox-Request-Id"));
  CHECK(shown.at("request.truncated") == "true");
  CHECK(shown.at("request.bytes") == std::to_string(body.size()));
  CHECK(shown.at("request.body").size() <= RequestLog::kBodyKept);
  const Reply page = api.get(api.source_link(api.source()));
  CHECK(api.get("/_mock/requests/" + page.header("Lotusbox-Request-Id")).at("answer.body") ==
        "null");
  const Reply control = api.get("/_mock/events");
  const Reply kept = api.get("/_mock/requests/" + control.header("Lotusbox-Request-Id"));
  CHECK(kept.at("answer.body") == "null");
  CHECK(kept.at("answer.bytes") == std::to_string(control.body().size()));
}

TEST_CASE("calls are filtered, and one that is unknown is refused") {
  TestApi api;
  api.mandate();
  api.call("PATCH", "/api/mandates/pause?mandate_id=MD");
  const auto found = [&](const std::string& query) {
    return json_count(api.get("/_mock/requests?" + query).body(), "data");
  };
  CHECK(found("path=/api/*") == 1);
  CHECK(found("method=PATCH&status=404") == 1);
  CHECK(found("method=PATCH&status=200") == 0);
  CHECK(found("rule=request.mandate_unknown") == 1);
  CHECK(found("path=/_mock/mandates") == 1);
  CHECK(api.get("/_mock/requests/req_none").rule() == "call.unknown");
}
