// The verbs that look and change nothing: one object, the clock, the policy, all events.
#include "base/nearest.h"
#include "base/text.h"
#include "core/values/calendar.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"
#include "wire/glossary.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

Output show_clock(Execution& session) {
  const Reply answer = session.call("GET", "/_mock/clock");
  if (!answer.good()) return session.outcome(answer);
  return {{"clock " + answer.body.at("now_ist").text()}, {}};
}

Output show_policy(Execution& session) {
  const Reply answer = session.call("GET", "/_mock/policy");
  if (!answer.good()) return session.outcome(answer);
  std::string line = "policy";
  for (const std::string_view name : {"cancel_enabled", "cancel_link_minutes", "profile"}) {
    line += " " + std::string(name) + "=" + answer.body.at(name).text();
  }
  return {{line}, {}};
}

Output show_link(Execution& session, std::string_view alias, const std::string& link) {
  const Reply answer = session.call("GET", path_of(link));
  if (!answer.good()) return session.outcome(answer);
  std::string line = std::string(alias) + " " + answer.body.at("status").text() + " " +
                     answer.body.at("kind").text();
  const auto expires_at = answer.body.at("expires_at").number();
  if (expires_at) line += " expires " + format_ist(instant_of(*expires_at));
  return {{line}, {}};
}

/// What an id begins with says where the object is found and how its state reads.
struct Shown {
  std::string_view prefix;
  std::string_view path;
  std::string (*state)(std::string_view alias, const JsonValue& object);
};
constexpr Shown kShown[] = {
    {"MD", "/v1/mandates/", mandate_state},
    {"ND", "/v1/ach_debits/", debit_state},
    {"DO", "/v1/ach_debit_collections/", collection_state},
    {"SM", "/v1/settlements/", settlement_state},
    {"SB", "/v1/subscriptions/", subscription_state},
    {"", "/v1/sources/", source_state},
};

const Shown& shown_for(std::string_view id) {
  const Shown* row = std::begin(kShown);
  while (!id.starts_with(row->prefix)) ++row;
  return *row;
}

/// The state, then the wanted fields, one a line.
Output show_object(Execution& session, const Block& block, const std::string& id) {
  const std::string_view alias = block.word(0);
  const Shown& shown = shown_for(id);
  const Reply answer = session.call("GET", std::string(shown.path) + percent_encode(id));
  if (!answer.good()) return session.outcome(answer);
  Output output;
  output.before.push_back(shown.state(alias, answer.body));
  if (block.find("fields") == nullptr) return output;
  for (const std::string_view field : split(block.value("fields"), ',')) {
    const JsonValue value = answer.body.at(field);
    // A field that has a meaning may be missing; any other word is a slip.
    const auto last = std::string_view(field).substr(field.rfind('.') + 1);
    if (!value.exists() && wire::find_term(last) == nullptr) {
      session.faults.push_back("unknown field " + std::string(field) +
                               did_you_mean(field, answer.body.keys()));
    }
    const std::string text = value.is_text() ? value.text() : value.json();
    output.before.push_back(std::string(field) + " " + session.names.contract(text));
  }
  return output;
}

Output run_show(Execution& session, const Block& block) {
  const std::string_view what = block.word(0);
  if (what == "clock") return show_clock(session);
  if (what == "policy") return show_policy(session);
  const std::string value = session.names.value_of(what);
  if (value.empty()) return unknown_alias(session, what);
  if (value.find("/") != std::string::npos) return show_link(session, what, value);
  return show_object(session, block, value);
}

Output run_events(Execution& session, const Block& block) {
  std::string target = "/_mock/events";
  if (block.find("type") != nullptr) target += "?type=" + percent_encode(block.value("type"));
  std::vector<JsonValue> events;
  const Reply answer = session.list(target, events);
  if (!answer.good()) return session.outcome(answer);
  Output output;
  for (const JsonValue& event : events) {
    output.before.push_back(event.at("created_ist").text() + " " + event_line(session, event));
  }
  return output;
}

Output run_outbox(Execution& session, const Block& block) {
  std::string target = "/_mock/outbox?";
  for (const std::string_view name : {"type", "channel", "limit"}) {
    if (block.find(name) == nullptr) continue;
    target += std::string(name) + "=" + percent_encode(block.value(name)) + "&";
  }
  for (const std::string_view name : {"resource", "after"}) {
    if (block.find(name) == nullptr) continue;
    const std::string known = session.names.value_of(block.value(name));
    target += std::string(name) + "=" + percent_encode(known.empty() ? block.value(name) : known);
    target += "&";
  }
  const Reply answer = session.call("GET", target);
  if (!answer.good()) return session.outcome(answer);
  Output output;
  for (const JsonValue& mail : answer.body.at("data").items()) {
    const std::string id = mail.at("resource_id").text();
    std::string line = mail.at("type").text() + " " + called(session, id, id) + " by " +
                       mail.at("channel").text() + " to " + mail.at("to").text();
    if (mail.at("reason").is_text()) line += ": " + mail.at("reason").text();
    if (mail.at("sent").text() == "false") line += ", not sent";
    output.before.push_back(std::move(line));
    session.names.set(block.value("as"), mail.at("id").text());  // of the last that is shown
    session.names.set(block.value("link"), mail.at("link").text());
  }
  if (answer.body.at("has_more").text() == "true") output.before.emplace_back("and more");
  return output;
}

constexpr VerbArgument kOutboxArguments[] = {
    {option, "type", false, "only mails of this type, or its beginning and *"},
    {option, "channel", false, "email or sms"},
    {option, "resource", false, "only mails about this source or mandate"},
    {option, "limit", false, "how many; 100 unless given"},
    {option, "after", false, "only what came later than this mail"},
    {option, "as", false, "the name of the last mail shown"},
    {option, "link", false, "the name of its link"},
};
constexpr VerbArgument kShowArguments[] = {
    {word, "what", true,
     "a mandate, source, link, debit, collection, settlement or subscription; or clock, or policy"},
    {option, "fields", false, "more of its fields: a,b.c"},
};
constexpr VerbArgument kEventsArguments[] = {{option, "type", false, "only events of this type"}};

constexpr Verb kVerbs[] = {
    {"show",
     "The state of one thing.",
     kShowArguments,
     {},
     false,
     "show m1 fields=date_responded,customer",
     run_show},
    {"events",
     "All events of the world, oldest first, with their times.",
     kEventsArguments,
     {},
     false,
     "events type=mandate.pending",
     run_events},
    {"outbox",
     "What would have been sent by e-mail or text message, oldest first.",
     kOutboxArguments,
     {},
     false,
     "outbox channel=email link=l1",
     run_outbox},
};

}  // namespace

std::span<const Verb> show_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
