#include "core/behaviour/link/rules.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection body_readable(const ParsedSource& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return finding(r.command.body_problem);
}
Objection type_is_nach(const ParsedSource& r) {
  if (!r.command.type.given()) return missing_field("type is required: nach_debit");
  return when(r.command.type.text != "nach_debit", "type must be nach_debit");
}
Objection debit_given(const ParsedSource& r) {
  const Field& debit = r.command.nach_debit;
  constexpr const char* kMessage = "nach_debit is required: a hash with the terms of the debit";
  if (!debit.given()) return missing_field(kMessage);
  return when(!debit.is_hash(), kMessage);
}
Objection customer_known(const ParsedSource& r) {
  return when(r.command.customer.given() && !r.customer, "No such customer");
}
Objection account_known(const ParsedSource& r) {
  return when(r.command.bank_account.given() && !r.account, "No such bank account or token");
}
Objection account_of_customer(const ParsedSource& r) {
  if (!r.account || !r.customer) return std::nullopt;
  const auto& owner = r.world.bank_accounts[r.account->index].customer;
  return when(owner && *owner != *r.customer, "The bank account belongs to another customer");
}
Objection account_alone(const ParsedSource& r) {
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
Objection agent_known(const ParsedSource& r) {
  return when(r.command.agent.given() && !r.agent, "No such agent");
}
Objection metadata_kept(const ParsedSource& r) {
  return when(!metadata_fits(r.command.metadata, r.command.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}
Objection return_url_fits(const ParsedSource& r) {
  const Field& url = r.command.return_url;
  if (!url.given() || (url.is_text() && is_return_url(url.text))) return std::nullopt;
  return finding(url_complaint("redirect.return_url", url.text, kReturnUrlMust));
}
Objection redirect_is_hash(const ParsedSource& r) {
  const Field& redirect = r.command.redirect;
  return when(redirect.given() && !redirect.is_hash(),
              "redirect must be a hash of return_url and auth_mode");
}
Objection auth_mode_offered(const ParsedSource& r) {
  if (!r.command.auth_mode.given()) return std::nullopt;
  if (!r.auth_mode) {
    return finding("redirect.auth_mode must be netbanking, debitcard, aadhaar or others");
  }
  const Modes offered = r.esign ? esign_modes() : r.bank->create;
  return when(!offered.has(*r.auth_mode), "The bank does not offer this auth_mode");
}
Objection paper_has_no_redirect(const ParsedSource& r) {
  return when(r.paper && (r.command.return_url.given() || r.command.auth_mode.given()),
              "redirect is not permitted for a physical source");
}

constexpr RuleRow<ParsedSource> kFrameRules[] = {
    {{"source.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"source.type", parameter_invalid, "type", documented, "facts 4.1", "The type is nach_debit"},
     type_is_nach},
    {{"source.nach_debit", parameter_invalid, "nach_debit", documented, "facts 4.1",
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

constexpr RuleRow<ParsedSource> kRedirectRules[] = {
    {{"source.redirect", parameter_invalid, "redirect", assumed, "facts 4.1",
      "The redirect is a hash, when it is sent"},
     redirect_is_hash},
    {{"source.redirect_of_paper", parameter_invalid, "redirect", documented, "facts 4.1",
      "A physical source has no redirect"},
     paper_has_no_redirect},
    {{"source.return_url", parameter_invalid, "redirect.return_url", assumed, "facts 4.1; R30",
      "The return URL is an absolute http or https URL, or one of an app"},
     return_url_fits},
    {{"source.auth_mode", parameter_invalid, "redirect.auth_mode", assumed, "R8",
      "The authorisation mode exists and the bank offers it"},
     auth_mode_offered},
};

Objection source_known(const ParsedWithdraw& r) { return when(!r.source, "No such source"); }
Objection still_pending(const ParsedWithdraw& r) {
  const SourceStatus status = r.world.sources[r.source->index].state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  Finding found = finding("Only a pending source can be withdrawn");
  found.blocking = "source is " + std::string(to_text(status));
  return found;
}

constexpr RuleRow<ParsedWithdraw> kWithdrawRules[] = {
    {{"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
     source_known},
    {{"source.pending_to_withdraw", invalid_source_usage, "", documented, "seed 3; facts 4.1",
      "The source is pending"},
     still_pending},
};

}  // namespace

std::span<const RuleRow<ParsedSource>> source_frame_rules() { return kFrameRules; }
std::span<const RuleRow<ParsedSource>> source_redirect_rules() { return kRedirectRules; }
std::span<const RuleRow<ParsedWithdraw>> withdraw_rules() { return kWithdrawRules; }

}  // namespace lotusbox
