// lotusbox authorise: the customer who answers a link, without a browser.
#include <CLI/CLI.hpp>

#include "base/printable.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

struct AuthoriseFlags {
  ControlFlags control;
  std::string what, source, mandate;
  std::string outcome, reason_code, reject_by, auth_mode;
};

/// Under which name the call takes it: ids of sources and mandates tell themselves apart.
std::string kind_of(const std::string& what) {
  if (what.starts_with("SC")) return "source";
  return what.starts_with("MD") ? "mandate" : "link";
}

int authorise(const AuthoriseFlags& flags) {
  const int named =
      int(!flags.what.empty()) + int(!flags.source.empty()) + int(!flags.mandate.empty());
  if (named != 1) {
    return complain("authorise", "name one: a link, or the id of a source or a mandate", kUsage);
  }
  ControlClient client("authorise", flags.control);
  const auto answer = client.ask("POST", "/_mock/authorise",
                                 {{flags.what.empty() ? "link" : kind_of(flags.what), flags.what},
                                  {"source", flags.source},
                                  {"mandate", flags.mandate},
                                  {"outcome", flags.outcome},
                                  {"reason_code", flags.reason_code},
                                  {"reject_by", flags.reject_by},
                                  {"auth_mode", flags.auth_mode}});
  if (!answer) return kRuntime;
  const std::string back = answer->json.at("return_to").text();
  return client.show(*answer,
                     answer->json.at("status").text() +
                         (back.empty() ? "" : "  the customer goes to " + printable(back)) + "\n");
}

}  // namespace

void add_authorise(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<AuthoriseFlags>();
  CLI::App* command = app.add_subcommand("authorise", "Answer a link as its customer");
  command->group(kDriving);
  command->add_option("WHAT", flags->what,
                      "A link, or the id of a source or of a mandate with a pending request");
  command->add_option("--source", flags->source, "The link of this source")->type_name("ID");
  command->add_option("--mandate", flags->mandate, "The link of the request of this mandate")
      ->type_name("ID");
  command->add_option("--outcome", flags->outcome, "What the customer does; accepted unless told")
      ->type_name("accepted|rejected|abandoned");
  command->add_option("--reason-code", flags->reason_code, "Why it is rejected")->type_name("CODE");
  command->add_option("--reject-by", flags->reject_by, "Who rejects it")->type_name("WHO");
  command->add_option("--auth-mode", flags->auth_mode, "How the customer proves to be one")
      ->type_name("netbanking|debitcard|aadhaar|others");
  add_control_flags(*command, flags->control);
  command->footer(
      "Examples:\n"
      "  lotusbox authorise SC0045DYTRJD1Z\n"
      "  lotusbox authorise --mandate MD0086WWA8U5CH --outcome rejected\n"
      "  lotusbox authorise \"http://127.0.0.1:5688/pay/AL0059...?client_secret=...\"");
  command->callback([flags, &exit_code] { exit_code = authorise(*flags); });
}

}  // namespace lotusbox::cli
