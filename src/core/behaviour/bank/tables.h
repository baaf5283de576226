// What the banks decide, as tables: the steps that wait for one of them, the moves they may make,
// and the account numbers that choose a move by themselves. `lotusbox tables bank` prints them.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/behaviour/transition.h"
#include "core/model/bank.h"

namespace lotusbox {

struct BankStepRow {
  BankStep step;
  BankMove usual;           ///< what happens unless somebody says otherwise
  std::string_view waits;   ///< who waits for whom
  std::string_view timing;  ///< when it happens by itself; schedule.cc computes it
  Evidence evidence;
  std::string_view source;
};

struct BankMoveRow {
  BankMove move;
  Trigger on;                    ///< whose row answers it
  std::optional<BankStep> step;  ///< which it may answer by itself; none: by hand only
  std::string_view reason_code;  ///< said unless another is given; may be empty
  std::string_view reason;       ///< the same in words, where the code has no label
  std::string_view says;         ///< who says so
  std::string_view meaning;
  std::optional<BankStep> also = std::nullopt;  ///< a further step that it may answer

  [[nodiscard]] constexpr bool answers(BankStep asked) const {
    return step == asked || also == asked;
  }
};

/// An invented account number whose holder always meets the same fate.
struct MagicAccount {
  std::string_view number;
  std::optional<BankStep> step;  ///< none: the authorisation by the customer
  std::optional<BankMove> move;  ///< none for the authorisation
  Variant variant;               ///< of the authorisation
  std::string_view reason_code;
  std::string_view meaning;
};

std::span<const BankStepRow> bank_steps();
std::span<const BankMoveRow> bank_moves();
std::span<const MagicAccount> magic_accounts();

const BankStepRow& row_of(BankStep step);
const BankMoveRow& row_of(BankMove move);

/// The row of this number for a step; null when there is none.
const MagicAccount* find_magic(std::string_view number, BankStep step);
/// The row of this number for the authorisation of a source of this variant.
const MagicAccount* find_magic(std::string_view number, Variant variant);

}  // namespace lotusbox
