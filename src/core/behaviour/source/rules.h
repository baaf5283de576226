// Rules for what a caller says about a debit: sources ask them on creation, and mandates made
// directly ask the same. Reading and checking are apart: the parsed command holds what the text
// meant.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

/// The fields of a debit, read once. An empty optional of a given field means it was unreadable.
struct ParsedDebit {
  const World& world;
  const DebitFields& fields;
  bool direct;  ///< a mandate made for a test: missing fields take invented values, past is allowed
  bool may_be_over = false;  ///< its last collection may lie in the past
  std::optional<Variant> variant;
  std::optional<Paise> amount;
  AmountKind amount_kind = AmountKind::maximum;
  std::optional<Frequency> frequency;
  std::optional<SequenceType> sequence;
  std::optional<AccountType> account_type;
  std::optional<CivilDate> first_collection, final_collection, date_of_mandate;
  const Bank* bank = nullptr;
  const Category* category = nullptr;
  std::optional<std::uint16_t> creditor;  ///< none: a profile that the world does not have yet
};

ParsedDebit read_debit(const World& world, const DebitFields& fields, bool direct);
/// What a source asked for, for the rules that are asked again; `nothing_sent` outlives it.
ParsedDebit reread_debit(const World& world, const DebitFields& nothing_sent, const Terms& terms);
/// Call after all rules have passed.
TermsDraft terms_draft(const ParsedDebit& parsed);

/// What the profile lets pass for a mobile number or a PAN though it is none.
bool is_slack_mobile(const World& world, const Field& mobile);
bool is_slack_pan(const World& world, const Field& pan);

/// Both amounts are as wrong as none, but not by the same code; `optional`: none is right.
Objection exactly_one_amount(const DebitFields& fields, bool optional);

/// Whether metadata that was given can be kept (facts 1.7).
bool metadata_fits(const Field& given, std::string_view json);

/// Highest amount for a variant and category (facts 8, 14.8).
Paise amount_max(Variant variant, const Category* category);

/// The frame around the debit of POST /v1/sources.
struct ParsedSource {
  const World& world;
  const CreateSource& command;
  std::optional<CustomerId> customer;
  std::optional<BankAccountId> account;  ///< or token
  std::optional<std::uint16_t> agent;
  std::optional<AuthMode> auth_mode;
  const Bank* bank = nullptr;
  bool paper = false;  ///< physical
  bool esign = false;  ///< emandate_esign
};
/// The bank account or token that the call names, when it exists.
std::optional<BankAccountId> named_account(const World& world, const CreateSource& command);
ParsedSource read_source(const World& world, const CreateSource& command, const ParsedDebit& debit);

std::span<const RuleRow<ParsedDebit>> debit_rules();
std::span<const RuleRow<ParsedSource>> source_frame_rules();
std::span<const RuleRow<ParsedSource>> source_redirect_rules();

struct ParsedWithdraw {
  const World& world;
  std::optional<SourceId> source;
};
std::span<const RuleRow<ParsedWithdraw>> withdraw_rules();

}  // namespace lotusbox
