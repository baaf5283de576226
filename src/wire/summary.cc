#include "wire/summary.h"

#include "wire/debits.h"
#include "wire/shapes.h"
#include "wire/sheet.h"

namespace lotusbox::wire {

namespace {

std::string date_or_none(std::optional<CivilDate> date) { return date ? format_date(*date) : "-"; }

void add_mandate(Sheet& sheet, const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.place];
  const Mandate::State& state = mandate.state;
  const Terms& terms = world.terms_of(mandate);
  const Category& category = world.reference->categories[terms.category];
  sheet.group("Mandate");
  sheet.row("UMRN", umrn_of(world, id));
  sheet.row("Status", to_text(state.status));
  sheet.row("Variant", to_text(terms.variant));
  sheet.row("Category", category.code + " " + category.description);
  sheet.row(terms.amount_kind == AmountKind::collection ? "Amount of each debit"
                                                        : "Maximum amount of a debit",
            format_rupees(state.amount));
  sheet.row("Frequency", state.frequency ? to_text(*state.frequency) : "once");
  sheet.row("First collection", format_date(terms.first_collection));
  sheet.row("Final collection",
            state.final_collection ? format_date(*state.final_collection) : "until cancelled");
  const std::string_view reference = world.text(terms.references[0]);
  const std::string own = mandate.source
                              ? id_text(world, {ObjectKind::source, mandate.source->place})
                              : id_text(world, {ObjectKind::mandate, id.place});
  sheet.row("Reference 1", reference.empty() ? std::string_view(own) : reference);
  sheet.row("Reference 2", world.text(terms.references[1]));
}

void add_parties(Sheet& sheet, const World& world, const Terms& terms) {
  const Bank& bank = world.reference->banks[terms.bank];
  sheet.group("Debtor");
  sheet.row("Name", world.text(terms.debtor_name));
  sheet.row("Bank", bank.name);
  sheet.row("IFSC", world.text(terms.mmbid));
  sheet.row("Account", masked_account(world.text(terms.account_number)) + " " +
                           std::string(to_text(terms.account_type)));
  sheet.row("E-mail", world.text(terms.email));
  sheet.row("Mobile", world.text(terms.mobile));
  const Creditor& creditor = creditor_of(world, terms);
  sheet.group("Creditor");
  sheet.row("Name", creditor.name);
  sheet.row("Utility code", creditor.utility_code);
  sheet.row("Sponsor bank", creditor.agent_name + " (" + creditor.agent_mmbid + ")");
}

}  // namespace

std::string mandate_summary(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.place];
  const std::string name = id_text(world, {ObjectKind::mandate, id.place});
  Sheet sheet;
  sheet.title("Mandate summary", name);
  add_mandate(sheet, world, id);
  add_parties(sheet, world, world.terms_of(mandate));
  sheet.group("Dates");
  sheet.row("Created", format_ist(mandate.created));
  sheet.row("Acknowledged", date_or_none(mandate.state.date_acknowledged));
  sheet.row("Responded", date_or_none(mandate.state.date_responded));
  sheet.row("Cancelled", date_or_none(mandate.state.date_cancelled));
  sheet.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
             ". No bank is involved.");
  return sheet.page().file("Mandate summary " + name, world.now);
}

std::string debit_summary(const World& world, DebitId id) {
  const Debit& debit = world.ledger.debits[id.place];
  const std::string name = id_text(world, {ObjectKind::ach_debit, id.place});
  const Response response = response_of(world, debit.state);
  Sheet sheet;
  sheet.title("ACH debit summary", name);
  sheet.group("Debit");
  sheet.row("Status", to_text(debit.state.status));
  sheet.row("Amount", format_rupees(debit.amount));
  sheet.row("Charge date", format_date(debit.charge));
  sheet.row("Reference", debit_reference(world, id));
  sheet.row("Creditor reference", world.text(debit.reference_creditor));
  sheet.row("Mandate", id_text(world, {ObjectKind::mandate, debit.mandate.place}));
  sheet.row("UMRN", umrn_of(world, debit.mandate));
  sheet.row("Response", std::string(response.code) + " " + std::string(response.description));
  sheet.row("Response date", date_or_none(debit.state.date_response));
  add_parties(sheet, world, world.terms_of(world.mandates[debit.mandate.place]));
  sheet.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
             ". No bank is involved.");
  return sheet.page().file("ACH debit summary " + name, world.now);
}

}  // namespace lotusbox::wire
