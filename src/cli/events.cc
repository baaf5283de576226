// lotusbox events: what a world has raised, oldest first.

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

struct EventsFlags {
  ControlFlags control;
  std::string type, resource;
  bool follow = false;
};

/// The change, or that this event tells of it.
bool is_assumed(const JsonValue& event) {
  return event.at("evidence").text() == "assumed" || event.at("event_evidence").text() == "assumed";
}

std::string events_text(const std::vector<JsonValue>& events) {
  Columns columns;
  for (const JsonValue& event : events) {
    columns.add({short_instant(event.at("created_ist").text()), event.at("type").text(),
                 event.at("resource_id").text(), event.at("id").text(),
                 is_assumed(event) ? "(assumed)" : ""},
                {19, 26, 14, 14});
  }
  return columns.text;
}

/// All pages as one.
std::string list_json(const std::vector<JsonValue>& events, std::int64_t total) {
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const JsonValue& event : events) out.raw(event.json());
  out.end_array().field("has_more", false).field("total", total).end_object();
  return out.take();
}

/// All that were, and then each as it comes, until a signal or the end of the server.
int follow(const EventsFlags& flags) {
  ControlClient client("events", flags.control);
  std::string last;
  for (;;) {
    const auto answer = client.ask("POST", "/_mock/wait",
                                   {{"for", "event"},
                                    {"type", flags.type},
                                    {"resource", flags.resource},
                                    {"after", last},
                                    {"timeout_ms", "30000"}});
    if (!answer) return kRuntime;
    std::string lines = flags.control.json ? "" : events_text(answer->json.at("data").items());
    for (const JsonValue& event : answer->json.at("data").items()) {
      if (flags.control.json) lines += event.json() + "\n";
      last = event.at("id").text();
    }
    if (!print_lines(lines)) return kRuntime;
  }
}

int events(const EventsFlags& flags) {
  if (flags.follow) return follow(flags);
  ControlClient client("events", flags.control);
  const std::string query = form_of({{"type", flags.type},
                                     {"resource", flags.resource},
                                     {"brief", flags.control.json ? "" : "true"}});
  std::string target = "/_mock/events?limit=1000" + (query.empty() ? "" : "&" + query);
  std::vector<JsonValue> events;
  ControlAnswer all;
  for (bool more = true; more;) {
    const std::string after = events.empty() ? "" : "&after=" + events.back().at("id").text();
    auto answer = client.ask("GET", target + after);
    if (!answer) return kRuntime;
    const std::vector<JsonValue> page = answer->json.at("data").items();
    events.insert(events.end(), page.begin(), page.end());
    more = !page.empty() && answer->json.at("has_more").text() == "true";
    all = std::move(*answer);
  }
  if (flags.control.json) all.body = list_json(events, all.json.at("total").number().value_or(0));
  const std::string text = events_text(events);
  return client.show(all, text.empty() ? "no such event so far\n" : text);
}

}  // namespace

Command events_command() {
  auto flags = std::make_shared<EventsFlags>();
  Command command("events", kLooking, "List what a world has raised, oldest first");
  command.add({.name = "--type",
               .value = "TYPE",
               .help = "Only events of this type",
               .into = &flags->type});
  command.add({.name = "--resource",
               .value = "ID",
               .help = "Only events about this id",
               .into = &flags->resource});
  command.add({.name = "--follow",
               .help = "Go on with each event as it comes; with --json one a line",
               .into = &flags->follow});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox events --resource MD0086WWA8U5CH\n"
      "  lotusbox events --type mandate.amend.failed --json\n"
      "  lotusbox events --follow\n"
      "To see deliveries as they come: lotusbox listen";
  command.run = [flags] { return events(*flags); };
  return command;
}

}  // namespace lotusbox::cli
