// The verbs of money: debits, subscriptions, and what banks say to a debit.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kDebitFields[] = {"amount",     "date_charge",  "reference_creditor",
                                             "reference2", "reference3",   "reference4",
                                             "reference5", "nach_profile", "creditor_agent_code"};
constexpr std::string_view kSubscriptionFields[] = {
    "amount", "name", "start_date", "interval", "interval_count", "day_of_month", "month", "count"};

/// Bare digits are numbers; everything else is a text.
void write_given(JsonWriter& json, const Block& block, std::string_view name) {
  const Argument* given = block.find(name);
  if (given == nullptr) return;
  const auto number = parse_integer(given->value);
  if (number && !given->quoted) {
    json.field(name, *number);
  } else {
    json.field(name, std::string_view(given->value));
  }
}

/// The id behind an alias; a text that is no alias is sent as it is.
std::string id_of(const Execution& session, std::string_view alias) {
  const std::string id = session.names.value_of(std::string(alias));
  return id.empty() ? std::string(alias) : id;
}

void write_mandate(JsonWriter& json, const Execution& session, const Block& block) {
  const bool by_umrn = block.value("by") == "umrn";
  const std::string alias(block.value("mandate"));
  if (alias.empty()) return;
  json.field(by_umrn ? "umrn" : "mandate",
             std::string_view(id_of(session, by_umrn ? alias + ".umrn" : alias)));
}

Output run_debit(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  write_mandate(json, session, block);
  for (const std::string_view name : kDebitFields) write_given(json, block, name);
  json.end_object();
  const Reply answer = session.call("POST", "/v1/ach_debits", json.take());
  if (!answer.good()) return session.outcome(answer);
  session.give_name(block, "as", answer.body.at("id").text());
  return {};
}

Output run_subscription(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  write_mandate(json, session, block);
  for (const std::string_view name : kSubscriptionFields) write_given(json, block, name);
  json.end_object();
  const Reply answer = session.call("POST", "/v1/subscriptions", json.take());
  if (!answer.good()) return session.outcome(answer);
  session.give_name(block, "as", answer.body.at("id").text());
  return {{subscription_state(block.value("as"), answer.body)}, {}};
}

Output run_update(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  write_given(json, block, "amount");
  write_given(json, block, "name");
  json.end_object();
  const std::string id = id_of(session, block.word(0));
  const Reply answer = session.call("POST", "/v1/subscriptions/" + percent_encode(id), json.take());
  if (!answer.good()) return session.outcome(answer);
  return {{subscription_state(block.word(0), answer.body)}, {}};
}

Output run_cancel(Execution& session, const Block& block) {
  const std::string id = id_of(session, block.word(0));
  const bool is_debit = !id.starts_with("SB");
  const std::string path = is_debit ? "/v1/ach_debits/" : "/v1/subscriptions/";
  const Reply answer = session.call("POST", path + percent_encode(id) + "/cancel");
  if (!answer.good() || is_debit) return session.outcome(answer);
  return {{subscription_state(block.word(0), answer.body)}, {}};
}

Output run_debit_policy(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  for (const std::string_view name : {"outcome", "response_code", "settlements"}) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  json.end_object();
  return session.outcome(session.call("PUT", "/_mock/policy/debits", json.take()));
}

constexpr VerbArgument kDebitArguments[] = {
    {option, "as", false, "its name"},
    {option, "mandate", false, "which mandate is charged"},
    {option, "by", false, "how the mandate is named; mandate unless given", "mandate|umrn"},
    {option, "amount", false, "paise"},
    {option, "date_charge", false, "when; the earliest possible day unless given"},
    {option, "reference_creditor", false, "a reference of the merchant"},
    {option, "reference2", false, "as the vendor spells it"},
    {option, "reference3", false, "as the vendor spells it"},
    {option, "reference4", false, "as the vendor spells it"},
    {option, "reference5", false, "as the vendor spells it"},
    {option, "nach_profile", false, "as the vendor spells it"},
    {option, "creditor_agent_code", false, "as the vendor spells it"},
};
constexpr VerbArgument kSubscriptionArguments[] = {
    {option, "as", false, "its name"},
    {option, "mandate", false, "which mandate is charged"},
    {option, "amount", false, "paise"},
    {option, "name", false, "what it is called"},
    {option, "start_date", false, "no charge before it; the earliest possible day unless given"},
    {option, "interval", false, "day, week, month or year; month unless given"},
    {option, "interval_count", false, "every how many; 1 unless given"},
    {option, "day_of_month", false, "1 to 31; the day of the start unless given"},
    {option, "month", false, "1 to 12, of a yearly one; that of the start unless given"},
    {option, "count", false, "how many payments; no end unless given"},
};
constexpr VerbArgument kUpdateArguments[] = {
    {word, "subscription", true, "which subscription"},
    {option, "amount", false, "paise"},
    {option, "name", false, "what it is called"},
};
constexpr VerbArgument kCancelArguments[] = {{word, "what", true, "a debit or a subscription"}};
constexpr VerbArgument kPolicyArguments[] = {
    {option, "outcome", false, "confirmed, extended, rejected, returned, denied or none"},
    {option, "response_code", false, "a code of the outcome"},
    {option, "settlements", false, "whether the profile of LotusPay collects: true or false"},
};

constexpr Verb kVerbs[] = {
    {"debit",
     "An ACH debit through the API.",
     kDebitArguments,
     {},
     false,
     "debit as=d1 mandate=m1 amount=50000 date_charge=2026-02-05",
     run_debit},
    {"subscription",
     "A subscription through the API.",
     kSubscriptionArguments,
     {},
     false,
     "subscription as=sb1 mandate=m1 amount=50000 start_date=2026-01-31 count=12",
     run_subscription},
    {"update",
     "Changes the amount or name of a subscription.",
     kUpdateArguments,
     {},
     false,
     "update sb1 amount=60000",
     run_update},
    {"cancel",
     "Cancels a debit or a subscription.",
     kCancelArguments,
     {},
     false,
     "cancel d1",
     run_cancel},
    {"debit-policy",
     "How banks answer debits without being told.",
     kPolicyArguments,
     {},
     false,
     "debit-policy outcome=returned response_code=04",
     run_debit_policy},
};

}  // namespace

std::span<const Verb> money_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
