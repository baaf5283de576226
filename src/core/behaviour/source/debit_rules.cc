#include "core/behaviour/source/rules.h"

#include "base/text.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

/// A field that may be missing, but when it is there must be scalar and fit.
Objection optional_shape(const Field& field, bool (*fits)(std::string_view), const char* message) {
  return when(field.given() && !(field.is_scalar() && fits(field.text)), message);
}

Objection variant_known(const ParsedDebit& r) {
  return when(!r.variant, "variant must be emandate_api, emandate_esign or physical");
}

Objection one_amount(const ParsedDebit& r) { return exactly_one_amount(r.fields, r.direct); }

Objection amount_whole(const ParsedDebit& r) {
  const bool fixed = r.amount_kind == AmountKind::collection;
  return r.amount ? Objection()
                  : finding("Invalid positive integer",
                            fixed ? "nach_debit.amount_collection" : "nach_debit.amount_maximum");
}

Objection amount_in_range(const ParsedDebit& r) {
  const Paise most = amount_max(*r.variant, r.category);
  if (*r.amount >= limits::kAmountMin && *r.amount <= most) return std::nullopt;
  Finding found =
      finding("Amount must be between Rs 1.0 and Rs " + std::to_string(most.count() / 100) + ".0");
  found.param = r.amount_kind == AmountKind::collection ? "nach_debit.amount_collection"
                                                        : "nach_debit.amount_maximum";
  found.inputs = {{"amount", format_rupees(*r.amount)}, {"highest", format_rupees(most)}};
  return found;
}

Objection category_known(const ParsedDebit& r) {
  return when(r.category == nullptr, "category_code is not a NACH category");
}

Objection bank_takes_part(const ParsedDebit& r) {
  if (!r.fields.debtor_agent_code.given() && !r.fields.debtor_agent_mmbid.given() && !r.direct) {
    return missing_field(
        "debtor_agent_code or debtor_agent_mmbid is required: the four-letter NACH code of the "
        "bank, or an IFSC");
  }
  if (r.bank == nullptr) return finding("The bank is not a NACH bank");
  const bool api = *r.variant == Variant::emandate_api;
  // Nothing is known about eSign by bank: one that takes paper is taken to take it.
  if (api ? !r.bank->create.none() : r.bank->ach_debit) return std::nullopt;
  return finding("The bank does not take part in " + std::string(to_text(*r.variant)) +
                 " mandates");
}

Objection name_plain(const ParsedDebit& r) {
  const Field& name = r.fields.debtor_account_name;
  if (!name.given()) {
    const bool may_miss = r.direct || takes(r.world.policy.profile, Slack::unnamed_account);
    return may_miss ? Objection() : missing_field("debtor_account_name is required");
  }
  return when(
      !name.is_text() || !is_plain_name(name.text) || name.text.size() > limits::kNameLength,
      "debtor_account_name may hold 40 letters, digits, spaces and . & - / only");
}

Objection account_number_plain(const ParsedDebit& r) {
  const Field& number = r.fields.debtor_account_number;
  if (!number.given()) {
    return r.direct ? Objection() : missing_field("debtor_account_number is required");
  }
  return when(!number.is_scalar() || !is_alphanumeric_text(number.text) ||
                  number.text.size() > limits::kAccountNumberLength,
              "debtor_account_number must be 1 to 35 letters and digits");
}

Objection account_type_known(const ParsedDebit& r) {
  if (!r.account_type) return finding("debtor_account_type must be savings or current");
  const bool common =
      *r.account_type == AccountType::savings || *r.account_type == AccountType::current;
  return when(*r.variant == Variant::emandate_api && !common,
              "An API e-mandate needs a savings or current account");
}

Objection mmbid_is_ifsc(const ParsedDebit& r) {
  return optional_shape(r.fields.debtor_agent_mmbid, is_ifsc,
                        "debtor_agent_mmbid must be an IFSC of 11 characters");
}
Objection one_bank(const ParsedDebit& r) {
  const Field& code = r.fields.debtor_agent_code;
  const Field& mmbid = r.fields.debtor_agent_mmbid;
  if (!code.given() || !mmbid.given()) return std::nullopt;
  // A bank may use the IFSC of the bank that lets it take part.
  const std::string letters = mmbid.text.substr(0, r.bank->code.size());
  if (letters == r.bank->code || letters == r.bank->ifsc.substr(0, letters.size()) ||
      r.world.reference->find_bank_of_ifsc(mmbid.text) == r.bank) {
    return std::nullopt;
  }
  Finding found = finding("debtor_agent_code and debtor_agent_mmbid name two banks");
  found.inputs = {{"debtor_agent_code", code.told()}, {"debtor_agent_mmbid", mmbid.told()}};
  return found;
}
Objection sponsor_code_fits(const ParsedDebit& r) {
  return optional_shape(r.fields.creditor_agent_code, is_bank_code,
                        "creditor_agent_code must be the four letters of the sponsor bank");
}
Objection utility_code_fits(const ParsedDebit& r) {
  return optional_shape(r.fields.creditor_utility_code, is_utility_code,
                        "creditor_utility_code must be 18 capitals and digits");
}
Objection profile_ours(const ParsedDebit& r) {
  const Creditors& known = r.world.creditors.read();
  const bool set = r.creditor && known.rows[*r.creditor].configured;
  Finding found = finding("No NACH profile of this world has these codes");
  found.inputs = {{"creditor_agent_code", r.fields.creditor_agent_code.told()},
                  {"creditor_utility_code", r.fields.creditor_utility_code.told()}};
  if (!r.fields.creditor_utility_code.given()) found.param = "nach_debit.creditor_agent_code";
  if (!set && !takes(r.world.policy.profile, Slack::unknown_profiles)) return found;
  if (r.creditor || known.rows.size() < limits::kNachProfiles) return std::nullopt;
  found.message = "This world holds 1000 NACH profiles, which is as many as it may";
  return found;
}
Objection email_fits(const ParsedDebit& r) {
  return optional_shape(r.fields.debtor_email, is_email, "debtor_email is not an e-mail address");
}
Objection mobile_fits(const ParsedDebit& r) {
  if (is_slack_mobile(r.world, r.fields.debtor_mobile)) return std::nullopt;
  return optional_shape(r.fields.debtor_mobile, is_mobile,
                        "debtor_mobile must be ten digits beginning with 6, 7, 8 or 9");
}
Objection pan_fits(const ParsedDebit& r) {
  if (is_slack_pan(r.world, r.fields.debtor_pan)) return std::nullopt;
  return optional_shape(r.fields.debtor_pan, is_pan, "debtor_pan must look like ABCDE1234F");
}
Objection phone_fits(const ParsedDebit& r) {
  return optional_shape(r.fields.debtor_phone, is_phone, "debtor_phone must be a phone number");
}

Objection sequence_known(const ParsedDebit& r) {
  return when(!r.sequence, "occurrence_sequence_type must be RCUR or OOFF");
}

Objection frequency_known(const ParsedDebit& r) {
  if (!r.fields.frequency.given()) return std::nullopt;
  if (*r.sequence == SequenceType::ooff) return finding("A one-off mandate has no frequency");
  return when(!r.frequency,
              "frequency must be one of ADHO INDA DAIL WEEK MNTH BIMN QURT MIAN YEAR");
}

Objection first_date(const ParsedDebit& r) {
  if (!r.first_collection)
    return finding("date_first_collection must be a date such as 2026-01-31");
  if (r.direct || *r.first_collection >= ist_date(r.world.now)) return std::nullopt;
  Finding found = finding("date_first_collection may not be in the past");
  found.inputs = {{"date_first_collection", format_date(*r.first_collection)},
                  {"today", format_date(ist_date(r.world.now))}};
  return found;
}

Objection final_date(const ParsedDebit& r) {
  if (!r.fields.date_final_collection.given()) return std::nullopt;
  if (!r.final_collection)
    return finding("date_final_collection must be a date such as 2030-01-31");
  return when(*r.final_collection < *r.first_collection,
              "date_final_collection may not be before date_first_collection");
}

Objection final_date_not_past(const ParsedDebit& r) {
  return r.may_be_over ? std::nullopt
                       : end_passed(r.world, r.final_collection, "date_final_collection");
}

Objection final_date_in_time(const ParsedDebit& r) {
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

Objection mandate_date(const ParsedDebit& r) {
  return when(r.fields.date_of_mandate.given() && !r.date_of_mandate,
              "date_of_mandate must be a date such as 2026-01-31");
}

Objection first_after_mandate(const ParsedDebit& r) {
  if (!r.date_of_mandate || *r.date_of_mandate <= *r.first_collection) return std::nullopt;
  Finding found = finding("date_first_collection may not be before date_of_mandate");
  found.inputs = {{"date_of_mandate", format_date(*r.date_of_mandate)},
                  {"date_first_collection", format_date(*r.first_collection)}};
  return found;
}

Objection references_fit(const ParsedDebit& r) {
  const DebitFields& f = r.fields;
  const Field* all[] = {&f.reference1, &f.reference2, &f.reference3, &f.reference4, &f.reference5};
  int number = 0;
  for (const Field* field : all) {
    ++number;
    const bool good = field->is_scalar() && field->text.size() <= limits::kReferenceLength &&
                      is_printable(field->text);
    const std::string* json = number == 4   ? &f.reference4_json
                              : number == 5 ? &f.reference5_json
                                            : nullptr;
    const bool hash =
        json != nullptr && !json->empty() && json->size() <= limits::kReferenceHashBytes;
    if (field->given() && !good && !hash) {
      return finding(
          "A reference holds at most 40 plain characters; reference4 and reference5 may "
          "be a hash of texts",
          "nach_debit.reference" + std::to_string(number));
    }
  }
  return std::nullopt;
}

constexpr RuleRow<ParsedDebit> kDebitRules[] = {
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
    {{"source.debtor_agent_mmbid", parameter_invalid, "nach_debit.debtor_agent_mmbid", observed,
      "facts 14.8", "The member id is an IFSC"},
     mmbid_is_ifsc},
    {{"source.debtor_agent_code", parameter_invalid, "nach_debit.debtor_agent_code", observed,
      "facts 14.8, 16", "The bank takes part in this variant; its code or its IFSC names it"},
     bank_takes_part},
    {{"source.one_bank", parameter_invalid, "nach_debit.debtor_agent_mmbid", assumed, "facts 16",
      "The code and the IFSC belong to one bank"},
     one_bank},
    {{"source.creditor_agent_code", parameter_invalid, "nach_debit.creditor_agent_code", assumed,
      "facts 4.1; R29", "The code of the sponsor bank is four letters"},
     sponsor_code_fits},
    {{"source.creditor_utility_code", parameter_invalid, "nach_debit.creditor_utility_code",
      assumed, "facts 1.8; R29", "The utility code is 18 capitals and digits"},
     utility_code_fits},
    {{"source.nach_profile", parameter_invalid, "nach_debit.creditor_utility_code", assumed,
      "facts 4.1; R29", "The merchant has the NACH profile, or the world can take it up"},
     profile_ours},
    {{"source.debtor_account_name", parameter_invalid, "nach_debit.debtor_account_name", observed,
      "facts 14.8", "The name has no special characters"},
     name_plain},
    {{"source.debtor_account_number", parameter_invalid, "nach_debit.debtor_account_number",
      observed, "facts 14.8", "The account number has 1 to 35 letters and digits"},
     account_number_plain},
    {{"source.debtor_account_type", parameter_invalid, "nach_debit.debtor_account_type", documented,
      "reference data 3.3", "The account type is allowed for the variant"},
     account_type_known},
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
     [](const ParsedDebit& r) { return not_for_paper(*r.variant, r.frequency); }},
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

}  // namespace

std::span<const RuleRow<ParsedDebit>> debit_rules() { return kDebitRules; }

}  // namespace lotusbox
