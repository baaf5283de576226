#include "core/model/bank.h"

#include "core/model/word_table.h"

namespace lotusbox {

namespace {

constexpr Words<14> kMoves{
    "submit",           "return",           "withdraw",      "acknowledge",    "report",
    "reject_initially", "fail_technically", "accepted",      "rejected",       "no_answer",
    "cancel_submitted", "cancel_confirmed", "cancel_failed", "cancel_received"};

}  // namespace

std::string_view to_text(BankStep value) { return word(kBankStepWords, value); }
std::string_view to_text(BankMove value) { return word(kMoves, value); }

std::optional<BankMove> parse_bank_move(std::string_view text) {
  return find_word<BankMove>(kMoves, text);
}

}  // namespace lotusbox
