// The keys that sources and mandates have in common: amounts, creditor, debtor, references. A view
// has `world`, `terms`, `amount` and `id_text()`, the id that stands in for a missing reference.
// Internal to this floor.
#pragma once

#include "wire/describe.h"
#include "wire/parts.h"

namespace lotusbox::wire {

inline constexpr std::string_view kVariants = "'emandate_api'|'emandate_esign'|'physical'";
inline constexpr std::string_view kFrequencies =
    "'ADHO'|'INDA'|'DAIL'|'WEEK'|'MNTH'|'BIMN'|'QURT'|'MIAN'|'YEAR'?";
inline constexpr std::string_view kAccountTypes = "'savings'|'current'|'cc'|'nre'|'nro'|'other'";

SentNames sent_names(const World& world, const Terms& terms);
inline std::string_view either(std::string_view sent, std::string_view ours) {
  return sent.empty() ? ours : sent;
}
inline std::optional<Paise> amount_if(bool shown, Paise amount) {
  return shown ? std::optional(amount) : std::nullopt;
}
/// A reference is a text or, the fourth and fifth, a hash.
void put_reference(JsonWriter& out, const World& world, const Terms& terms, std::size_t index);

template <class View>
inline constexpr auto kAmountRows = rows<View>({
    {"amount_collection",
     [](const auto& v) {
       return amount_if(v.terms.amount_kind == AmountKind::collection, v.amount);
     }},
    {"amount_maximum",
     [](const auto& v) {
       return amount_if(v.terms.amount_kind != AmountKind::collection, v.amount);
     }},
});

template <class View>
inline constexpr auto kCreditorRows = rows<View>({
    {"category_code",
     [](const auto& v) {
       return std::string_view(v.world.reference->categories[v.terms.category].code);
     }},
    {"category_description",
     [](const auto& v) {
       return either(v.world.text(sent_names(v.world, v.terms).category_description),
                     v.world.reference->categories[v.terms.category].description);
     }},
    {"creditor_agent_code",
     [](const auto& v) { return std::string_view(creditor_of(v.world, v.terms).agent_code); }},
    {"creditor_agent_mmbid",
     [](const auto& v) { return std::string_view(creditor_of(v.world, v.terms).agent_mmbid); }},
    {"creditor_agent_name",
     [](const auto& v) {
       return either(v.world.text(sent_names(v.world, v.terms).creditor_agent_name),
                     creditor_of(v.world, v.terms).agent_name);
     }},
    {"creditor_name",
     [](const auto& v) {
       return either(v.world.text(sent_names(v.world, v.terms).creditor_name),
                     creditor_of(v.world, v.terms).name);
     }},
    {"creditor_utility_code",
     [](const auto& v) { return std::string_view(creditor_of(v.world, v.terms).utility_code); }},
});

template <class View>
inline constexpr auto kDebtorRows = rows<View>({
    {"debtor_account_name",
     [](const auto& v) { return OrNull{v.world.text(v.terms.debtor_name)}; }},
    {"debtor_account_number",
     [](const auto& v) { return masked_account(v.world.text(v.terms.account_number)); }},
    {"debtor_account_type", kAccountTypes, [](const auto& v) { return v.terms.account_type; }},
    {"debtor_agent_code",
     [](const auto& v) { return std::string_view(v.world.reference->banks[v.terms.bank].code); }},
    {"debtor_agent_mmbid", [](const auto& v) { return v.world.text(v.terms.mmbid); }},
    {"debtor_agent_name",
     [](const auto& v) { return std::string_view(v.world.reference->banks[v.terms.bank].name); }},
    {"debtor_email", [](const auto& v) { return OrNull{v.world.text(v.terms.email)}; }},
    {"debtor_mobile", [](const auto& v) { return OrNull{v.world.text(v.terms.mobile)}; }},
    {"debtor_pan", [](const auto& v) { return OrNull{masked_pan(v.world.text(v.terms.pan))}; }},
    {"debtor_phone", [](const auto& v) { return OrNull{v.world.text(v.terms.phone)}; }},
});

template <class View>
inline constexpr auto kCollectionRows = rows<View>({
    {"frequency", kFrequencies, [](const auto& v) { return v.frequency; }},
    {"instrument", "'DEBIT'"},
    {"occurrence_sequence_type", "'RCUR'|'OOFF'", [](const auto& v) { return v.terms.sequence; }},
    {"reference1",
     [](const auto& v) {
       const std::string_view given = v.world.text(v.terms.references[0]);
       return given.empty() ? v.id_text() : std::string(given);
     }},
    {"reference2", "text?",
     [](JsonWriter& out, const auto& v) { put_reference(out, v.world, v.terms, 1); }},
    {"reference3", "text?",
     [](JsonWriter& out, const auto& v) { put_reference(out, v.world, v.terms, 2); }},
    {"reference4", "@Reference?",
     [](JsonWriter& out, const auto& v) { put_reference(out, v.world, v.terms, 3); }},
    {"reference5", "@Reference?",
     [](JsonWriter& out, const auto& v) { put_reference(out, v.world, v.terms, 4); }},
    {"variant", kVariants, [](const auto& v) { return v.terms.variant; }},
});

}  // namespace lotusbox::wire
