#include "core/behaviour/source/rules.h"

#include "base/text.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/shapes.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Finding finding(std::string message, std::string param = {}) {
  return {.message = std::move(message), .param = std::move(param)};
}

/// A field that may be missing, but when it is there must be scalar and fit.
Found optional_shape(const Field& field, bool (*fits)(std::string_view), const char* message) {
  return when(field.given() && !(field.is_scalar() && fits(field.text)), message);
}

Found variant_known(const DebitReading& r) {
  return when(!r.variant, "variant must be emandate_api, emandate_esign or physical");
}

Found one_amount(const DebitReading& r) { return exactly_one_amount(r.fields, r.direct); }

Found amount_whole(const DebitReading& r) {
  const bool fixed = r.amount_kind == AmountKind::collection;
  return r.amount ? Found()
                  : finding("Invalid positive integer",
                            fixed ? "nach_debit.amount_collection" : "nach_debit.amount_maximum");
}

Found amount_in_range(const DebitReading& r) {
  const Paise most = amount_max(*r.variant, r.category);
  if (*r.amount >= limits::kAmountMin && *r.amount <= most) return std::nullopt;
  Finding found =
      finding("Amount must be between Rs 1.0 and Rs " + std::to_string(most.count() / 100) + ".0");
  found.param = r.amount_kind == AmountKind::collection ? "nach_debit.amount_collection"
                                                        : "nach_debit.amount_maximum";
  found.inputs = {{"amount", format_rupees(*r.amount)}, {"highest", format_rupees(most)}};
  return found;
}

Found category_known(const DebitReading& r) {
  return when(r.category == nullptr, "category_code is not a NACH category");
}

Found bank_takes_part(const DebitReading& r) {
  if (!r.fields.debtor_agent_code.given() && !r.direct) {
    return missing_field("debtor_agent_code is required: the four-letter NACH code of the bank");
  }
  if (r.bank == nullptr) return finding("The bank is not a NACH bank");
  const bool api = *r.variant == Variant::emandate_api;
  // Nothing is known about eSign by bank: one that takes paper is taken to take it.
  if (api ? !r.bank->create.none() : r.bank->ach_debit) return std::nullopt;
  return finding("The bank does not take part in " + std::string(to_text(*r.variant)) +
                 " mandates");
}

Found name_plain(const DebitReading& r) {
  const Field& name = r.fields.debtor_account_name;
  if (!name.given()) {
    const bool may_miss = r.direct || takes(r.world.policy.profile, Slack::unnamed_account);
    return may_miss ? Found() : missing_field("debtor_account_name is required");
  }
  return when(
      !name.is_text() || !is_plain_name(name.text) || name.text.size() > limits::kNameLength,
      "debtor_account_name may hold 40 letters, digits, spaces and . & - / only");
}

Found account_number_plain(const DebitReading& r) {
  const Field& number = r.fields.debtor_account_number;
  if (!number.given()) {
    return r.direct ? Found() : missing_field("debtor_account_number is required");
  }
  return when(!number.is_scalar() || !is_alphanumeric_text(number.text) ||
                  number.text.size() > limits::kAccountNumberLength,
              "debtor_account_number must be 1 to 35 letters and digits");
}

Found account_type_known(const DebitReading& r) {
  if (!r.account_type) return finding("debtor_account_type must be savings or current");
  const bool common =
      *r.account_type == AccountType::savings || *r.account_type == AccountType::current;
  return when(*r.variant == Variant::emandate_api && !common,
              "An API e-mandate needs a savings or current account");
}

Found mmbid_is_ifsc(const DebitReading& r) {
  return optional_shape(r.fields.debtor_agent_mmbid, is_ifsc,
                        "debtor_agent_mmbid must be an IFSC of 11 characters");
}
Found email_fits(const DebitReading& r) {
  return optional_shape(r.fields.debtor_email, is_email, "debtor_email is not an e-mail address");
}
Found mobile_fits(const DebitReading& r) {
  if (is_slack_mobile(r.world, r.fields.debtor_mobile)) return std::nullopt;
  return optional_shape(r.fields.debtor_mobile, is_mobile,
                        "debtor_mobile must be ten digits beginning with 6, 7, 8 or 9");
}
Found pan_fits(const DebitReading& r) {
  if (is_slack_pan(r.world, r.fields.debtor_pan)) return std::nullopt;
  return optional_shape(r.fields.debtor_pan, is_pan, "debtor_pan must look like ABCDE1234F");
}
Found phone_fits(const DebitReading& r) {
  return optional_shape(r.fields.debtor_phone, is_phone, "debtor_phone must be a phone number");
}

Found sequence_known(const DebitReading& r) {
  return when(!r.sequence, "occurrence_sequence_type must be RCUR or OOFF");
}

Found frequency_known(const DebitReading& r) {
  if (!r.fields.frequency.given()) return std::nullopt;
  if (*r.sequence == SequenceType::ooff) return finding("A one-off mandate has no frequency");
  return when(!r.frequency,
              "frequency must be one of ADHO INDA DAIL WEEK MNTH BIMN QURT MIAN YEAR");
}

Found first_date(const DebitReading& r) {
  if (!r.first_collection)
    return finding("date_first_collection must be a date such as 2026-01-31");
  if (r.direct || *r.first_collection >= ist_date(r.world.now)) return std::nullopt;
  Finding found = finding("date_first_collection may not be in the past");
  found.inputs = {{"date_first_collection", format_date(*r.first_collection)},
                  {"today", format_date(ist_date(r.world.now))}};
  return found;
}

Found final_date(const DebitReading& r) {
  if (!r.fields.date_final_collection.given()) return std::nullopt;
  if (!r.final_collection)
    return finding("date_final_collection must be a date such as 2030-01-31");
  return when(*r.final_collection < *r.first_collection,
              "date_final_collection may not be before date_first_collection");
}

Found final_date_not_past(const DebitReading& r) {
  return r.may_be_over ? std::nullopt
                       : end_passed(r.world, r.final_collection, "date_final_collection");
}

Found final_date_in_time(const DebitReading& r) {
  if (!r.final_collection || r.direct) return std::nullopt;
  const CivilDate anchor = r.date_of_mandate.value_or(ist_date(r.world.now));
  const CivilDate last = anchor.plus_years(limits::kCreateFinalDateYears);
  if (*r.final_collection <= last) return std::nullopt;
  Finding found =
      finding("date_final_collection may not be more than 30 years after the date of mandate");
  found.inputs = {{"date_final_collection", format_date(*r.final_collection)},
                  {"date of mandate", format_date(anchor)},
                  {"latest", format_date(last)}};
  if (r.date_of_mandate) return found;
  // Thirty years from today are later tomorrow, as long as the first collection is not past.
  CivilDate passes = r.final_collection->plus_years(-limits::kCreateFinalDateYears);
  while (passes.plus_years(limits::kCreateFinalDateYears) < *r.final_collection) {
    passes = passes.plus_days(1);
  }
  if (*r.first_collection >= passes) found.passes_at = ist_midnight(passes);
  return found;
}

Found mandate_date(const DebitReading& r) {
  return when(r.fields.date_of_mandate.given() && !r.date_of_mandate,
              "date_of_mandate must be a date such as 2026-01-31");
}

Found first_after_mandate(const DebitReading& r) {
  if (!r.date_of_mandate || *r.date_of_mandate <= *r.first_collection) return std::nullopt;
  Finding found = finding("date_first_collection may not be before date_of_mandate");
  found.inputs = {{"date_of_mandate", format_date(*r.date_of_mandate)},
                  {"date_first_collection", format_date(*r.first_collection)}};
  return found;
}

Found references_fit(const DebitReading& r) {
  const DebitFields& f = r.fields;
  const Field* all[] = {&f.reference1, &f.reference2, &f.reference3, &f.reference4, &f.reference5};
  int number = 0;
  for (const Field* field : all) {
    ++number;
    const bool good = field->is_scalar() && field->text.size() <= limits::kReferenceLength &&
                      is_printable(field->text);
    if (field->given() && !good) {
      return finding("A reference holds at most 40 plain characters",
                     "nach_debit.reference" + std::to_string(number));
    }
  }
  return std::nullopt;
}

constexpr RuleRow<DebitReading> kDebitRules[] = {
    {{"source.variant", parameter_invalid, "nach_debit.variant", documented, "facts 4.1",
      "The variant is one of the three that exist"},
     variant_known},
    {{"source.one_amount", parameter_missing, "nach_debit", documented, "facts 4.1",
      "Exactly one of amount_collection and amount_maximum is sent"},
     one_amount},
    {{"source.amount_whole", parameter_invalid_integer, "", documented, "facts 4.1, 1.3",
      "The amount is a whole number of paise"},
     amount_whole},
    {{"source.category_code", parameter_invalid, "nach_debit.category_code", documented, "facts 8",
      "The category is a NACH category"},
     category_known},
    {{"source.amount_range", parameter_invalid, "", observed, "facts 14.8, 8",
      "The amount lies within the limits of variant and category"},
     amount_in_range},
    {{"source.debtor_agent_code", parameter_invalid, "nach_debit.debtor_agent_code", observed,
      "facts 14.8", "The bank takes part in this variant"},
     bank_takes_part},
    {{"source.debtor_account_name", parameter_invalid, "nach_debit.debtor_account_name", observed,
      "facts 14.8", "The name has no special characters"},
     name_plain},
    {{"source.debtor_account_number", parameter_invalid, "nach_debit.debtor_account_number",
      observed, "facts 14.8", "The account number has 1 to 35 letters and digits"},
     account_number_plain},
    {{"source.debtor_account_type", parameter_invalid, "nach_debit.debtor_account_type", documented,
      "reference data 3.3", "The account type is allowed for the variant"},
     account_type_known},
    {{"source.debtor_agent_mmbid", parameter_invalid, "nach_debit.debtor_agent_mmbid", observed,
      "facts 14.8", "The member id is an IFSC"},
     mmbid_is_ifsc},
    {{"source.debtor_email", parameter_invalid, "nach_debit.debtor_email", assumed,
      "reference data 6", "The e-mail address is one"},
     email_fits},
    {{"source.debtor_mobile", parameter_invalid, "nach_debit.debtor_mobile", assumed,
      "reference data 6", "The mobile number is an Indian one"},
     mobile_fits},
    {{"source.debtor_pan", parameter_invalid, "nach_debit.debtor_pan", assumed, "reference data 6",
      "The PAN has its form"},
     pan_fits},
    {{"source.debtor_phone", parameter_invalid, "nach_debit.debtor_phone", assumed,
      "reference data 6", "The phone number is one"},
     phone_fits},
    {{"source.occurrence_sequence_type", parameter_invalid, "nach_debit.occurrence_sequence_type",
      documented, "facts 4.1", "The sequence type is RCUR or OOFF"},
     sequence_known},
    {{"source.frequency", parameter_invalid, "nach_debit.frequency", documented, "facts 8",
      "The frequency is one of the nine codes, and none for a one-off"},
     frequency_known},
    {{"source.frequency_variant", parameter_invalid, "nach_debit.frequency", documented, "facts 8",
      "INDA, DAIL, WEEK and BIMN are not for paper"},
     [](const DebitReading& r) { return not_for_paper(*r.variant, r.frequency); }},
    {{"source.date_of_mandate", parameter_invalid, "nach_debit.date_of_mandate", documented,
      "facts 8", "The date of mandate is a date"},
     mandate_date},
    {{"source.date_first_collection", parameter_invalid, "nach_debit.date_first_collection",
      assumed, "facts 8", "The first collection is not in the past", WhenUsed::asked_once},
     first_date},
    {{"source.first_after_mandate", parameter_invalid, "nach_debit.date_of_mandate", documented,
      "facts 8; B2", "The first collection does not come before the date of mandate"},
     first_after_mandate},
    {{"source.date_final_collection", parameter_invalid, "nach_debit.date_final_collection",
      assumed, "R19", "The final collection does not come before the first"},
     final_date},
    {{"source.final_date_not_past", parameter_invalid, "nach_debit.date_final_collection", assumed,
      "R18, R26", "The final collection is today (IST) or later", WhenUsed::asked_again},
     final_date_not_past},
    {{"source.final_within_30_years", parameter_invalid, "nach_debit.date_final_collection",
      documented, "facts 8", "The final collection is at most 30 years after the mandate",
      WhenUsed::stays_true},
     final_date_in_time},
    {{"source.references", parameter_invalid, "nach_debit.reference1", documented, "facts 4.1",
      "References hold at most 40 characters"},
     references_fit},
};

Found body_readable(const SourceReading& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return finding(r.command.body_problem);
}
Found type_is_nach(const SourceReading& r) {
  if (!r.command.type.given()) return missing_field("type is required: nach_debit");
  return when(r.command.type.text != "nach_debit", "type must be nach_debit");
}
Found debit_given(const SourceReading& r) {
  return when(r.command.nach_debit.kind != Field::Kind::nested,
              "nach_debit is required: a hash with the terms of the debit");
}
Found customer_known(const SourceReading& r) {
  return when(r.command.customer.given() && !r.customer, "No such customer");
}
Found account_known(const SourceReading& r) {
  return when(r.command.bank_account.given() && !r.account, "No such bank account or token");
}
Found account_of_customer(const SourceReading& r) {
  if (!r.account || !r.customer) return std::nullopt;
  const auto& owner = r.world.bank_accounts[r.account->place].customer;
  return when(owner && *owner != *r.customer, "The bank account belongs to another customer");
}
Found account_alone(const SourceReading& r) {
  if (!r.account) return std::nullopt;
  const DebitFields& f = r.command.debit;
  const std::pair<const Field*, const char*> filled[] = {
      {&f.debtor_agent_code, "nach_debit.debtor_agent_code"},
      {&f.debtor_agent_mmbid, "nach_debit.debtor_agent_mmbid"},
      {&f.debtor_account_name, "nach_debit.debtor_account_name"},
      {&f.debtor_account_number, "nach_debit.debtor_account_number"},
      {&f.debtor_account_type, "nach_debit.debtor_account_type"}};
  for (const auto& [field, name] : filled) {
    if (field->given()) return finding("bank_account says this already: do not send both", name);
  }
  return std::nullopt;
}
Found agent_known(const SourceReading& r) {
  return when(r.command.agent.given() && !r.agent, "No such agent");
}
Found metadata_kept(const SourceReading& r) {
  return when(!metadata_fits(r.command.metadata, r.command.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}
Found return_url_fits(const SourceReading& r) {
  const Field& url = r.command.return_url;
  if (!url.given() || (url.is_scalar() && is_http_url(url.text))) return std::nullopt;
  return finding(url_complaint("redirect.return_url", url.text, "must be an http or https URL"));
}
Found auth_mode_offered(const SourceReading& r) {
  if (!r.command.auth_mode.given()) return std::nullopt;
  if (!r.auth_mode) {
    return finding("redirect.auth_mode must be netbanking, debitcard, aadhaar or others");
  }
  const Modes offered = r.esign ? esign_modes() : r.bank->create;
  return when(!offered.has(*r.auth_mode), "The bank does not offer this auth_mode");
}
Found paper_has_no_redirect(const SourceReading& r) {
  return when(r.paper && (r.command.return_url.given() || r.command.auth_mode.given()),
              "redirect is not permitted for a physical source");
}

constexpr RuleRow<SourceReading> kFrameRules[] = {
    {{"source.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"source.type", parameter_invalid, "type", documented, "facts 4.1", "The type is nach_debit"},
     type_is_nach},
    {{"source.nach_debit", parameter_missing, "nach_debit", documented, "facts 4.1",
      "The terms of the debit are sent"},
     debit_given},
    {{"source.customer", resource_missing, "customer", documented, "facts 4.1",
      "A customer that is named exists", WhenUsed::stays_true},
     customer_known},
    {{"source.bank_account", resource_missing, "bank_account", documented, "facts 4.1",
      "A bank account or token that is named exists", WhenUsed::stays_true},
     account_known},
    {{"source.bank_account_owner", parameter_invalid, "bank_account", assumed, "facts 4.1",
      "The bank account belongs to the customer, when both are named", WhenUsed::stays_true},
     account_of_customer},
    {{"source.bank_account_alone", parameter_invalid, "", documented, "facts 4.1",
      "What a bank account says is not sent beside it"},
     account_alone},
    {{"source.agent", resource_missing, "agent", assumed, "facts 4.1",
      "An agent that is named exists", WhenUsed::stays_true},
     agent_known},
    {{"source.metadata", parameter_invalid, "metadata", documented, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
};

constexpr RuleRow<SourceReading> kRedirectRules[] = {
    {{"source.redirect_of_paper", parameter_invalid, "redirect", documented, "facts 4.1",
      "A physical source has no redirect"},
     paper_has_no_redirect},
    {{"source.return_url", parameter_invalid, "redirect.return_url", assumed, "facts 4.1",
      "The return URL is an absolute http or https URL"},
     return_url_fits},
    {{"source.auth_mode", parameter_invalid, "redirect.auth_mode", assumed, "R8",
      "The authorisation mode exists and the bank offers it"},
     auth_mode_offered},
};

Found source_known(const WithdrawReading& r) { return when(!r.source, "No such source"); }
Found still_pending(const WithdrawReading& r) {
  const SourceStatus status = r.world.sources[r.source->place].state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  Finding found = finding("Only a pending source can be withdrawn");
  found.blocking = "source is " + std::string(to_text(status));
  return found;
}

constexpr RuleRow<WithdrawReading> kWithdrawRules[] = {
    {{"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
     source_known},
    {{"source.pending_to_withdraw", invalid_source_usage, "", documented, "seed 3; facts 4.1",
      "The source is pending"},
     still_pending},
};

}  // namespace

std::span<const RuleRow<DebitReading>> debit_rules() { return kDebitRules; }
std::span<const RuleRow<SourceReading>> source_frame_rules() { return kFrameRules; }
std::span<const RuleRow<SourceReading>> source_redirect_rules() { return kRedirectRules; }
std::span<const RuleRow<WithdrawReading>> withdraw_rules() { return kWithdrawRules; }

}  // namespace lotusbox
