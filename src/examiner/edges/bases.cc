#include "examiner/edges/bases.h"

#include "wire/reference.h"

namespace lotusbox::examiner::bases {

namespace {

EdgeCall call(std::string_view method, std::string path, std::string body) {
  EdgeCall made;
  made.method = method;
  made.path = std::move(path);
  made.body = std::move(body);
  return made;
}

constexpr std::string_view kDebtor =
    R"("debtor_account_name":"RAVI SAMPLEKAR","debtor_account_number":"999900000002",)"
    R"("debtor_account_type":"savings","debtor_agent_code":"ICIC")";

}  // namespace

const Reference& reference() {
  static const Reference kReference = wire::built_in_reference();
  return kReference;
}

EdgeCall get(std::string path) { return call("GET", std::move(path), {}); }
EdgeCall post(std::string path, std::string body) {
  return call("POST", std::move(path), std::move(body));
}
EdgeCall put(std::string path, std::string body) {
  return call("PUT", std::move(path), std::move(body));
}
EdgeCall erase(std::string path) { return call("DELETE", std::move(path), {}); }
EdgeCall form(std::string path, std::string body) {
  EdgeCall made = call("POST", std::move(path), std::move(body));
  made.encoding = Encoding::form;
  return made;
}

EdgeCall source() {
  return post("/v1/sources", std::string(R"({"type":"nach_debit","nach_debit":{)") +
                                 R"("variant":"emandate_api","amount_maximum":1000000,)" +
                                 R"("frequency":"MNTH","date_first_collection":"2026-02-01",)" +
                                 std::string(kDebtor) + "}}")
      .named("s1", "l1");
}

EdgeCall paper() {
  return source()
      .text("nach_debit.variant", "physical")
      .text("nach_debit.reference1", "LOAN1")
      .named("s1");
}

EdgeCall source_of_account() {
  EdgeCall made = source();
  for (const char* key : {"debtor_account_name", "debtor_account_number", "debtor_account_type",
                          "debtor_agent_code"}) {
    made = made.without(std::string("nach_debit.") + key);
  }
  return made.text("bank_account", "{b1}");
}

EdgeCall scan(std::string_view reference1) {
  EdgeCall made = post("/v1/physical_mandate_images");
  made.body = "file@scan.pdf=%PDF-1.4\nreference1=" + std::string(reference1);
  made.encoding = Encoding::multipart;
  return made.named("p1");
}

EdgeCall mandate() {
  return post("/_mock/mandates", R"({"status":"active","amount_maximum":1000000})").named("m1");
}

EdgeCall import() {
  return post("/v1/mandates/import",
              R"({"umrn":"ICIC0000000000272000","amount_maximum":500000,"category_code":"L001",)"
              R"("category_description":"Loan installment amount",)"
              R"("creditor_agent_mmbid":"HDFC0999999","creditor_agent_name":"HDFC BANK LTD",)"
              R"("creditor_name":"LOTUSBOX LENDING PRIVATE LIMITED",)"
              R"("creditor_utility_code":"NACH00000000005549",)"
              R"("date_first_collection":"2020-02-01","debtor_account_name":"RAVI SAMPLEKAR",)"
              R"("debtor_account_number":"999900000002","debtor_account_type":"savings",)"
              R"("debtor_agent_mmbid":"ICIC0TREA00","frequency":"MNTH"})");
}

EdgeCall customer() { return post("/v1/customers", R"({"name":"RAVI SAMPLEKAR"})").named("c1"); }

EdgeCall account() {
  return post("/v1/customers/{c1}/bank_accounts",
              R"({"account_holder_name":"RAVI SAMPLEKAR","account_ifsc":"ICIC0TREA00",)"
              R"("account_number":"999900000002"})")
      .named("b1");
}

EdgeCall token() {
  return post("/v1/tokens", R"({"bank_account":{"account_holder_name":"RAVI SAMPLEKAR",)"
                            R"("account_ifsc":"ICIC0TREA00","account_number":"999900000002"}})")
      .named("t1");
}

EdgeCall manage(std::string_view action) {
  return call("PATCH", "/api/mandates/" + std::string(action) + "?mandate_id={m1}", "{}")
      .named("", "l1");
}

EdgeCall amend() { return manage("amend").text("maximum_amount", "500000"); }

EdgeCall debit() {
  return post("/v1/ach_debits", R"({"mandate":"{m1}","amount":100000,"date_charge":"2026-01-20"})")
      .named("d1");
}

EdgeCall subscription() {
  return post("/v1/subscriptions",
              R"({"mandate":"{m1}","amount":100000,"start_date":"2026-01-20"})")
      .named("u1");
}

EdgeCall authorise() { return post("/_mock/authorise", R"({"link":"{l1}"})"); }

EdgeCall bank(std::string_view key, std::string_view object, std::string_view word) {
  return post("/_mock/bank", "{}")
      .text(key, object)
      .text(key == "source" ? "step" : "outcome", word);
}

EdgeCall make_juspay() {
  return post("/_mock/juspay/mandates", R"({"customer_id":"cst_1","max_amount":500})").named("j1");
}

EdgeCall juspay(std::string_view command, std::string_view more) {
  return form("/mandates/{j1}", "command=" + std::string(command) + std::string(more))
      .header("x-merchantid", "shop");
}

EdgeCall until(std::string_view instant) {
  return post("/_mock/clock/advance", "{}").text("to", instant);
}

}  // namespace lotusbox::examiner::bases
