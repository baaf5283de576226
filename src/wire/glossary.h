// What the names of fields mean: one row a name, whatever object it stands in. The OpenAPI document
// takes its descriptions and examples from here, and the journal of calls what it has to mask.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lotusbox::wire {

/// How a value is shown in logs and in the journal of calls.
enum class Masking : std::uint8_t {
  none,
  hidden,     ///< ***
  last_four,  ///< ***4321; short ones are hidden
  mail        ///< ***@example.com
};

struct Term {
  std::string_view name;
  std::string_view meaning;
  std::string_view example = {};  ///< as JSON: `"ICIC"`, `500000`; empty: none
  Masking masking = Masking::none;
};

/// Sorted by name.
std::span<const Term> glossary();
/// Null when there is no such term. Names are compared with case.
const Term* find_term(std::string_view name);

}  // namespace lotusbox::wire
