// Verdicts as text for people, TAP, JUnit XML, JSON and one HTML page: pure functions, which
// neither examine nor write anything.
#pragma once

#include <string>

#include "examiner/verdicts.h"

namespace lotusbox::examiner {

/// A line for each verdict; below a failure its reason, what was sent and came back, and why it
/// matters; at last the counts.
std::string text_report(const Report& report);
std::string tap_report(const Report& report);
std::string junit_report(const Report& report);
std::string json_report(const Report& report);
std::string html_report(const Report& report);

/// `28 passed, 1 failed, 1 skipped`
std::string counts_text(const Report& report);

}  // namespace lotusbox::examiner
