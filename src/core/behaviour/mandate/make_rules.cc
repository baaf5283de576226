#include <algorithm>

#include "base/text.h"
#include "core/behaviour/formats.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/source/rules.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Objection body_readable(const ParsedMake& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection status_possible(const ParsedMake& r) {
  if (!r.status) return Finding{.message = "status must be a mandate status such as active"};
  return when(*r.status == MandateStatus::pending,
              "A pending mandate needs a request: make it active and ask for one");
}

Objection cancel_status_known(const ParsedMake& r) {
  return when(!r.cancel, "status_cancel must be a cancel status such as cancel_requested");
}

Objection customer_known(const ParsedMake& r) {
  return when(r.command.customer.given() && !r.customer, "No such customer");
}

Objection umrn_free(const ParsedMake& r) {
  const Field& umrn = r.command.umrn;
  if (!umrn.given()) return std::nullopt;
  if (umrn.text.size() > 20 || !is_alphanumeric_text(umrn.text)) {
    return Finding{.message = "umrn must be 1 to 20 letters and digits"};
  }
  return when(find_mandate_by_umrn(r.world, umrn.text).has_value(),
              "Another mandate has this umrn");
}

Objection metadata_kept(const ParsedMake& r) {
  return when(!metadata_fits(r.command.metadata, r.command.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}

bool lives(MandateStatus status) {
  return status == MandateStatus::active || status == MandateStatus::paused ||
         status == MandateStatus::acknowledged;
}

/// Who names no status gets an expired one.
Objection end_ahead(const ParsedMake& r) {
  if (!r.over_since || !lives(*r.status)) return std::nullopt;
  return end_passed(r.world, r.over_since, "date_final_collection");
}

Objection creation_past(const ParsedMake& r) {
  if (!r.command.created.given()) return std::nullopt;
  if (!r.created) {
    return Finding{.message =
                       "created must be Unix seconds, or an instant such as "
                       "2026-01-31T10:00:00+05:30"};
  }
  return when(*r.created > r.world.now, "created may not be in the future");
}

Objection acknowledgement_date(const ParsedMake& r) {
  if (!r.command.date_acknowledged.given()) return std::nullopt;
  if (!r.date_acknowledged) {
    return Finding{.message = "date_acknowledged must be a date such as 2026-01-31"};
  }
  return when(*r.date_acknowledged > ist_date(r.world.now),
              "date_acknowledged may not be in the future");
}

Objection response_date(const ParsedMake& r) {
  const Field& date = r.command.date_responded;
  return when(date.given() && date.text != "none" && !r.date_responded,
              "date_responded must be a date such as 2026-01-31, or none");
}

constexpr RuleRow<ParsedMake> kMakeRules[] = {
    {{"make.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is a JSON object or a form"},
     body_readable},
    {{"make.status", parameter_invalid, "status", assumed, "control plane",
      "The status is one a mandate can rest in"},
     status_possible},
    {{"make.status_cancel", parameter_invalid, "status_cancel", assumed, "control plane",
      "The cancel status is one of the vendor"},
     cancel_status_known},
    {{"make.customer", resource_missing, "customer", assumed, "control plane",
      "A customer that is named exists"},
     customer_known},
    {{"make.umrn", parameter_invalid, "umrn", assumed, "control plane",
      "The UMRN is alphanumeric and free"},
     umrn_free},
    {{"make.metadata", parameter_invalid, "metadata", assumed, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
    {{"make.date_responded", parameter_invalid, "date_responded", assumed, "control plane",
      "The date of response is a date"},
     response_date},
    {{"make.created", parameter_invalid, "created", assumed, "control plane",
      "The creation is an instant that is not in the future"},
     creation_past},
    {{"make.date_acknowledged", parameter_invalid, "date_acknowledged", assumed, "control plane",
      "The date of acknowledgement is a date that is not in the future"},
     acknowledgement_date},
    {{"make.end_ahead", parameter_invalid, "date_final_collection", assumed, "R26",
      "A mandate that is to be active, paused or acknowledged has not had its last collection"},
     end_ahead},
};

}  // namespace

namespace {

/// As the vendor shows it, in Unix seconds, or as an instant; the plus of its zone arrives as a
/// space from a form that does not escape it.
std::optional<Instant> read_instant(const Field& field) {
  if (!field.is_scalar()) return std::nullopt;
  if (!all_digits(field.text)) {
    std::string text = field.text;
    std::replace(text.begin(), text.end(), ' ', '+');
    return parse_instant(text);
  }
  const auto seconds = parse_integer(field.text);
  if (!seconds || *seconds > unix_seconds(kLatestInstant)) return std::nullopt;
  return instant_of(*seconds);
}

std::optional<CivilDate> read_date(const Field& field) {
  return field.is_text() ? parse_date(field.text) : std::nullopt;
}

}  // namespace

ParsedMake read_make(const World& world, const MakeMandate& command) {
  ParsedMake parsed{.world = world, .command = command};
  const auto end = read_date(command.debit.date_final_collection);
  if (is_past(world, end)) parsed.over_since = end;
  const auto unnamed = parsed.over_since ? MandateStatus::expired : MandateStatus::active;
  parsed.status =
      command.status.given() ? parse_mandate_status(command.status.text) : std::optional(unnamed);
  parsed.cancel = command.status_cancel.given() ? parse_cancel_status(command.status_cancel.text)
                                                : std::optional(CancelStatus::cancel_nil);
  if (command.customer.given()) parsed.customer = find_customer(world, command.customer.text);
  // What is not said follows from what is: a mandate of old was answered of old.
  parsed.created = world.now;
  if (command.date_acknowledged.given()) {
    parsed.date_acknowledged = read_date(command.date_acknowledged);
    if (parsed.date_acknowledged) parsed.created = ist_midnight(*parsed.date_acknowledged);
  }
  if (command.created.given()) parsed.created = read_instant(command.created);
  const CivilDate made = ist_date(parsed.created.value_or(world.now));
  if (!command.date_acknowledged.given()) parsed.date_acknowledged = made;
  parsed.date_responded = command.date_responded.given() ? parse_date(command.date_responded.text)
                                                         : std::optional(made);
  return parsed;
}

std::span<const RuleRow<ParsedMake>> make_rules() { return kMakeRules; }

}  // namespace lotusbox
