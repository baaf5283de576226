#include "core/model/juspay.h"
#include "core/model/word_table.h"

namespace lotusbox {

namespace {

constexpr Words<6> kStatus{"CREATED", "ACTIVE", "PAUSED", "FAILURE", "REVOKED", "EXPIRED"};
constexpr Words<6> kCommand{
    "pause",           "resume", "revoke", "check_status", "cancel_recurring_transaction",
    "pre_debit_notify"};
constexpr Words<2> kAmountRule{"VARIABLE", "FIXED"};
constexpr Words<3> kRuleType{"ON", "BEFORE", "AFTER"};
constexpr Words<2> kMandateType{"MANDATE", "EMANDATE"};
constexpr Words<10> kFrequency{"ASPRESENTED", "ONETIME",   "DAILY",     "WEEKLY",     "FORTNIGHTLY",
                               "MONTHLY",     "BIMONTHLY", "QUARTERLY", "HALFYEARLY", "YEARLY"};
constexpr Words<2> kOutcome{"activated", "failed"};

}  // namespace

std::string_view to_text(JuspayStatus value) { return word(kStatus, value); }
std::string_view to_text(JuspayCommand value) { return word(kCommand, value); }
std::string_view to_text(JuspayAmountRule value) { return word(kAmountRule, value); }
std::string_view to_text(JuspayRuleType value) { return word(kRuleType, value); }
std::string_view to_text(JuspayMandateType value) { return word(kMandateType, value); }
std::string_view to_text(JuspayFrequency value) { return word(kFrequency, value); }

std::optional<JuspayStatus> parse_juspay_status(std::string_view text) {
  return find_word<JuspayStatus>(kStatus, text);
}
std::optional<JuspayCommand> parse_juspay_command(std::string_view text) {
  return find_word<JuspayCommand>(kCommand, text);
}
std::optional<JuspayAmountRule> parse_juspay_amount_rule(std::string_view text) {
  return find_word<JuspayAmountRule>(kAmountRule, text);
}
std::optional<JuspayRuleType> parse_juspay_rule_type(std::string_view text) {
  return find_word<JuspayRuleType>(kRuleType, text);
}
std::optional<JuspayMandateType> parse_juspay_mandate_type(std::string_view text) {
  return find_word<JuspayMandateType>(kMandateType, text);
}
std::optional<JuspayFrequency> parse_juspay_frequency(std::string_view text) {
  return find_word<JuspayFrequency>(kFrequency, text);
}
std::optional<JuspayOutcome> parse_juspay_outcome(std::string_view text) {
  return find_word<JuspayOutcome>(kOutcome, text);
}

JuspayMoments awaited(const JuspayMandate& mandate) {
  const JuspayMandate::State& state = mandate.state;
  const bool paused = state.status == JuspayStatus::paused;
  JuspayMoments moments;
  if (!paused && state.status != JuspayStatus::active) return moments;
  moments.push_back({TimerKind::juspay_mandate_end, mandate.end});
  if (paused && *state.pause_end < mandate.end) {
    moments.push_back({TimerKind::juspay_pause_end, *state.pause_end});
  }
  if (!paused && state.pause_start) {
    moments.push_back({TimerKind::juspay_pause_start, *state.pause_start});
  }
  return moments;
}

bool awaits(const JuspayMandate& mandate, const JuspayMoment& moment) {
  const JuspayMoments moments = awaited(mandate);
  return std::find(moments.begin(), moments.end(), moment) != moments.end();
}

}  // namespace lotusbox
