// The verbs of the merchant's webhook: a real receiver, the settings, and what became of events.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kKey = "whk_scenario0001";
constexpr std::string_view kNoEvent = "EV00NONESUCH00";

Output set_webhook(Execution& session, std::string_view url, const Argument* key,
                   const Argument* format) {
  JsonWriter json;
  json.begin_object();
  json.field("url", url);
  if (key != nullptr) json.field("key", std::string_view(key->value));
  if (format != nullptr) json.field("format", std::string_view(format->value));
  json.end_object();
  const Reply answer = session.call("PUT", "/_mock/webhook", json.take());
  if (answer.good()) session.webhook_set(true);
  return session.outcome(answer);
}

Output run_receiver(Execution& session, const Block& block) {
  std::vector<int> answers;
  const std::string_view list = block.find("answers") == nullptr ? "200" : block.value("answers");
  for (const std::string_view answer : split(list, ',')) {
    const auto status = parse_integer(answer);
    if (!status || *status < -1 || *status > 599) {
      return {{"failed: answers are HTTP statuses, or -1 to drop the connection"}, {}};
    }
    answers.push_back(static_cast<int>(*status));
  }
  const Result<std::string, std::string> url = session.driver().open_receiver(answers);
  if (!url) return {{"failed: " + url.error()}, {}};
  session.give_name(block, "as", *url);
  const Argument plain{"format", "plain", false};
  const Argument key{"key", std::string(kKey), false};
  const Argument* format = block.find("format");
  return set_webhook(session, *url, &key, format == nullptr ? &plain : format);
}

Output run_webhook(Execution& session, const Block& block) {
  if (block.word(0) == "off") {
    session.settle();
    return session.outcome(session.call("DELETE", "/_mock/webhook"));
  }
  const std::string url = session.names.value_of(block.value("url"));
  return set_webhook(session, url.empty() ? block.value("url") : std::string_view(url),
                     block.find("key"), block.find("format"));
}

std::string verdict_of(const JsonValue& attempt) {
  const std::string verdict = attempt.at("verdict").text();
  return verdict == "answered" ? attempt.at("http_status").text() : verdict;
}

/// One line a delivery, and one for each attempt and for the wait that follows.
void tell_delivery(const Execution& session, const JsonValue& delivery, Lines& lines) {
  const std::string type = delivery.at("type").text();
  const std::string kind = type.substr(0, type.find('.'));
  const std::string status = delivery.at("status").text();
  const std::string chaos = delivery.at("chaos").text();
  const std::string mark = chaos.empty() || chaos == status ? "" : ", " + chaos;
  lines.push_back(type + " " + called(session, delivery.at("resource_id").text(), kind) + " " +
                  status + mark);
  for (const JsonValue& attempt : delivery.at("attempts").items()) {
    lines.push_back("  " + attempt.at("at_ist").text() + " " + verdict_of(attempt));
  }
  if (status == "waiting" || status == "held") {
    lines.push_back("  next " + delivery.at("due_at_ist").text());
  }
}

Output run_deliveries(Execution& session, const Block& block) {
  session.settle();
  std::string target = "/_mock/deliveries";
  for (const std::string_view name : {"type", "status"}) {
    if (block.find(name) == nullptr) continue;
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += std::string(name) + "=" + percent_encode(block.value(name));
  }
  std::vector<JsonValue> deliveries;
  const Reply answer = session.list(target, deliveries);
  if (!answer.good()) return session.outcome(answer);
  Output output;
  for (const JsonValue& delivery : deliveries) {
    tell_delivery(session, delivery, output.before);
  }
  return output;
}

/// Plain bodies are told as events; of an encrypted one only its envelope can be named.
Output run_received(Execution& session, const Block&) {
  Output output;
  for (const std::string& body : session.newly_received()) {
    const JsonValue event = JsonValue::parse(body);
    const std::string type = event.at("type").text();
    if (event.at("event_name").is_text()) {  // Juspay's envelope
      output.before.push_back(
          event.at("event_name").text() + " " +
          called(session, event.at("content.mandate.mandate_id").text(), "mandate"));
    } else if (event.at("serialized_response").is_text()) {
      output.before.emplace_back("encrypted");
    } else if (type.empty()) {
      output.before.push_back("unreadable: " + body.substr(0, body.find('\n')));
    } else {
      const std::string kind = type.substr(0, type.find('.'));
      output.before.push_back(type + " " + called(session, event.at("data.id").text(), kind));
    }
  }
  return output;
}

Output run_resend(Execution& session, const Block& block) {
  const auto index = parse_integer(block.word(0));
  if (!index || *index < 1) return {{"failed: events are counted from 1"}, {}};
  const Reply list =
      session.call("GET", "/_mock/events?brief=1&limit=1&offset=" + std::to_string(*index - 1));
  const std::string id = list.body.at("data.0.id").text();
  return session.outcome(session.call(
      "POST", "/_mock/events/" + (id.empty() ? std::string(kNoEvent) : id) + "/resend"));
}

constexpr VerbArgument kReceiverArguments[] = {
    {option, "as", true, "its name"},
    {option, "answers", false, "statuses in turn, the last for ever; -1 drops; 200 unless given"},
    {option, "format", false, "plain unless given", "plain|encrypted"},
};
constexpr VerbArgument kWebhookArguments[] = {
    {word, "off", false, "remove the webhook", "off"},
    {option, "url", false, "a receiver by its name, or a URL"},
    {option, "key", false, "16 bytes"},
    {option, "format", false, "encrypted or plain"},
};
constexpr VerbArgument kDeliveriesArguments[] = {
    {option, "type", false, "only events of this type"},
    {option, "status", false, "only those", "due|waiting|delivered|given_up|held|lost"},
};
constexpr VerbArgument kResendArguments[] = {{word, "n", true, "the n-th event of the world"}};

constexpr Verb kVerbs[] = {
    {"receiver",
     "Opens a webhook receiver and points the webhook to it.",
     kReceiverArguments,
     {},
     false,
     "receiver as=r1 answers=500,200",
     run_receiver},
    {"webhook",
     "Sets or removes the webhook.",
     kWebhookArguments,
     {},
     false,
     "webhook off",
     run_webhook},
    {"deliveries",
     "What became of each event, with its attempts.",
     kDeliveriesArguments,
     {},
     false,
     "deliveries type=mandate.pending",
     run_deliveries},
    {"received",
     "What arrived since the last look, in order.",
     {},
     {},
     false,
     "received",
     run_received},
    {"resend", "Delivers an event once more.", kResendArguments, {}, false, "resend 1", run_resend},
};

}  // namespace

std::span<const Verb> webhook_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
