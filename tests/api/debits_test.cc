// Money through the whole api: exact keys, the older name of debits, lists, and the pretend bank.
#include <doctest/doctest.h>

#include "api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using Names = std::vector<std::string>;

const Names kDebitKeys{"id",
                       "object",
                       "created",
                       "livemode",
                       "metadata",
                       "amount",
                       "creditor_agent_code",
                       "creditor_agent_mmbid",
                       "creditor_name",
                       "creditor_utility_code",
                       "date_charge",
                       "date_response",
                       "debtor_account_name",
                       "debtor_account_number",
                       "debtor_agent_code",
                       "debtor_agent_mmbid",
                       "mandate_reference1",
                       "product_type",
                       "reference",
                       "reference2",
                       "reference3",
                       "reference4",
                       "reference5",
                       "reference_creditor",
                       "umrn",
                       "response_code",
                       "response_description",
                       "response_flag",
                       "response_sequence_number",
                       "status",
                       "ach_debit_collection",
                       "customer",
                       "mandate",
                       "nach_profile",
                       "settlement"};
const Names kCollectionKeys{"id",
                            "object",
                            "created",
                            "livemode",
                            "amount",
                            "count",
                            "creditor_agent_code",
                            "creditor_utility_code",
                            "date_charge",
                            "date_value",
                            "bank_account",
                            "nach_profile",
                            "utr"};
const Names kSettlementKeys{"id",          "object",      "created",      "livemode",
                            "amount",      "amount_fee",  "amount_tax",   "amount_gross",
                            "date_charge", "date_value",  "date_settled", "method",
                            "status",      "bank_account"};
const Names kSubscriptionKeys{"id",      "object", "created",      "livemode", "metadata",
                              "amount",  "count",  "day_of_month", "interval", "interval_count",
                              "month",   "name",   "start_date",   "status",   "customer",
                              "mandate", "plan"};

/// A mandate that can be charged now: it is two in the morning of Monday, 5 January.
std::string chargeable(TestApi& api, std::string_view body = R"({"amount_maximum":500000})") {
  const std::string mandate = api.mandate(body);
  const Reply moved =
      api.call("POST", "/_mock/clock/advance", R"({"to":"2026-01-05T02:00:00+05:30"})");
  CHECK(moved.status() == 200);
  return mandate;
}

std::string wanted(std::string_view mandate, std::string_view more = R"("amount":50000)") {
  return "{\"mandate\":\"" + std::string(mandate) + "\"," + std::string(more) + "}";
}

void advance(TestApi& api, std::string_view to) {
  const Reply moved =
      api.call("POST", "/_mock/clock/advance", "{\"to\":\"" + std::string(to) + "\"}");
  CHECK(moved.status() == 200);
}

}  // namespace

TEST_CASE("money has exactly the documented keys, before and after") {
  TestApi api;
  const std::string mandate =
      chargeable(api, R"({"amount_maximum":500000,"debtor_account_number":"12345678"})");
  const Reply made = api.call("POST", "/v1/ach_debits", wanted(mandate));
  const std::string id = made.at("id");
  CHECK(id.substr(0, 4) == "ND00");
  CHECK(json_keys(made.body()) == kDebitKeys);
  CHECK(made.at("reference") == "LOTUSPAY" + id.substr(4));
  CHECK(made.at("debtor_account_number") == "****5678");
  CHECK(made.at("product_type") == "10");
  CHECK(made.at("mandate_reference1") == mandate);
  CHECK(api.get("/v1/ach_debits/" + id).body() == made.body());
  advance(api, "2026-01-05T20:00:00+05:30");
  const Reply confirmed = api.get("/v1/ach_debits/" + id);
  CHECK(json_keys(confirmed.body()) == kDebitKeys);
  CHECK(confirmed.at("response_code") == "00");
  CHECK(confirmed.at("response_description") == "Accepted");
  CHECK(confirmed.at("response_flag") == "1");
  const Reply collection =
      api.get("/v1/ach_debit_collections/" + confirmed.at("ach_debit_collection"));
  CHECK(json_keys(collection.body()) == kCollectionKeys);
  CHECK(collection.at("utr").substr(0, 3) == "CMS");
  CHECK(collection.at("utr").size() == 13);
  const Reply settlement = api.get("/v1/settlements/" + confirmed.at("settlement"));
  CHECK(json_keys(settlement.body()) == kSettlementKeys);
  const Reply subscription =
      api.call("POST", "/v1/subscriptions", wanted(mandate, R"("amount":100,"count":2)"));
  CHECK(json_keys(subscription.body()) == kSubscriptionKeys);
  CHECK(json_keys(api.get("/v1/subscriptions").body(), "data.0") == Names{"id"});
  CHECK(json_keys(api.get("/v1/ach_debits").body(), "data.0") == Names{"id"});
  CHECK(json_keys(api.get("/v1/settlements").body(), "data.0") == Names{"id"});
  CHECK(json_keys(api.get("/v1/ach_debit_collections").body(), "data.0") == Names{"id"});
}

TEST_CASE("events show a debit as it was") {
  TestApi api;
  const std::string id = api.call("POST", "/v1/ach_debits", wanted(chargeable(api))).at("id");
  advance(api, "2026-01-06T20:00:00+05:30");
  const Reply late =
      api.call("POST", "/_mock/bank", "{\"debit\":\"" + id + "\",\"outcome\":\"returned\"}");
  CHECK(late.at("status") == "returned");
  CHECK(late.at("response_code") == "04");
  const Reply events = api.get("/_mock/events?resource=" + id);
  REQUIRE(json_count(events.body(), "data") == 4);
  const Names statuses{"pending", "submitted", "confirmed", "returned"};
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    const std::string data = "data." + std::to_string(i) + ".data";
    CHECK(json_keys(events.body(), data) == kDebitKeys);
    CHECK(events.at(data + ".status") == statuses[i]);
    CHECK(events.at("data." + std::to_string(i) + ".type") == "ach_debit." + statuses[i]);
  }
  // The settlement came between the confirmation and the late return.
  CHECK(events.at("data.2.data.settlement") == "null");
  CHECK(events.at("data.3.data.settlement") == late.at("settlement"));
  CHECK(late.at("settlement").substr(0, 4) == "SM00");
  const Reply settlements = api.get("/_mock/events?type=settlement.pending");
  CHECK(json_keys(settlements.body(), "data.0.data") == kSettlementKeys);
  CHECK(settlements.at("data.0.data.status") == "pending");
}

TEST_CASE("forms, numeric texts and the older name are taken") {
  TestApi api;
  const std::string mandate = chargeable(api);
  const Reply form = api.call("POST", "/v1/payments/",
                              "mandate=" + mandate +
                                  "&amount=50000&metadata[a]=1"
                                  "&date_charge=&reference2=X1");
  CHECK(form.status() == 200);
  CHECK(form.at("amount") == "50000");
  CHECK(form.at("metadata.a") == "1");
  CHECK(form.at("reference2") == "X1");
  CHECK(form.at("date_charge") == "2026-01-05");
  CHECK(api.get("/v1/payments/" + form.at("id")).body() == form.body());
  const Reply text = api.call("POST", "/v1/ach_debits", wanted(mandate, R"("amount":"123")"));
  CHECK(text.at("amount") == "123");
  const Reply wrong = api.call("POST", "/v1/ach_debits", wanted(mandate, R"("amount":"abc")"));
  CHECK(wrong.status() == 400);
  CHECK(wrong.at("error.code") == "parameter_invalid_integer");
  CHECK(wrong.at("error.param") == "amount");
  CHECK(wrong.at("error.message") == "Invalid positive integer");
}

TEST_CASE("a summary is a PDF of one page") {
  TestApi api;
  const std::string id = api.call("POST", "/v1/ach_debits", wanted(chargeable(api))).at("id");
  const Reply pdf = api.get("/v1/ach_debits/" + id + "/summarypdf");
  CHECK(pdf.status() == 200);
  CHECK(pdf.response.content_type == "application/pdf");
  CHECK(pdf.body().substr(0, 5) == "%PDF-");
  CHECK(pdf.holds(id));
  CHECK(pdf.holds("Rs 500.00"));
}

TEST_CASE("lists of money are newest first, paged and filtered by status") {
  TestApi api;
  const std::string mandate = chargeable(api);
  Names made;
  for (int i = 1; i <= 5; ++i) {
    const std::string amount = "\"amount\":" + std::to_string(i);
    made.push_back(api.call("POST", "/v1/ach_debits", wanted(mandate, amount)).at("id"));
  }
  CHECK(api.call("POST", "/v1/ach_debits/" + made[1] + "/cancel").at("status") == "cancelled");
  const Reply second = api.get("/v1/ach_debits?limit=2&page=2");
  CHECK(second.at("has_more") == "true");
  CHECK(second.at("data.0.id") == made[2]);
  CHECK(second.at("data.1.id") == made[1]);
  const Reply cancelled = api.get("/v1/ach_debits?status=cancelled");
  CHECK(json_count(cancelled.body(), "data") == 1);
  CHECK(cancelled.at("data.0.id") == made[1]);
  CHECK(api.get("/v1/ach_debits?status=paid").rule() == "list.filter");
  CHECK(api.get("/v1/settlements?status=pending").status() == 200);
  CHECK(api.get("/v1/settlements?status=confirmed").rule() == "list.filter");
  CHECK(api.get("/v1/subscriptions?status=pending").rule() == "list.filter");
}

TEST_CASE("a subscription that begins today has its first debit at once") {
  TestApi api;
  const std::string mandate = chargeable(api);
  const Reply made = api.call("POST", "/v1/subscriptions",
                              wanted(mandate, R"("amount":100,"start_date":"2026-01-05")"));
  CHECK(made.status() == 200);
  const Reply debits = api.get("/v1/ach_debits");
  REQUIRE(json_count(debits.body(), "data") == 1);
  const Reply debit = api.get("/v1/ach_debits/" + debits.at("data.0.id"));
  CHECK(debit.at("date_charge") == "2026-01-05");
  CHECK(debit.at("status") == "pending");
}

TEST_CASE("the policy of debits is shown as it was set") {
  TestApi api;
  const std::string path = "/_mock/policy/debits";
  CHECK(api.get(path).body() ==
        R"({"outcome":"confirmed","response_code":null,"settlements":true})");
  const Reply put = api.call("PUT", path, R"({"outcome":"returned","response_code":"06"})");
  CHECK(put.body() == R"({"outcome":"returned","response_code":"06","settlements":true})");
  CHECK(api.call("PUT", path, R"({"outcome":"confirmed","settlements":false})").body() ==
        R"({"outcome":"confirmed","response_code":null,"settlements":false})");
  CHECK(api.call("PUT", path, R"({"speed":1})").rule() == "control.key");
}
