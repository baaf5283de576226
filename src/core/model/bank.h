// The side of the banks: which steps they decide, what they may do, and how they are told to
// behave. Also the scan of a paper mandate. What each step and move means stands in the tables of
// behaviour/bank; nothing is decided here.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/text_pool.h"
#include "core/values/ids.h"
#include "core/values/instant.h"

namespace lotusbox {

/// A step that waits for LotusPay, the sponsor bank or the destination bank.
enum class BankStep : std::uint8_t {
  submission,
  acknowledgement,
  response,
  cancel_submission,
  cancel_response
};
inline constexpr std::size_t kBankStepCount = 5;
inline constexpr std::array<std::string_view, kBankStepCount> kBankStepWords = {
    "submission", "acknowledgement", "response", "cancel_submission", "cancel_response"};

/// What they may do about it.
enum class BankMove : std::uint8_t {
  submit,
  send_back,  ///< `return`
  withdraw,
  acknowledge,
  report,
  reject_initially,
  fail_technically,
  accepted,
  rejected,
  no_answer,
  cancel_submitted,
  cancel_confirmed,
  cancel_failed,
  cancel_received
};

/// How a step goes without being told.
struct StepPolicy {
  bool manual = false;              ///< it waits for a call of the control plane
  std::optional<Seconds> after;     ///< none: the documented timing
  std::optional<BankMove> outcome;  ///< none: the usual one
  std::string reason_code;          ///< empty: the usual one
};

/// What stands in the field `mandate` of a source that has none: null, EMPTY or BANK_REPORT.
enum class Acknowledgement : std::uint8_t { none, awaited, bank_report };

/// Whose message a source shows: NPCI, the eSign provider, or LotusPay and the sponsor bank.
enum class ResponseKind : std::uint8_t { npci, esign, vendor };

/// A scan of a signed paper mandate.
struct PhysicalImage {
  Instant created;
  Text reference1;
  std::optional<SourceId> source;            ///< none: it waits for one with its reference1
  std::shared_ptr<const std::string> bytes;  ///< null: another scan has taken its place
};

std::string_view to_text(BankStep value);
std::string_view to_text(BankMove value);
std::optional<BankMove> parse_bank_move(std::string_view text);

}  // namespace lotusbox
