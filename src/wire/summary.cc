#include "wire/summary.h"

#include "wire/debits.h"
#include "wire/json_shapes.h"
#include "wire/pdf_form.h"

namespace lotusbox::wire {

namespace {

std::string date_or_none(std::optional<CivilDate> date) { return date ? format_date(*date) : "-"; }

void add_mandate(PdfForm& form, const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  const Mandate::State& state = mandate.state;
  const Terms& terms = world.terms_of(mandate);
  const Category& category = world.reference->categories[terms.category];
  form.group("Mandate");
  form.row("UMRN", umrn_of(world, id));
  form.row("Status", to_text(state.status));
  form.row("Variant", to_text(terms.variant));
  form.row("Category", category.code + " " + category.description);
  form.row(terms.amount_kind == AmountKind::collection ? "Amount of each debit"
                                                       : "Maximum amount of a debit",
           format_rupees(state.amount));
  form.row("Frequency", state.frequency ? to_text(*state.frequency) : "once");
  form.row("First collection", format_date(terms.first_collection));
  form.row("Final collection",
           state.final_collection ? format_date(*state.final_collection) : "until cancelled");
  const std::string_view reference = world.text(terms.references[0]);
  const std::string own = mandate.source
                              ? id_text(world, {ObjectKind::source, mandate.source->index})
                              : id_text(world, {ObjectKind::mandate, id.index});
  form.row("Reference 1", reference.empty() ? std::string_view(own) : reference);
  form.row("Reference 2", world.text(terms.references[1]));
}

void add_parties(PdfForm& form, const World& world, const Terms& terms) {
  const Bank& bank = world.reference->banks[terms.bank];
  form.group("Debtor");
  form.row("Name", world.text(terms.debtor_name));
  form.row("Bank", bank.name);
  form.row("IFSC", world.text(terms.mmbid));
  form.row("Account", masked_account(world.text(terms.account_number)) + " " +
                          std::string(to_text(terms.account_type)));
  form.row("E-mail", world.text(terms.email));
  form.row("Mobile", world.text(terms.mobile));
  const Creditor& creditor = creditor_of(world, terms);
  form.group("Creditor");
  form.row("Name", creditor.name);
  form.row("Utility code", creditor.utility_code);
  form.row("Sponsor bank", creditor.agent_name + " (" + creditor.agent_mmbid + ")");
}

}  // namespace

std::string mandate_summary(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  const std::string name = id_text(world, {ObjectKind::mandate, id.index});
  PdfForm form;
  form.title("Mandate summary", name);
  add_mandate(form, world, id);
  add_parties(form, world, world.terms_of(mandate));
  form.group("Dates");
  form.row("Created", format_ist(mandate.created));
  form.row("Acknowledged", date_or_none(mandate.state.date_acknowledged));
  form.row("Responded", date_or_none(mandate.state.date_responded));
  form.row("Cancelled", date_or_none(mandate.state.date_cancelled));
  form.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
            ". No bank is involved.");
  return form.page().file("Mandate summary " + name, world.now);
}

std::string debit_summary(const World& world, DebitId id) {
  const Debit& debit = world.ledger.debits[id.index];
  const std::string name = id_text(world, {ObjectKind::ach_debit, id.index});
  const BankResponse response = bank_response_of(world, debit.state);
  PdfForm form;
  form.title("ACH debit summary", name);
  form.group("Debit");
  form.row("Status", to_text(debit.state.status));
  form.row("Amount", format_rupees(debit.amount));
  form.row("Charge date", format_date(debit.charge));
  form.row("Reference", debit_reference(world, id));
  form.row("Creditor reference", world.text(debit.reference_creditor));
  form.row("Mandate", id_text(world, {ObjectKind::mandate, debit.mandate.index}));
  form.row("UMRN", umrn_of(world, debit.mandate));
  form.row("Response", std::string(response.code) + " " + std::string(response.description));
  form.row("Response date", date_or_none(debit.state.date_response));
  add_parties(form, world, world.terms_of(world.mandates[debit.mandate.index]));
  form.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
            ". No bank is involved.");
  return form.page().file("ACH debit summary " + name, world.now);
}

}  // namespace lotusbox::wire
