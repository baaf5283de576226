#include "core/behaviour/customer/rules.h"

#include "core/behaviour/formats.h"
#include "core/behaviour/source/rules.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

/// A field that may be missing, but when it is there must be scalar and fit.
Objection optional_shape(const Field& field, bool (*fits)(std::string_view), const char* message) {
  return when(field.given() && !(field.is_scalar() && fits(field.text)), message);
}

Objection body_readable(const CreateCustomer& c) {
  if (c.body_problem.empty()) return std::nullopt;
  return Finding{.message = c.body_problem};
}
Objection name_given(const CreateCustomer& c) { return when(!c.name.given(), "name is required"); }
Objection name_plain(const CreateCustomer& c) {
  return when(!c.name.is_scalar() || !is_printable(c.name.text) ||
                  c.name.text.size() > limits::kCustomerNameLength,
              "name must be a plain text of at most 100 characters");
}
Objection email_fits(const CreateCustomer& c) {
  return optional_shape(c.email, is_email, "email is not an e-mail address");
}
Objection mobile_fits(const CreateCustomer& c) {
  return optional_shape(c.mobile, is_mobile,
                        "mobile must be ten digits beginning with 6, 7, 8 or 9");
}
Objection phone_fits(const CreateCustomer& c) {
  return optional_shape(c.phone, is_phone, "phone must be a phone number");
}
Objection pan_fits(const CreateCustomer& c) {
  return optional_shape(c.pan, is_pan, "pan must look like ABCDE1234F");
}
Objection description_plain(const CreateCustomer& c) {
  if (!c.description.given()) return std::nullopt;
  return when(!c.description.is_scalar() || !is_printable(c.description.text) ||
                  c.description.text.size() > limits::kDescriptionLength,
              "description must be a plain text of at most 500 characters");
}
Objection metadata_kept(const CreateCustomer& c) {
  return when(!metadata_fits(c.metadata, c.metadata_json),
              "metadata must be a hash of at most 30 pairs");
}

constexpr RuleRow<CreateCustomer> kRules[] = {
    {{"customer.body_malformed", parameter_invalid, "", assumed, "R1",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"customer.name_given", parameter_missing, "name", assumed, "facts 4.3", "A name is sent"},
     name_given},
    {{"customer.name", parameter_invalid, "name", assumed, "facts 4.3",
      "The name is a plain text of at most 100 characters"},
     name_plain},
    {{"customer.email", parameter_invalid, "email", assumed, "reference data 6",
      "The e-mail address is one"},
     email_fits},
    {{"customer.mobile", parameter_invalid, "mobile", assumed, "reference data 6",
      "The mobile number is an Indian one"},
     mobile_fits},
    {{"customer.phone", parameter_invalid, "phone", assumed, "reference data 6",
      "The phone number is one"},
     phone_fits},
    {{"customer.pan", parameter_invalid, "pan", assumed, "reference data 6",
      "The PAN has its form"},
     pan_fits},
    {{"customer.description", parameter_invalid, "description", assumed, "facts 4.3",
      "The description is a plain text of at most 500 characters"},
     description_plain},
    {{"customer.metadata", parameter_invalid, "metadata", documented, "facts 1.7",
      "Metadata is a hash within its limits"},
     metadata_kept},
};

}  // namespace

std::span<const RuleRow<CreateCustomer>> customer_rules() { return kRules; }

}  // namespace lotusbox
