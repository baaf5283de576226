// lotusbox why: a refusal explained, the last one unless told which.

#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

struct WhyFlags {
  ControlFlags control;
  std::string request = "last";
};

/// The call to an API of a vendor that was refused last, else one to the control plane; nullopt
/// when none that is kept was refused.
std::optional<std::string> last_refused(const JsonValue& requests) {
  std::optional<std::string> of_vendor, of_control;
  for (const JsonValue& call : requests.at("data").items()) {
    if (call.at("rule").is_null()) continue;
    const bool control = call.at("path").text().starts_with("/_mock/");
    (control ? of_control : of_vendor) = call.at("id").text();
  }
  return of_vendor ? of_vendor : of_control;
}

std::string why_text(const JsonValue& why) {
  Columns columns;
  const auto add = [&columns](std::string_view name, const std::string& value) {
    if (!value.empty()) columns.add({"", name, value}, {0, 9});
  };
  add("rule", why.at("rule").text());
  add("demands", why.at("demands").text());
  add("parameter", why.at("param").text());
  add("blocking", why.at("blocking").text());
  for (const std::string& name : why.at("inputs").keys()) {
    add("saw", name + " = " + why.at("inputs").member(name).text());
  }
  const std::string passes_at = why.at("passes_at_ist").text();
  add("passes", passes_at.empty() ? "not by waiting" : "at " + passes_at);
  add("evidence", why.at("evidence").text() + ": " + why.at("source").text());
  for (const JsonValue& missed : why.at("missed").items()) {
    add("missed", missed.at("date").text() + ": " + missed.at("message").text());
  }
  const std::string call = why.at("request").text();
  const std::string about = call.empty() ? why.at("subscription").text() : call;
  return printable(about + " at " + why.at("at_ist").text() + ": " + why.at("message").text()) +
         "\n" + columns.text;
}

int why(WhyFlags flags) {
  ControlClient client("why", flags.control);
  if (flags.request == "last") {
    const auto requests = client.ask("GET", "/_mock/requests");
    if (!requests) return kRuntime;
    const auto last = last_refused(requests->json);
    if (!last) return complain("why", "no call of this world was refused", kRuntime);
    flags.request = *last;
  }
  const auto answer = client.ask("GET", "/_mock/why/" + percent_encode(flags.request));
  return answer ? client.show(*answer, why_text(answer->json)) : kRuntime;
}

}  // namespace

Command why_command() {
  auto flags = std::make_shared<WhyFlags>();
  Command command("why", kLooking, "Explain a refusal");
  command.add({.name = "REQUEST",
               .value = "TEXT",
               .help = "The Lotusbox-Request-Id of the refused call, a subscription that missed a "
                       "date, or last",
               .into = &flags->request});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox why                     the call that was refused last\n"
      "  lotusbox why req_00853GSIRDHE";
  command.run = [flags] { return why(*flags); };
  return command;
}

}  // namespace lotusbox::cli
