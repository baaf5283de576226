// The verbs for what goes wrong on purpose: faults on calls and chaos on deliveries.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/verb_groups.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

/// A number as a number, true and false as such, anything else as it is, to be refused.
void add(JsonWriter& json, const Argument& argument) {
  const std::string& value = argument.value;
  if (const auto number = parse_integer(value); number && !argument.quoted) {
    json.field(argument.name, *number);
  } else if (value == "true" || value == "false") {
    json.field(argument.name, value == "true");
  } else {
    json.field(argument.name, std::string_view(value));
  }
}

Output run_chaos(Execution& session, const Block& block) {
  if (block.word(0) == "off") return session.outcome(session.call("DELETE", "/_mock/chaos"));
  JsonWriter json;
  json.begin_object();
  for (const Argument& argument : block.arguments) add(json, argument);
  json.end_object();
  const Reply answer = session.call("PUT", "/_mock/chaos", json.take());
  if (!answer.good()) return session.outcome(answer);
  return {{"seed " + answer.body.at("seed").text()}, {}};
}

/// Lines of a body are sent as they are: several faults, or what a rule refuses.
std::string body_of(const Block& block) {
  std::string body;
  for (const std::string& line : block.body) body += line + "\n";
  if (!body.empty()) return body;
  JsonWriter json;
  json.begin_object();
  for (const Argument& argument : block.arguments) {
    if (argument.name != "method" && argument.name != "path") add(json, argument);
  }
  json.key("match").begin_object();
  for (const std::string_view name : {"method", "path"}) {
    if (const Argument* argument = block.find(name)) add(json, *argument);
  }
  json.end_object().end_object();
  return json.take();
}

Output run_fault(Execution& session, const Block& block) {
  if (block.word(0) == "off") return session.outcome(session.call("DELETE", "/_mock/faults"));
  return session.outcome(session.call("PUT", "/_mock/faults", body_of(block)));
}

Output run_faults(Execution& session, const Block&) {
  const Reply answer = session.call("GET", "/_mock/faults");
  if (!answer.good()) return session.outcome(answer);
  Output output;
  for (const JsonValue& fault : answer.body.at("faults").items()) {
    std::string line = fault.at("name").text() + " struck " + fault.at("struck").text() + " of " +
                       fault.at("seen").text();
    const std::string left = fault.at("left").text();
    if (!left.empty()) line += ", left " + left;
    output.before.push_back(line);
  }
  return output;
}

constexpr VerbArgument kChaosArguments[] = {
    {word, "off", false, "deliver as usual", "off"},
    {option, "seed", false, "a whole number; made from the seed of the world unless given"},
    {option, "duplicate", false, "a share of the events: 25% or 0.25"},
    {option, "delay", false, "a share"},
    {option, "delay_up_to", false, "an ISO duration; an hour unless given"},
    {option, "reorder", false, "a share"},
    {option, "reorder_within", false, "an ISO duration; a minute unless given"},
    {option, "drop", false, "a share"},
};
constexpr VerbArgument kFaultArguments[] = {
    {word, "off", false, "remove all faults", "off"},
    {option, "name", false, "for the header Lotusbox-Fault"},
    {option, "method", false, "of the calls that are meant"},
    {option, "path", false, "or pattern: /v1/sources/*"},
    {option, "times", false, "the next n calls that fit"},
    {option, "rate", false, "a share of them: 25% or 0.25"},
    {option, "status", false, "of the answer instead of the real one"},
    {option, "code", false, "error.code of the answer"},
    {option, "message", false, "error.message of the answer"},
    {option, "body", false, "the whole answer"},
    {option, "content_type", false, "of that body"},
    {option, "latency_ms", false, "real time before the answer"},
    {option, "drop", false, "true: the connection ends without an answer"},
    {option, "truncate", false, "so many bytes of the body, then the connection ends"},
};

constexpr Verb kVerbs[] = {
    {"chaos",
     "Loses, delays, reorders and duplicates deliveries, by a seed.",
     kChaosArguments,
     {},
     false,
     "chaos seed=7 duplicate=25% delay=10% delay_up_to=PT6H",
     run_chaos},
    {"fault",
     "Lets calls go wrong; takes the place of all faults before. Body lines are sent as they are.",
     kFaultArguments,
     {},
     true,
     "fault method=POST path=/v1/sources status=503 times=2",
     run_fault},
    {"faults", "How often each fault has struck.", {}, {}, false, "faults", run_faults},
};

}  // namespace

std::span<const Verb> disturbing_verbs() { return kVerbs; }

}  // namespace lotusbox::scenario
