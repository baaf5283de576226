#include "examiner/story.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "scenario/execution.h"
#include "scenario/runner.h"

namespace lotusbox::examiner {

namespace {

using scenario::JsonValue;

/// Verbs about deliveries: whoever tells the story delivers otherwise.
constexpr std::string_view kOfDeliveries[] = {"receiver", "webhook", "received",       "deliveries",
                                              "resend",   "chaos",   "juspay-webhook", "ask"};

/// Keys whose values name an object of the world. Banks, profiles and categories are none: what
/// shares them is not related.
constexpr std::string_view kNamingKeys[] = {
    "id",           "source",     "mandate",    "customer", "ach_debit", "ach_debit_collection",
    "subscription", "settlement", "ach_debits", "debit",    "mandate_id"};

constexpr std::string_view kUrl = "http://localhost/story";

void collect(const JsonValue& value, bool named, std::vector<std::string>& ids) {
  if (value.is_text()) {
    if (named && !value.text().empty()) ids.push_back(value.text());
    return;
  }
  for (const std::string& key : value.keys()) {
    if (key == "metadata") continue;  // the caller's own
    const bool names =
        std::find(std::begin(kNamingKeys), std::end(kNamingKeys), key) != std::end(kNamingKeys);
    collect(value.member(key), names, ids);
  }
  for (const JsonValue& item : value.items()) collect(item, named, ids);
}

/// Each event of the world is delivered once more, to nowhere: its text is then on record.
Result<std::vector<StoryEvent>, std::string> deliver_all(scenario::Execution& session,
                                                         std::size_t& left_out) {
  session.call("DELETE", "/_mock/chaos");
  session.call("DELETE", "/_mock/webhook");
  std::vector<JsonValue> entries;
  session.list("/_mock/events?brief=1", entries);
  const auto set = session.call("PUT", "/_mock/webhook", R"({"url":")" + std::string(kUrl) + "\"}");
  if (!set.good()) return failure("the webhook cannot be set: " + session.refusal(set));
  std::vector<JsonValue> before;
  session.list("/_mock/deliveries", before);
  for (const JsonValue& entry : entries) {
    session.call("POST", "/_mock/events/" + entry.at("id").text() + "/resend");
  }
  std::vector<JsonValue> deliveries;
  session.list("/_mock/deliveries", deliveries);
  std::map<std::string, std::string> texts;
  for (std::size_t i = before.size(); i < deliveries.size(); ++i) {
    texts[deliveries[i].at("event").text()] = deliveries[i].at("payload").json();
  }
  std::vector<StoryEvent> events;
  std::size_t number = 0;
  for (const JsonValue& entry : entries) {
    ++number;
    const auto text = texts.find(entry.at("id").text());
    if (text == texts.end()) {
      ++left_out;
      continue;
    }
    events.push_back(read_event(text->second));
    events.back().number = number;
  }
  return events;
}

/// The first line of a block that could not do what it says.
std::string problem_of(const scenario::Block& block, const scenario::BlockResult& result) {
  std::string what;
  if (!result.faults.empty()) what = result.faults.front();
  for (const std::string& line : result.actual) {
    if (line.starts_with("failed: ") && what.empty()) what = line;
  }
  return what.empty() ? what : scenario::print_command(block) + ": " + what;
}

}  // namespace

StoryEvent read_event(std::string json) {
  const JsonValue event = JsonValue::parse(json);
  StoryEvent read;
  read.id = event.at("id").text();
  read.type = event.at("type").text();
  read.object = event.at("data.id").text();
  collect(event.at("data"), false, read.touches);
  std::sort(read.touches.begin(), read.touches.end());
  read.touches.erase(std::unique(read.touches.begin(), read.touches.end()), read.touches.end());
  read.json = std::move(json);
  return read;
}

std::string world_key(const scenario::Script& script, scenario::Driver& driver) {
  const std::string header = scenario::Execution(driver, script.id).authorization().second;
  const std::string pair = base64_decode(header.substr(header.find(' ') + 1)).value_or("");
  return pair.substr(0, pair.find(':'));
}

scenario::Script without_deliveries(scenario::Script script) {
  std::erase_if(script.blocks, [](const scenario::Block& block) {
    return std::find(std::begin(kOfDeliveries), std::end(kOfDeliveries), block.verb) !=
           std::end(kOfDeliveries);
  });
  return script;
}

Result<Story, std::string> live(const scenario::Script& script, scenario::Driver& driver,
                                const std::function<void(std::size_t block)>& after_block) {
  Story story;
  story.script = without_deliveries(script);
  scenario::Execution session(driver, script.id);
  std::vector<std::size_t> events_after;
  std::size_t known = 0;
  for (std::size_t i = 0; i < story.script.blocks.size(); ++i) {
    const scenario::Block& block = story.script.blocks[i];
    const scenario::BlockResult result = scenario::run_block(session, block);
    if (std::string what = problem_of(block, result); !what.empty())
      return failure(std::move(what));
    const auto total =
        session.call("GET", "/_mock/events?brief=1&limit=1").body.at("total").number();
    events_after.push_back(static_cast<std::size_t>(total.value_or(0)));
    const bool last = i + 1 == story.script.blocks.size();
    if (after_block && (last || events_after.back() != known)) after_block(i);
    known = events_after.back();
  }
  story.moments = story.script.blocks.size();
  auto events = deliver_all(session, story.left_out);
  if (!events) return failure(events.take_error());
  story.events = std::move(events.value());
  for (StoryEvent& event : story.events) {
    while (event.moment + 1 < events_after.size() && events_after[event.moment] < event.number) {
      ++event.moment;
    }
  }
  return story;
}

}  // namespace lotusbox::examiner
