// lotusbox clock: what time it is in a world, and moving it.

#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

struct ClockFlags {
  ControlFlags control;
  std::string action = "show";
  std::string value;
};

std::string clock_text(const JsonValue& clock) {
  return clock.at("now_ist").text() + "  (" + clock.at("mode").text() + ")\n";
}

/// One line for each thing that fell due, with the events that it raised.
std::string advance_text(const JsonValue& answer) {
  Columns columns;
  for (const JsonValue& fired : answer.at("fired").items()) {
    std::string events;
    for (const JsonValue& event : fired.at("events").items()) {
      events += (events.empty() ? "" : ", ") + event.at("type").text();
    }
    if (fired.at("why").exists()) events += fired.at("why").at("message").text();
    columns.add({"", short_instant(fired.at("at_ist").text()), fired.at("rule").text(),
                 fired.at("object").text(), events},
                {0, 19, 28, 18});
  }
  const auto listed = static_cast<std::int64_t>(answer.at("fired").items().size());
  const std::int64_t count = answer.at("fired_count").number().value_or(0);
  std::string text = columns.text;
  if (count > listed) text += "  ... and " + std::to_string(count - listed) + " more\n";
  text += "now " + answer.at("now_ist").text() + ", " + std::to_string(count) + " fell due";
  if (answer.at("stopped_at_limit").exists())
    text += "; stopped at the limit of one advance: go on with\n  lotusbox clock to " +
            answer.at("to").text();
  if (answer.at("quiet").text() == "false") text += "; deliveries are still on their way";
  return text + "\n";
}

int clock(const ClockFlags& flags) {
  ControlClient client("clock", flags.control);
  if ((flags.action == "show") != flags.value.empty()) {
    const bool show = flags.action == "show";
    return complain("clock", show ? "show takes nothing more" : flags.action + " needs a value",
                    kUsage);
  }
  if (flags.action == "show") {
    const auto answer = client.ask("GET", "/_mock/clock");
    return answer ? client.show(*answer, clock_text(answer->json)) : kRuntime;
  }
  if (flags.action == "mode") {
    const auto answer = client.ask("PUT", "/_mock/clock", {{"mode", flags.value}});
    return answer ? client.show(*answer, clock_text(answer->json)) : kRuntime;
  }
  const std::string field = flags.action == "to" ? "to" : "by";
  const auto answer =
      client.ask("POST", "/_mock/clock/advance", {{field, flags.value}, {"limit", "1000000"}});
  return answer ? client.show(*answer, advance_text(answer->json)) : kRuntime;
}

}  // namespace

Command clock_command() {
  auto flags = std::make_shared<ClockFlags>();
  Command command("clock", kDriving, "Tell the time of a world, or move it");
  command.add({.name = "ACTION",
               .value = "show|advance|to|mode",
               .help = "What to do; show unless told",
               .into = &flags->action});
  command.add({.name = "VALUE",
               .value = "TEXT",
               .help = "advance: a span such as P7D or PT30M; to: an instant; mode: manual, real "
                       "or fast:N",
               .into = &flags->value});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox clock\n"
      "  lotusbox clock advance P7D\n"
      "  lotusbox clock to 2026-04-01T00:00:00+05:30\n"
      "  lotusbox clock mode fast:3600";
  command.run = [flags] { return clock(*flags); };
  return command;
}

}  // namespace lotusbox::cli
