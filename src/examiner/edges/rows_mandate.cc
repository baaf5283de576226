// Boundaries of mandates that come without a source, of what is looked up, and of customers.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

/// What exists is found; its id with a letter more is not. The id stands at the place of *.
void look_up(EdgeMaker& m, std::string_view path, std::string_view id, std::string_view wrong) {
  const auto star = path.find('*');
  const auto call = [&](std::string_view name) {
    return get(std::string(path.substr(0, star)) + std::string(name) +
               std::string(path.substr(star + 1)));
  };
  m.passes("one that exists", call(id));
  m.fails("one that does not", call(wrong));
}

EdgeCall active() { return mandate().text("date_first_collection", "2025-06-01"); }

void umrns(EdgeMaker& m, const EdgeCall& call) {
  m.length(call, "umrn", limits::kUmrnLength, '7');
  m.bad(call, "umrn", {R"("ICIC-0001")"});
  m.given(mandate().text("umrn", "ICIC7020001"));
  m.fails("the UMRN of another mandate", call.text("umrn", "ICIC7020001"));
}

/// A mandate that lives has its end today or later.
void end_ahead(EdgeMaker& m) {
  for (const Moment& moment : around_midnight("2026-01-12")) {
    m.anew(moment.at);
    for (const char* status : {"active", "paused", "acknowledged"}) {
      const EdgeCall call = active().text("status", status);
      m.either(moment.first_day_is_today, std::string(status) + " to 2026-01-11 " + moment.said,
               call.text("date_final_collection", "2026-01-11"));
      m.passes(std::string(status) + " to 2026-01-12 " + moment.said,
               call.text("date_final_collection", "2026-01-12"));
    }
    m.passes("expired to 2026-01-11 " + moment.said,
             active().text("status", "expired").text("date_final_collection", "2026-01-11"));
  }
}

void required(EdgeMaker& m) {
  m.passes("all", import());
  for (const char* key :
       {"category_code", "category_description", "creditor_agent_mmbid", "creditor_agent_name",
        "creditor_name", "creditor_utility_code", "date_first_collection"}) {
    m.fails("all but " + std::string(key), import().without(key));
  }
  m.anew(kUsualStart, "lenient");
  m.passes("all but creditor_agent_name, leniently", import().without("creditor_agent_name"));
  m.fails("all but creditor_name, leniently", import().without("creditor_name"));
}

void debtor(EdgeMaker& m) {
  m.passes("all", import());
  for (const char* key :
       {"umrn", "debtor_account_name", "debtor_account_number", "debtor_agent_mmbid"}) {
    m.fails("all but " + std::string(key), import().without(key));
  }
}

void creditor(EdgeMaker& m) {
  m.passes("capitals and codes", import());
  m.bad(import(), "creditor_agent_mmbid", {R"("HDFC099999")", R"("HDFC09999999")"});
  m.bad(import(), "creditor_agent_name", {R"("Hdfc Bank")", R"("BANK a")", R"("BANK z")"});
  m.bad(import(), "creditor_utility_code", {R"("NACH0000000005549")", R"("NACH000000000055499")"});
  for (const char* key : {"creditor_name", "category_description"}) {
    m.length(import(), key, limits::kCustomerNameLength);
  }
}

constexpr EdgeRow kRows[] = {
    {"make.body_malformed", [](EdgeMaker& m) { m.readable(mandate()); }},
    {"make.status",
     [](EdgeMaker& m) {
       m.words(mandate(), "status",
               {"acknowledged", "active", "paused", "failed", "cancelled", "expired"});
       m.fails("pending", mandate().text("status", "pending"));
     }},
    {"make.status_cancel",
     [](EdgeMaker& m) {
       m.words(mandate(), "status_cancel",
               {"cancel_nil", "cancel_requested", "cancel_submitted", "cancel_confirmed",
                "cancel_failed", "cancel_received", "cancel_denied"});
     }},
    {"make.customer",
     [](EdgeMaker& m) {
       m.given(customer());
       m.passes("a customer", mandate().text("customer", "{c1}"));
       m.fails("nobody", mandate().text("customer", "{c1}X"));
     }},
    {"make.umrn", [](EdgeMaker& m) { umrns(m, mandate().named("m2")); }},
    {"make.metadata", [](EdgeMaker& m) { m.metadata(mandate(), "metadata"); }},
    {"make.date_responded",
     [](EdgeMaker& m) {
       m.date(mandate(), "date_responded", "2024-02-29");
       m.good(mandate(), "date_responded", {R"("none")"});
     }},
    {"make.created",
     [](EdgeMaker& m) {
       m.text(mandate(), "created", {std::string(kUsualStart), seconds_later(kUsualStart, -1)},
              {seconds_later(kUsualStart, 1), "2026-01-13", "yesterday"});
     }},
    {"make.date_acknowledged",
     [](EdgeMaker& m) {
       m.date(mandate(), "date_acknowledged", "2024-02-29");
       m.text(mandate(), "date_acknowledged", {"2026-01-12"}, {"2026-01-13"});
     }},
    {"make.end_ahead", end_ahead},
    {"import.body_malformed", [](EdgeMaker& m) { m.readable(import()); }},
    {"import.required", required},
    {"import.one_amount",
     [](EdgeMaker& m) {
       m.passes("a maximum", import());
       m.passes("a collection amount",
                import().without("amount_maximum").with("amount_collection", "1000"));
       m.fails("neither", import().without("amount_maximum"));
       m.code(parameter_invalid).fails("both", import().with("amount_collection", "1000"));
     }},
    {"import.debtor", debtor},
    {"import.creditor", creditor},
    {"import.nach_profile",
     [](EdgeMaker& m) {
       m.text(import(), "creditor_utility_code", {"NACH00000000005549"}, {"NACH00000000001234"});
       m.text(import(), "creditor_agent_mmbid", {}, {"HDFC0999998"});
     }},
    {"import.umrn", [](EdgeMaker& m) { umrns(m, import()); }},
    {"import.debtor_agent_mmbid",
     [](EdgeMaker& m) {
       m.text(import(), "debtor_agent_mmbid", {"ICIC0TREA00", "HDFC0000001"},
              {"QQQQ0TREA00", "ICIC1TREA00", "ICIC0TREA0", "ICIC0TREA000"});
     }},
    {"import.dates",
     [](EdgeMaker& m) {
       m.date(import(), "date_acknowledged", "2024-02-29");
       m.date(import(), "date_responded", "2024-02-29");
     }},
    {"import.mandate_request_id",
     [](EdgeMaker& m) {
       m.length(import(), "mandate_request_id", limits::kRequestIdLength);
       m.text(import(), "mandate_request_id", {}, {"EXT 1", "EXT-1"});
     }},
    {"import.metadata", [](EdgeMaker& m) { m.metadata(import(), "metadata"); }},
    {"metadata.body_malformed",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.readable(post("/v1/mandates/{m1}/update", R"({"metadata":{"loan":"1"}})"));
     }},
    {"metadata.given",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.passes("a pair", post("/v1/mandates/{m1}/update", R"({"metadata":{"loan":"1"}})"));
       m.fails("none", post("/v1/mandates/{m1}/update", "{}"));
     }},
    {"metadata.pairs",
     [](EdgeMaker& m) {
       m.given(mandate()).metadata(post("/v1/mandates/{m1}/update", "{}"), "metadata");
     }},
    {"search.field",
     [](EdgeMaker& m) {
       m.given(mandate());
       for (const char* field : {"id", "mandate", "reference1"}) {
         m.passes("sources by " + std::string(field),
                  get("/v1/sources/search/" + std::string(field) + "/A1"));
       }
       for (const char* field : {"id", "umrn", "reference1", "mandate_request_id"}) {
         m.passes("mandates by " + std::string(field),
                  get("/v1/mandates/search/" + std::string(field) + "/A1"));
       }
       m.fails("sources by umrn", get("/v1/sources/search/umrn/A1"));
       m.fails("mandates by mandate", get("/v1/mandates/search/mandate/A1"));
       m.fails("mandates by status", get("/v1/mandates/search/status/active"));
     }},
    {"source.unknown",
     [](EdgeMaker& m) {
       look_up(m.given(source()), "/v1/sources/*", "{s1}", "{s1}X");
       for (const char* what : {"withdraw", "process"}) {
         m.fails(std::string(what) + " of none", post("/v1/sources/{s1}X/" + std::string(what)));
       }
       for (const char* what : {"pdf", "send_reminder_email", "send_reminder_sms"}) {
         m.fails(std::string(what) + " of none", get("/v1/sources/{s1}X/" + std::string(what)));
       }
       m.fails("the customer of none", post("/_mock/authorise", R"({"source":"{s1}X"})"));
     }},
    {"mandate.unknown",
     [](EdgeMaker& m) {
       m.given(mandate());
       look_up(m, "/v1/mandates/*", "{m1}", "{m1}X");
       look_up(m, "/v1/mandates/umrn/*", "{m1.umrn}", "{m1.umrn}X");
       m.fails("a cancellation of none", post("/v1/mandates/{m1}X/cancel"));
       m.fails("metadata of none", post("/v1/mandates/{m1}X/update", R"({"metadata":{"a":"1"}})"));
       m.fails("the customer of none", post("/_mock/authorise", R"({"mandate":"{m1}X"})"));
     }},
    {"event.unknown",
     [](EdgeMaker& m) {
       m.given(source()).given(get("/_mock/events").named("e1"));
       look_up(m, "/v1/events/*", "{e1}", "{e1}X");
       m.fails("one more delivery of none", get("/v1/events/{e1}X/webhook"));
       m.fails("one more delivery of none, here", post("/_mock/events/{e1}X/resend"));
     }},
    {"customer.unknown",
     [](EdgeMaker& m) {
       look_up(m.given(customer()), "/v1/customers/*", "{c1}", "{c1}X");
       EdgeCall nobody = account();
       m.passes("an account of one", nobody);
       nobody.path = "/v1/customers/{c1}X/bank_accounts";
       m.fails("an account of nobody", nobody);
     }},
    {"bank_account.unknown",
     [](EdgeMaker& m) {
       m.given(customer()).given(account()).given(customer().named("c2"));
       look_up(m, "/v1/customers/{c1}/bank_accounts/*", "{b1}", "{b1}X");
       m.fails("one of another customer", get("/v1/customers/{c2}/bank_accounts/{b1}"));
     }},
    {"nach_bank.unknown", [](EdgeMaker& m) { look_up(m, "/v1/nach_banks/*", "ICIC", "ICIX"); }},
    {"bank.unknown",
     [](EdgeMaker& m) {
       look_up(m, "/v1/banks/*", "ICIC0000001", "QQQQ0000001");
       m.fails("an IFSC with a character less", get("/v1/banks/ICIC000001"));
       m.fails("an IFSC without its zero", get("/v1/banks/ICIC1000001"));
     }},
    {"agent.unknown",
     [](EdgeMaker& m) {
       look_up(m.given(get("/v1/agents").named("g1")), "/v1/agents/*", "{g1}", "{g1}X");
     }},
    {"image.unknown",
     [](EdgeMaker& m) {
       look_up(m.given(paper()).given(scan("LOAN1")), "/v1/physical_mandate_images/*", "{p1}",
               "{p1}X");
     }},
    {"image.newest",
     [](EdgeMaker& m) {
       const EdgeCall file = get("/v1/physical_mandate_images/{p1}/file");
       m.given(paper()).given(scan("LOAN1"));
       m.passes("the only scan of its source", file);
       m.given(scan("LOAN1").named("p2")).fails("one that another took the place of", file);
       m.passes("the other", get("/v1/physical_mandate_images/{p2}/file"));
     }},
    {"juspay_mandate.unknown",
     [](EdgeMaker& m) {
       look_up(m.given(make_juspay()), "/_mock/juspay/mandates/*", "{j1}", "{j1}X");
     }},
    {"list.resource",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.passes("a mandate", get("/v1/events/resource?mandate={m1}"));
       m.fails("nothing", get("/v1/events/resource"));
     }},
};

constexpr EdgeRow kCustomers[] = {
    {"customer.body_malformed", [](EdgeMaker& m) { m.readable(customer()); }},
    {"customer.name_given",
     [](EdgeMaker& m) {
       m.passes("a name", customer());
       m.fails("none", customer().without("name"));
     }},
    {"customer.name",
     [](EdgeMaker& m) {
       m.length(customer(), "name", limits::kCustomerNameLength);
       m.good(customer(), "name", {R"("Ravi @ home")"});
       m.bad(customer(), "name", {R"("RAVI\nS")", R"(["RAVI"])"});
     }},
    {"customer.email", [](EdgeMaker& m) { emails(m, customer(), "email"); }},
    {"customer.mobile", [](EdgeMaker& m) { mobiles(m, customer(), "mobile"); }},
    {"customer.phone", [](EdgeMaker& m) { phones(m, customer(), "phone"); }},
    {"customer.pan", [](EdgeMaker& m) { pans(m, customer(), "pan"); }},
    {"customer.description",
     [](EdgeMaker& m) { m.length(customer(), "description", limits::kDescriptionLength); }},
    {"customer.metadata", [](EdgeMaker& m) { m.metadata(customer(), "metadata"); }},
    {"bank_account.body_malformed",
     [](EdgeMaker& m) {
       m.readable(token());
       m.given(customer()).readable(account());
     }},
    {"bank_account.details",
     [](EdgeMaker& m) {
       for (const char* key : {"account_holder_name", "account_ifsc", "account_number"}) {
         m.fails("a token of all but " + std::string(key),
                 token().without("bank_account." + std::string(key)));
       }
       m.given(customer()).passes("all", account());
       for (const char* key : {"account_holder_name", "account_ifsc", "account_number"}) {
         m.fails("all but " + std::string(key), account().without(key));
       }
     }},
    {"bank_account.account_holder_name",
     [](EdgeMaker& m) {
       m.given(customer()).length(account(), "account_holder_name", limits::kNameLength);
       m.text(account(), "account_holder_name", {"R. S & CO-OP A/C 7"}, {"RAVI @ HOME", "RAVI_S"});
     }},
    {"bank_account.account_number",
     [](EdgeMaker& m) {
       m.given(customer());
       m.length(account(), "account_number", limits::kAccountNumberLength, '7');
       m.text(account(), "account_number", {}, {"9999-0001"});
     }},
    {"bank_account.account_ifsc",
     [](EdgeMaker& m) {
       m.given(customer());
       m.text(account(), "account_ifsc", {"ICIC0TREA00", "HDFC0000001"},
              {"QQQQ0TREA00", "ICIC1TREA00", "ICIC0TREA0", "ICIC0TREA000"});
     }},
    {"bank_account.account_type",
     [](EdgeMaker& m) {
       m.given(customer());
       m.words(account(), "account_type", {"savings", "current", "cc", "nre", "nro", "other"});
     }},
    {"token.bank_account",
     [](EdgeMaker& m) {
       m.passes("a hash", token());
       m.fails("none", token().without("bank_account"));
       m.bad(token(), "bank_account", {R"("999900000002")"});
     }},
};

}  // namespace

std::span<const EdgeRow> mandate_edges() { return kRows; }
std::span<const EdgeRow> customer_edges() { return kCustomers; }

}  // namespace lotusbox::examiner
