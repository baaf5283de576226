#include <algorithm>

#include "base/text.h"
#include "core/behaviour/creditors.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

// What a mandate made directly is given where the caller says nothing. Invented.
constexpr std::string_view kDirectBank = "ICIC";
constexpr std::string_view kDirectName = "ASHA TESTCASE";
constexpr std::string_view kDirectAccount = "000012345678";

/// The fourth and the fifth reference may be hashes.
constexpr std::size_t kFirstHash = 3;

std::string_view given_or(const Field& field, std::string_view otherwise) {
  return field.given() ? std::string_view(field.text) : otherwise;
}

std::optional<Paise> read_paise(const Field& field) {
  return field.is_scalar() ? parse_paise(field.text) : std::nullopt;
}

std::optional<CivilDate> read_date(const Field& field) {
  return field.is_text() ? parse_date(field.text) : std::nullopt;
}

bool is_meant(const Creditor& creditor, const DebitFields& fields) {
  const Field& code = fields.creditor_agent_code;
  const Field& utility = fields.creditor_utility_code;
  return (!code.given() || code.text == creditor.agent_code) &&
         (!utility.given() || utility.text == creditor.utility_code);
}

/// The profile that a call names by its codes; the usual one first, then those that were set.
std::optional<std::uint16_t> find_creditor(const Creditors& known, const DebitFields& fields) {
  if (is_meant(known.rows[known.usual], fields)) return known.usual;
  std::optional<std::uint16_t> named;
  for (std::size_t i = 0; i < known.rows.size(); ++i) {
    if (!is_meant(known.rows[i], fields)) continue;
    const auto index = static_cast<std::uint16_t>(i);
    if (known.rows[i].configured) return index;
    if (!named) named = index;
  }
  return named;
}

/// One that was not set: what the call does not say is as in the usual one.
Creditor further_creditor(const World& world, const DebitFields& fields) {
  const Creditors& known = world.creditors.read();
  Creditor creditor = known.rows[known.usual];
  creditor.configured = false;
  if (fields.creditor_utility_code.given()) {
    creditor.utility_code = fields.creditor_utility_code.text;
  }
  if (fields.creditor_agent_code.given()) {
    set_sponsor(creditor, *world.reference, fields.creditor_agent_code.text);
  }
  return creditor;
}

std::uint16_t index_in(const auto& rows, const auto* row) {
  return static_cast<std::uint16_t>(row - rows.data());
}

}  // namespace

bool metadata_fits(const Field& given, std::string_view json) {
  return !given.given() || (!json.empty() && json.size() <= limits::kMetadataBytes);
}

Paise amount_max(Variant variant, const Category* category) {
  const Paise general =
      variant == Variant::emandate_api ? limits::kApiAmountMax : limits::kAmountMax;
  if (category == nullptr || category->amount_max.count() == 0) return general;
  // A category may lower the limit, and raises it only where the API's own limit does not bind.
  if (variant == Variant::emandate_api) return std::min(general, category->amount_max);
  return category->amount_max;
}

bool is_slack_mobile(const World& world, const Field& mobile) {
  return takes(world.policy.profile, Slack::short_mobiles) && mobile.is_scalar() &&
         !mobile.text.empty() && mobile.text.size() <= limits::kSlackMobileLength &&
         all_digits(mobile.text);
}

bool is_slack_pan(const World& world, const Field& pan) {
  return takes(world.policy.profile, Slack::short_pans) && pan.is_scalar() &&
         pan.text.size() <= limits::kSlackPanLength && is_alphanumeric_text(pan.text);
}

Objection exactly_one_amount(const DebitFields& fields, bool optional) {
  const bool fixed = fields.amount_collection.given();
  const bool most = fields.amount_maximum.given();
  if (fixed != most || (!fixed && optional)) return std::nullopt;
  Finding found{.message = "Send exactly one of amount_collection and amount_maximum"};
  found.code = fixed ? RefusalCode::parameter_invalid : RefusalCode::parameter_missing;
  found.inputs = {{"amount_collection", fields.amount_collection.told()},
                  {"amount_maximum", fields.amount_maximum.told()}};
  return found;
}

ParsedDebit read_debit(const World& world, const DebitFields& fields, bool direct) {
  ParsedDebit parsed{.world = world, .fields = fields, .direct = direct};
  const Reference& reference = *world.reference;
  parsed.variant = fields.variant.given() ? parse_variant(fields.variant.text)
                                          : std::optional(Variant::emandate_api);
  const bool fixed = fields.amount_collection.given();
  parsed.amount_kind = fixed ? AmountKind::collection : AmountKind::maximum;
  parsed.amount = read_paise(fixed ? fields.amount_collection : fields.amount_maximum);
  if (direct && !fixed && !fields.amount_maximum.given()) parsed.amount = Paise(1000000);
  parsed.sequence = fields.occurrence_sequence_type.given()
                        ? parse_sequence_type(fields.occurrence_sequence_type.text)
                        : std::optional(SequenceType::rcur);
  if (fields.frequency.given()) {
    parsed.frequency =
        fields.frequency.is_text() ? parse_frequency(fields.frequency.text) : std::nullopt;
  } else if (parsed.sequence != SequenceType::ooff) {
    parsed.frequency = Frequency::adho;
  }
  parsed.account_type = fields.debtor_account_type.given()
                            ? parse_account_type(fields.debtor_account_type.text)
                            : std::optional(AccountType::savings);
  parsed.final_collection = read_date(fields.date_final_collection);
  parsed.date_of_mandate = read_date(fields.date_of_mandate);
  // Where nothing is said, collection begins today, or with a mandate that is dated ahead.
  const CivilDate today = ist_date(world.now);
  parsed.first_collection = fields.date_first_collection.given()
                                ? read_date(fields.date_first_collection)
                                : std::max(today, parsed.date_of_mandate.value_or(today));
  const Field& mmbid = fields.debtor_agent_mmbid;
  if (fields.debtor_agent_code.given()) {
    parsed.bank = reference.find_bank(fields.debtor_agent_code.text);
  } else if (mmbid.given()) {
    parsed.bank = is_ifsc(mmbid.text) ? reference.find_bank_of_ifsc(mmbid.text) : nullptr;
  } else if (direct) {
    parsed.bank = reference.find_bank(kDirectBank);
  }
  parsed.category =
      reference.find_category(given_or(fields.category_code, reference.default_category));
  parsed.creditor = find_creditor(world.creditors.read(), fields);
  return parsed;
}

ParsedDebit reread_debit(const World& world, const DebitFields& nothing_sent, const Terms& terms) {
  const Reference& reference = *world.reference;
  return {.world = world,
          .fields = nothing_sent,
          .direct = false,
          .variant = terms.variant,
          .amount = terms.amount,
          .amount_kind = terms.amount_kind,
          .frequency = terms.frequency,
          .sequence = terms.sequence,
          .account_type = terms.account_type,
          .first_collection = terms.first_collection,
          .final_collection = terms.final_collection,
          .date_of_mandate = terms.date_of_mandate,
          .bank = &reference.banks[terms.bank],
          .category = &reference.categories[terms.category],
          .creditor = terms.creditor};
}

TermsDraft terms_draft(const ParsedDebit& parsed) {
  const DebitFields& fields = parsed.fields;
  const Reference& reference = *parsed.world.reference;
  TermsDraft draft;
  draft.row.amount = *parsed.amount;
  draft.row.amount_kind = parsed.amount_kind;
  draft.row.first_collection = *parsed.first_collection;
  draft.row.final_collection = parsed.final_collection;
  draft.row.date_of_mandate = parsed.date_of_mandate;
  // Paper is dated; where nothing is said, today (B2).
  const bool undated = !parsed.date_of_mandate && !parsed.direct;
  if (undated && *parsed.variant == Variant::physical) {
    draft.row.date_of_mandate = ist_date(parsed.world.now);
  }
  draft.row.bank = index_in(reference.banks, parsed.bank);
  draft.row.category = index_in(reference.categories, parsed.category);
  draft.row.creditor = parsed.creditor.value_or(0);
  if (!parsed.creditor) draft.further = further_creditor(parsed.world, fields);
  draft.row.frequency = parsed.frequency;
  draft.row.sequence = *parsed.sequence;
  draft.row.variant = *parsed.variant;
  draft.row.account_type = *parsed.account_type;
  draft.debtor_name = given_or(fields.debtor_account_name, parsed.direct ? kDirectName : "");
  draft.account_number =
      given_or(fields.debtor_account_number, parsed.direct ? kDirectAccount : "");
  draft.mmbid = given_or(fields.debtor_agent_mmbid, parsed.bank->ifsc);
  draft.email = given_or(fields.debtor_email, "");
  draft.mobile = mobile_digits(given_or(fields.debtor_mobile, ""));
  draft.pan = given_or(fields.debtor_pan, "");
  draft.phone = given_or(fields.debtor_phone, "");
  draft.references = {given_or(fields.reference1, ""), given_or(fields.reference2, ""),
                      given_or(fields.reference3, ""), given_or(fields.reference4, ""),
                      given_or(fields.reference5, "")};
  const std::string* hashes[] = {&fields.reference4_json, &fields.reference5_json};
  for (std::size_t i = 0; i < std::size(hashes); ++i) {
    if (hashes[i]->empty()) continue;
    draft.references[kFirstHash + i] = *hashes[i];
    draft.row.hashes = static_cast<std::uint8_t>(draft.row.hashes | (1U << (kFirstHash + i)));
  }
  return draft;
}

std::optional<BankAccountId> named_account(const World& world, const CreateSource& command) {
  if (!command.bank_account.is_text()) return std::nullopt;
  const auto account = find_bank_account(world, command.bank_account.text);
  return account ? account : find_bank_token(world, command.bank_account.text);
}

ParsedSource read_source(const World& world, const CreateSource& command,
                         const ParsedDebit& debit) {
  ParsedSource parsed{.world = world, .command = command, .bank = debit.bank};
  parsed.paper = debit.variant == Variant::physical;
  parsed.esign = debit.variant == Variant::emandate_esign;
  if (command.customer.is_text()) parsed.customer = find_customer(world, command.customer.text);
  parsed.account = named_account(world, command);
  if (command.agent.is_text()) {
    const auto index = world.ids.parse(kAgentPrefix, command.agent.text);
    if (index && *index < world.reference->agents.size()) {
      parsed.agent = static_cast<std::uint16_t>(*index);
    }
  }
  if (command.auth_mode.is_text()) parsed.auth_mode = parse_auth_mode(command.auth_mode.text);
  return parsed;
}

}  // namespace lotusbox
