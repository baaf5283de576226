// Calls as clients send them, as far as the model has an opinion on them. Nothing here comes from
// the product.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace lotusbox::simulate {

/// A value as a client sends it.
struct Given {
  enum class As : std::uint8_t { absent, null, text, number, other };
  As as = As::absent;
  std::string text;
  [[nodiscard]] bool is_text() const { return as == As::text; }
  [[nodiscard]] bool there() const { return as != As::absent; }
};

/// Amend, pause, resume or cancel.
struct Manage {
  std::string action;
  Given umrn, mandate_id;
  bool unreadable = false;    ///< the body cannot be read
  bool unknown_keys = false;  ///< it has keys that no page names
  Given frequency, collection_amount, maximum_amount, final_collection_date;
  Given redirect, return_url, auth_mode;
};
/// What a customer does on the page of a link.
struct CustomerDoes {
  std::optional<std::uint32_t> link;  ///< by the order in which links were made; none: no such link
  Given outcome;                      ///< accepted, rejected, abandoned
  bool odd = false;                   ///< and something that no page tells of
};
struct NewSource {
  Given type, collection, maximum;
  bool odd = false;  ///< with values that the model has no opinion on
};
struct Withdraw {
  std::string source;
};
struct Process {
  std::string source;
};
struct SponsorCancels {
  std::string mandate, umrn;
};
/// Pause, resume or revoke of Juspay; texts as sent, empty: not sent.
struct Juspay {
  std::string mandate;
  std::string command, pause_start, pause_end, resume_date;
  bool odd = false;
};
/// Anything that the seeds do not tell of: debits, settings, pretend banks.
struct Outside {
  bool banks = false;  ///< it may move sources and mandates
};
using Call = std::variant<Manage, CustomerDoes, NewSource, Withdraw, Process, SponsorCancels,
                          Juspay, Outside>;

}  // namespace lotusbox::simulate
