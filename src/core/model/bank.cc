#include "core/model/bank.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace lotusbox {

namespace {

constexpr std::array<std::string_view, kBankStepCount> kSteps{
    "submission", "acknowledgement", "response", "cancel_submission", "cancel_response"};
constexpr std::array<std::string_view, 14> kMoves{
    "submit",           "return",           "withdraw",      "acknowledge",    "report",
    "reject_initially", "fail_technically", "accepted",      "rejected",       "no_answer",
    "cancel_submitted", "cancel_confirmed", "cancel_failed", "cancel_received"};

}  // namespace

std::string_view to_text(BankStep value) {
  const auto place = static_cast<std::size_t>(value);
  LOTUSBOX_CHECK(place < kSteps.size(), "a value outside its enum");
  return kSteps[place];
}

std::string_view to_text(BankMove value) {
  const auto place = static_cast<std::size_t>(value);
  LOTUSBOX_CHECK(place < kMoves.size(), "a value outside its enum");
  return kMoves[place];
}

std::optional<BankMove> parse_bank_move(std::string_view text) {
  const auto found = std::find(kMoves.begin(), kMoves.end(), text);
  if (found == kMoves.end()) return std::nullopt;
  return static_cast<BankMove>(found - kMoves.begin());
}

}  // namespace lotusbox
