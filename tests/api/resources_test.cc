// The smaller resources through the whole api: exact keys, bounds of searches, keys that make a
// call idempotent, and bodies with files in them.
#include <doctest/doctest.h>

#include "api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using Names = std::vector<std::string>;

std::string customer_of(TestApi& api) {
  return api.call("POST", "/v1/customers", R"({"name":"RAVI SAMPLEKAR"})").at("id");
}

constexpr std::string_view kAccount =
    R"({"account_holder_name":"RAVI","account_ifsc":"HDFC0000128","account_number":"12345678"})";

}  // namespace

TEST_CASE("objects have exactly the documented keys") {
  TestApi api;
  const std::string customer = customer_of(api);
  const std::string accounts = "/v1/customers/" + customer + "/bank_accounts";
  const std::string account = api.call("POST", accounts, kAccount).at("id");
  const Names list{"object", "data", "total_count", "url"};
  const Reply person = api.get("/v1/customers/" + customer);
  CHECK(json_keys(person.body()) == Names{"id", "object", "created", "livemode", "metadata",
                                          "bank_accounts", "description", "email", "identification",
                                          "mandates", "mobile", "name", "phone", "subscriptions"});
  CHECK(json_keys(person.body(), "bank_accounts") == list);
  const Reply owned = api.get(accounts + "/" + account);
  CHECK(json_keys(owned.body()) ==
        Names{"id", "object", "created", "livemode", "account_holder_name", "account_ifsc",
              "account_last4", "account_type", "bank_name", "customer", "mandates", "status"});
  CHECK(json_keys(owned.body(), "mandates") == list);
  CHECK(json_keys(api.get("/v1/nach_banks/AUBL").body()) ==
        Names{"id", "object", "livemode", "ach_dr", "display_name", "ifsc", "name", "variant_api",
              "variant_api_aadhaar", "variant_api_debitcard", "variant_api_netbanking",
              "variant_api_others", "variant_esign", "mandate_amend", "mandate_cancel",
              "mandate_pause", "mandate_resume"});
  CHECK(json_keys(api.get("/v1/banks/HDFC0999999").body()) ==
        Names{"object", "livemode", "ifsc", "micr", "name", "branch", "city", "bank_data",
              "nach_bank", "nach_bank_data"});
  const std::string agent = api.get("/v1/agents").at("data.0.id");
  CHECK(agent.substr(0, 4) == "AG00");
  CHECK(json_keys(api.get("/v1/agents/" + agent).body()) ==
        Names{"id", "object", "created", "livemode", "code", "email", "identification", "mobile",
              "name", "status"});
}

TEST_CASE("a token looks like one") {
  TestApi api;
  const Reply token =
      api.call("POST", "/v1/tokens", "{\"bank_account\":" + std::string(kAccount) + "}");
  const std::string id = token.at("id");
  CHECK(id.size() == 29);
  CHECK(id.substr(0, 5) == "btok_");
  CHECK(token.at("account_last4") == "5678");
  CHECK_FALSE(token.holds("12345678"));
}

TEST_CASE("a search shows fifty at most, and the rest on further pages") {
  TestApi api;
  for (int i = 0; i < 60; ++i) api.mandate(R"({"reference1":"LOAN"})");
  const Reply all = api.get("/v1/mandates/search/reference1/OA");
  CHECK(json_count(all.body(), "data") == 50);
  CHECK(all.at("has_more") == "true");
  const Reply more = api.get("/v1/mandates/search/reference1/OA?page=2");
  CHECK(json_count(more.body(), "data") == 10);
  CHECK(more.at("has_more") == "false");
  CHECK(json_count(api.get("/v1/mandates/search/reference1/OA?limit=100").body(), "data") == 50);
  CHECK(json_count(api.get("/v1/mandates/search/reference1/OA?limit=7").body(), "data") == 7);
  CHECK(api.get("/v1/mandates/search/reference1/OA?limit=101").rule() == "list.limit");
}

TEST_CASE("an idempotency key belongs to one world, and a reset forgets it") {
  TestApi api;
  const Headers key = {{"idempotency-KEY", "k1"}};
  const auto create = [&] {
    return api.call("POST", "/v1/customers", R"({"name":"RAVI"})", key)
        .header("Idempotent-Replayed");
  };
  CHECK(create().empty());
  CHECK(create() == "true");
  api.key = "sk_test_other";
  CHECK(create().empty());
  CHECK(create() == "true");
  CHECK(api.call("POST", "/_mock/reset").status() == 200);
  CHECK(create().empty());
  CHECK(json_count(api.get("/v1/customers").body(), "data") == 1);
}

TEST_CASE("what changes something in the vendor API heeds the key, PATCH too") {
  TestApi api;
  const Headers key = {{"Idempotency-Key", "k1"}};
  CHECK(api.get("/v1/customers", key).header("Idempotent-Replayed").empty());
  CHECK(api.get("/v1/customers", key).header("Idempotent-Replayed").empty());
  const std::string mandate = api.mandate();
  const std::string pause = "/api/mandates/pause?mandate_id=" + mandate;
  const Reply first = api.call("PATCH", pause, "", key);
  CHECK(first.status() == 200);
  const Reply again = api.call("PATCH", pause, "", key);
  CHECK(again.header("Idempotent-Replayed") == "true");
  CHECK(again.body() == first.body());
  const Headers other = {{"Idempotency-Key", "k2"}};
  CHECK(api.call("PATCH", pause, "", other).rule() == "request.none_pending");
}

TEST_CASE("a file in a body neither breaks it nor shows up as a field") {
  TestApi api;
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  const std::string body =
      "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nRAVI\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"email\"; filename=\"a.jpg\"\r\n"
      "Content-Type: image/jpeg\r\n\r\n" +
      bytes + "\r\n--B--\r\n";
  Request request{"POST", "/v1/customers", {}, body};
  request.headers = {{"Authorization", "Basic " + base64_encode("sk_test_lotusbox:")},
                     {"Content-Type", "multipart/form-data; boundary=B"}};
  const Reply made = api.send(request);
  CHECK(made.status() == 200);
  CHECK(made.at("name") == "RAVI");
  CHECK(made.at("email") == "null");
}

TEST_CASE("the summary of a mandate is a PDF of its own kind") {
  TestApi api;
  const Reply summary = api.get("/v1/mandates/" + api.mandate() + "/summarypdf");
  CHECK(summary.response.content_type == "application/pdf");
  CHECK(summary.body().starts_with("%PDF-1.4\n"));
  CHECK(summary.body().ends_with("%%EOF\n"));
}
