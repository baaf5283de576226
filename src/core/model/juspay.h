// A mandate of Juspay: another product than LotusPay, with its own words, on the same clock. Its
// row, the words of its API, and what it waits for. Nothing here refers to LotusPay's objects.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text_pool.h"
#include "core/model/timers.h"
#include "core/values/ids.h"
#include "core/values/instant.h"
#include "core/values/money.h"

namespace lotusbox {

enum class JuspayStatus : std::uint8_t { created, active, paused, failure, revoked, expired };
enum class JuspayCommand : std::uint8_t {
  pause,
  resume,
  revoke,
  check_status,
  cancel_recurring_transaction,  ///< known by name only
  pre_debit_notify               ///< known by name only
};
enum class JuspayAmountRule : std::uint8_t { variable, fixed };
enum class JuspayRuleType : std::uint8_t { on, before, after };
enum class JuspayMandateType : std::uint8_t { mandate, emandate };
enum class JuspayFrequency : std::uint8_t {
  aspresented,
  onetime,
  daily,
  weekly,
  fortnightly,
  monthly,
  bimonthly,
  quarterly,
  halfyearly,
  yearly
};
/// What became of the order that makes a mandate.
enum class JuspayOutcome : std::uint8_t { activated, failed };

// In the vendor's capitals, but for commands and outcomes.
std::string_view to_text(JuspayStatus value);
std::string_view to_text(JuspayCommand value);
std::string_view to_text(JuspayAmountRule value);
std::string_view to_text(JuspayRuleType value);
std::string_view to_text(JuspayMandateType value);
std::string_view to_text(JuspayFrequency value);

std::optional<JuspayStatus> parse_juspay_status(std::string_view text);
std::optional<JuspayCommand> parse_juspay_command(std::string_view text);
std::optional<JuspayAmountRule> parse_juspay_amount_rule(std::string_view text);
std::optional<JuspayRuleType> parse_juspay_rule_type(std::string_view text);
std::optional<JuspayMandateType> parse_juspay_mandate_type(std::string_view text);
std::optional<JuspayFrequency> parse_juspay_frequency(std::string_view text);
std::optional<JuspayOutcome> parse_juspay_outcome(std::string_view text);

struct JuspayMandate {
  struct State {
    std::optional<Instant> pause_start;  ///< of the pause that runs or is to come
    std::optional<Instant> pause_end;    ///< of that pause; after a pause, when it ended
    std::optional<Instant> activated_at, last_activated_at;
    Instant last_updated;
    JuspayStatus status = JuspayStatus::active;
    bool resume_asked = false;  ///< the pause ends because somebody asked for that date
  };
  Instant created;
  Instant start, end;
  Paise max_amount;
  Text customer;
  JuspayAmountRule amount_rule = JuspayAmountRule::variable;
  JuspayRuleType rule_type = JuspayRuleType::on;
  JuspayMandateType type = JuspayMandateType::emandate;
  JuspayFrequency frequency = JuspayFrequency::aspresented;
  bool revokable_by_customer = true;
  bool block_fund = false;
  State state;
};

/// A moment at which a mandate changes by itself.
struct JuspayMoment {
  TimerKind kind = TimerKind::juspay_mandate_end;
  Instant at;
  friend bool operator==(const JuspayMoment&, const JuspayMoment&) = default;
};
using JuspayMoments = std::vector<JuspayMoment>;

/// The end of the mandate, and the next border of a pause. A pause that ends with its mandate has
/// no border of its own.
JuspayMoments awaited(const JuspayMandate& mandate);
bool awaits(const JuspayMandate& mandate, const JuspayMoment& moment);

}  // namespace lotusbox
