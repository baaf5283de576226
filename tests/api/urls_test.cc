// Every URL that an answer hands out leads somewhere.
#include <doctest/doctest.h>

#include <deque>
#include <nlohmann/json.hpp>
#include <set>

#include "api/api_support.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

using Json = nlohmann::json;

/// Where the vendor explains its errors, which is not here.
constexpr std::string_view kElsewhere = "https://docs.lotuspay.com/";

bool is_url(std::string_view text) {
  return (text.starts_with("/") || text.starts_with("http://box.test/") ||
          text.starts_with("https://")) &&
         text.find_first_of(" {") == std::string_view::npos;
}

void collect(const Json& json, std::set<std::string>& urls) {
  if (json.is_string() && is_url(json.get<std::string>())) urls.insert(json.get<std::string>());
  if (!json.is_structured()) return;
  for (const Json& inner : json) collect(inner, urls);
}

/// The answers to these targets, and to every URL in them, and so on.
std::set<std::string> follow(TestApi& api, std::deque<std::string> targets) {
  std::set<std::string> seen(targets.begin(), targets.end());
  while (!targets.empty()) {
    const std::string target = targets.front();
    targets.pop_front();
    CAPTURE(target);
    const Reply reply = api.get(target);
    CHECK(reply.status() == 200);
    std::set<std::string> urls;
    const Json json = Json::parse(reply.body(), nullptr, false);
    if (!json.is_discarded()) collect(json, urls);
    for (const std::string& url : urls) {
      if (url.starts_with(kElsewhere)) continue;
      CHECK_FALSE(url.starts_with("https://"));
      const std::string next = url.starts_with("/") ? url : target_of(url);
      if (seen.insert(next).second) targets.push_back(next);
    }
  }
  return seen;
}

}  // namespace

TEST_CASE("every URL in an answer resolves, and those in what it answers do too") {
  TestApi api;
  const std::string source = api.source(R"("debtor_mobile":"9123456789")");
  const std::string mandate = api.mandate(R"({"debtor_email":"asha@example.com"})");
  const std::string managed = api.link("pause", api.mandate());
  const std::string debit =
      api.call("POST", "/v1/ach_debits", R"({"amount":5000,"mandate":")" + mandate + "\"}")
          .at("id");
  const std::string subscription =
      api.call("POST", "/v1/subscriptions",
               R"({"amount":5000,"interval":"month","count":3,"mandate":")" + mandate + "\"}")
          .at("id");
  const std::string customer = api.get("/v1/mandates/" + mandate).at("customer");
  const std::string account = api.get("/v1/mandates/" + mandate).at("bank_account");
  const auto seen = follow(api, {"/v1/sources/" + source,
                                 "/v1/mandates/" + mandate,
                                 managed,
                                 "/v1/ach_debits/" + debit,
                                 "/v1/subscriptions/" + subscription,
                                 "/v1/customers/" + customer,
                                 "/v1/customers/" + customer + "/bank_accounts/" + account,
                                 "/v1/sources",
                                 "/v1/mandates",
                                 "/v1/customers",
                                 "/v1/ach_debits",
                                 "/v1/ach_debit_collections",
                                 "/v1/settlements",
                                 "/v1/subscriptions",
                                 "/v1/events",
                                 "/v1/nach_banks",
                                 "/v1/agents",
                                 "/v1/physical_mandate_images",
                                 "/v1/banks/ICIC0000047",
                                 "/_mock/events",
                                 "/_mock/links?mandate=" + mandate,
                                 "/_mock/outbox"});
  for (const std::string_view list : {"/mandates", "/subscriptions", "/bank_accounts"}) {
    CHECK(seen.count("/v1/customers/" + customer + std::string(list)) == 1);
  }
  CHECK(seen.count("/v1/customers/" + customer + "/bank_accounts/" + account + "/mandates") == 1);
}
