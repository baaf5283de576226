// The NACH profiles of a merchant: the accounts that collect, each with its sponsor bank and its
// utility code (facts 1.8, 4.2). A world begins with those of the fixtures; the control plane may
// set others, and a source may name one that is not among them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/field.h"

namespace lotusbox {

struct Creditor {
  std::string name;
  std::string utility_code;  ///< 18 characters
  std::string agent_code;    ///< sponsor bank
  std::string agent_mmbid;
  std::string agent_name;
  bool configured = true;  ///< by the fixtures or the control plane; else a source has named it
};

/// Rows are never removed: the terms of mandates name them by their place.
struct Creditors {
  std::vector<Creditor> rows;
  std::uint16_t usual = 0;  ///< the one of a source that names none
};

/// What a caller says of one profile.
struct CreditorFields {
  Field name, utility_code, agent_code, agent_mmbid, agent_name;
};

/// Replaces the configured profiles; the first is the usual one.
struct SetCreditors {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  Field list;
  std::vector<CreditorFields> profiles;
};

struct World;
struct Terms;
[[nodiscard]] const Creditor& creditor_of(const World& world, const Terms& terms);
/// `NP…`
[[nodiscard]] std::string profile_id(const World& world, std::uint16_t creditor);

}  // namespace lotusbox
