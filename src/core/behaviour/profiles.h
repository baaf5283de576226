// What the three profiles take of what callers send: a table of rows, which the rules ask and the
// tables print. Documented follows the pages and our readings, strict refuses what the pages do not
// allow, lenient takes what real clients are known to send.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/words.h"

namespace lotusbox {

enum class Slack : std::uint8_t {
  unknown_keys,
  unknown_filters,
  management_form,
  juspay_json,
  amount_numbers,
  short_mobiles,
  short_pans,
  unnamed_sponsor,
  unnamed_account,
  pause_upside_down,
  subscription_days,
  unknown_profiles
};

struct SlackRow {
  Slack id;
  std::string_view what;             ///< what a caller may send
  bool documented, strict, lenient;  ///< taken by the profile; refused otherwise
  std::string_view taken;            ///< what becomes of it
  std::string_view source;
};

std::span<const SlackRow> slack_rows();

/// Whether a profile takes it.
[[nodiscard]] bool takes(Profile profile, Slack what);

}  // namespace lotusbox
