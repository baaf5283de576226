#include "core/behaviour/creditors.h"

#include <algorithm>

#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

/// How the vendor makes the IFSC of a sponsor bank in its samples.
constexpr std::string_view kSponsorBranch = "0999999";

std::string name_of(std::size_t index, std::string_view key) {
  return "nach_profiles[" + std::to_string(index) + "]." + std::string(key);
}

Objection body_readable(const SetCreditors& c) {
  if (!c.body_problem.empty()) return Finding{.message = c.body_problem};
  if (c.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "A NACH profile has no such key", .param = c.unknown_keys.front()};
}

Objection list_fits(const SetCreditors& c) {
  if (!c.list.given()) {
    return missing_field("nach_profiles is required: a list of one profile or more");
  }
  const bool good = !c.profiles.empty() && c.profiles.size() <= limits::kNachProfiles;
  return when(!good, "nach_profiles must be a list of 1 to 1000 profiles");
}

/// The first profile whose field breaks a condition, with the name of the field.
Objection each(const SetCreditors& c, std::string_view key, Field CreditorFields::*field,
               bool required, bool (*fits)(std::string_view), std::string_view must) {
  for (std::size_t i = 0; i < c.profiles.size(); ++i) {
    const Field& sent = c.profiles[i].*field;
    if (sent.given() ? sent.is_scalar() && fits(sent.text) : !required) continue;
    const std::string name = name_of(i, key);
    if (!sent.given()) return missing_field(name + " is required", name);
    return Finding{.message = name + " must be " + std::string(must), .param = name};
  }
  return std::nullopt;
}

bool is_name(std::string_view text) {
  return is_printable(text) && text.size() <= limits::kCustomerNameLength;
}

Objection codes_fit(const SetCreditors& c) {
  Objection found = each(c, "creditor_agent_code", &CreditorFields::agent_code, true, is_bank_code,
                         "the four letters of the sponsor bank");
  if (found) return found;
  found = each(c, "creditor_utility_code", &CreditorFields::utility_code, true, is_utility_code,
               "18 capitals and digits");
  if (found) return found;
  return each(c, "creditor_agent_mmbid", &CreditorFields::agent_mmbid, false, is_ifsc,
              "an IFSC of 11 characters");
}

Objection names_fit(const SetCreditors& c) {
  Objection found = each(c, "creditor_name", &CreditorFields::name, false, is_name,
                         "a plain text of at most 100 characters");
  if (found) return found;
  return each(c, "creditor_agent_name", &CreditorFields::agent_name, false, is_name,
              "a plain text of at most 100 characters");
}

Objection each_once(const SetCreditors& c) {
  for (std::size_t i = 0; i < c.profiles.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (c.profiles[i].agent_code.text != c.profiles[k].agent_code.text ||
          c.profiles[i].utility_code.text != c.profiles[k].utility_code.text) {
        continue;
      }
      return Finding{.message = "Two profiles have this sponsor bank and utility code",
                     .param = name_of(i, "creditor_utility_code")};
    }
  }
  return std::nullopt;
}

constexpr RuleRow<SetCreditors> kRules[] = {
    {{"nach_profiles.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and its profiles have known keys only"},
     body_readable},
    {{"nach_profiles.list", parameter_invalid, "nach_profiles", assumed, "control plane",
      "1 to 1000 profiles are sent"},
     list_fits},
    {{"nach_profiles.codes", parameter_invalid, "", assumed, "facts 1.8",
      "Sponsor bank, utility code and IFSC have their forms"},
     codes_fit},
    {{"nach_profiles.names", parameter_invalid, "", assumed, "control plane",
      "The names are plain texts"},
     names_fit},
    {{"nach_profiles.once", parameter_invalid, "", assumed, "control plane",
      "No two profiles share sponsor bank and utility code"},
     each_once},
};

Creditor creditor_from(const World& world, const CreditorFields& fields) {
  const Creditors& known = world.creditors.read();
  Creditor creditor;
  creditor.name = fields.name.given() ? fields.name.text : known.rows[known.usual].name;
  creditor.utility_code = fields.utility_code.text;
  set_sponsor(creditor, *world.reference, fields.agent_code.text);
  if (fields.agent_mmbid.given()) creditor.agent_mmbid = fields.agent_mmbid.text;
  if (fields.agent_name.given()) creditor.agent_name = fields.agent_name.text;
  return creditor;
}

}  // namespace

Decided decide_creditors(const World& world, const SetCreditors& command) {
  const std::span<const RuleRow<SetCreditors>> rules = kRules;
  if (auto refusal = first_refusal(rules, command)) return failure(std::move(*refusal));
  Creditors creditors = world.creditors.read();
  for (Creditor& row : creditors.rows) row.configured = false;
  std::optional<std::uint16_t> usual;
  for (const CreditorFields& fields : command.profiles) {
    const Creditor wanted = creditor_from(world, fields);
    auto row = std::find_if(creditors.rows.begin(), creditors.rows.end(), [&](const Creditor& one) {
      return one.agent_code == wanted.agent_code && one.utility_code == wanted.utility_code;
    });
    if (row == creditors.rows.end()) row = creditors.rows.insert(row, wanted);
    *row = wanted;
    if (!usual) usual = static_cast<std::uint16_t>(row - creditors.rows.begin());
  }
  creditors.usual = usual.value_or(creditors.usual);
  if (creditors.rows.size() > 2 * limits::kNachProfiles) {
    return failure(
        Refusal{&kRules[1].rule, {.message = "This world holds too many NACH profiles"}});
  }
  Decision decision;
  decision.draft = CreditorsDraft{std::move(creditors)};
  return decision;
}

std::vector<const Rule*> creditors_rule_list() {
  return rules_of(std::span<const RuleRow<SetCreditors>>(kRules));
}

void set_sponsor(Creditor& creditor, const Reference& reference, const std::string& code) {
  if (code == creditor.agent_code) return;
  const Bank* bank = reference.find_bank(code);
  creditor.agent_code = code;
  creditor.agent_mmbid = code + std::string(kSponsorBranch);
  creditor.agent_name = bank == nullptr ? code : bank->name;
}

}  // namespace lotusbox
