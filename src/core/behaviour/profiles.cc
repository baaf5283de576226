#include "core/behaviour/profiles.h"

#include <iterator>

#include "base/check.h"

namespace lotusbox {

namespace {

// clang-format off
constexpr SlackRow kRows[] = {
    {Slack::unknown_keys, "an unknown key in a body", true, false, true,
     "ignored, and named in Lotusbox-Ignored", "facts 14.2; P1"},
    {Slack::unknown_filters, "an unknown parameter in a query", true, false, true,
     "ignored, and named in Lotusbox-Ignored", "facts 14.2; P2"},
    {Slack::management_form, "a form or a text as the body of a management call", true, false, true,
     "read like JSON", "facts 2.1; P3"},
    {Slack::juspay_json, "JSON as the body of a call of Juspay", true, false, true,
     "read like a form", "facts 10; P3"},
    {Slack::amount_numbers, "a JSON number as the amount of an amend", false, false, true,
     "a whole one is paise", "R21"},
    {Slack::short_mobiles, "a mobile number that is none, of 1 to 15 digits", false, false, true,
     "kept as it is", "facts 14; P4"},
    {Slack::short_pans, "a PAN that is none, of 1 to 10 letters and digits", false, false, true,
     "kept as it is", "facts 14; P4"},
    {Slack::unnamed_sponsor, "an import without creditor_agent_name", false, false, true,
     "the name of the merchant profile stands in", "facts 14; P4"},
    {Slack::unnamed_account, "a source without debtor_account_name", false, false, true,
     "the name is null", "facts 14; P4"},
    {Slack::pause_upside_down, "a pause of Juspay that ends before it begins", false, false, true,
     "it lasts to the end of the mandate", "J4"},
    {Slack::subscription_days, "a subscription whose mandate ends less than three working days after it",
     false, false, true, "made", "facts 4.8"},
    {Slack::unknown_profiles, "a source with a NACH profile that the world does not have", true, false,
     true, "shown as a further profile of the merchant", "facts 4.1; R29"},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<std::size_t>(kRows[i].id) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the rows stand in the order of the enumerators");

}  // namespace

std::span<const SlackRow> slack_rows() { return kRows; }

bool takes(Profile profile, Slack what) {
  const SlackRow& row = kRows[static_cast<std::size_t>(what)];
  switch (profile) {
    case Profile::documented: return row.documented;
    case Profile::strict: return row.strict;
    case Profile::lenient: return row.lenient;
  }
  LOTUSBOX_UNREACHABLE("profile");
}

}  // namespace lotusbox
