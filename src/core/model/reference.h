// What the world knows from outside: banks, codes, categories, the bank calendar and the merchant
// itself. Read once from fixtures and shared by all worlds; never changed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/shared.h"
#include "core/model/creditors.h"
#include "core/model/words.h"
#include "core/values/calendar.h"
#include "core/values/money.h"

namespace lotusbox {

/// A set of authorisation modes.
struct Modes {
  std::uint8_t bits = 0;
  void add(AuthMode mode) {
    bits = static_cast<std::uint8_t>(bits | (1U << static_cast<unsigned>(mode)));
  }
  [[nodiscard]] bool has(AuthMode mode) const {
    return ((bits >> static_cast<unsigned>(mode)) & 1U) != 0;
  }
  [[nodiscard]] bool none() const { return bits == 0; }
};

/// A destination bank that takes part in NACH.
struct Bank {
  std::string code;  ///< four capitals, the vendor's id of the bank
  std::string name;
  std::string ifsc;  ///< head-office IFSC, the debtor_agent_mmbid default
  std::string micr;
  bool ach_debit = false;
  Modes create;      ///< modes of the API e-mandate; none: the bank does not take part
  Modes actions[4];  ///< by Action
};

/// What a bank takes part in, as an attribute that is true or false.
enum class BankFilter : std::uint8_t { ach_dr, esign, api, netbanking, debitcard, aadhaar, others };
[[nodiscard]] bool passes(const Bank& bank, BankFilter filter);

struct Category {
  std::string code;
  std::string description;
  Paise amount_max;  ///< zero when only the general limit counts
};

/// A reason code with its label, as NPCI or a bank words it.
struct ReasonCode {
  std::string code;
  std::string label;
  std::string family;             ///< authorisation_bank, authorisation_npci, mandate_reason …
  std::optional<int> represents;  ///< how often a mandate refused so may be presented again
};

/// Of agents; their ids are of the world.
inline constexpr std::string_view kAgentPrefix = "AG";

/// A person who works for the merchant and brings mandates in.
struct Agent {
  std::string code, name, email, mobile, identification, status;
  Instant created;
};

struct Reference {
  std::vector<Bank> banks;  ///< sorted by code
  std::vector<Category> categories;
  std::vector<ReasonCode> codes;
  WorkingDays working_days;
  Shared<Creditors> creditors;   ///< at least one
  std::string default_category;  ///< the code used when a source names none
  std::vector<Agent> agents;

  [[nodiscard]] const Bank* find_bank(std::string_view code) const;
  /// By the head-office IFSC, else by the first four letters, which mostly are the code.
  [[nodiscard]] const Bank* find_bank_of_ifsc(std::string_view ifsc) const;
  [[nodiscard]] const Category* find_category(std::string_view code) const;
  [[nodiscard]] const ReasonCode* find_code(std::string_view code) const;
};

}  // namespace lotusbox
