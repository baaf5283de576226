// lotusbox trigger: LotusPay or a bank does something now, or an event is delivered once more.

#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

struct TriggerFlags {
  ControlFlags control;
  std::string kind, id, move;
  std::string reason_code, response_code;
};

int resend(const TriggerFlags& flags) {
  ControlClient client("trigger", flags.control);
  const auto answer = client.ask("POST", "/_mock/events/" + percent_encode(flags.id) + "/resend");
  if (!answer) return kRuntime;
  const JsonValue& delivery = answer->json;
  return client.show(*answer, printable(delivery.at("type").text() + " " + flags.id +
                                        " goes once more to " + delivery.at("url").text()) +
                                  "\n");
}

int trigger(const TriggerFlags& flags) {
  if (flags.kind == "event") {
    if (flags.move.empty()) return resend(flags);
    return complain("trigger", "an event takes no move: it is delivered once more", kUsage);
  }
  if (flags.move.empty()) {
    return complain("trigger",
                    "say what the bank does, such as: lotusbox trigger " + flags.kind + " " +
                        flags.id + " " + (flags.kind == "source" ? "acknowledge" : "rejected"),
                    kUsage);
  }
  ControlClient client("trigger", flags.control);
  const auto answer = client.ask("POST", "/_mock/bank",
                                 {{flags.kind, flags.id},
                                  {flags.kind == "source" ? "step" : "outcome", flags.move},
                                  {"reason_code", flags.reason_code},
                                  {"response_code", flags.response_code}});
  if (!answer) return kRuntime;
  return client.show(
      *answer, answer->json.at("id").text() + " is " + answer->json.at("status").text() + "\n");
}

}  // namespace

Command trigger_command() {
  auto flags = std::make_shared<TriggerFlags>();
  Command command("trigger", kDriving, "Let a bank act now, or an event be delivered once more");
  command.add({.name = "KIND",
               .value = "source|mandate|debit|event",
               .help = "What it is about",
               .into = &flags->kind,
               .required = true});
  command.add(
      {.name = "ID", .value = "TEXT", .help = "Its id", .into = &flags->id, .required = true});
  command.add(
      {.name = "MOVE",
       .value =
           "submit|return|withdraw|acknowledge|report|reject_initially|fail_technically|accepted|"
           "rejected|no_answer|cancel_submitted|cancel_confirmed|cancel_failed|cancel_received|"
           "confirmed|returned|extended|denied",
       .help = "What becomes of it: a step of a source, an outcome of a mandate or debit",
       .into = &flags->move,
       .suggests = true});
  command.add({.name = "--reason-code",
               .value = "CODE",
               .help = "Why a bank rejects or returns it",
               .into = &flags->reason_code});
  command.add({.name = "--response-code",
               .value = "CODE",
               .help = "How a bank answers a debit",
               .into = &flags->response_code});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox trigger source SC0045DYTRJD1Z acknowledge\n"
      "  lotusbox trigger mandate MD0086WWA8U5CH rejected --reason-code M003\n"
      "  lotusbox trigger debit ND0012ABCDEFGH returned --response-code 04\n"
      "  lotusbox trigger event EV0010JBXHEIDV\n"
      "lotusbox tables bank tells which move belongs to what, and when it may be made.";
  command.run = [flags] { return trigger(*flags); };
  return command;
}

}  // namespace lotusbox::cli
