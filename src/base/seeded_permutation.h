// Seeded number mixing: the only source of "randomness" in the project. The same seed gives the
// same numbers on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace lotusbox {

/// Mixes all bits of a number (the finaliser of splitmix64).
[[nodiscard]] std::uint64_t mix(std::uint64_t number);

/// A 64-bit fingerprint of a text under a seed; not for secrets.
[[nodiscard]] std::uint64_t fingerprint(std::uint64_t seed, std::string_view text);

/// A seeded permutation of the numbers below 2^(2*half_bits): no two inputs share an output, and
/// `undo` finds the input again. Ids are made with it, so an id decodes to its index.
class Permutation {
 public:
  /// half_bits from 8 to 24.
  Permutation(std::uint64_t seed, unsigned half_bits) : seed_(seed), half_bits_(half_bits) {}

  [[nodiscard]] std::uint64_t apply(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t undo(std::uint64_t number) const;

 private:
  [[nodiscard]] std::uint64_t round(std::uint64_t half, unsigned which) const;
  [[nodiscard]] std::uint64_t mask() const { return (std::uint64_t{1} << half_bits_) - 1; }

  std::uint64_t seed_;
  unsigned half_bits_;
};

}  // namespace lotusbox
