#include "wire/fields.h"

#include "wire/json_shapes.h"

namespace lotusbox::wire {

void write_amounts(JsonWriter& out, AmountKind kind, Paise amount) {
  const bool fixed = kind == AmountKind::collection;
  if (fixed) {
    out.field("amount_collection", amount.count()).field_null("amount_maximum");
  } else {
    out.field_null("amount_collection").field("amount_maximum", amount.count());
  }
}

namespace {

std::string_view either(std::string_view sent, std::string_view ours) {
  return sent.empty() ? ours : sent;
}

}  // namespace

void write_creditor(JsonWriter& out, const World& world, const Terms& terms) {
  const Category& category = world.reference->categories[terms.category];
  const Creditor& creditor = creditor_of(world, terms);
  const SentNames sent = terms.sent_names ? world.sent_names[*terms.sent_names] : SentNames{};
  out.field("category_code", category.code)
      .field("category_description",
             either(world.text(sent.category_description), category.description))
      .field("creditor_agent_code", creditor.agent_code)
      .field("creditor_agent_mmbid", creditor.agent_mmbid)
      .field("creditor_agent_name",
             either(world.text(sent.creditor_agent_name), creditor.agent_name))
      .field("creditor_name", either(world.text(sent.creditor_name), creditor.name))
      .field("creditor_utility_code", creditor.utility_code);
}

void write_debtor(JsonWriter& out, const World& world, const Terms& terms) {
  const Bank& bank = world.reference->banks[terms.bank];
  out.field_or_null("debtor_account_name", world.text(terms.debtor_name))
      .field("debtor_account_number", masked_account(world.text(terms.account_number)))
      .field("debtor_account_type", to_text(terms.account_type))
      .field("debtor_agent_code", bank.code)
      .field("debtor_agent_mmbid", world.text(terms.mmbid))
      .field("debtor_agent_name", bank.name)
      .field_or_null("debtor_email", world.text(terms.email))
      .field_or_null("debtor_mobile", world.text(terms.mobile))
      .field_or_null("debtor_pan", masked_pan(world.text(terms.pan)))
      .field_or_null("debtor_phone", world.text(terms.phone));
}

void write_references(JsonWriter& out, const World& world, const Terms& terms,
                      std::string_view first_default) {
  const std::string_view first = world.text(terms.references[0]);
  out.field_or_null("reference1", first.empty() ? first_default : first);
  for (std::size_t i = 1; i < std::size(terms.references); ++i) {
    const std::string name = "reference" + std::to_string(i + 1);
    const std::string_view text = world.text(terms.references[i]);
    if ((terms.hashes >> i & 1U) != 0) {
      out.key(name).raw(text);
    } else {
      out.field_or_null(name, text);
    }
  }
}

void write_agent_id(JsonWriter& out, const World& world, std::optional<std::uint16_t> agent) {
  out.field_or_null("agent", agent ? world.ids.format(kAgentPrefix, *agent) : std::string());
}

}  // namespace lotusbox::wire
