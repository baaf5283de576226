// lotusbox authorise: the customer who answers a link, without a browser.

#include <fixtures/embedded.h>  // made by the build

#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

struct AuthoriseFlags {
  ControlFlags control;
  std::string what, source, mandate;
  std::string outcome, reason_code, reason_description, reject_by, auth_mode;
};

/// Under which name the call takes it: ids of sources and mandates tell themselves apart.
std::string kind_of(const std::string& what) {
  if (what.starts_with("SC")) return "source";
  return what.starts_with("MD") ? "mandate" : "link";
}

/// The codes that a customer or a bank may give at the link, from the reference data: numbers that
/// follow each other as `151-222`.
std::string reason_codes() {
  std::string codes, last;
  const auto follows = [&last](const std::string& code) {
    const std::size_t letters = code.find_first_of("0123456789");
    if (letters == code.npos || last.substr(0, letters) != code.substr(0, letters)) return false;
    const auto before = parse_integer(last.substr(letters));
    const auto number = parse_integer(code.substr(letters));
    return before && number && *number == *before + 1;
  };
  bool in_range = false;
  for (const std::string_view family : {"authorisation_npci", "authorisation_bank"}) {
    for (const auto& row : fixtures::codes) {
      if (row.family != family) continue;
      const std::string code(row.code);
      const bool goes_on = follows(code);
      if (in_range && !goes_on) codes += "-" + last;
      if (!goes_on) codes += (codes.empty() ? "" : ", ") + code;
      in_range = goes_on;
      last = code;
    }
  }
  return in_range ? codes + "-" + last : codes;
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
                                  {"reason_description", flags.reason_description},
                                  {"reject_by", flags.reject_by},
                                  {"auth_mode", flags.auth_mode}});
  if (!answer) return kRuntime;
  const std::string back = answer->json.at("return_to").text();
  // A customer who leaves without an answer has not failed: the link lives on.
  const std::string status =
      flags.outcome == "abandoned" ? "left without an answer" : answer->json.at("status").text();
  return client.show(
      *answer, status + (back.empty() ? "" : "  the customer goes to " + printable(back)) + "\n");
}

}  // namespace

Command authorise_command() {
  auto flags = std::make_shared<AuthoriseFlags>();
  Command command("authorise", kDriving, "Answer a link as its customer");
  command.add({.name = "WHAT",
               .value = "TEXT",
               .help = "A link, or the id of a source or of a mandate with a pending request",
               .into = &flags->what});
  command.add({.name = "--source",
               .value = "ID",
               .help = "The link of this source",
               .into = &flags->source});
  command.add({.name = "--mandate",
               .value = "ID",
               .help = "The link of the request of this mandate",
               .into = &flags->mandate});
  command.add({.name = "--outcome",
               .value = "accepted|rejected|abandoned",
               .help = "What the customer does; accepted unless told",
               .into = &flags->outcome});
  command.add({.name = "--reason-code",
               .value = "CODE",
               .help = "Why it is rejected: " + reason_codes(),
               .into = &flags->reason_code});
  command.add({.name = "--reason-description",
               .value = "TEXT",
               .help = "The same in words; those of the code unless told",
               .into = &flags->reason_description});
  command.add(
      {.name = "--reject-by", .value = "WHO", .help = "Who rejects it", .into = &flags->reject_by});
  command.add({.name = "--auth-mode",
               .value = "netbanking|debitcard|aadhaar|others",
               .help = "How the customer proves to be one",
               .into = &flags->auth_mode});
  add_control_flags(command, flags->control);
  command.footer =
      "Examples:\n"
      "  lotusbox authorise SC0045DYTRJD1Z\n"
      "  lotusbox authorise --mandate MD0086WWA8U5CH --outcome rejected\n"
      "  lotusbox authorise \"http://127.0.0.1:5688/pay/AL0059...?client_secret=...\"";
  command.run = [flags] { return authorise(*flags); };
  return command;
}

}  // namespace lotusbox::cli
