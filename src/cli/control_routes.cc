// The routes of the control plane as commands, one row each. What a command takes is what its
// route takes: names and their meaning come from the tables of routes and shapes.
#include <algorithm>

#include "api/openapi/openapi.h"
#include "api/routes.h"
#include "base/json_writer.h"
#include "base/nearest.h"
#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

constexpr const char* kAll = "all";

struct RouteCommand {
  std::string_view command;
  std::string_view word;  ///< that chooses among routes of a command; empty: no word does
  std::string_view method, path;
  std::string_view operand = {};  ///< what fills the `{…}` of the path, or this key of the body
};

constexpr RouteCommand kRoutes[] = {
    {"create", "source", "POST", "/v1/sources"},
    {"create", "mandate", "POST", "/_mock/mandates"},
    {"create", "customer", "POST", "/v1/customers"},
    {"create", "debit", "POST", "/v1/ach_debits"},
    {"create", "subscription", "POST", "/v1/subscriptions"},
    {"worlds", "", "GET", "/_mock/worlds"},
    {"worlds", "all", "GET", "/_mock/worlds/all"},
    {"requests", "", "GET", "/_mock/requests"},
    {"requests", "show", "GET", "/_mock/requests/{id}", "id"},
    {"deliveries", "", "GET", "/_mock/deliveries"},
    {"deliveries", "show", "GET", "/_mock/deliveries/{id}", "id"},
    {"links", "", "GET", "/_mock/links"},
    {"outbox", "", "GET", "/_mock/outbox"},
    {"webhook", "", "GET", "/_mock/webhook"},
    {"webhook", "set", "PUT", "/_mock/webhook"},
    {"webhook", "remove", "DELETE", "/_mock/webhook"},
    {"policy", "", "GET", "/_mock/policy"},
    {"policy", "set", "PUT", "/_mock/policy"},
    {"faults", "", "GET", "/_mock/faults"},
    {"faults", "set", "PUT", "/_mock/faults"},
    {"faults", "remove", "DELETE", "/_mock/faults"},
    {"chaos", "", "GET", "/_mock/chaos"},
    {"chaos", "set", "PUT", "/_mock/chaos"},
    {"chaos", "remove", "DELETE", "/_mock/chaos"},
    {"wait", "", "POST", "/_mock/wait"},
    {"snapshot", "", "GET", "/_mock/snapshots"},
    {"snapshot", "take", "POST", "/_mock/snapshots", "name"},
    {"snapshot", "restore", "POST", "/_mock/snapshots/{name}/restore", "name"},
    {"snapshot", "forget", "DELETE", "/_mock/snapshots/{name}", "name"},
    {"fork", "", "POST", "/_mock/fork", "to"},
    {"reset", "", "POST", "/_mock/reset"},
};

struct CommandWords {
  std::string_view command, group, summary, examples;
};

constexpr CommandWords kCommands[] = {
    {"create", kDriving, "Make a source, mandate, customer, debit or subscription",
     "  lotusbox create mandate status=active amount_maximum=500000\n"
     "  lotusbox create debit mandate=MD0086WWA8U5CH amount=100000 charge_date=2026-02-02"},
    {"webhook", kDriving, "Where events are delivered, and change it",
     "  lotusbox webhook set url=http://localhost:3000/webhooks\n"
     "  lotusbox webhook remove"},
    {"policy", kDriving, "How LotusPay and the banks behave, and change it",
     "  lotusbox policy\n"
     "  lotusbox policy set cancel_enabled=false response.after=PT2H"},
    {"faults", kDriving, "Let calls to the vendors go wrong",
     "  lotusbox faults set match.path=/v1/sources status=503 times=2\n"
     "  lotusbox faults remove"},
    {"chaos", kDriving, "Duplicate, delay, reorder and lose deliveries",
     "  lotusbox chaos set duplicate=25% seed=7\n"
     "  lotusbox chaos remove"},
    {"snapshot", kDriving, "Name a point of the world, and go back to it",
     "  lotusbox snapshot take before\n"
     "  lotusbox snapshot restore before"},
    {"fork", kDriving, "Copy the world to another key", "  lotusbox fork sk_test_copy"},
    {"reset", kDriving, "The world as it was when first opened", "  lotusbox reset seed=8"},
    {"wait", kDriving, "Wait until something happens in the world",
     "  lotusbox wait for=event type=mandate.active timeout_ms=10000"},
    {"worlds", kLooking, "The worlds of the server, their keys masked",
     "  lotusbox worlds\n"
     "  lotusbox worlds --all"},
    {"requests", kLooking, "The last calls of the world",
     "  lotusbox requests status=400\n"
     "  lotusbox requests show req_00853GSIRDHE"},
    {"deliveries", kLooking, "Webhooks that were sent, with each attempt",
     "  lotusbox deliveries status=given_up"},
    {"links", kLooking, "The links of a mandate or source",
     "  lotusbox links mandate=MD0086WWA8U5CH"},
    {"outbox", kLooking, "E-mails and text messages that would have been sent",
     "  lotusbox outbox channel=sms"},
};

const api::Route* find_route(const RouteCommand& row) {
  for (const api::Route* route : api::all_routes()) {
    if (route->method == row.method && route->pattern == row.path) return route;
  }
  return nullptr;
}

/// The names that a route reads: of its query, and of its body with those of hashes in it.
std::vector<std::string> names_of(const api::Route& route) {
  std::vector<std::string> names;
  for (const std::string_view name : split(route.operation.query, ' ')) {
    if (!name.empty()) names.emplace_back(name);
  }
  const wire::Schema* body = api::find_schema(route.operation.takes);
  if (body == nullptr) return names;
  for (const wire::Member& member : body->members) {
    const wire::Schema* inner =
        member.type.starts_with('@') ? api::find_schema(member.type.substr(1)) : nullptr;
    if (inner == nullptr || inner->kind == wire::SchemaKind::choice) {
      names.emplace_back(member.name);
      continue;
    }
    for (const wire::Member& one : inner->members) {
      names.push_back(std::string(member.name) + "." + std::string(one.name));
    }
  }
  return names;
}

struct Word {
  std::string name, value;
};

void write_value(JsonWriter& out, const std::string& value) {
  if (value == "true" || value == "false") return static_cast<void>(out.boolean(value == "true"));
  out.text(value);
}

/// `match.path=…` becomes a hash `match`; hashes are written in the order of their first name.
std::string body_of(const std::vector<Word>& words) {
  JsonWriter out;
  out.begin_object();
  std::vector<std::string> written;
  for (const Word& word : words) {
    const std::string outer = word.name.substr(0, word.name.find('.'));
    if (std::find(written.begin(), written.end(), outer) != written.end()) continue;
    written.push_back(outer);
    out.key(outer);
    if (outer == word.name) {
      write_value(out, word.value);
      continue;
    }
    out.begin_object();
    for (const Word& inner : words) {
      if (!inner.name.starts_with(outer + ".")) continue;
      out.key(inner.name.substr(outer.size() + 1));
      write_value(out, inner.value);
    }
    out.end_object();
  }
  return out.end_object().take();
}

/// `name  value`, a line each; hashes and lists in them as JSON.
std::string object_text(const JsonValue& object) {
  Columns columns;
  for (const std::string& key : object.keys()) {
    const JsonValue value = object.member(key);
    const std::string text = value.is_null() ? "-" : value.is_text() ? value.text() : value.json();
    columns.add({key, printable(text)}, {24});
  }
  return columns.text;
}

/// One line an entry of a list: its plain values.
std::string list_text(const JsonValue& list) {
  constexpr std::size_t kShown = 7;
  std::string text;
  for (const JsonValue& entry : list.items()) {
    std::string line;
    std::size_t shown = 0;
    for (const std::string& key : entry.keys()) {
      const JsonValue value = entry.member(key);
      const std::string json = value.json();
      const bool nested = json.starts_with('{') || json.starts_with('[');
      if (nested || value.is_null() || key.ends_with("_ist") || shown == kShown) continue;
      line += (line.empty() ? "" : "  ") + value.text();
      ++shown;
    }
    text += printable(line) + "\n";
  }
  return text.empty() ? "none\n" : text;
}

std::string answer_text(const JsonValue& json) {
  for (const char* list : {"data", "faults", "snapshots", "points"}) {
    if (json.at(list).exists() && json.at(list).json().starts_with('[')) {
      return list_text(json.at(list));
    }
  }
  return object_text(json);
}

struct RouteFlags {
  ControlFlags control;
  bool all = false;
  std::vector<std::string> words;
};

std::vector<const RouteCommand*> rows_of(std::string_view command) {
  std::vector<const RouteCommand*> rows;
  for (const RouteCommand& row : kRoutes) {
    if (row.command == command) rows.push_back(&row);
  }
  return rows;
}

std::string choices_of(const std::vector<const RouteCommand*>& rows) {
  std::string all;
  for (const RouteCommand* row : rows) {
    if (!row->word.empty()) all += (all.empty() ? "" : ", ") + std::string(row->word);
  }
  return all;
}

/// `[take|restore|drop] [NAME=VALUE...]`; the first word may be left out where a row has none.
std::string usage_of_rows(const std::vector<const RouteCommand*>& rows) {
  std::string words;
  bool optional = false, takes = false;
  for (const RouteCommand* row : rows) {
    if (!row->word.empty()) words += (words.empty() ? "" : "|") + std::string(row->word);
    optional = optional || row->word.empty();
    takes = takes || !row->operand.empty() || !names_of(*find_route(*row)).empty();
  }
  if (!words.empty() && optional) words = "[" + words + "]";
  if (!takes) return words;
  return words + (words.empty() ? "" : " ") + "[NAME=VALUE...]";
}

/// The row that the first word chooses, which is then taken away; null when there is none.
const RouteCommand* choose(std::string_view command, std::vector<std::string>& words) {
  const RouteCommand* otherwise = nullptr;
  for (const RouteCommand* row : rows_of(command)) {
    if (row->word.empty()) otherwise = row;
    if (row->word.empty() || words.empty() || words.front() != row->word) continue;
    words.erase(words.begin());
    return row;
  }
  return otherwise;
}

/// Fills the path or the body with what was given; says what is wrong with it.
std::string read_words(const RouteCommand& row, const std::vector<std::string>& given,
                       std::string& path, std::vector<Word>& words) {
  const auto known = names_of(*find_route(row));
  bool operand_given = false;
  for (const std::string& word : given) {
    const auto equals = word.find('=');
    if (!is_utf8(word)) return "what is not UTF-8 cannot be sent";
    if (equals == std::string::npos && !row.operand.empty() && !operand_given) {
      operand_given = true;
      const std::string hole = "{" + std::string(row.operand) + "}";
      const auto at = path.find(hole);
      if (at != std::string::npos) {
        path.replace(at, hole.size(), percent_encode(word));
      } else {
        words.push_back({std::string(row.operand), word});
      }
      continue;
    }
    if (equals == std::string::npos) return "\"" + word + "\" is no NAME=VALUE";
    const std::string name = word.substr(0, equals);
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    // Keys that the caller chooses stand below a name that is known.
    const bool below =
        std::find(known.begin(), known.end(), name.substr(0, name.find('.'))) != known.end();
    if (!is_known && !below) {
      return "there is no " + name + " here" + did_you_mean(name, known);
    }
    words.push_back({name, word.substr(equals + 1)});
  }
  if (path.find('{') != std::string::npos) {
    return "say which " + std::string(row.operand);
  }
  return {};
}

int run_route(const std::string& command, const RouteFlags& flags) {
  std::vector<std::string> given = flags.words;
  if (flags.all) given.insert(given.begin(), kAll);
  const RouteCommand* row = choose(command, given);
  if (row == nullptr) {
    const std::string choices = choices_of(rows_of(command));
    return misused(command, given.empty() ? "say one of " + choices
                                          : "\"" + given.front() + "\" is none of " + choices);
  }
  std::string path(row->path);
  std::vector<Word> words;
  const std::string problem = read_words(*row, given, path, words);
  if (!problem.empty()) return misused(command, problem);
  ControlClient client(command, flags.control);
  if (row->method == "GET") {
    Fields query;
    for (const Word& word : words) query.emplace_back(word.name, word.value);
    const std::string form = form_of(query);
    if (!form.empty()) path += "?" + form;
  }
  const bool sends = row->method != "GET" && !words.empty();
  const auto answer = client.ask_json(row->method, path, sends ? body_of(words) : std::string());
  return answer ? client.show(*answer, answer_text(answer->json)) : kRuntime;
}

std::string footer_of(std::string_view command, std::string_view examples) {
  std::string text;
  for (const RouteCommand* row : rows_of(command)) {
    const api::Route* route = find_route(*row);
    text += "  lotusbox " + std::string(command);
    if (!row->word.empty()) text += " " + std::string(row->word);
    if (!row->operand.empty()) text += " " + to_upper(row->operand);
    text += "\n      " + std::string(route->summary) + ".";
    std::string names;
    for (const std::string& name : names_of(*route)) {
      if (name != row->operand) names += " " + name;
    }
    text += names.empty() ? "\n" : " Takes" + names + "\n";
  }
  return text + "\nExamples:\n" + std::string(examples);
}

int show_session(const ControlFlags& flags) {
  ControlClient client("session", flags);
  const auto text = client.ask_text("GET", "/_mock/session.scn");
  if (!text) return kRuntime;
  return print_document(*text) ? kFine : kRuntime;
}

int open_page(const ControlFlags& flags) {
  const std::string url = with_scheme(flags.url) + "/?world=" + percent_encode(flags.key);
  return print(url + "\n") ? kFine : kRuntime;
}

}  // namespace

std::vector<Command> route_commands(std::string_view wanted) {
  std::vector<Command> commands;
  for (const CommandWords& words : kCommands) {
    if (!wanted.empty() && words.command != wanted) continue;
    auto flags = std::make_shared<RouteFlags>();
    const std::string name(words.command);
    Command command(name, std::string(words.group), std::string(words.summary));
    command.add({.name = "WORD",
                 .value = "NAME=VALUE",
                 .help = "What it takes, as listed below",
                 .usage = usage_of_rows(rows_of(words.command)),
                 .into = &flags->words});
    if (name == "worlds") {
      command.add({.name = "--all",
                   .help = "Those of all servers that share a database",
                   .into = &flags->all});
    }
    add_control_flags(command, flags->control);
    command.write_footer = [&words] { return footer_of(words.command, words.examples); };
    command.run = [name, flags] { return run_route(name, *flags); };
    commands.push_back(std::move(command));
  }
  return commands;
}

Command session_command() {
  auto flags = std::make_shared<ControlFlags>();
  Command command("session", kLooking, "What happened in the world, as a scenario");
  add_control_flags(command, *flags);
  command.footer = "Examples:\n  lotusbox session > bug.scn && lotusbox replay bug.scn";
  command.run = [flags] { return show_session(*flags); };
  return command;
}

Command open_command() {
  auto flags = std::make_shared<ControlFlags>();
  Command command("open", kLooking, "Print the address of the page of a world");
  add_control_flags(command, *flags);
  command.footer = "Examples:\n  xdg-open \"$(lotusbox open)\"";
  command.run = [flags] { return open_page(*flags); };
  return command;
}

}  // namespace lotusbox::cli
