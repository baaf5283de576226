#include "core/run/describe.h"

#include <algorithm>

#include "core/behaviour/debit/answers.h"
#include "core/behaviour/mail.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/readings.h"
#include "core/model/switches.h"
#include "core/run/couplings.h"

namespace lotusbox {

namespace {

std::string state_text(const MachineTable& machine, std::uint8_t state) {
  if (state == kNowhere) return "-";
  if (state == kBack) return "as before";
  return std::string(machine.states[state]);
}

std::string events_text(const Emits& raises) {
  std::string text;
  for (std::uint8_t i = 0; i < raises.count; ++i) {
    if (i > 0) text += ", ";
    text += to_text(raises.types[i]);
  }
  return text;
}

/// Of each event, once where they are alike; empty where none is sent.
std::string event_evidence_text(const Row& row) {
  std::string text;
  for (std::uint8_t i = 0; i < row.raises.count; ++i) {
    if (i > 0 && row.event_evidence(i) == row.event_evidence(0)) continue;
    text += (i > 0 ? ", " : "") + std::string(to_text(row.event_evidence(i)));
  }
  return text;
}

/// `mandate amend_requested`
std::string words_of(Trigger trigger) {
  return std::string(to_text(trigger.machine)) + " " + std::string(to_text(trigger));
}

std::string trigger_text(const Row& row) {
  std::string text(to_text(row.on));
  if (row.guard != Guard::always) text += " [" + std::string(to_text(row.guard)) + "]";
  return text;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string node(const MachineTable& machine, std::uint8_t state) {
  const std::string name = state == kNowhere ? "start" : state_text(machine, state);
  return quoted(std::string(machine.name) + "." + name);
}

/// Calls `draw` with each arrow: its row and the state that it leads to. A way back is an arrow to
/// each state that leads into the one it starts from.
template <class Draw>
void each_arrow(const MachineTable& machine, const Draw& draw) {
  for (const Row& row : machine.rows) {
    for (const Row& entry : machine.rows) {
      const bool back = row.to == kBack;
      if (back ? (entry.to != row.from || entry.from == kNowhere) : &entry != &row) continue;
      draw(row, back ? entry.from : row.to);
    }
  }
}

void draw_rows(std::string& out, const MachineTable& machine) {
  each_arrow(machine, [&](const Row& row, std::uint8_t to) {
    out += "  " + node(machine, row.from) + " -> " + node(machine, to) +
           " [label=" + quoted(trigger_text(row)) +
           (row.evidence == Evidence::assumed ? ", style=dashed" : "") + "];\n";
  });
}

std::string mermaid_state(const MachineTable& machine, std::uint8_t state) {
  return state == kNowhere ? "[*]" : state_text(machine, state);
}

/// An assumed arrow has its trigger in parentheses.
std::string draw_in_mermaid(const MachineTable& machine) {
  std::string out = "---\ntitle: " + std::string(machine.name) + "\n---\nstateDiagram-v2\n";
  each_arrow(machine, [&](const Row& row, std::uint8_t to) {
    const std::string trigger = trigger_text(row);
    const bool assumed = row.evidence == Evidence::assumed;
    out += "  " + mermaid_state(machine, row.from) + " --> " + mermaid_state(machine, to) + " : " +
           (assumed ? "(" + trigger + ")" : trigger) + "\n";
  });
  for (std::uint8_t state = 0; state < machine.states.size(); ++state) {
    const auto leaves = [state](const Row& row) { return row.from == state; };
    if (std::any_of(machine.rows.begin(), machine.rows.end(), leaves)) continue;
    out += "  " + mermaid_state(machine, state) + " --> [*]\n";
  }
  return out;
}

}  // namespace

TextTable describe_machine(const MachineTable& machine) {
  TextTable table{"Machine: " + std::string(machine.name),
                  std::string(machine.theory),
                  {"row", "from", "on", "to", "events", "evidence", "of the events", "source"},
                  {}};
  for (const Row& row : machine.rows) {
    table.rows.push_back({std::string(row.id), state_text(machine, row.from), trigger_text(row),
                          state_text(machine, row.to), events_text(row.raises),
                          std::string(to_text(row.evidence)), event_evidence_text(row),
                          std::string(row.source)});
  }
  return table;
}

std::vector<TextTable> describe_machines() {
  std::vector<TextTable> tables;
  for (const MachineTable* machine : all_machines()) tables.push_back(describe_machine(*machine));
  return tables;
}

std::vector<TextTable> describe_rules(const RuleSets& sets) {
  std::vector<TextTable> tables;
  for (const RuleSet& set : sets.sets()) {
    TextTable table{"Rules: " + std::string(set.subject),
                    "",
                    {"rule", "what must hold", "code", "when a link is used", "evidence", "source"},
                    {}};
    for (const Rule* rule : set.rules) {
      table.rows.push_back({std::string(rule->id), std::string(rule->demands),
                            std::string(to_text(rule->code)), std::string(to_text(rule->when_used)),
                            std::string(to_text(rule->evidence)), std::string(rule->source)});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

TextTable describe_couplings() {
  TextTable table{"Couplings",
                  "When the first happens to an object, the second happens to another.",
                  {"coupling", "when", "then"},
                  {}};
  for (const Coupling& coupling : couplings()) {
    std::string guard(to_text(coupling.guard));
    if (!guard.empty()) guard = " [" + guard + "]";
    table.rows.push_back({std::string(coupling.id), words_of(coupling.when) + guard,
                          std::string(to_text(coupling.relation)) + " " + words_of(coupling.then)});
  }
  return table;
}

TextTable describe_readings() {
  TextTable table{
      "Readings",
      "What lotusbox does where the vendor is silent or contradicts itself. All assumed.",
      {"id", "question", "reading", "switch"},
      {}};
  for (const Reading& reading : readings()) {
    table.rows.push_back({std::string(reading.id), std::string(reading.question),
                          std::string(reading.reading), std::string(reading.change)});
  }
  return table;
}

TextTable describe_switches() {
  TextTable table{"Switches",
                  "What a policy chooses with PUT /_mock/policy. The first word is the usual one.",
                  {"switch", "words", "what it chooses", "source"},
                  {}};
  for (const SwitchRow& row : kSwitches) {
    table.rows.push_back({std::string(row.key),
                          std::string(row.word(false)) + ", " + std::string(row.word(true)),
                          std::string(row.meaning), std::string(row.source)});
  }
  return table;
}

TextTable describe_profiles() {
  TextTable table{"Profiles",
                  "What a caller may send, and which profile takes it; the others refuse it.",
                  {"sent", "documented", "strict", "lenient", "what becomes of it", "source"},
                  {}};
  const auto told = [](bool taken) { return std::string(taken ? "takes it" : "refuses"); };
  for (const SlackRow& row : slack_rows()) {
    table.rows.push_back({std::string(row.what), told(row.documented), told(row.strict),
                          told(row.lenient), std::string(row.taken), std::string(row.source)});
  }
  return table;
}

TextTable describe_mails() {
  TextTable table{"Mails",
                  "What is kept in the outbox, and when. Reminders are asked for by call.",
                  {"mail", "type", "by", "when", "evidence", "source"},
                  {}};
  for (const MailRow& row : mail_rows()) {
    table.rows.push_back({std::string(row.id), std::string(to_text(row.kind)),
                          std::string(to_text(row.channel)), std::string(row.meaning),
                          std::string(to_text(row.evidence)), std::string(row.source)});
  }
  return table;
}

TextTable describe_accounts() {
  TextTable table{"Account numbers that choose the answer to a debit",
                  "Twelve digits; NN is a code, or 00. They go before the policy.",
                  {"debtor_account_number", "what becomes of a submitted debit"},
                  {}};
  for (const AccountAnswer& row : account_answers()) {
    table.rows.push_back({std::string(row.prefix) + "NN", std::string(row.meaning)});
  }
  return table;
}

std::string draw_machines() {
  std::string out = "digraph lotusbox {\n  node [shape=box];\n";
  for (const MachineTable* machine : all_machines()) draw_rows(out, *machine);
  return out + "}\n";
}

std::string draw_machines_in_mermaid() {
  std::string out;
  for (const MachineTable* machine : all_machines()) out += draw_in_mermaid(*machine);
  return out;
}

}  // namespace lotusbox
