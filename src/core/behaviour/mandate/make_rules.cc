#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/shapes.h"
#include "core/behaviour/source/rules.h"

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

Found response_date(const MakeReading& r) {
  return when(r.command.date_responded.given() && !r.date_responded,
              "date_responded must be a date such as 2026-01-31");
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
};

}  // namespace

MakeReading read_make(const World& world, const MakeMandate& command) {
  MakeReading reading{.world = world, .command = command};
  reading.status = command.status.given() ? parse_mandate_status(command.status.text)
                                          : std::optional(MandateStatus::active);
  reading.cancel = command.status_cancel.given() ? parse_cancel_status(command.status_cancel.text)
                                                 : std::optional(CancelStatus::cancel_nil);
  if (command.customer.given()) reading.customer = find_customer(world, command.customer.text);
  if (command.date_responded.given()) {
    reading.date_responded = parse_date(command.date_responded.text);
  } else if (command.date_responded.kind == Field::Kind::absent) {
    reading.date_responded = ist_date(world.now);
  }
  return reading;
}

std::span<const RuleRow<MakeReading>> make_rules() { return kMakeRules; }

}  // namespace lotusbox
