#include "cli/demo.h"

#include "base/check.h"
#include "base/example_key.h"
#include "base/text.h"
#include "scenario/json_value.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

constexpr std::string_view kMakeSource = R"({"type":"nach_debit",
  "redirect":{"return_url":"http://127.0.0.1:9000/back"},
  "nach_debit":{"amount_maximum":500000,"frequency":"MNTH","debtor_agent_code":"ICIC",
  "debtor_account_name":"ASHA RAO","debtor_account_number":"12345678",
  "debtor_email":"asha@example.com","debtor_mobile":"9876543210","reference1":"$"}})";
constexpr std::string_view kMakePoor = R"({"amount_maximum":500000,"status":"active",
  "debtor_account_name":"NITIN NOBALANCE","debtor_account_number":"999940000004"})";
constexpr std::string_view kMakeAcknowledged = R"({"amount_maximum":300000,"status":"acknowledged",
  "debtor_account_name":"NISHA NOTREAL","debtor_account_number":"999900000009"})";
constexpr std::string_view kMakePaper = R"({"type":"nach_debit","nach_debit":{"variant":"physical",
  "amount_maximum":200000,"frequency":"MNTH","debtor_agent_code":"SBIN",
  "debtor_account_name":"NISHA NOTREAL","debtor_account_number":"999900000009",
  "reference1":"DEMO0004"}})";
constexpr std::string_view kMakeMember = R"({"name":"LATA LOREMIPSUM","email":"lata@example.com",
  "mobile":"9876500007","description":"Member 42"})";
constexpr std::string_view kMakeAccount = R"({"account_holder_name":"LATA LOREMIPSUM",
  "account_ifsc":"BARB0TREASU","account_number":"999900000007","account_type":"savings"})";
constexpr std::string_view kMakeMemberSource = R"({"type":"nach_debit","customer":"$","nach_debit":{
  "amount_maximum":100000,"frequency":"MNTH","debtor_agent_code":"BARB",
  "debtor_account_name":"LATA LOREMIPSUM","debtor_account_number":"999900000007",
  "debtor_account_type":"savings","reference1":"DEMO0005"}})";
constexpr std::string_view kMakeGym = R"({"mandate":"$","amount":49900,"name":"Gym"})";
constexpr std::string_view kDeadTarget = R"({"url":"http://127.0.0.1:9/webhooks"})";
constexpr std::string_view kAmendBeyondRules = R"({"maximum_amount":7500})";

std::string filled(std::string_view text, std::string_view value) {
  std::string out(text);
  out.replace(out.find('$'), 1, value);
  return out;
}

struct Player {
  Sandbox& sandbox;
  std::string key;

  JsonValue call(std::string_view method, std::string_view target, std::string_view body = "") {
    return JsonValue::parse(sandbox.handle(make_request(method, target, body, key)).body);
  }
  std::string make(std::string_view target, std::string_view body) {
    return call("POST", target, body).at("id").text();
  }
  /// What the customer answers at the link of a source: the mandate that it becomes, if it does.
  std::string authorise(const std::string& source, std::string_view answer = "") {
    call("POST", "/_mock/authorise",
         filled(R"({"source":"$")", source) + std::string(answer) + "}");
    return call("GET", "/v1/sources/" + source).at("mandate").text();
  }
  std::string make_signed(std::string_view reference) {
    return authorise(make("/v1/sources", filled(kMakeSource, reference)));
  }
  std::string debit(const std::string& mandate) {
    return make("/v1/ach_debits", filled(R"({"mandate":"$","amount":50000})", mandate));
  }
  /// A customer with a bank account and a mandate, who pays a subscription; the mandate.
  std::string make_member() {
    const std::string member = make("/v1/customers", kMakeMember);
    make("/v1/customers/" + member + "/bank_accounts", kMakeAccount);
    const std::string mandate = authorise(make("/v1/sources", filled(kMakeMemberSource, member)));
    make("/v1/subscriptions", filled(kMakeGym, mandate));
    return mandate;
  }
};

}  // namespace

void play_demo(Sandbox& sandbox) {
  const auto& keys = sandbox.options().only_keys;
  Player player{sandbox, keys.empty() ? std::string(kExampleKey) : keys.front()};
  if (player.call("GET", "/v1/sources").at("data.0").exists()) return;

  const std::string paid = player.make_signed("DEMO0001");
  player.debit(paid);
  player.debit(player.make("/_mock/mandates", kMakePoor));
  const std::string member = player.make_member();
  player.call("POST", "/v1/ach_debits/" + player.debit(member) + "/cancel");
  const std::string unwanted = player.make("/v1/sources", filled(kMakeSource, "DEMO0003"));
  player.authorise(unwanted, R"(,"outcome":"rejected")");
  player.make("/v1/sources", kMakePaper);
  if (sandbox.options().clock == "manual") {
    player.call("POST", "/_mock/clock/advance", R"({"by":"P12D"})");
  }

  player.debit(member);  // still to be charged
  player.make("/_mock/mandates", kMakeAcknowledged);
  player.make("/v1/sources", filled(kMakeSource, "DEMO0002"));
  // A webhook that fails, to be found, explained and sent again; then none is set any more.
  player.call("PUT", "/_mock/webhook", kDeadTarget);
  player.call("PATCH", "/api/mandates/amend?mandate_id=" + paid, R"({"maximum_amount":"7500.00"})");
  player.call("POST", "/_mock/clock/advance", R"({"seconds":0,"settle_ms":2000})");
  player.call("DELETE", "/_mock/webhook");
  player.call("PATCH", "/api/mandates/amend?mandate_id=" + paid, kAmendBeyondRules);
}

}  // namespace lotusbox::cli
