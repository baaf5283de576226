#include "core/behaviour/mandate/import.h"

#include <algorithm>

#include "core/behaviour/customer/machine.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/mandate/machine.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const World& world;
  const ImportMandate& command;
  const Bank* bank = nullptr;  ///< of the debtor
  std::optional<std::uint16_t> creditor;
  std::optional<CivilDate> acknowledged, responded;
};

Objection wrong(std::string_view name, std::string_view message) {
  return Finding{.message = std::string(name) + " " + std::string(message),
                 .param = std::string(name)};
}

Objection body_readable(const Parsed& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection required_given(const Parsed& r) {
  const ImportMandate& c = r.command;
  const std::pair<const Field*, std::string_view> required[] = {
      {&c.debit.category_code, "category_code"},
      {&c.category_description, "category_description"},
      {&c.creditor_agent_mmbid, "creditor_agent_mmbid"},
      {&c.creditor_agent_name, "creditor_agent_name"},
      {&c.creditor_name, "creditor_name"},
      {&c.debit.creditor_utility_code, "creditor_utility_code"},
      {&c.debit.date_first_collection, "date_first_collection"}};
  const bool sponsor_may_miss = takes(r.world.policy.profile, Slack::unnamed_sponsor);
  for (const auto& [field, name] : required) {
    if (field->given() || (sponsor_may_miss && field == &c.creditor_agent_name)) continue;
    return wrong(name, "is required");
  }
  return std::nullopt;
}

Objection one_amount(const Parsed& r) { return exactly_one_amount(r.command.debit, false); }

Objection debtor_given(const Parsed& r) {
  const DebitFields& f = r.command.debit;
  if (!r.command.umrn.given()) return wrong("umrn", "is required");
  if (!f.debtor_account_name.given()) return wrong("debtor_account_name", "is required");
  if (!f.debtor_account_number.given()) return wrong("debtor_account_number", "is required");
  if (!f.debtor_agent_mmbid.given()) return wrong("debtor_agent_mmbid", "is required");
  return std::nullopt;
}

bool is_capital_text(std::string_view text) {
  return is_printable(text) && !text.empty() &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Objection creditor_shape(const Parsed& r) {
  const ImportMandate& c = r.command;
  if (!is_ifsc(c.creditor_agent_mmbid.text)) {
    return wrong("creditor_agent_mmbid", "must be 11 characters in capitals");
  }
  const Field& sponsor = c.creditor_agent_name;
  if (sponsor.given() && !is_capital_text(sponsor.text)) {
    return wrong("creditor_agent_name", "must be in capitals");
  }
  if (!is_utility_code(c.debit.creditor_utility_code.text)) {
    return wrong("creditor_utility_code", "must be 18 characters in capitals");
  }
  for (const auto& [field, name] : {std::pair(&c.creditor_name, "creditor_name"),
                                    std::pair(&c.creditor_agent_name, "creditor_agent_name"),
                                    std::pair(&c.category_description, "category_description")}) {
    if (!field->given()) continue;
    if (!field->is_scalar() || !is_printable(field->text) ||
        field->text.size() > limits::kCustomerNameLength) {
      return wrong(name, "must be a plain text of at most 100 characters");
    }
  }
  return std::nullopt;
}

Objection profile_active(const Parsed& r) {
  if (r.creditor) return std::nullopt;
  const Creditors& known = r.world.creditors.read();
  const Creditor& creditor = known.rows[known.usual];
  Finding found{.message =
                    "There is no active NACH profile for this sponsor bank and utility code"};
  found.blocking =
      "the usual NACH profile is " + creditor.agent_mmbid + ", " + creditor.utility_code;
  return found;
}

Objection umrn_free(const Parsed& r) {
  const std::string& umrn = r.command.umrn.text;
  if (umrn.size() > limits::kUmrnLength || !is_alphanumeric_text(umrn)) {
    return Finding{.message = "umrn must be 1 to 20 letters and digits"};
  }
  if (!find_mandate_by_umrn(r.world, umrn)) return std::nullopt;
  return Finding{.message = "Another mandate has this umrn"};
}

Objection bank_known(const Parsed& r) {
  if (r.bank != nullptr) return std::nullopt;
  return Finding{.message = "debtor_agent_mmbid must be an IFSC of a bank that is known"};
}

Objection dates_fit(const Parsed& r) {
  const ImportMandate& c = r.command;
  if (c.date_acknowledged.given() && !r.acknowledged) {
    return wrong("date_acknowledged", "must be a date such as 2026-01-31");
  }
  if (c.date_responded.given() && !r.responded) {
    return wrong("date_responded", "must be a date such as 2026-01-31");
  }
  return std::nullopt;
}

Objection request_id_fits(const Parsed& r) {
  const Field& id = r.command.mandate_request_id;
  if (!id.given() || (id.is_scalar() && is_alphanumeric_text(id.text) &&
                      id.text.size() <= limits::kRequestIdLength)) {
    return std::nullopt;
  }
  return Finding{.message = "mandate_request_id must be 1 to 35 letters and digits"};
}

Objection metadata_kept(const Parsed& r) {
  if (metadata_fits(r.command.metadata, r.command.metadata_json)) return std::nullopt;
  return Finding{.message = "metadata must be a hash of at most 30 pairs"};
}

constexpr RuleRow<Parsed> kRules[] = {
    {{"import.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"import.required", parameter_missing, "", documented, "facts 4.2",
      "Category, sponsor bank, creditor and first collection are sent"},
     required_given},
    {{"import.one_amount", parameter_missing, "amount_maximum", documented, "facts 4.2",
      "Exactly one of amount_collection and amount_maximum is sent"},
     one_amount},
    {{"import.debtor", parameter_missing, "", assumed, "facts 4.2: the sample sends them",
      "UMRN, name, account and bank of the debtor are sent"},
     debtor_given},
    {{"import.creditor", parameter_invalid, "", documented, "facts 4.2",
      "Sponsor bank and utility code have their forms"},
     creditor_shape},
    {{"import.nach_profile", parameter_invalid, "creditor_utility_code", documented, "facts 4.2",
      "An active NACH profile has this sponsor bank and utility code"},
     profile_active},
    {{"import.umrn", parameter_invalid, "umrn", assumed, "R24", "The UMRN is one, and free"},
     umrn_free},
    {{"import.debtor_agent_mmbid", parameter_invalid, "debtor_agent_mmbid", assumed, "facts 4.2",
      "The bank of the debtor is known"},
     bank_known},
    {{"import.dates", parameter_invalid, "", assumed, "facts 4.2",
      "The dates of acknowledgement and response are dates"},
     dates_fit},
    {{"import.mandate_request_id", parameter_invalid, "mandate_request_id", assumed,
      "reference data 6", "The request id has at most 35 letters and digits"},
     request_id_fits},
    {{"import.metadata", parameter_invalid, "metadata", documented, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
};

Parsed read(const World& world, const ImportMandate& command) {
  Parsed parsed{.world = world, .command = command};
  const Field& mmbid = command.debit.debtor_agent_mmbid;
  if (mmbid.is_text() && is_ifsc(mmbid.text)) {
    parsed.bank = world.reference->find_bank_of_ifsc(mmbid.text);
  }
  const auto& known = world.creditors.read().rows;
  const auto named = std::find_if(known.begin(), known.end(), [&](const Creditor& one) {
    return one.configured && one.agent_mmbid == command.creditor_agent_mmbid.text &&
           one.utility_code == command.debit.creditor_utility_code.text;
  });
  if (named != known.end()) parsed.creditor = static_cast<std::uint16_t>(named - known.begin());
  parsed.acknowledged = parse_date(command.date_acknowledged.text);
  parsed.responded = parse_date(command.date_responded.text);
  return parsed;
}

/// The debit of an import is flat, so its parameters are named without the hash of a source.
Refusal flat(Refusal refusal) {
  constexpr std::string_view kHash = "nach_debit.";
  std::string param(refusal.param());
  if (param.starts_with(kHash)) param.erase(0, kHash.size());
  refusal.finding.param = std::move(param);
  return refusal;
}

}  // namespace

Decided decide_import(const World& world, const ImportMandate& command) {
  const Parsed parsed = read(world, command);
  const std::span<const RuleRow<Parsed>> rules = kRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  // Like one made directly, an imported mandate may begin in the past.
  ParsedDebit debit = read_debit(world, command.debit, true);
  debit.variant = Variant::physical;
  debit.bank = parsed.bank;
  debit.creditor = parsed.creditor;
  if (auto refusal = first_refusal(debit_rules(), debit)) return failure(flat(std::move(*refusal)));

  TermsDraft terms = terms_draft(debit);
  terms.category_description = command.category_description.text;
  terms.creditor_agent_name = command.creditor_agent_name.text;
  terms.creditor_name = command.creditor_name.text;
  Decision decision;
  decision.draft = MandateDraft{.terms = std::move(terms),
                                .date_acknowledged = parsed.acknowledged,
                                .date_responded = parsed.responded,
                                .umrn = command.umrn.text,
                                .metadata = command.metadata_json,
                                .request_id = command.mandate_request_id.text};
  const Change mandate = made(world, MandateTrigger::imported);
  decision.changes.push_back(made(world, CustomerTrigger::imported, mandate.cause));
  decision.changes.push_back(mandate);
  return decision;
}

std::vector<const Rule*> import_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kRules));
}

}  // namespace lotusbox
