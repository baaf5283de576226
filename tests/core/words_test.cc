#include "core/model/words.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/text.h"
#include "core/model/juspay.h"
#include "core/model/kinds.h"
#include "core/model/ledger_words.h"
#include "core/model/refusal.h"

using namespace lotusbox;

namespace {

/// Every value up to `last` has a word of its own, and `parse` leads back.
template <class Enum, class Parse>
void check_words(Enum last, Parse parse) {
  std::set<std::string_view> met;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    const std::string_view word = to_text(value);
    CAPTURE(word);
    CHECK_FALSE(word.empty());
    CHECK(met.insert(word).second);
    CHECK(parse(word) == value);
  }
  for (const std::string_view bad : {"", " ", "no such word", "ACTIVE ", "0"}) {
    CHECK_FALSE(parse(bad).has_value());
  }
}

/// Words without a reader of their own.
template <class Enum>
void check_texts(Enum last) {
  std::set<std::string_view> met;
  for (int i = 0; i <= static_cast<int>(last); ++i) met.insert(to_text(static_cast<Enum>(i)));
  CHECK(met.size() == static_cast<std::size_t>(last) + 1);
  CHECK(met.count("") == 0);
}

}  // namespace

TEST_CASE("every word leads back to its value") {
  check_words(MandateStatus::expired, parse_mandate_status);
  check_words(Action::cancel, parse_action);
  check_words(Outcome::abandoned, parse_outcome);
  check_words(Frequency::year, parse_frequency);
  check_words(SequenceType::ooff, parse_sequence_type);
  check_words(Variant::physical, parse_variant);
  check_words(AccountType::other, parse_account_type);
  check_words(AuthMode::others, parse_auth_mode);
  check_words(EventType::juspay_expired, parse_event_type);
  check_words(Profile::lenient, parse_profile);
  check_words(JuspayStatus::expired, parse_juspay_status);
  check_words(JuspayCommand::pre_debit_notify, parse_juspay_command);
  check_words(JuspayAmountRule::fixed, parse_juspay_amount_rule);
  check_words(JuspayRuleType::after, parse_juspay_rule_type);
  check_words(JuspayMandateType::emandate, parse_juspay_mandate_type);
  check_words(JuspayFrequency::yearly, parse_juspay_frequency);
  check_words(DebitStatus::cancelled, parse_debit_status);
  check_words(SettlementStatus::settled, parse_settlement_status);
  check_words(SubscriptionStatus::completed, parse_subscription_status);
  check_words(SubscriptionInterval::year, parse_interval);
  check_words(DebitAnswer::none, parse_debit_answer);
}

TEST_CASE("words that are only written differ from each other") {
  check_texts(SourceStatus::withdrawn);
  check_texts(CancelStatus::cancel_denied);
  check_texts(DebitCancelReason::sponsor_bank);
  check_texts(CollectionStatus::closed);
  check_texts(RequestStatus::lapsed);
  check_texts(LinkStatus::closed);
  check_texts(CustomerStatus::active);
  check_texts(DeliveryStatus::lost);
  check_texts(ObjectKind::subscription);
  check_texts(Evidence::assumed);
  check_texts(RefusalCode::not_acceptable);
}

TEST_CASE("the vendor spells them so") {
  CHECK(to_text(EventType::mandate_amend_success) == "mandate.amend.success");
  CHECK(to_text(EventType::source_pending) == "source.pending");
  CHECK(to_text(CancelStatus::cancel_nil) == "cancel_nil");
  CHECK(to_text(Frequency::mian) == "MIAN");
  CHECK(id_prefix(ObjectKind::source) == "SC");
  CHECK(id_prefix(ObjectKind::mandate) == "MD");
  CHECK(id_prefix(ObjectKind::customer) == "CU");
  CHECK(id_prefix(ObjectKind::bank_account) == "BA");
  CHECK(id_prefix(ObjectKind::link) == "AL");
  CHECK(id_prefix(ObjectKind::ach_debit) == "ND");
  CHECK(id_prefix(ObjectKind::ach_debit_collection) == "DO");
  CHECK(id_prefix(ObjectKind::settlement) == "SM");
  CHECK(id_prefix(ObjectKind::subscription) == "SB");
}

TEST_CASE("frequencies are read without case, statuses with it") {
  for (const std::string_view text : {"Adho", "adho", "ADHO", "aDhO"}) {
    CHECK(parse_frequency(text) == Frequency::adho);
  }
  for (const std::string_view text : {"ADH", "ADHOC", "ADHO ", "MNT\xC3", "monthly"}) {
    CHECK_FALSE(parse_frequency(text).has_value());
  }
  CHECK(parse_sequence_type("ooff") == SequenceType::ooff);
  CHECK(parse_account_type("Savings") == AccountType::savings);
  CHECK_FALSE(parse_mandate_status("Active").has_value());
  CHECK_FALSE(parse_variant("PHYSICAL").has_value());
}

TEST_CASE("modes are read with and without underscores") {
  for (const std::string_view text : {"debitcard", "debit_card", "DEBIT_CARD", "DebitCard"}) {
    CAPTURE(text);
    CHECK(parse_auth_mode(text) == AuthMode::debitcard);
  }
  CHECK(parse_auth_mode("net_banking") == AuthMode::netbanking);
  CHECK(parse_auth_mode("Aadhaar") == AuthMode::aadhaar);
  for (const std::string_view text : {"debit card", "debit-card", "card", "upi", "_"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_auth_mode(text).has_value());
  }
}
