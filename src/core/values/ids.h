// Identifiers. Inside the core an id is the index of its object in a table; outside it is a text
// such as SC0069CXV1XCLU, made from the index by a seeded permutation, so that ids look real, the
// same seed gives the same ids, and reading one back needs no search.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lotusbox {

/// Made only by reading a text or by the world. "No id" is std::optional.
template <class Tag>
struct Id {
  std::uint32_t index = 0;
  friend auto operator<=>(Id, Id) = default;
};

using SourceId = Id<struct SourceTag>;
using TermsId = Id<struct TermsTag>;
using MandateId = Id<struct MandateTag>;
using RequestId = Id<struct RequestTag>;
using LinkId = Id<struct LinkTag>;
using CustomerId = Id<struct CustomerTag>;
using BankAccountId = Id<struct BankAccountTag>;
using EventId = Id<struct EventTag>;
using DeliveryId = Id<struct DeliveryTag>;
using ImageId = Id<struct ImageTag>;
using JuspayMandateId = Id<struct JuspayMandateTag>;
using DebitId = Id<struct DebitTag>;
using CollectionId = Id<struct CollectionTag>;
using SettlementId = Id<struct SettlementTag>;
using SubscriptionId = Id<struct SubscriptionTag>;

/// A number below 2^48 as two digits and eight capitals or digits (the observed shape of ids).
[[nodiscard]] std::string format_id_number(std::string_view prefix, std::uint64_t number);
/// nullopt unless the text is the prefix, `00`, two digits and eight capitals or digits.
[[nodiscard]] std::optional<std::uint64_t> parse_id_number(std::string_view prefix,
                                                           std::string_view text);

/// Texts of the ids of one world. A different seed gives different texts.
class IdScheme {
 public:
  explicit IdScheme(std::uint64_t seed) : seed_(seed) {}

  /// `prefix` is the vendor's two letters: SC, MD, CU, BA, EV …
  [[nodiscard]] std::string format(std::string_view prefix, std::uint32_t index) const;
  /// The index named by the text; nullopt when it cannot be an id of this world and kind.
  [[nodiscard]] std::optional<std::uint32_t> parse(std::string_view prefix,
                                                   std::string_view text) const;

  /// The prefix and 24 letters and digits, for secrets that can be looked up, and back.
  [[nodiscard]] std::string format_token(std::string_view prefix, std::uint32_t index) const;
  [[nodiscard]] std::optional<std::uint32_t> parse_token(std::string_view prefix,
                                                         std::string_view text) const;

  /// Thirteen digits that end a UMRN, and back (at most 2^42 apart, so always thirteen digits).
  [[nodiscard]] std::string umrn_digits(std::uint32_t index) const;
  [[nodiscard]] std::optional<std::uint32_t> parse_umrn_digits(std::string_view digits) const;

  /// 22 letters and digits without a prefix, as Juspay spells ids; `purpose` keeps kinds apart.
  [[nodiscard]] std::string format_long(std::string_view purpose, std::uint32_t index) const;
  [[nodiscard]] std::optional<std::uint32_t> parse_long(std::string_view purpose,
                                                        std::string_view text) const;

  /// `count` letters and digits that only this seed and this purpose give.
  [[nodiscard]] std::string secret(std::string_view purpose, std::uint32_t index, int count) const;

  [[nodiscard]] std::uint64_t seed() const { return seed_; }

 private:
  std::uint64_t seed_;
};

/// Texts of one-time links. A link alone must find its world, so its text holds the number of the
/// world beside its index: `AL…`, and a shorter form of the same for text messages.
class LinkNames {
 public:
  static constexpr std::uint32_t kWorldNumbers = 1U << 20U;  ///< world numbers are below this
  static constexpr std::uint32_t kLinksPerWorld = 1U << 28U;

  struct Name {
    std::uint32_t world_number;
    LinkId link;
  };

  explicit LinkNames(std::uint64_t seed) : seed_(seed) {}
  [[nodiscard]] std::string format(Name name) const;
  [[nodiscard]] std::string format_short(Name name) const;  ///< nine letters and digits
  [[nodiscard]] std::optional<Name> parse(std::string_view text) const;
  [[nodiscard]] std::optional<Name> parse_short(std::string_view text) const;

 private:
  [[nodiscard]] std::uint64_t number(Name name) const;
  [[nodiscard]] Name name(std::uint64_t number) const;

  std::uint64_t seed_;
};

}  // namespace lotusbox
