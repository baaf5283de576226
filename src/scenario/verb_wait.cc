// The verb that waits: what came, or how far it came and what was closest.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

constexpr std::string_view kPassedOn[] = {"type",    "status", "path",      "method",
                                          "channel", "count",  "timeout_ms"};
constexpr std::string_view kNamed[] = {"resource", "after"};

std::string wanted(const Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object().field("for", block.word(0));
  for (const std::string_view name : kPassedOn) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  for (const std::string_view name : kNamed) {
    if (block.find(name) == nullptr) continue;
    const std::string known = session.names.value_of(block.value(name));
    json.field(name, known.empty() ? block.value(name) : std::string_view(known));
  }
  json.end_object();
  return json.take();
}

std::string item_line(const Execution& session, const JsonValue& item) {
  if (item.at("method").is_text()) {
    return item.at("method").text() + " " + session.names.contract(item.at("path").text()) + " " +
           item.at("status").text();
  }
  const std::string type = item.at("type").text();
  std::string line =
      type + " " + called(session, item.at("resource_id").text(), type.substr(0, type.find('.')));
  if (item.at("status").is_text()) line += " " + item.at("status").text();
  if (item.at("channel").is_text()) line += " by " + item.at("channel").text();
  return line;
}

Output run_wait(Execution& session, const Block& block) {
  const Reply answer = session.call("POST", "/_mock/wait", wanted(session, block));
  session.give_name(block, "as", answer.request_id);
  if (!answer.body.at("matched").exists()) return session.outcome(answer);
  Output output;
  for (const JsonValue& item : answer.body.at("data").items()) {
    output.before.push_back("came " + item_line(session, item));
    session.names.set(block.value("link"), item.at("link").text());
  }
  if (answer.status == 200) {
    if (block.word(0) == "quiet") output.before.emplace_back("quiet");
    return output;
  }
  output.before.push_back("time is up: " + answer.body.at("count").text() + " of " +
                          answer.body.at("wanted").text());
  for (const JsonValue& miss : answer.body.at("closest").items()) {
    std::string line = "closest " + item_line(session, miss.at("item")) + ", other";
    for (const JsonValue& name : miss.at("differs").items()) line += " " + name.text();
    output.before.push_back(std::move(line));
  }
  return output;
}

constexpr VerbArgument kWaitArguments[] = {
    {word, "what", true, "what is waited for", "event|delivery|request|mail|quiet"},
    {option, "type", false, "of the event or mail, or its beginning and *"},
    {option, "resource", false, "what the event or mail is about"},
    {option, "status", false, "of the delivery, or of the answer"},
    {option, "path", false, "of the call, or its beginning and *"},
    {option, "method", false, "of the call"},
    {option, "channel", false, "of the mail: email or sms"},
    {option, "link", false, "the name of the link in the last mail that came"},
    {option, "count", false, "how many; 1 unless given"},
    {option, "after", false, "only what came later than this wait or event"},
    {option, "timeout_ms", false, "of real time; 5000 unless given"},
    {option, "as", false, "its name, for a later wait to begin here"},
};

constexpr Verb kVerbs[] = {
    {"wait",
     "Waits until something has happened, or says what came closest.",
     kWaitArguments,
     {},
     false,
     "wait event type=mandate.active resource=m1",
     run_wait},
};

}  // namespace

std::span<const Verb> wait_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
