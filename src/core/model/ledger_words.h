// The words of debits, collections, settlements and subscriptions: enums spelled as the vendor
// spells them, with to_text and parse.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lotusbox {

enum class DebitStatus : std::uint8_t {
  pending,
  submitted,
  extended,
  confirmed,
  rejected,
  returned,
  cancelled
};
/// Why a debit was cancelled.
enum class DebitCancelReason : std::uint8_t {
  none,
  merchant,
  mandate_ended,
  mandate_not_active,
  sponsor_bank,
  beyond_terms,  ///< LotusPay held it back
  too_often      ///< denied for the frequency of the mandate
};
/// A term of its mandate that a debit breaks on the morning of its charge date.
enum class TermBreach : std::uint8_t {
  above_maximum,
  not_collection_amount,
  before_first_date,
  after_final_date,
  too_often
};
enum class CollectionStatus : std::uint8_t { open, closed };
enum class SettlementStatus : std::uint8_t { pending, processing, settled };
enum class SubscriptionStatus : std::uint8_t { active, cancelled, completed };
enum class SubscriptionInterval : std::uint8_t { day, week, month, year };
/// What a bank says to a debit; `none` leaves it waiting.
enum class DebitAnswer : std::uint8_t { confirmed, extended, rejected, returned, denied, none };

std::string_view to_text(DebitStatus value);
std::string_view to_text(DebitCancelReason value);  ///< in words, as response_description
std::string_view to_text(TermBreach value);  ///< in words
std::string_view to_text(CollectionStatus value);
std::string_view to_text(SettlementStatus value);
std::string_view to_text(SubscriptionStatus value);
std::string_view to_text(SubscriptionInterval value);
std::string_view to_text(DebitAnswer value);

std::optional<DebitStatus> parse_debit_status(std::string_view text);
std::optional<SettlementStatus> parse_settlement_status(std::string_view text);
std::optional<SubscriptionStatus> parse_subscription_status(std::string_view text);
std::optional<SubscriptionInterval> parse_interval(std::string_view text);
std::optional<DebitAnswer> parse_debit_answer(std::string_view text);

}  // namespace lotusbox
