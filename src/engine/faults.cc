#include "engine/faults.h"

namespace lotusbox {

namespace {

/// Takes the first piece off a path; empty at its end.
std::string_view next_piece(std::string_view& path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string_view piece = path.substr(0, path.find('/'));
  path.remove_prefix(piece.size());
  return piece;
}

bool stands_for_any(std::string_view piece) { return piece == "*" || piece.starts_with('{'); }

bool fits(const Fault& fault, std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  if (!fault.method.empty() && fault.method != method) return false;
  return fault.path.empty() || path_fits(fault.path, path);
}

}  // namespace

bool path_fits(std::string_view pattern, std::string_view path) {
  while (true) {
    const std::string_view wanted = next_piece(pattern);
    if (wanted == "**" && pattern.empty()) return true;
    const std::string_view given = next_piece(path);
    if (wanted.empty() || given.empty()) return wanted.empty() && given.empty();
    if (!stands_for_any(wanted) && wanted != given) return false;
  }
}

bool patterns_meet(std::string_view pattern, std::string_view other) {
  while (true) {
    const std::string_view one = next_piece(pattern);
    if (one == "**" && pattern.empty()) return true;
    const std::string_view two = next_piece(other);
    if (one.empty() || two.empty()) return one.empty() && two.empty();
    if (!stands_for_any(one) && !stands_for_any(two) && one != two) return false;
  }
}

Strike Faults::strike(std::string_view method, std::string_view path, std::uint64_t seed,
                      bool answered) {
  Strike strike;
  for (std::size_t index = 0; index < list.size(); ++index) {
    Fault& fault = list[index];
    if (fault.spent() || !fits(fault, method, path)) continue;
    if (answered && fault.answers()) continue;
    strike.counted = true;
    const std::uint64_t number = (std::uint64_t{index} << 32U) | ++fault.seen;
    if (fault.rate && !falls(*fault.rate, seed, number)) continue;
    ++fault.struck;
    strike.index = index;
    break;
  }
  return strike;
}

}  // namespace lotusbox
