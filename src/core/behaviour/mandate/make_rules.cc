#include <algorithm>

#include "base/text.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/shapes.h"
#include "core/behaviour/source/rules.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

Found body_readable(const MakeReading& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Found status_possible(const MakeReading& r) {
  if (!r.status) return Finding{.message = "status must be a mandate status such as active"};
  return when(*r.status == MandateStatus::pending,
              "A pending mandate needs a request: make it active and ask for one");
}

Found cancel_status_known(const MakeReading& r) {
  return when(!r.cancel, "status_cancel must be a cancel status such as cancel_requested");
}

Found customer_known(const MakeReading& r) {
  return when(r.command.customer.given() && !r.customer, "No such customer");
}

Found umrn_free(const MakeReading& r) {
  const Field& umrn = r.command.umrn;
  if (!umrn.given()) return std::nullopt;
  if (umrn.text.size() > 20 || !is_alphanumeric_text(umrn.text)) {
    return Finding{.message = "umrn must be 1 to 20 letters and digits"};
  }
  return when(find_mandate_by_umrn(r.world, umrn.text).has_value(),
              "Another mandate has this umrn");
}

Found metadata_kept(const MakeReading& r) {
  return when(!metadata_fits(r.command.metadata, r.command.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}

bool lives(MandateStatus status) {
  return status == MandateStatus::active || status == MandateStatus::paused ||
         status == MandateStatus::acknowledged;
}

/// Who names no status gets an expired one.
Found end_ahead(const MakeReading& r) {
  if (!r.over_since || !lives(*r.status)) return std::nullopt;
  return end_passed(r.world, r.over_since, "date_final_collection");
}

Found creation_past(const MakeReading& r) {
  if (!r.command.created.given()) return std::nullopt;
  if (!r.created) {
    return Finding{.message =
                       "created must be Unix seconds, or an instant such as "
                       "2026-01-31T10:00:00+05:30"};
  }
  return when(*r.created > r.world.now, "created may not be in the future");
}

Found acknowledgement_date(const MakeReading& r) {
  if (!r.command.date_acknowledged.given()) return std::nullopt;
  if (!r.date_acknowledged) {
    return Finding{.message = "date_acknowledged must be a date such as 2026-01-31"};
  }
  return when(*r.date_acknowledged > ist_date(r.world.now),
              "date_acknowledged may not be in the future");
}

Found response_date(const MakeReading& r) {
  const Field& date = r.command.date_responded;
  return when(date.given() && date.text != "none" && !r.date_responded,
              "date_responded must be a date such as 2026-01-31, or none");
}

constexpr RuleRow<MakeReading> kMakeRules[] = {
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

MakeReading read_make(const World& world, const MakeMandate& command) {
  MakeReading reading{.world = world, .command = command};
  const auto end = read_date(command.debit.date_final_collection);
  if (is_past(world, end)) reading.over_since = end;
  const auto unnamed = reading.over_since ? MandateStatus::expired : MandateStatus::active;
  reading.status =
      command.status.given() ? parse_mandate_status(command.status.text) : std::optional(unnamed);
  reading.cancel = command.status_cancel.given() ? parse_cancel_status(command.status_cancel.text)
                                                 : std::optional(CancelStatus::cancel_nil);
  if (command.customer.given()) reading.customer = find_customer(world, command.customer.text);
  // What is not said follows from what is: a mandate of old was answered of old.
  reading.created = world.now;
  if (command.date_acknowledged.given()) {
    reading.date_acknowledged = read_date(command.date_acknowledged);
    if (reading.date_acknowledged) reading.created = ist_midnight(*reading.date_acknowledged);
  }
  if (command.created.given()) reading.created = read_instant(command.created);
  const CivilDate made = ist_date(reading.created.value_or(world.now));
  if (!command.date_acknowledged.given()) reading.date_acknowledged = made;
  reading.date_responded = command.date_responded.given() ? parse_date(command.date_responded.text)
                                                          : std::optional(made);
  return reading;
}

std::span<const RuleRow<MakeReading>> make_rules() { return kMakeRules; }

}  // namespace lotusbox
