// The switches of the policy: where the vendor leaves a choice between two behaviours, one row says
// which one a world has and how to choose the other. Readers, writers, scenario verbs, the OpenAPI
// document and the printed tables are loops over these rows.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/model/field.h"

namespace lotusbox {

enum class Switch : std::uint8_t {
  cut_off_days,
  idempotency_of_faults,
  management_mail,
  juspay_pause_dates,
  juspay_resume,
  debits_beyond_terms,
  debit_frequency,
  resubmission_limits,
  auth_attempts
};

struct SwitchRow {
  Switch id;
  std::string_view key;     ///< in `/_mock/policy`, in the scenario verb `policy`
  std::string_view words;   ///< `usual|other`: the two behaviours
  std::string_view source;  ///< the reading or document that it belongs to
  std::string_view meaning;

  [[nodiscard]] constexpr std::string_view word(bool other) const {
    const std::size_t bar = words.find('|');
    return other ? words.substr(bar + 1) : words.substr(0, bar);
  }
};

inline constexpr SwitchRow kSwitches[] = {
    {Switch::cut_off_days, "cut_off_days", "every_day|working_days", "seed 3; B1",
     "the days on which the sponsor bank takes sources and cancellations"},
    {Switch::idempotency_of_faults, "idempotency_of_faults", "stored|forgotten", "facts 1.5; I1",
     "whether the status that a fault gave is stored under the Idempotency-Key of its call"},
    {Switch::management_mail, "management_mail", "by_merchant|by_lotuspay", "O1",
     "who sends the customer the link of a management request"},
    {Switch::juspay_pause_dates, "juspay_pause_dates", "epoch|iso", "seed 4; J8",
     "how Juspay writes pause_start_date and pause_end_date"},
    {Switch::juspay_resume, "juspay_resume", "paused_only|withdraws_scheduled", "facts 10; J10",
     "whether resume also withdraws a pause that is still to come"},
    {Switch::debits_beyond_terms, "debits_beyond_terms", "rejected|cancelled", "D9",
     "what becomes of a debit that no longer fits its mandate on the morning of its charge date"},
    {Switch::debit_frequency, "debit_frequency", "merchant|bank", "D10",
     "who sees to it that a mandate is not charged more often than its frequency allows"},
    {Switch::resubmission_limits, "resubmission_limits", "enforced|off", "B8",
     "whether NPCI counts how often a refused mandate is presented again"},
    {Switch::auth_attempts, "auth_attempts", "integer|text", "facts 4.1, 14.5; R31",
     "what redirect.auth_attempts is, from the first attempt on"},
};
inline constexpr std::size_t kSwitchCount = std::size(kSwitches);

/// False is the first word of a row, true the second; by Switch.
using SwitchValues = std::array<bool, kSwitchCount>;
/// What a caller asks for, by Switch; absent fields stay as they are.
using SwitchWishes = std::array<Field, kSwitchCount>;

constexpr std::string_view switch_word(const SwitchRow& row, const SwitchValues& values) {
  return row.word(values[static_cast<std::size_t>(row.id)]);
}

/// What a word of a row means; none when it is no word of this row.
constexpr std::optional<bool> parse_switch(const SwitchRow& row, std::string_view word) {
  if (word == row.word(false)) return false;
  if (word == row.word(true)) return true;
  return std::nullopt;
}

static_assert(
    [] {
      for (std::size_t i = 0; i < kSwitchCount; ++i) {
        if (static_cast<std::size_t>(kSwitches[i].id) != i) return false;
      }
      return true;
    }(),
    "the rows stand in the order of the enumerators");

}  // namespace lotusbox
