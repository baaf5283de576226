#include "wire/events.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;
using Json = nlohmann::ordered_json;
using Keys = std::vector<std::string>;

namespace {

// The keys of the vendor's samples, in their order (facts 4.1, 4.2, 4.3).
const Keys kSource = {"id",       "object",        "created",        "livemode",
                      "metadata", "client_secret", "date_submitted", "date_withdrawn",
                      "flow",     "nach_debit",    "origin",         "redirect",
                      "type",     "status",        "agent",          "bank_account",
                      "customer", "mandate",       "nach_profile"};
const Keys kNachDebit = {"amount_collection",
                         "amount_maximum",
                         "category_code",
                         "category_description",
                         "creditor_agent_code",
                         "creditor_agent_mmbid",
                         "creditor_agent_name",
                         "creditor_name",
                         "creditor_utility_code",
                         "date_first_collection",
                         "date_final_collection",
                         "date_of_mandate",
                         "debtor_account_name",
                         "debtor_account_number",
                         "debtor_account_type",
                         "debtor_agent_code",
                         "debtor_agent_mmbid",
                         "debtor_agent_name",
                         "debtor_email",
                         "debtor_mobile",
                         "debtor_pan",
                         "debtor_phone",
                         "frequency",
                         "instrument",
                         "occurrence_sequence_type",
                         "reference1",
                         "reference2",
                         "reference3",
                         "reference4",
                         "reference5",
                         "variant"};
const Keys kRedirect = {"auth_mode", "auth_attempts", "response", "return_url", "short_url", "url"};
const Keys kMandate = {"id",
                       "object",
                       "created",
                       "livemode",
                       "metadata",
                       "amount_collection",
                       "amount_maximum",
                       "category_code",
                       "category_description",
                       "creditor_agent_code",
                       "creditor_agent_mmbid",
                       "creditor_agent_name",
                       "creditor_name",
                       "creditor_utility_code",
                       "date_first_collection",
                       "date_final_collection",
                       "debtor_account_name",
                       "debtor_account_number",
                       "debtor_account_type",
                       "debtor_agent_code",
                       "debtor_agent_mmbid",
                       "debtor_agent_name",
                       "debtor_email",
                       "debtor_mobile",
                       "debtor_pan",
                       "debtor_phone",
                       "frequency",
                       "instrument",
                       "occurrence_sequence_type",
                       "reference1",
                       "reference2",
                       "reference3",
                       "reference4",
                       "reference5",
                       "variant",
                       "class",
                       "date_acknowledged",
                       "date_responded",
                       "date_cancelled",
                       "mandate_request_id",
                       "reason_code",
                       "reason_description",
                       "status",
                       "status_cancel",
                       "umrn",
                       "bank_account",
                       "customer",
                       "nach_profile",
                       "source"};
const Keys kCustomer = {
    "id",          "object",       "created",        "livemode", "metadata", "bank_accounts",
    "description", "email",        "identification", "mandates", "mobile",   "name",
    "phone",       "subscriptions"};
const Keys kEvent = {"id", "object", "created", "livemode", "data", "type"};

Keys keys_of(const Json& object) {
  Keys keys;
  for (const auto& member : object.items()) keys.push_back(member.key());
  return keys;
}

/// A world seen from http://host.
struct Seen {
  Play play;
  LinkNames names{42};

  [[nodiscard]] wire::View view() const { return {play.world, names, 3, "http://host"}; }
  [[nodiscard]] Json source(SourceId id) const {
    JsonWriter out;
    wire::write_source(out, view(), id, play.world.sources[id.index].state);
    return Json::parse(out.take());
  }
  [[nodiscard]] Json mandate(MandateId id) const {
    JsonWriter out;
    wire::write_mandate(out, view(), id, play.world.mandates[id.index].state);
    return Json::parse(out.take());
  }
  [[nodiscard]] Json customer(CustomerId id) const {
    JsonWriter out;
    wire::write_customer(out, view(), id, play.world.customers[id.index].state);
    return Json::parse(out.take());
  }
  [[nodiscard]] Json event(std::uint32_t index) const {
    JsonWriter out;
    wire::write_event(out, view(), EventId{index});
    return Json::parse(out.take());
  }
  [[nodiscard]] std::string id(ObjectKind kind, std::uint32_t index) const {
    return id_text(play.world, {kind, index});
  }
};

CreateSource full_source() {
  CreateSource command = good_source();
  command.debit.debtor_email = text("asha@example.com");
  command.debit.debtor_mobile = text("+91-9123456789");
  command.debit.debtor_pan = text("ABCDE1234F");
  command.debit.debtor_phone = text("022 1234");
  command.debit.date_final_collection = text("2031-01-31");
  command.debit.reference1 = text("LOAN1");
  command.return_url = text("https://shop.example/back");
  command.auth_mode = text("debitcard");
  command.metadata = nested();
  command.metadata_json = R"({"order":"7"})";
  return command;
}

}  // namespace

TEST_CASE("a source has exactly the documented keys, before and after") {
  Seen seen;
  seen.play.must(good_source());
  seen.play.must(full_source());
  for (const bool authorised : {false, true}) {
    for (std::uint32_t index = 0; index < 2; ++index) {
      const Json json = seen.source(SourceId{index});
      CHECK(keys_of(json) == kSource);
      CHECK(keys_of(json["nach_debit"]) == kNachDebit);
      CHECK(keys_of(json["redirect"]) == kRedirect);
      CHECK(json["status"] == (authorised ? "submitted" : "pending"));
      if (!authorised) {
        const LinkId link = seen.play.link_of(SourceId{index});
        seen.play.must(answer(link, "rejected"));
        CHECK(keys_of(seen.source(SourceId{index})) == kSource);
        seen.play.must(answer(link));
      }
    }
  }
}

TEST_CASE("a fresh source, value by value") {
  Seen seen;
  seen.play.must(full_source());
  const Json json = seen.source(SourceId{0});
  CHECK(json["id"] == seen.id(ObjectKind::source, 0));
  CHECK(json["object"] == "source");
  CHECK(json["created"] == unix_seconds(instant(kStart)));
  CHECK(json["livemode"] == false);
  CHECK(json["metadata"] == Json::parse(R"({"order":"7"})"));
  CHECK(json["flow"] == "redirect");
  CHECK(json["origin"] == "API");
  CHECK(json["type"] == "nach_debit");
  for (const char* name :
       {"date_submitted", "date_withdrawn", "agent", "bank_account", "customer", "mandate"}) {
    CAPTURE(name);
    CHECK(json[name].is_null());
  }
  const Json& debit = json["nach_debit"];
  CHECK(debit["amount_collection"].is_null());
  CHECK(debit["amount_maximum"] == 500000);
  CHECK(debit["category_code"] == "L001");
  CHECK(debit["date_first_collection"] == "2026-01-07");
  CHECK(debit["date_final_collection"] == "2031-01-31");
  CHECK(debit["date_of_mandate"].is_null());
  CHECK(debit["debtor_account_number"] == "****0001");
  CHECK(debit["debtor_pan"] == "******234F");
  CHECK(debit["debtor_mobile"] == "9123456789");
  CHECK(debit["debtor_agent_mmbid"] == "ICIC0000001");
  CHECK(debit["instrument"] == "DEBIT");
  CHECK(debit["reference1"] == "LOAN1");
  CHECK(debit["reference2"].is_null());
  CHECK(debit["variant"] == "emandate_api");
  const Json& redirect = json["redirect"];
  CHECK(redirect["auth_mode"] == "debitcard");
  CHECK(redirect["auth_attempts"].is_null());
  CHECK(redirect["response"] == Json::object());
  CHECK(redirect["return_url"] == "https://shop.example/back");
  const std::string url = redirect["url"];
  const std::string secret = json["client_secret"];
  CHECK(url.find("http://host/pay/AL00") == 0);
  CHECK(url.substr(url.find('?')) == "?client_secret=" + secret);
  CHECK(secret.size() == 18 + 24);
  const std::string brief = redirect["short_url"];
  CHECK(brief.find("http://host/p/") == 0);
  const auto name = seen.names.parse_short(brief.substr(14));
  REQUIRE(name.has_value());
  CHECK(name->world_number == 3);
  CHECK(name->link == LinkId{0});
}

TEST_CASE("what was not sent is null, and the first reference is the id of the source") {
  Seen seen;
  seen.play.must(good_source());
  const Json json = seen.source(SourceId{0});
  CHECK(json["nach_debit"]["reference1"] == json["id"]);
  CHECK(json["redirect"]["short_url"].is_null());
  CHECK(json["redirect"]["return_url"].is_null());
  CHECK(json["redirect"]["auth_mode"].is_null());
  CHECK(json["metadata"] == Json::object());
  for (const char* name : {"debtor_email", "debtor_mobile", "debtor_pan", "debtor_phone"}) {
    CHECK(json["nach_debit"][name].is_null());
  }
}

TEST_CASE("a refused attempt is told in the words of NPCI") {
  Seen seen;
  const SourceId id = seen.play.source();
  seen.play.must(answer(seen.play.link_of(id), "rejected"));
  Json json = seen.source(id);
  CHECK(json["redirect"]["auth_attempts"] == 1);
  const Json& reason =
      json["redirect"]["response"]["mndtAccptResp"]["undrlygAccptncDtls"]["accptncRslt"]["rjctRsn"];
  CHECK(reason.dump() ==
        R"({"reasonCode":"AP05","reasonDesc":"No such account","rejectBy":"BANK"})");
  seen.play.must(answer(seen.play.link_of(id)));
  json = seen.source(id);
  CHECK(json["redirect"]["auth_attempts"] == 2);
  CHECK(json["redirect"]["response"] == Json::object());
}

TEST_CASE("a mandate has exactly the documented keys in every status") {
  for (const char* status :
       {"active", "paused", "acknowledged", "failed", "cancelled", "expired"}) {
    Seen seen;
    const MandateId id = seen.play.mandate(status);
    CHECK(keys_of(seen.mandate(id)) == kMandate);
    CHECK(seen.mandate(id)["status"] == status);
  }
  Seen seen;
  const MandateId id = seen.play.authorised();
  seen.play.request(Action::pause, id);
  const Json json = seen.mandate(id);
  CHECK(keys_of(json) == kMandate);
  CHECK(json["status"] == "pending");
}

TEST_CASE("a mandate that came from a source carries its terms on") {
  Seen seen;
  seen.play.must(full_source());
  seen.play.must(answer(seen.play.link_of(SourceId{0})));
  const Json source = seen.source(SourceId{0});
  const Json mandate = seen.mandate(MandateId{0});
  for (const auto& member : source["nach_debit"].items()) {
    if (member.key() == "date_of_mandate") continue;
    CAPTURE(member.key());
    CHECK(mandate[member.key()] == member.value());
  }
  CHECK(mandate["metadata"] == source["metadata"]);
  CHECK(mandate["source"] == source["id"]);
  CHECK(source["mandate"] == mandate["id"]);
  CHECK(source["customer"] == mandate["customer"]);
  CHECK(source["bank_account"] == mandate["bank_account"]);
  CHECK(mandate["mandate_request_id"] == source["id"].get<std::string>() + "001");
  CHECK(mandate["class"] == "internal");
  CHECK(mandate["status_cancel"].is_null());
  CHECK(mandate["umrn"].get<std::string>().substr(0, 7) == "ICIC702");
  CHECK(mandate["date_responded"] == "2026-01-07");
  CHECK(mandate["date_cancelled"].is_null());
  CHECK(mandate["reason_code"] == "ac01");
}

TEST_CASE("only one of the amounts of a mandate is a number") {
  Seen seen;
  MakeMandate command = good_mandate();
  command.debit.amount_maximum = {};
  command.debit.amount_collection = number("1234500");
  command.umrn = text("HDFC000012345678");
  command.status_cancel = text("cancel_requested");
  const MandateId id{seen.play.must(command).index_of(ObjectKind::mandate)};
  const Json json = seen.mandate(id);
  CHECK(json["amount_collection"] == 1234500);
  CHECK(json["amount_maximum"].is_null());
  CHECK(json["umrn"] == "HDFC000012345678");
  CHECK(json["class"] == "external");
  CHECK(json["source"].is_null());
  CHECK(json["status_cancel"] == "cancel_requested");
  CHECK(json["mandate_request_id"] == json["id"].get<std::string>() + "001");
}

TEST_CASE("a customer has exactly the documented keys, newest mandate first") {
  Seen seen;
  seen.play.must(full_source());
  seen.play.must(answer(seen.play.link_of(SourceId{0})));
  MakeMandate second = good_mandate();
  second.customer = text(seen.id(ObjectKind::customer, 0));
  seen.play.must(second);
  const Json json = seen.customer(CustomerId{0});
  CHECK(keys_of(json) == kCustomer);
  CHECK(json["name"] == "ASHA TESTWALA");
  CHECK(json["email"] == "asha@example.com");
  CHECK(json["mobile"] == "9123456789");
  CHECK(json["identification"] == "ABCDE1234F");
  CHECK(json["description"].is_null());
  CHECK(keys_of(json["mandates"]) == Keys{"object", "data", "total_count", "url"});
  CHECK(json["mandates"]["total_count"] == 2);
  CHECK(json["mandates"]["data"][0]["id"] == seen.id(ObjectKind::mandate, 1));
  CHECK(json["mandates"]["data"][1]["id"] == seen.id(ObjectKind::mandate, 0));
  CHECK(json["bank_accounts"]["total_count"] == 2);  // each mandate came with its own
  CHECK(json["bank_accounts"]["data"][0]["id"] == seen.id(ObjectKind::bank_account, 1));
  CHECK(json["bank_accounts"]["data"][1]["id"] == seen.id(ObjectKind::bank_account, 0));
  CHECK(json["subscriptions"]["total_count"] == 0);
}

TEST_CASE("an event has the keys of a webhook, in their order, and the state of its moment") {
  Seen seen;
  const MandateId id = seen.play.authorised();
  seen.play.must(answer(seen.play.request(Action::amend, id)));
  seen.play.advance_by(Seconds(5 * 86400));
  seen.play.must(answer(seen.play.request(Action::cancel, id)));
  for (std::uint32_t i = 0; i < seen.play.world.events.size(); ++i) {
    const Json json = seen.event(i);
    CHECK(keys_of(json) == kEvent);
    CHECK(json["object"] == "event");
    CHECK(json["livemode"] == false);
    const std::string type = json["type"];
    const std::string about = type.substr(0, type.find('.'));
    CHECK(json["data"]["object"] == about);
    const Keys& keys = about == "source" ? kSource : about == "mandate" ? kMandate : kCustomer;
    CHECK(keys_of(json["data"]) == keys);
  }
  CHECK(seen.event(0)["data"]["status"] == "pending");
  CHECK(seen.event(0)["data"]["mandate"].is_null());
  CHECK(seen.event(1)["data"]["mandate"] == seen.id(ObjectKind::mandate, 0));
  CHECK(seen.event(2)["data"]["amount_maximum"] == 500000);
  CHECK(seen.event(5)["type"] == "mandate.amend.success");
  CHECK(seen.event(5)["data"]["amount_maximum"] == 5000);
  CHECK(seen.event(3)["data"]["mandates"]["total_count"] == 1);
}

TEST_CASE("links of requests name world and link in base64") {
  Seen seen;
  const LinkId link = seen.play.request(Action::pause, seen.play.mandate());
  const std::string url = wire::request_link_url(seen.view(), Action::pause, link);
  const std::string start = "http://host/v2/mandates/pause/auth?request_id=";
  REQUIRE(url.find(start) == 0);
  const auto decoded = base64_decode(url.substr(start.size()));
  REQUIRE(decoded.has_value());
  CHECK(decoded->starts_with(id_text(seen.play.world, {ObjectKind::mandate, 0}) + "."));
  const auto name = wire::parse_request_id(seen.names, url.substr(start.size()));
  REQUIRE(name.has_value());
  CHECK(name->world_number == 3);
  CHECK(name->link == link);
  for (const std::string_view bad : {"", "*", "TUQwMDg2V0VBOFU1Q0g=", "QUw="}) {
    CHECK_FALSE(wire::parse_request_id(seen.names, bad).has_value());
  }
}

TEST_CASE("account numbers and PANs are masked") {
  CHECK(wire::masked_account("999912345678") == "****5678");
  CHECK(wire::masked_account("12345") == "****2345");
  CHECK(wire::masked_account("").empty());
  CHECK(wire::masked_pan("ABCDE1234F") == "******234F");
  CHECK(wire::masked_pan("").empty());
}

TEST_CASE("no text that is invented holds an apostrophe") {
  Seen seen;
  const SourceId id = seen.play.source();
  seen.play.must(answer(seen.play.link_of(id), "rejected"));
  CHECK(seen.source(id).dump().find('\'') == std::string::npos);
  CHECK(seen.mandate(seen.play.mandate()).dump().find('\'') == std::string::npos);
}
