// lotusbox trigger: LotusPay or a bank does something now, or an event is delivered once more.
#include <CLI/CLI.hpp>

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

void add_trigger(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<TriggerFlags>();
  CLI::App* command =
      app.add_subcommand("trigger", "Let a bank act now, or an event be delivered once more");
  command->group(kDriving);
  command->add_option("KIND", flags->kind, "What it is about")
      ->type_name("")
      ->check(CLI::IsMember({"source", "mandate", "debit", "event"}))
      ->required();
  command->add_option("ID", flags->id, "Its id")->required();
  command
      ->add_option("MOVE", flags->move,
                   "What becomes of it: a step of a source, an outcome of a mandate or debit")
      ->type_name(
          "submit|return|withdraw|acknowledge|report|reject_initially|fail_technically|accepted|"
          "rejected|no_answer|cancel_submitted|cancel_confirmed|cancel_failed|cancel_received|"
          "confirmed|returned|extended|denied");
  command->add_option("--reason-code", flags->reason_code, "Why a bank rejects or returns it")
      ->type_name("CODE");
  command->add_option("--response-code", flags->response_code, "How a bank answers a debit")
      ->type_name("CODE");
  add_control_flags(*command, flags->control);
  command->footer(
      "Examples:\n"
      "  lotusbox trigger source SC0045DYTRJD1Z acknowledge\n"
      "  lotusbox trigger mandate MD0086WWA8U5CH rejected --reason-code M003\n"
      "  lotusbox trigger debit ND0012ABCDEFGH returned --response-code 04\n"
      "  lotusbox trigger event EV0010JBXHEIDV\n"
      "lotusbox tables bank tells which move belongs to what, and when it may be made.");
  command->callback([flags, &exit_code] { exit_code = trigger(*flags); });
}

}  // namespace lotusbox::cli
