// What usually is a mistake in a recorded session: amounts in the wrong unit, days in the wrong
// zone, a receiver that works before it answers, a link that is answered twice. It reads the
// script alone, and runs nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/script.h"

namespace lotusbox::examiner {

struct Warning {
  int line = 0;
  std::string_view name;  ///< `amount_unit`
  std::string what;       ///< what stands there
  std::string why;        ///< what it leads to, and what is probably meant
};

std::vector<Warning> lint(const scenario::Script& script);

/// The names of all checks, and what each looks for.
struct LintRow {
  std::string_view name;
  std::string_view meaning;
};
std::vector<LintRow> lint_rows();

}  // namespace lotusbox::examiner
