#include "core/values/ids.h"

#include "base/check.h"
#include "base/seeded_permutation.h"
#include "base/text.h"

namespace lotusbox {

namespace {

constexpr std::string_view kBase36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::uint64_t kPowerOf36 = 2821109907456;  // 36^8
constexpr unsigned kIdHalfBits = 24;
constexpr unsigned kUmrnHalfBits = 21;
constexpr std::size_t kUmrnDigits = 13;

constexpr std::string_view kLinkPrefix = "AL";
constexpr unsigned kLinkPlaceBits = 28;
constexpr std::size_t kShortLength = 9;
constexpr int kTokenSecret = 15;  // 24 letters and digits, of which nine name the index

// A long id is letters that follow from its index, then the number, shifted by what they say.
constexpr std::size_t kLongLead = 13;
constexpr std::size_t kLongNumber = 9;

Permutation id_permutation(std::uint64_t seed, std::string_view prefix) {
  return {fingerprint(seed, prefix), kIdHalfBits};
}

/// Nine letters and digits for a number below 2^48, and back.
std::string format_base62(std::uint64_t number) {
  std::string text(kShortLength, '0');
  for (std::size_t i = kShortLength; i-- > 0; number /= kBase62.size()) {
    text[i] = kBase62[number % kBase62.size()];
  }
  return text;
}

std::optional<std::uint64_t> parse_base62(std::string_view text) {
  if (text.size() != kShortLength) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const auto value = kBase62.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    number = number * kBase62.size() + value;
  }
  if (number >> (2 * kIdHalfBits) != 0) return std::nullopt;
  return number;
}

}  // namespace

std::string format_id_number(std::string_view prefix, std::uint64_t number) {
  std::string text(prefix);
  text += "00";
  text += format_padded(number / kPowerOf36, 2);
  std::uint64_t rest = number % kPowerOf36;
  for (std::uint64_t unit = kPowerOf36 / 36; unit > 0; unit /= 36) {
    text.push_back(kBase36[rest / unit]);
    rest %= unit;
  }
  return text;
}

std::optional<std::uint64_t> parse_id_number(std::string_view prefix, std::string_view text) {
  if (text.size() != prefix.size() + 12 || text.substr(0, prefix.size()) != prefix) {
    return std::nullopt;
  }
  text.remove_prefix(prefix.size());
  if (text.substr(0, 2) != "00" || !all_digits(text.substr(2, 2))) return std::nullopt;
  std::uint64_t number = static_cast<std::uint64_t>((text[2] - '0') * 10 + (text[3] - '0'));
  for (const char c : text.substr(4)) {
    const auto value = kBase36.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    number = number * 36 + value;
  }
  if (number >> (2 * kIdHalfBits) != 0) return std::nullopt;
  return number;
}

std::string IdScheme::format(std::string_view prefix, std::uint32_t index) const {
  return format_id_number(prefix, id_permutation(seed_, prefix).apply(index));
}

std::optional<std::uint32_t> IdScheme::parse(std::string_view prefix, std::string_view text) const {
  const auto number = parse_id_number(prefix, text);
  if (!number) return std::nullopt;
  const std::uint64_t index = id_permutation(seed_, prefix).undo(*number);
  if (index > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(index);
}

std::string IdScheme::format_token(std::string_view prefix, std::uint32_t index) const {
  std::string text(prefix);
  text += format_base62(id_permutation(seed_, prefix).apply(index));
  return text + secret(prefix, index, kTokenSecret);
}

std::optional<std::uint32_t> IdScheme::parse_token(std::string_view prefix,
                                                   std::string_view text) const {
  if (text.size() != prefix.size() + kShortLength + kTokenSecret) return std::nullopt;
  const auto number = parse_base62(text.substr(prefix.size(), kShortLength));
  if (!number) return std::nullopt;
  const std::uint64_t index = id_permutation(seed_, prefix).undo(*number);
  if (index > UINT32_MAX) return std::nullopt;
  const auto found = static_cast<std::uint32_t>(index);
  return format_token(prefix, found) == text ? std::optional(found) : std::nullopt;
}

std::string IdScheme::umrn_digits(std::uint32_t index) const {
  const Permutation permutation(fingerprint(seed_, "umrn"), kUmrnHalfBits);
  return format_padded(permutation.apply(index), kUmrnDigits);
}

std::optional<std::uint32_t> IdScheme::parse_umrn_digits(std::string_view digits) const {
  if (digits.size() != kUmrnDigits || !all_digits(digits)) return std::nullopt;
  const auto number = static_cast<std::uint64_t>(*parse_integer(digits));
  if (number >> (2 * kUmrnHalfBits) != 0) return std::nullopt;
  const Permutation permutation(fingerprint(seed_, "umrn"), kUmrnHalfBits);
  const std::uint64_t index = permutation.undo(number);
  if (index > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(index);
}

std::string IdScheme::format_long(std::string_view purpose, std::uint32_t index) const {
  std::string text = secret(purpose, index, kLongLead);
  std::uint64_t number = id_permutation(seed_, purpose).apply(index);
  std::uint64_t shift = fingerprint(seed_, text);
  for (std::size_t i = 0; i < kLongNumber; ++i) {
    text.push_back(kBase62[(number % kBase62.size() + shift % kBase62.size()) % kBase62.size()]);
    number /= kBase62.size();
    shift = mix(shift);
  }
  return text;
}

std::optional<std::uint32_t> IdScheme::parse_long(std::string_view purpose,
                                                  std::string_view text) const {
  if (text.size() != kLongLead + kLongNumber) return std::nullopt;
  std::uint64_t number = 0;
  std::uint64_t unit = 1;
  std::uint64_t shift = fingerprint(seed_, text.substr(0, kLongLead));
  for (const char c : text.substr(kLongLead)) {
    const auto value = kBase62.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    number += unit * ((value + kBase62.size() - shift % kBase62.size()) % kBase62.size());
    unit *= kBase62.size();
    shift = mix(shift);
  }
  if (number >> (2 * kIdHalfBits) != 0) return std::nullopt;
  const std::uint64_t index = id_permutation(seed_, purpose).undo(number);
  if (index > UINT32_MAX) return std::nullopt;
  const auto found = static_cast<std::uint32_t>(index);
  if (format_long(purpose, found) != text) return std::nullopt;
  return found;
}

std::string IdScheme::secret(std::string_view purpose, std::uint32_t index, int count) const {
  std::string text;
  std::uint64_t state = mix(fingerprint(seed_, purpose) ^ index);
  for (int i = 0; i < count; ++i) {
    state = mix(state);
    text.push_back(kBase62[state % kBase62.size()]);
  }
  return text;
}

std::uint64_t LinkNames::number(Name name) const {
  LOTUSBOX_CHECK(name.world_number < kWorldNumbers && name.link.index < kLinksPerWorld,
                 "a link beyond its bounds");
  return id_permutation(seed_, kLinkPrefix)
      .apply((std::uint64_t{name.world_number} << kLinkPlaceBits) | name.link.index);
}

LinkNames::Name LinkNames::name(std::uint64_t number) const {
  const std::uint64_t plain = id_permutation(seed_, kLinkPrefix).undo(number);
  return {static_cast<std::uint32_t>(plain >> kLinkPlaceBits),
          LinkId{static_cast<std::uint32_t>(plain & (kLinksPerWorld - 1))}};
}

std::string LinkNames::format(Name link) const {
  return format_id_number(kLinkPrefix, number(link));
}

std::string LinkNames::format_short(Name link) const { return format_base62(number(link)); }

std::optional<LinkNames::Name> LinkNames::parse(std::string_view text) const {
  const auto number = parse_id_number(kLinkPrefix, text);
  if (!number) return std::nullopt;
  return name(*number);
}

std::optional<LinkNames::Name> LinkNames::parse_short(std::string_view text) const {
  const auto number = parse_base62(text);
  if (!number) return std::nullopt;
  return name(*number);
}

}  // namespace lotusbox
