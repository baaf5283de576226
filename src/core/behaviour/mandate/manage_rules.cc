#include <array>

#include "base/text.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/mandate/forecast.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/profiles.h"
#include "core/behaviour/source/rules.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;
using Rows = RuleRow<ParsedManage>;

// What every management call asks first.

Objection named_once(const ParsedManage& r) {
  const bool both = r.command.umrn.given() && r.command.mandate_id.given();
  const bool neither = !r.command.umrn.given() && !r.command.mandate_id.given();
  Objection found = when(both || neither, "Name the mandate by exactly one of umrn and mandate_id");
  if (found) {
    found->inputs = {{"umrn", r.command.umrn.told()}, {"mandate_id", r.command.mandate_id.told()}};
  }
  return found;
}

Objection mandate_known(const ParsedManage& r) {
  if (r.id) return std::nullopt;
  Finding found = finding("No such mandate");
  found.param = r.command.umrn.given() ? "umrn" : "mandate_id";
  return found;
}

Objection body_readable(const ParsedManage& r) {
  if (!r.command.body_problem.empty()) return finding(r.command.body_problem);
  if (r.command.unknown_keys.empty()) return std::nullopt;
  if (takes(r.world.policy.profile, Slack::unknown_keys)) return std::nullopt;
  Finding found = finding("Unknown key in the body");
  found.param = r.command.unknown_keys.front();
  return found;
}

Objection redirect_is_hash(const ParsedManage& r) {
  const Field& redirect = r.command.redirect;
  return when(redirect.given() && !redirect.is_hash(),
              "redirect must be a hash of return_url and auth_mode");
}

Objection return_url_fits(const ParsedManage& r) {
  const Field& url = r.command.return_url;
  if (!url.given() || (url.is_text() && is_return_url(url.text))) return std::nullopt;
  return finding(url_complaint("return_url", url.text, kReturnUrlMust));
}

Objection auth_mode_offered(const ParsedManage& r) {
  if (!r.command.auth_mode.given()) return std::nullopt;
  if (!r.auth_mode) return finding("auth_mode must be netbanking, debitcard, aadhaar or others");
  const Bank& bank = r.world.reference->banks[r.terms->bank];
  const Modes& offered = bank.actions[static_cast<std::size_t>(r.command.action)];
  if (offered.has(*r.auth_mode)) return std::nullopt;
  return finding("Bank " + bank.code + " does not offer " + std::string(to_text(*r.auth_mode)) +
                 " for " + std::string(to_text(r.command.action)));
}

Objection none_pending(const ParsedManage& r) {
  if (!r.mandate->state.request) return std::nullopt;
  const ManagementRequest& pending = r.world.requests[r.mandate->state.request->index];
  Finding found = finding("A request is already pending on this mandate");
  found.blocking = std::string(to_text(pending.action)) + " request waits for the customer";
  // Its end leads back to where it came from, which must then be the right status.
  const bool resume = r.command.action == Action::resume;
  found.passes_at =
      comes_into(r.world, *r.id, resume ? MandateStatus::paused : MandateStatus::active);
  return found;
}

Objection in_status(const ParsedManage& r, MandateStatus wanted) {
  const MandateStatus status = r.mandate->state.status;
  if (status == wanted) return std::nullopt;
  Finding found = finding("The mandate must be " + std::string(to_text(wanted)) + ", it is " +
                          std::string(to_text(status)));
  found.blocking = "mandate is " + std::string(to_text(status));
  found.passes_at = comes_into(r.world, *r.id, wanted);
  return found;
}
Objection is_active(const ParsedManage& r) { return in_status(r, MandateStatus::active); }
Objection is_paused(const ParsedManage& r) { return in_status(r, MandateStatus::paused); }

// Amend.

Objection some_key(const ParsedManage& r) {
  const ManageMandate& c = r.command;
  const std::pair<const char*, const Field*> keys[] = {
      {"frequency", &c.frequency},
      {"collection_amount", &c.collection_amount},
      {"maximum_amount", &c.maximum_amount},
      {"final_collection_date", &c.final_collection_date}};
  Finding found = finding(
      "Send at least one of frequency, collection_amount, maximum_amount and "
      "final_collection_date");
  for (const auto& [name, field] : keys) {
    if (field->given()) return std::nullopt;
    found.inputs.emplace_back(name, field->told());
  }
  return found;
}

Objection amount_kind_kept(const ParsedManage& r) {
  const bool fixed = r.terms->amount_kind == AmountKind::collection;
  const Field& wrong = fixed ? r.command.maximum_amount : r.command.collection_amount;
  if (!wrong.given()) return std::nullopt;
  Finding found = finding(fixed ? "The mandate has a collection amount: only collection_amount can "
                                  "be amended"
                                : "The mandate has a maximum amount: only maximum_amount can be "
                                  "amended");
  found.param = fixed ? "maximum_amount" : "collection_amount";
  found.blocking = fixed ? "mandate has a collection amount" : "mandate has a maximum amount";
  return found;
}

const Field& amount_field(const ParsedManage& r) {
  return r.command.collection_amount.given() ? r.command.collection_amount
                                             : r.command.maximum_amount;
}
std::string amount_param(const ParsedManage& r) {
  return r.command.collection_amount.given() ? "collection_amount" : "maximum_amount";
}

Objection amount_readable(const ParsedManage& r) {
  if (!amount_field(r).given() || r.amount) return std::nullopt;
  Finding found = finding(
      "An amount is a text: digits alone are paise, digits with one or two decimals are rupees");
  found.param = amount_param(r);
  found.inputs = {{found.param, amount_field(r).told()}};
  return found;
}

Objection amount_in_range(const ParsedManage& r) {
  if (!r.amount) return std::nullopt;
  const Category* category = &r.world.reference->categories[r.terms->category];
  const Paise most = amount_max(r.terms->variant, category);
  if (*r.amount >= limits::kAmountMin && *r.amount <= most) return std::nullopt;
  Finding found =
      finding("Amount must be between Rs 1.0 and Rs " + std::to_string(most.count() / 100) + ".0");
  found.param = amount_param(r);
  found.inputs = {{"amount", format_rupees(*r.amount)}, {"highest", format_rupees(most)}};
  return found;
}

Objection frequency_known(const ParsedManage& r) {
  if (!r.command.frequency.given()) return std::nullopt;
  if (!r.frequency) {
    return finding("frequency must be one of ADHO INDA DAIL WEEK MNTH QURT MIAN YEAR BIMN");
  }
  return when(r.terms->sequence == SequenceType::ooff, "A one-off mandate has no frequency");
}

Objection frequency_of_paper(const ParsedManage& r) {
  return not_for_paper(r.terms->variant, r.frequency);
}

Objection date_readable(const ParsedManage& r) {
  return when(r.command.final_collection_date.given() && !r.final_collection,
              "final_collection_date must be an ISO date such as 2030-01-31");
}

Objection date_not_past(const ParsedManage& r) {
  return end_passed(r.world, r.final_collection, "final_collection_date");
}

Objection date_within_40_years(const ParsedManage& r) {
  if (!r.final_collection) return std::nullopt;
  const CivilDate dated = r.terms->date_of_mandate.value_or(ist_date(r.mandate->created));
  const CivilDate last = dated.plus_years(limits::kAmendFinalDateYears);
  if (*r.final_collection <= last) return std::nullopt;
  Finding found = finding("final_collection_date may be at most 40 years after the mandate");
  found.inputs = {{"final_collection_date", format_date(*r.final_collection)},
                  {"date of mandate", format_date(dated)},
                  {"latest", format_date(last)}};
  return found;
}

Objection date_after_first(const ParsedManage& r) {
  if (!r.final_collection || *r.final_collection >= r.terms->first_collection) return std::nullopt;
  Finding found = finding("final_collection_date may not be before the first collection date");
  found.inputs = {{"final_collection_date", format_date(*r.final_collection)},
                  {"first collection", format_date(r.terms->first_collection)}};
  return found;
}

// Cancel.

Objection has_response(const ParsedManage& r) {
  Objection found = when(!r.mandate->state.date_responded, "The mandate has no date of response");
  if (found) found->blocking = "mandate has no date of response";
  return found;
}

Objection status_nil(const ParsedManage& r) {
  const CancelStatus status = r.mandate->state.cancel;
  if (status == CancelStatus::cancel_nil) return std::nullopt;
  Finding found = finding("The cancel status must be cancel_nil");
  found.blocking = "cancel status is " + std::string(to_text(status));
  return found;
}

Objection feature_enabled(const ParsedManage& r) {
  Objection found =
      when(!r.world.policy.cancel_enabled, "The cancel feature is not enabled for this account");
  if (found) found->blocking = "policy cancel_enabled is false";
  return found;
}

Objection after_two_business_days(const ParsedManage& r) {
  const CivilDate responded = *r.mandate->state.date_responded;
  const CivilDate last_blocked =
      r.world.reference->working_days.after(responded, limits::kCancelBusinessDays);
  const Instant passes_at = ist_midnight(last_blocked.plus_days(1));
  if (r.world.now >= passes_at) return std::nullopt;
  Finding found = finding("The mandate was responded to less than two business days ago");
  found.blocking = "responded on " + format_date(responded);
  found.passes_at = passes_at;
  found.inputs = {{"date_responded", format_date(responded)},
                  {"second business day", format_date(last_blocked)}};
  return found;
}

constexpr Rows kNamedOnce{{"request.mandate_named_once", parameter_missing, "mandate_id", assumed,
                           "facts 12.12; R2", "Exactly one of umrn and mandate_id is sent"},
                          named_once};
constexpr Rows kMandateKnown{{"request.mandate_unknown", resource_missing, "", assumed,
                              "facts 12.12, 1.3; R2", "The mandate exists", WhenUsed::stays_true},
                             mandate_known};
constexpr Rows kBodyReadable{{"request.body_malformed", parameter_invalid, "", assumed, "R1, R2",
                              "The body is a JSON object or a form"},
                             body_readable};
constexpr Rows kRedirect{{"request.redirect", parameter_invalid, "redirect", assumed, "seed 0",
                          "The redirect is a hash, when it is sent"},
                         redirect_is_hash};
constexpr Rows kReturnUrl{
    {"request.return_url", parameter_invalid, "return_url", assumed, "seed 0; R30",
     "The return URL is an absolute http or https URL, or one of an app"},
    return_url_fits};
constexpr Rows kAuthMode{{"request.auth_mode", parameter_invalid, "auth_mode", assumed,
                          "facts 12.5; R8", "The mode exists and the bank offers it"},
                         auth_mode_offered};
constexpr Rows kNonePending{
    {"request.none_pending", invalid_mandate_usage, "", documented, "seeds 1, 2",
     "No request is pending on the mandate", WhenUsed::stays_true},
    none_pending};

constexpr Rows kAmendRules[] = {
    kNamedOnce,
    kMandateKnown,
    kBodyReadable,
    kRedirect,
    kReturnUrl,
    kAuthMode,
    {{"amend.at_least_one_key", parameter_missing, "", documented, "seeds 1, 2",
      "At least one of the four keys is sent"},
     some_key},
    kNonePending,
    {{"amend.mandate_active", invalid_mandate_usage, "", documented, "seeds 1, 2",
      "The mandate is active", WhenUsed::stays_true},
     is_active},
    {{"amend.amount_kind_locked", parameter_invalid, "", documented, "seeds 1, 2",
      "A collection amount stays one, and so does a maximum amount"},
     amount_kind_kept},
    {{"amend.amount_format", parameter_invalid, "", assumed, "seeds 1, 2; R21",
      "The amount is digits (paise) or digits with decimals (rupees), as a text"},
     amount_readable},
    {{"amend.amount_range", parameter_invalid, "", assumed, "R20",
      "The amount lies within the limits of creation"},
     amount_in_range},
    {{"amend.frequency_code", parameter_invalid, "frequency", documented, "seeds 1, 2; R22",
      "The frequency is one of the printed codes"},
     frequency_known},
    {{"amend.frequency_variant", parameter_invalid, "frequency", documented, "facts 8",
      "INDA, DAIL, WEEK and BIMN are not for paper"},
     frequency_of_paper},
    {{"amend.final_date_format", parameter_invalid, "final_collection_date", documented,
      "seeds 1, 2", "The final date is an ISO date"},
     date_readable},
    {{"amend.final_date_not_past", parameter_invalid, "final_collection_date", documented,
      "seeds 1, 2; R18", "The final date is today (IST) or later", WhenUsed::asked_again},
     date_not_past},
    {{"amend.final_date_within_40_years", parameter_invalid, "final_collection_date", documented,
      "seeds 1, 2; R17", "The final date is at most 40 years after the date of mandate"},
     date_within_40_years},
    {{"amend.final_date_after_first", parameter_invalid, "final_collection_date", assumed, "R19",
      "The final date does not come before the first collection"},
     date_after_first},
};

constexpr Rows kPauseRules[] = {
    kNamedOnce,
    kMandateKnown,
    kBodyReadable,
    kRedirect,
    kReturnUrl,
    kAuthMode,
    kNonePending,
    {{"pause.mandate_active", invalid_mandate_usage, "", documented, "facts 2.3",
      "The mandate is active", WhenUsed::stays_true},
     is_active},
};

constexpr Rows kResumeRules[] = {
    kNamedOnce,
    kMandateKnown,
    kBodyReadable,
    kRedirect,
    kReturnUrl,
    kAuthMode,
    kNonePending,
    {{"resume.mandate_paused", invalid_mandate_usage, "", documented, "facts 2.3",
      "The mandate is paused", WhenUsed::stays_true},
     is_paused},
};

constexpr Rows kCancelRules[] = {
    kNamedOnce,
    kMandateKnown,
    kBodyReadable,
    kRedirect,
    kReturnUrl,
    kAuthMode,
    kNonePending,
    {{"cancel.mandate_active", invalid_mandate_usage, "", documented, "facts 2.3",
      "The mandate is active", WhenUsed::stays_true},
     is_active},
    {{"cancel.responded", invalid_mandate_usage, "", documented, "facts 2.3",
      "The mandate has a date of response", WhenUsed::stays_true},
     has_response},
    {{"cancel.status_nil", invalid_mandate_usage, "", documented, "facts 2.3",
      "The cancel status is cancel_nil", WhenUsed::stays_true},
     status_nil},
    {{"cancel.feature_enabled", invalid_mandate_usage, "", documented, "facts 2.3",
      "The account may cancel", WhenUsed::asked_again},
     feature_enabled},
    {{"cancel.two_business_days", invalid_mandate_usage, "", documented, "facts 2.3; R15",
      "More than two business days have passed since the response", WhenUsed::stays_true},
     after_two_business_days},
};

}  // namespace

ParsedManage read_manage(const World& world, const ManageMandate& command) {
  ParsedManage parsed{.world = world, .command = command};
  if (command.mandate_id.given()) parsed.id = find_mandate(world, command.mandate_id.text);
  if (command.umrn.given()) parsed.id = find_mandate_by_umrn(world, command.umrn.text);
  if (parsed.id) {
    parsed.mandate = &world.mandates[parsed.id->index];
    parsed.terms = &world.terms_of(*parsed.mandate);
  }
  const Field& amount = amount_field(parsed);
  if (amount.is_text()) parsed.amount = parse_amount(amount.text);
  if (amount.kind == Field::Kind::number && takes(world.policy.profile, Slack::amount_numbers) &&
      all_digits(amount.text)) {
    parsed.amount = parse_amount(amount.text);
  }
  if (command.final_collection_date.is_text()) {
    parsed.final_collection = parse_date(command.final_collection_date.text);
  }
  if (command.frequency.is_text()) parsed.frequency = parse_frequency(command.frequency.text);
  if (command.auth_mode.is_text()) parsed.auth_mode = parse_auth_mode(command.auth_mode.text);
  return parsed;
}

ParsedManage reread_manage(const World& world, const ManageMandate& nothing_sent,
                           const ManagementRequest& request) {
  const Mandate& mandate = world.mandates[request.mandate.index];
  return {.world = world,
          .command = nothing_sent,
          .id = request.mandate,
          .mandate = &mandate,
          .terms = &world.terms_of(mandate),
          .amount = request.amount,
          .final_collection = request.final_collection,
          .frequency = request.frequency,
          .auth_mode = request.auth_mode};
}

std::span<const RuleRow<ParsedManage>> manage_rules(Action action) {
  switch (action) {
    case Action::amend: return kAmendRules;
    case Action::pause: return kPauseRules;
    case Action::resume: return kResumeRules;
    case Action::cancel: return kCancelRules;
  }
  LOTUSBOX_UNREACHABLE("action");
}

}  // namespace lotusbox
