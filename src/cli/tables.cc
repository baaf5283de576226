// lotusbox tables: the machines, rules, couplings, readings, banks, magic accounts and routes, as
// they are.
#include <cstdio>

#include "api/routes.h"
#include "api/rules/sets.h"
#include "cli/citations.h"
#include "cli/commands.h"
#include "core/run/describe.h"
#include "examiner/edges/fidelity.h"
#include "sandbox/drivers.h"

namespace lotusbox::cli {

namespace {

struct TablesOptions {
  std::vector<std::string> which;
  std::string format = "text";
};

TextTable describe_routes() {
  TextTable table{"Routes", "", {"method", "path", "what", "evidence"}, {}};
  for (const api::Route* route : api::all_routes()) {
    table.rows.push_back({std::string(route->method), std::string(route->pattern),
                          std::string(route->summary), std::string(to_text(route->evidence))});
  }
  return table;
}

/// Its calls are made, in a sandbox of their own.
std::vector<TextTable> describe_endpoints() {
  auto sandbox = Sandbox::make({});
  if (!sandbox) return {};
  InProcessDriver driver(*sandbox.value());
  return {examiner::describe_fidelity(driver)};
}

std::vector<TextTable> tables_of(const std::string& which) {
  if (which == "machines") return describe_machines();
  if (which == "rules") return describe_rules(api::rule_sets());
  if (which == "couplings") return {describe_couplings()};
  if (which == "readings") return {describe_readings()};
  if (which == "switches") return {describe_switches()};
  if (which == "profiles") return {describe_profiles()};
  if (which == "mails") return {describe_mails()};
  if (which == "bank") return describe_bank();
  if (which == "accounts") return {describe_accounts()};
  if (which == "fidelity") return describe_endpoints();
  return {describe_routes()};
}

std::string render(const std::vector<TextTable>& tables, const std::string& format) {
  std::string out;
  const bool json = format == "json";
  for (const TextTable& table : tables) {
    if (!out.empty()) out += json ? "," : "\n";
    out += json ? to_json(table) : format == "markdown" ? to_markdown(table) : to_plain_text(table);
  }
  return json ? "[" + out + "]\n" : out;
}

int print_tables(TablesOptions options) {
  if (options.which.empty()) {
    options.which = {"machines", "rules", "couplings", "readings", "switches",
                     "profiles", "mails", "bank",      "accounts", "routes"};
  }
  std::string out;
  if (options.format == "dot") {
    out = draw_machines();
  } else if (options.format == "mermaid") {
    out = draw_machines_in_mermaid();
  } else {
    std::vector<TextTable> tables;
    for (const std::string& which : options.which) {
      for (TextTable& table : tables_of(which)) tables.push_back(std::move(table));
    }
    if (options.format == "markdown") {
      for (TextTable& table : tables) link_citations(table);
    }
    out = render(tables, options.format);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return kFine;
}

}  // namespace

Command tables_command() {
  auto options = std::make_shared<TablesOptions>();
  Command command("tables", kAboutItself,
                  "Print what it runs on: machines, rules, routes and more");
  command.add({.name = "WHICH",
               .value = "machines|rules|couplings|readings|switches|profiles|mails|bank|accounts|"
                        "routes|fidelity",
               .help = "Which tables; all but fidelity unless told",
               .into = &options->which});
  command.add({.name = "--format",
               .value = "text|markdown|json|dot|mermaid",
               .help = "How they are printed; dot and mermaid: machines only",
               .into = &options->format,
               .shows_default = true});
  command.footer =
      "Examples:\n"
      "  lotusbox tables rules\n"
      "  lotusbox tables machines --format dot | dot -Tsvg >machines.svg";
  command.run = [options] { return print_tables(*options); };
  return command;
}

}  // namespace lotusbox::cli
