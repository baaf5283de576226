#include "core/behaviour/bank/tables.h"
#include "core/run/describe.h"

namespace lotusbox {

namespace {

TextTable describe_steps() {
  TextTable table{"Bank steps",
                  "What waits for LotusPay or a bank, and when it happens by itself.",
                  {"step", "waits", "when", "usually", "evidence", "source"},
                  {}};
  for (const BankStepRow& row : bank_steps()) {
    table.rows.push_back({std::string(to_text(row.step)), std::string(row.waits),
                          std::string(row.timing), std::string(to_text(row.usual)),
                          std::string(to_text(row.evidence)), std::string(row.source)});
  }
  return table;
}

std::string steps_text(const BankMoveRow& row) {
  if (!row.step) return "by hand";
  std::string text(to_text(*row.step));
  if (row.also) text += ", " + std::string(to_text(*row.also));
  return text;
}

TextTable describe_moves() {
  TextTable table{"Bank moves",
                  "What they may do: by policy, by account number, or told by POST /_mock/bank.",
                  {"move", "of a", "answers", "reason", "meaning"},
                  {}};
  for (const BankMoveRow& row : bank_moves()) {
    const bool of_source = row.on.machine == Machine::source;
    table.rows.push_back({std::string(to_text(row.move)), of_source ? "source" : "mandate",
                          steps_text(row),
                          std::string(row.reason_code.empty() ? row.reason : row.reason_code),
                          std::string(row.meaning)});
  }
  return table;
}

TextTable describe_magic() {
  TextTable table{"Account numbers",
                  "A debtor_account_number that chooses what happens by itself. All invented.",
                  {"number", "at", "outcome", "reason", "meaning"},
                  {}};
  for (const MagicAccount& row : magic_accounts()) {
    table.rows.push_back({std::string(row.number),
                          std::string(row.step ? to_text(*row.step) : "authorisation"),
                          std::string(row.move ? to_text(*row.move) : "rejected"),
                          std::string(row.reason_code), std::string(row.meaning)});
  }
  return table;
}

}  // namespace

std::vector<TextTable> describe_bank() {
  return {describe_steps(), describe_moves(), describe_magic()};
}

}  // namespace lotusbox
