#include "core/behaviour/debit/rules.h"

#include <algorithm>

#include "base/text.h"
#include "core/behaviour/debit/terms.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/mandate/forecast.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;
using Rows = RuleRow<ParsedCharge>;

Objection body_readable(const ParsedCharge& r) {
  if (r.command->body_problem.empty()) return std::nullopt;
  return finding(r.command->body_problem);
}

Objection mandate_named(const ParsedCharge& r) {
  const int given = int(r.command->mandate.given()) + int(r.command->umrn.given());
  return when(given != 1, "Send exactly one of mandate and umrn");
}

Objection mandate_known(const ParsedCharge& r) { return when(!r.id, "No such mandate"); }

Objection mandate_active(const ParsedCharge& r) {
  const std::string status(to_text(r.mandate->state.status));
  if (r.mandate->state.status == MandateStatus::active) return std::nullopt;
  Finding found = finding("The mandate must be active, it is " + status);
  found.blocking = "mandate is " + status;
  found.passes_at = comes_into(r.world, *r.id, MandateStatus::active);
  return found;
}

Objection cancel_status_allows(const ParsedCharge& r) {
  const CancelStatus status = r.mandate->state.cancel;
  if (status == CancelStatus::cancel_nil || status == CancelStatus::cancel_failed ||
      status == CancelStatus::cancel_denied) {
    return std::nullopt;
  }
  Finding found = finding("A cancel of the mandate is under way");
  found.blocking = "cancel status is " + std::string(to_text(status));
  found.passes_at = cancel_fails(r.world, *r.id);
  return found;
}

Objection amount_whole(const ParsedCharge& r) {
  if (!r.command->amount.given()) return missing_field("amount is required");
  return when(!r.amount, "Invalid positive integer");
}

Objection amount_permitted(const ParsedCharge& r) {
  if (permits(r.world, *r.mandate, *r.amount)) return std::nullopt;
  const Paise permitted = r.mandate->state.amount;
  const bool fixed = r.terms->amount_kind == AmountKind::collection;
  Finding found = finding(fixed ? "amount must be the collection amount of the mandate"
                                : "amount may not be more than the maximum of the mandate");
  found.inputs = {{"amount", format_rupees(*r.amount)}, {"mandate", format_rupees(permitted)}};
  return found;
}

Objection date_readable(const ParsedCharge& r) {
  return when(r.command->date_charge.given() && !r.date,
              "date_charge must be a date such as 2026-01-31");
}

Objection date_not_past(const ParsedCharge& r) {
  const CivilDate today = ist_date(r.world.now);
  if (*r.date >= today) return std::nullopt;
  Finding found = finding("date_charge may not be in the past");
  found.inputs = {{"date_charge", format_date(*r.date)}, {"today", format_date(today)}};
  return found;
}

Objection within_collection_dates(const ParsedCharge& r) {
  const auto& final = r.mandate->state.final_collection;
  const CivilDate first = r.terms->first_collection;
  if (*r.date >= first && (!final || *r.date <= *final)) return std::nullopt;
  Finding found = finding("date_charge must lie within the collection dates of the mandate");
  found.inputs = {{"date_charge", format_date(*r.date)},
                  {"first collection", format_date(first)},
                  {"final collection", final ? format_date(*final) : "none"}};
  return found;
}

Objection within_a_year(const ParsedCharge& r) {
  const CivilDate last = ist_date(r.world.now).plus_years(1);
  if (*r.date <= last) return std::nullopt;
  Finding found = finding("date_charge may be at most one year ahead");
  found.inputs = {{"date_charge", format_date(*r.date)}, {"latest", format_date(last)}};
  CivilDate passes = r.date->plus_years(-1);
  while (passes.plus_years(1) < *r.date) passes = passes.plus_days(1);  // it is a 29 February
  found.passes_at = ist_midnight(passes);
  return found;
}

Objection before_cut_off(const ParsedCharge& r) {
  const Instant cut_off = ist_midnight(*r.date) + limits::kDebitCutOff;
  if (r.world.now < cut_off) return std::nullopt;
  Finding found = finding("The cut-off of today is over: charge tomorrow or later");
  found.inputs = {{"date_charge", format_date(*r.date)}, {"cut-off", format_ist(cut_off)}};
  return found;
}

/// An API mandate can be collected from the second working day after it was made.
CivilDate first_collectable(const World& world, const Mandate& mandate) {
  const CivilDate made = ist_date(mandate.created);
  if (world.terms_of(mandate).variant != Variant::emandate_api) return made;
  return world.reference->working_days.after(made, limits::kDebitWorkingDays);
}

Objection after_two_working_days(const ParsedCharge& r) {
  const CivilDate earliest = first_collectable(r.world, *r.mandate);
  if (*r.date >= earliest) return std::nullopt;
  Finding found = finding("An API mandate can be charged from the second working day on");
  found.inputs = {{"date_charge", format_date(*r.date)}, {"earliest", format_date(earliest)}};
  return found;
}

/// The pending debit that looks the same on this date.
std::optional<DebitId> twin_on(const ParsedCharge& r, CivilDate date) {
  auto pending = r.mandate->first_pending_debit;
  while (pending) {
    const Debit& other = r.world.ledger.debits[pending->index];
    if (other.charge == date && other.amount == *r.amount &&
        r.world.text(other.reference_creditor) == r.command->reference_creditor.text) {
      return pending;
    }
    pending = other.next_pending;
  }
  return std::nullopt;
}

/// Who names no date means the earliest one: it is another as soon as the cut-off of this is over.
std::optional<Instant> without_twin(const ParsedCharge& r) {
  if (r.command->date_charge.given()) return std::nullopt;
  CivilDate date = *r.date;
  while (twin_on(r, date)) date = date.plus_days(1);
  const auto& final = r.mandate->state.final_collection;
  if (final && date > *final) return std::nullopt;
  return ist_midnight(date.plus_days(-1)) + limits::kDebitCutOff;
}

Objection not_a_duplicate(const ParsedCharge& r) {
  const auto twin = twin_on(r, *r.date);
  if (!twin) return std::nullopt;
  Finding found = finding("Duplicate entry");
  const std::string other = id_text(r.world, {ObjectKind::ach_debit, twin->index});
  found.blocking = "debit " + other + " is pending";
  found.inputs = {{"date_charge", format_date(*r.date)},
                  {"amount", format_rupees(*r.amount)},
                  {"reference_creditor", r.command->reference_creditor.text}};
  found.passes_at = without_twin(r);
  return found;
}

bool reference_fits(const Field& field) {
  return !field.given() || (field.is_scalar() && is_alphanumeric_text(field.text) &&
                            field.text.size() <= limits::kReferenceLength);
}

Objection references_plain(const ParsedCharge& r) {
  constexpr std::string_view kMessage = "A reference must be 1 to 40 letters and digits";
  constexpr std::size_t kFirst = 2;
  const auto& references = r.command->references;
  for (std::size_t i = 0; i < std::size(references); ++i) {
    if (reference_fits(references[i])) continue;
    return Finding{.message = std::string(kMessage),
                   .param = "reference" + std::to_string(kFirst + i)};
  }
  if (reference_fits(r.command->reference_creditor)) return std::nullopt;
  return Finding{.message = std::string(kMessage), .param = "reference_creditor"};
}

Objection profile_ours(const ParsedCharge& r) {
  const Field& code = r.command->creditor_agent_code;
  const Field& profile = r.command->nach_profile;
  if (code.given() && code.text != creditor_of(r.world, *r.terms).agent_code) {
    return Finding{.message = "No active profile with this sponsor bank",
                   .param = "creditor_agent_code"};
  }
  return when(profile.given() && profile.text != profile_id(r.world, r.terms->creditor),
              "This is not the NACH profile of the mandate");
}

Objection metadata_kept(const ParsedCharge& r) {
  return when(!metadata_fits(r.command->metadata, r.command->metadata_json),
              "metadata must be a hash of at most 30 pairs");
}

constexpr std::string_view kPage = "facts 4.5";

// What both a call and a subscription ask.
constexpr Rows kActive{{"ach_debit.mandate_active", invalid_mandate_usage, "mandate", documented,
                        "facts 4.5, 12.13; R13", "The mandate is active"},
                       mandate_active};
constexpr Rows kCancelStatus{
    {"ach_debit.cancel_status", invalid_mandate_usage, "mandate", documented, kPage,
     "The cancel status is cancel_nil, cancel_failed or cancel_denied"},
    cancel_status_allows};
constexpr Rows kPermitted{{"ach_debit.amount_permitted", parameter_invalid, "amount", documented,
                           kPage, "The amount is at most the maximum, or the collection amount"},
                          amount_permitted};
constexpr Rows kCollectionDates{
    {"ach_debit.collection_dates", parameter_invalid, "date_charge", documented, kPage,
     "The charge date lies within the collection dates"},
    within_collection_dates};
constexpr Rows kCutOff{{"ach_debit.cut_off", parameter_invalid, "date_charge", assumed,
                        "facts 4.5, 9; D2", "A debit of today is made before nine in the morning"},
                       before_cut_off};
constexpr Rows kWorkingDays{
    {"ach_debit.two_working_days", parameter_invalid, "date_charge", documented, "facts 4.5; R15",
     "An API mandate is charged from its second working day on"},
    after_two_working_days};

constexpr Rows kEligibility[] = {kActive,          kCancelStatus, kPermitted,
                                 kCollectionDates, kCutOff,       kWorkingDays};

constexpr Rows kRules[] = {
    {{"ach_debit.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"ach_debit.mandate_named_once", parameter_missing, "mandate", documented, kPage,
      "Exactly one of mandate and umrn is sent"},
     mandate_named},
    {{"ach_debit.mandate_unknown", resource_missing, "mandate", documented, "facts 1.3",
      "The mandate exists"},
     mandate_known},
    kActive,
    kCancelStatus,
    {{"ach_debit.amount", parameter_invalid_integer, "amount", documented, "facts 1.3, 4.5",
      "The amount is a positive whole number of paise"},
     amount_whole},
    kPermitted,
    {{"ach_debit.date_format", parameter_invalid, "date_charge", assumed, "facts 8",
      "The charge date is an ISO date"},
     date_readable},
    {{"ach_debit.date_not_past", parameter_invalid, "date_charge", assumed, "R18",
      "The charge date is today (IST) or later"},
     date_not_past},
    kCollectionDates,
    {{"ach_debit.within_a_year", parameter_invalid, "date_charge", documented, kPage,
      "The charge date is at most one year ahead"},
     within_a_year},
    kCutOff,
    kWorkingDays,
    {{"ach_debit.duplicate", parameter_invalid, "", documented, kPage,
      "No pending debit of the mandate has this date, amount and creditor reference"},
     not_a_duplicate},
    {{"ach_debit.references", parameter_invalid, "", assumed, "facts 4.1, 4.5",
      "References are at most 40 letters and digits"},
     references_plain},
    {{"ach_debit.profile", parameter_invalid, "nach_profile", documented, kPage,
      "A profile or sponsor bank that is named is the one of the merchant"},
     profile_ours},
    {{"ach_debit.metadata", parameter_invalid, "metadata", documented, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
};

}  // namespace

std::optional<Paise> read_positive(const Field& field) {
  const auto amount = field.is_scalar() ? parse_paise(field.text) : std::nullopt;
  return amount && *amount > Paise() ? amount : std::nullopt;
}

CivilDate earliest_charge(const World& world, const Mandate& mandate) {
  const CivilDate today = ist_date(world.now);
  const bool over = world.now >= ist_midnight(today) + limits::kDebitCutOff;
  return std::max({over ? today.plus_days(1) : today, world.terms_of(mandate).first_collection,
                   first_collectable(world, mandate)});
}

ParsedCharge charge_of(const World& world, MandateId mandate, Paise amount, CivilDate date) {
  ParsedCharge parsed{.world = world};
  parsed.id = mandate;
  parsed.mandate = &world.mandates[mandate.index];
  parsed.terms = &world.terms_of(*parsed.mandate);
  parsed.amount = amount;
  parsed.date = date;
  return parsed;
}

ParsedCharge read_charge(const World& world, const CreateDebit& command) {
  ParsedCharge parsed{.world = world, .command = &command};
  if (command.mandate.given()) parsed.id = find_mandate(world, command.mandate.text);
  if (command.umrn.given()) parsed.id = find_mandate_by_umrn(world, command.umrn.text);
  parsed.amount = read_positive(command.amount);
  if (command.date_charge.is_text()) parsed.date = parse_date(command.date_charge.text);
  if (!parsed.id) return parsed;
  parsed.mandate = &world.mandates[parsed.id->index];
  parsed.terms = &world.terms_of(*parsed.mandate);
  if (!command.date_charge.given()) parsed.date = earliest_charge(world, *parsed.mandate);
  return parsed;
}

std::span<const RuleRow<ParsedCharge>> charge_rules() { return kRules; }
std::span<const RuleRow<ParsedCharge>> eligibility_rules() { return kEligibility; }

}  // namespace lotusbox
