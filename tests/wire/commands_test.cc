#include "wire/commands.h"
#include "wire/bank_commands.h"

#include <doctest/doctest.h>

#include <string>

#include "support/play.h"

using namespace lotusbox;
using wire::Body;

namespace {

Body json(std::string_view text) { return Body::read("application/json", text); }

ManageMandate managed(Action action, std::string_view query, std::string_view body) {
  return wire::read_manage(action, Body::read_query(query), json(body));
}

}  // namespace

TEST_CASE("a source is read field by field") {
  const CreateSource command = wire::read_create_source(json(R"({"type":"nach_debit",
      "nach_debit":{"variant":"v","amount_collection":1,"amount_maximum":2,"category_code":"c",
        "date_first_collection":"d1","date_final_collection":"d2","date_of_mandate":"d3",
        "debtor_account_name":"n","debtor_account_number":"a","debtor_account_type":"t",
        "debtor_agent_code":"b","debtor_agent_mmbid":"m","debtor_email":"e","debtor_mobile":"mo",
        "debtor_pan":"p","debtor_phone":"ph","frequency":"f","occurrence_sequence_type":"o",
        "reference1":"r1","reference2":"r2","reference3":"r3","reference4":"r4","reference5":"r5"},
      "customer":"CU","redirect":{"return_url":"u","auth_mode":"am"},"metadata":{"k":"v"}})"));
  CHECK(command.body_problem.empty());
  CHECK(command.type.text == "nach_debit");
  CHECK(command.nach_debit.kind == Field::Kind::nested);
  const DebitFields& d = command.debit;
  const std::string all =
      d.variant.text + d.amount_collection.text + d.amount_maximum.text + d.category_code.text +
      d.date_first_collection.text + d.date_final_collection.text + d.date_of_mandate.text +
      d.debtor_account_name.text + d.debtor_account_number.text + d.debtor_account_type.text +
      d.debtor_agent_code.text + d.debtor_agent_mmbid.text + d.debtor_email.text +
      d.debtor_mobile.text + d.debtor_pan.text + d.debtor_phone.text + d.frequency.text +
      d.occurrence_sequence_type.text + d.reference1.text + d.reference2.text + d.reference3.text +
      d.reference4.text + d.reference5.text;
  CHECK(all == "v12Cd1d2d3natBMemoPphfor1r2r3r4r5");
  CHECK(d.amount_maximum.kind == Field::Kind::number);
  CHECK(command.customer.text == "CU");
  CHECK(command.return_url.text == "u");
  CHECK(command.auth_mode.text == "am");
  CHECK(command.metadata_json == R"({"k":"v"})");
}

TEST_CASE("an empty input of a form is a value that was not given") {
  const CreateSource command = wire::read_create_source(
      Body::read("application/x-www-form-urlencoded",
                 "type=nach_debit&nach_debit[frequency]=&nach_debit[debtor_email]=&customer=&"
                 "redirect[return_url]=&redirect[auth_mode]=&nach_debit[amount_maximum]=5"));
  CHECK_FALSE(command.debit.frequency.given());
  CHECK_FALSE(command.debit.debtor_email.given());
  CHECK_FALSE(command.customer.given());
  CHECK_FALSE(command.return_url.given());
  CHECK_FALSE(command.auth_mode.given());
  CHECK(command.debit.amount_maximum.is_text());
}

TEST_CASE("a body that cannot be read says why") {
  CHECK(wire::read_create_source(json("{")).body_problem == "The body is not valid JSON");
  CHECK(wire::read_make_mandate(json("[1]")).body_problem == "The body must be a JSON object");
  CHECK(managed(Action::pause, "umrn=X", "{").body_problem == "The body is not valid JSON");
  CHECK(managed(Action::pause, "umrn=%", "{}").body_problem == "The body is not a valid form");
  CHECK(wire::read_policy(json("5")).body_problem == "The body must be a JSON object");
  CHECK(managed(Action::pause, "umrn=X", "").body_problem.empty());
}

TEST_CASE("a direct mandate has its terms at the top") {
  const MakeMandate command = wire::read_make_mandate(
      json(R"({"amount_maximum":500000,"status":"paused","status_cancel":"cancel_nil","umrn":"U",
      "customer":"CU","date_responded":null,"frequency":"MNTH","metadata":{"a":1}})"));
  CHECK(command.status.text == "paused");
  CHECK(command.status_cancel.text == "cancel_nil");
  CHECK(command.umrn.text == "U");
  CHECK(command.customer.text == "CU");
  CHECK(command.date_responded.kind == Field::Kind::absent);
  CHECK(command.debit.amount_maximum.text == "500000");
  CHECK(command.debit.frequency.text == "MNTH");
  CHECK(command.metadata_json == R"({"a":1})");
  CHECK(wire::read_make_mandate(json(R"({"date_responded":"none"})")).date_responded.text ==
        "none");
}

TEST_CASE("redirect is taken nested or flat, nested first") {
  for (const Action action : test::kActions) {
    const ManageMandate nested = managed(
        action, "mandate_id=MD1", R"({"redirect":{"return_url":"u","auth_mode":"debitcard"}})");
    CHECK(nested.return_url.text == "u");
    CHECK(nested.auth_mode.text == "debitcard");
    CHECK(nested.unknown_keys.empty());
    CHECK(nested.action == action);
    const ManageMandate flat =
        managed(action, "mandate_id=MD1", R"({"return_url":"u","auth_mode":"debitcard"})");
    CHECK(flat.return_url.text == "u");
    CHECK(flat.auth_mode.text == "debitcard");
    CHECK(flat.unknown_keys.empty());
    const ManageMandate both =
        managed(action, "", R"({"return_url":"flat","redirect":{"return_url":"nested"}})");
    CHECK(both.return_url.text == "nested");
    const ManageMandate null_inside =
        managed(action, "", R"({"return_url":"flat","redirect":{"return_url":null}})");
    CHECK(null_inside.return_url.text == "flat");
  }
}

TEST_CASE("the mandate is named by the query alone") {
  const ManageMandate command =
      managed(Action::amend, "umrn=ICIC7&x=y", R"({"mandate_id":"MD1","umrn":"other"})");
  CHECK(command.umrn.text == "ICIC7");
  CHECK_FALSE(command.mandate_id.given());
  CHECK(managed(Action::amend, "mandate_id=MD1", "").mandate_id.text == "MD1");
}

TEST_CASE("keys that an action does not know are told, in order") {
  const std::string_view body =
      R"({"maximum_amount":"5","colour":1,"frequency":"ADHO","size":{"x":1},"colour":2})";
  const ManageMandate amend = managed(Action::amend, "", body);
  CHECK(amend.unknown_keys == std::vector<std::string>{"colour", "size"});
  CHECK(amend.maximum_amount.text == "5");
  const ManageMandate pause = managed(Action::pause, "", body);
  CHECK(pause.unknown_keys ==
        std::vector<std::string>{"maximum_amount", "colour", "frequency", "size"});
  CHECK_FALSE(pause.maximum_amount.given());
}

TEST_CASE("policies, webhooks and answers") {
  const SetPolicy policy = wire::read_policy(
      json(R"({"cancel_enabled":false,"cancel_link_minutes":5,"profile":"strict","retries":3})"));
  CHECK(policy.cancel_enabled.text == "false");
  CHECK(policy.cancel_link_minutes.text == "5");
  CHECK(policy.profile.text == "strict");
  CHECK(policy.unknown_keys == std::vector<std::string>{"retries"});

  const SetWebhook webhook =
      wire::read_webhook(json(R"({"url":"http://a","key":"k","format":"plain"})"));
  CHECK(webhook.url.text == "http://a");
  CHECK(webhook.key.text == "k");
  CHECK(webhook.format.text == "plain");
  CHECK_FALSE(webhook.clear);

  const SubmitOutcome outcome = wire::read_outcome(
      Body::read("", "outcome=rejected&reason_code=182&reason_description=&auth_mode=aadhaar"));
  CHECK(outcome.outcome.text == "rejected");
  CHECK(outcome.reason_code.text == "182");
  CHECK_FALSE(outcome.reason_description.given());
  CHECK_FALSE(outcome.reject_by.given());
  CHECK(outcome.auth_mode.text == "aadhaar");
  CHECK_FALSE(outcome.link.has_value());
}

TEST_CASE("metadata of too many pairs, or of other shape, is given but not read") {
  std::string pairs;
  for (int i = 0; i < limits::kMetadataPairs; ++i) {
    pairs += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
  }
  CHECK_FALSE(
      wire::read_create_source(json("{\"metadata\":{" + pairs + "}}")).metadata_json.empty());
  for (const std::string& bad : {"{" + pairs + ",\"x\":1}", std::string("[1]"), std::string("5"),
                                 std::string("\"x\""), std::string("{\"a\":{\"b\":1}}")}) {
    const CreateSource command = wire::read_create_source(json("{\"metadata\":" + bad + "}"));
    CHECK(command.metadata.given());
    CHECK(command.metadata_json.empty());
  }
}

TEST_CASE("what a client sends as a number or as digits in a text means the same") {
  const Body bodies[] = {
      json(R"({"type":"nach_debit","nach_debit":{"amount_maximum":10000,"debtor_agent_code":"ICIC",
        "debtor_account_name":"AMIT JAIN","debtor_account_number":12345678}})"),
      Body::read("application/x-www-form-urlencoded",
                 "type=nach_debit&nach_debit[amount_maximum]=10000&nach_debit[debtor_agent_code]="
                 "ICIC&nach_debit[debtor_account_name]=AMIT+JAIN&nach_debit[debtor_account_number]="
                 "12345678")};
  for (const Body& body : bodies) {
    test::Play play;
    play.must(wire::read_create_source(body));
    const Terms& terms = play.world.terms[0];
    CHECK(terms.amount == Paise(10000));
    CHECK(play.world.text(terms.account_number) == "12345678");
    CHECK(play.world.text(terms.debtor_name) == "AMIT JAIN");
  }
}
