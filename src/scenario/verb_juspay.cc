// The verbs of Juspay's own mandate API, which is not LotusPay's: its calls are forms with a header
// of their own, and its mandates have other states.
#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/calendar.h"
#include "core/values/money.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kMerchant = "scenario";
constexpr std::string_view kMakeKeys[] = {
    "customer_id", "max_amount",   "amount_rule",    "frequency", "start_date",
    "end_date",    "mandate_type", "mandate_status", "rule_type", "revokable_by_customer",
    "block_fund"};
constexpr std::string_view kCallKeys[] = {"pause_start_date", "pause_end_date", "resume_date"};

/// An ISO instant as epoch seconds; any other text as it is, to be refused.
std::string epoch_of(std::string_view value) {
  const auto at = value.find('T') == std::string_view::npos ? std::nullopt : parse_instant(value);
  return at ? std::to_string(unix_seconds(*at)) : std::string(value);
}

/// Of epoch seconds or an ISO text, as the policy has it.
std::string ist_of(const JsonValue& moment) {
  if (const auto seconds = parse_integer(moment.text())) return format_ist(instant_of(*seconds));
  const auto at = parse_instant(moment.text());
  return at ? format_ist(*at) : moment.json();
}

Reply call_juspay(Execution& session, std::string_view method, std::string_view target,
                  std::string form) {
  Request request{.method = std::string(method),
                  .target = std::string(target),
                  .headers = {session.authorization(),
                              {"x-merchantid", std::string(kMerchant)},
                              {"Content-Type", "application/x-www-form-urlencoded"}},
                  .body = std::move(form)};
  return session.send(request);
}

/// The texts of max_amount are rupees.
std::string rupees(const JsonValue& amount) {
  const std::string text = amount.text();
  const auto paise = parse_amount(text.find('.') == std::string::npos ? text + ".0" : text);
  return paise ? format_rupees(*paise) : text;
}

/// `j1 ACTIVE maximum=Rs 5000.00 end=2027-01-10T10:00:00+05:30`
std::string juspay_state(std::string_view alias, const JsonValue& mandate) {
  const auto end = parse_integer(mandate.at("end_date").text());
  std::string line = std::string(alias) + " " + mandate.at("status").text() +
                     " maximum=" + rupees(mandate.at("max_amount"));
  const std::string frequency = mandate.at("frequency").text();
  if (frequency != "ASPRESENTED") line += " frequency=" + frequency;
  if (end) line += " end=" + format_ist(instant_of(*end));
  return line;
}

void add_fields(const Execution& session, const Block& block, const JsonValue& body, Lines& lines) {
  if (block.find("fields") == nullptr) return;
  for (const std::string_view field : split(block.value("fields"), ',')) {
    const JsonValue value = body.at(field);
    const std::string text = value.is_text() ? value.text() : value.json();
    lines.push_back(std::string(field) + " " + session.names.contract(text));
  }
}

Output run_make(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  for (const std::string_view name : kMakeKeys) {
    if (block.find(name) != nullptr) json.field(name, epoch_of(block.value(name)));
  }
  json.end_object();
  const Reply answer = session.call("POST", "/_mock/juspay/mandates", json.take());
  if (!answer.good()) return session.outcome(answer);
  session.give_name(block, "as", answer.body.at("mandate_id").text());
  Output output{{}, {juspay_state(block.value("as"), answer.body)}};
  add_fields(session, block, answer.body, output.after);
  return output;
}

/// What the vendor says it did, with the dates it names.
std::string told(std::string_view alias, const JsonValue& body) {
  std::string line = std::string(alias) + " " + body.at("mandate_status").text();
  const std::string message = body.at("response_message").text();
  if (!message.empty()) line += ": " + message;
  if (body.at("pause_start_date").is_text()) line += " from " + ist_of(body.at("pause_start_date"));
  if (body.at("pause_end_date").is_text()) line += " until " + ist_of(body.at("pause_end_date"));
  return line;
}

Output run_call(Execution& session, const Block& block) {
  const std::string_view alias = block.value("mandate");
  const std::string id = session.names.value_of(alias);
  if (id.empty()) return unknown_alias(session, alias);
  std::string form = "command=" + percent_encode(block.word(0));
  for (const std::string_view name : kCallKeys) {
    if (block.find(name) == nullptr) continue;
    form += "&" + std::string(name) + "=" + percent_encode(epoch_of(block.value(name)));
  }
  const Reply answer = call_juspay(session, "POST", "/mandates/" + percent_encode(id), form);
  if (!answer.good()) return session.outcome(answer);
  Output output;
  output.after.push_back(block.word(0) == "check_status" ? juspay_state(alias, answer.body)
                                                         : told(alias, answer.body));
  add_fields(session, block, answer.body, output.after);
  return output;
}

Output run_order(Execution& session, const Block& block) {
  const std::string_view alias = block.value("mandate");
  const std::string id = session.names.value_of(alias);
  if (id.empty()) return unknown_alias(session, alias);
  JsonWriter json;
  json.begin_object().field("outcome", block.word(0)).end_object();
  const Reply answer =
      session.call("POST", "/_mock/juspay/mandates/" + percent_encode(id), json.take());
  if (!answer.good()) return session.outcome(answer);
  return {{}, {juspay_state(alias, answer.body)}};
}

Output run_list(Execution& session, const Block& block) {
  std::string target = "/customers/" + percent_encode(block.word(0)) + "/mandates";
  for (const std::string_view name : {"offset", "count"}) {
    if (block.find(name) == nullptr) continue;
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += std::string(name) + "=" + percent_encode(block.value(name));
  }
  const Reply answer = call_juspay(session, "GET", target, {});
  if (!answer.good()) return session.outcome(answer);
  Output output;
  output.before.push_back("total " + answer.body.at("total").text() + " offset " +
                          answer.body.at("offset").text() + " count " +
                          answer.body.at("count").text());
  for (const JsonValue& mandate : answer.body.at("list").items()) {
    const std::string alias = called(session, mandate.at("mandate_id").text(), "mandate");
    output.before.push_back(alias + " " + mandate.at("status").text());
  }
  return output;
}

Output run_webhook(Execution& session, const Block& block) {
  if (block.word(0) == "off") {
    session.settle();
    return session.outcome(session.call("DELETE", "/_mock/juspay/webhook"));
  }
  const std::string url = session.names.value_of(block.value("url"));
  JsonWriter json;
  json.begin_object();
  json.field("url", url.empty() ? block.value("url") : std::string_view(url)).end_object();
  const Reply answer = session.call("PUT", "/_mock/juspay/webhook", json.take());
  if (answer.good()) session.webhook_set(true);
  return session.outcome(answer);
}

constexpr VerbArgument kMakeArguments[] = {
    {option, "as", true, "its name"},
    {option, "customer_id", false, "whose it is; customer_1122 unless given"},
    {option, "max_amount", false, "in rupees; 5000 unless given"},
    {option, "amount_rule", false, "VARIABLE or FIXED"},
    {option, "frequency", false, "ASPRESENTED unless given"},
    {option, "start_date", false, "an ISO instant, or epoch seconds; now unless given"},
    {option, "end_date", false, "an ISO instant, or epoch seconds; 365 days on unless given"},
    {option, "mandate_type", false, "MANDATE (cards) or EMANDATE"},
    {option, "mandate_status", false, "the state it is in; ACTIVE unless given"},
    {option, "rule_type", false, "ON, BEFORE or AFTER"},
    {option, "revokable_by_customer", false, "true or false"},
    {option, "block_fund", false, "true or false"},
    {option, "fields", false, "more fields of the answer: a,b.c"},
};
constexpr VerbArgument kCallArguments[] = {
    {word, "command", true, "what is asked for", "pause|resume|revoke|check_status"},
    {option, "mandate", true, "of which mandate"},
    {option, "pause_start_date", false, "an ISO instant, or the text that is sent"},
    {option, "pause_end_date", false, "an ISO instant, or the text that is sent"},
    {option, "resume_date", false, "an ISO instant, or the text that is sent"},
    {option, "fields", false, "more fields of the answer: a,b.c"},
};
constexpr VerbArgument kOrderArguments[] = {
    {word, "outcome", true, "what became of the order: activated or failed"},
    {option, "mandate", true, "of which mandate"},
};
constexpr VerbArgument kListArguments[] = {
    {word, "customer", true, "whose mandates"},
    {option, "offset", false, "how many to leave out"},
    {option, "count", false, "how many to show"},
};
constexpr VerbArgument kWebhookArguments[] = {
    {word, "off", false, "remove it", "off"},
    {option, "url", false, "a receiver by its name, or a URL"},
};

constexpr Verb kVerbs[] = {
    {"juspay-mandate",
     "A mandate of Juspay made directly, without an order.",
     kMakeArguments,
     {},
     false,
     "juspay-mandate as=j1 max_amount=500 end_date=2027-01-10T10:00:00+05:30",
     run_make},
    {"juspay",
     "A call to Juspay's mandate API.",
     kCallArguments,
     {},
     false,
     "juspay pause mandate=j1 pause_end_date=2026-01-20T10:00:00+05:30",
     run_call},
    {"juspay-order",
     "The end of the order that a CREATED mandate of Juspay belongs to.",
     kOrderArguments,
     {},
     false,
     "juspay-order activated mandate=j1",
     run_order},
    {"juspay-list",
     "The mandates of a customer at Juspay.",
     kListArguments,
     {},
     false,
     "juspay-list customer_1122",
     run_list},
    {"juspay-webhook",
     "Sets or removes the webhook of Juspay, beside the one of LotusPay.",
     kWebhookArguments,
     {},
     false,
     "juspay-webhook url=r1",
     run_webhook},
};

}  // namespace

std::span<const Verb> juspay_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
