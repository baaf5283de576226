#include "base/seeded_permutation.h"

namespace lotusbox {

namespace {
constexpr unsigned kRounds = 4;
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
}  // namespace

std::uint64_t mix(std::uint64_t number) {
  number += kGolden;
  number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
  number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
  return number ^ (number >> 31U);
}

std::uint64_t fingerprint(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = mix(seed ^ text.size());
  for (const char c : text) hash = mix(hash ^ static_cast<unsigned char>(c));
  return hash;
}

std::uint64_t Permutation::round(std::uint64_t half, unsigned which) const {
  return mix(seed_ + which * kGolden + half) & mask();
}

std::uint64_t Permutation::apply(std::uint64_t number) const {
  std::uint64_t left = number >> half_bits_;
  std::uint64_t right = number & mask();
  for (unsigned i = 0; i < kRounds; ++i) {
    const std::uint64_t next = left ^ round(right, i);
    left = right;
    right = next;
  }
  return (left << half_bits_) | right;
}

std::uint64_t Permutation::undo(std::uint64_t number) const {
  std::uint64_t left = number >> half_bits_;
  std::uint64_t right = number & mask();
  for (unsigned i = kRounds; i-- > 0;) {
    const std::uint64_t previous = right ^ round(left, i);
    right = left;
    left = previous;
  }
  return (left << half_bits_) | right;
}

}  // namespace lotusbox
