#include "wire/paper_form.h"

#include "wire/sheet.h"

namespace lotusbox::wire {

namespace {

void add_instruction(Sheet& sheet, const World& world, const Terms& terms) {
  const Creditor& creditor = creditor_of(world, terms);
  const Category& category = world.reference->categories[terms.category];
  sheet.group("Instruction");
  sheet.row("Date", terms.date_of_mandate ? format_date(*terms.date_of_mandate) : "-");
  sheet.row("Sponsor bank code", creditor.agent_mmbid);
  sheet.row("Utility code", creditor.utility_code);
  sheet.row("I / we authorise", creditor.name);
  sheet.row("to debit", std::string(to_text(terms.account_type)) + " account");
  sheet.row("Category", category.code + " " + category.description);
}

void add_account(Sheet& sheet, const World& world, const Terms& terms) {
  const Bank& bank = world.reference->banks[terms.bank];
  sheet.group("Account");
  // The one place where the number is not masked: the bank has to read it off the paper.
  sheet.row("Account number", world.text(terms.account_number));
  sheet.row("With bank", bank.name);
  sheet.row("IFSC", world.text(terms.mmbid));
  sheet.row("MICR", bank.micr);
}

void add_debits(Sheet& sheet, const World& world, const Terms& terms, std::string_view id) {
  const bool fixed = terms.amount_kind == AmountKind::collection;
  const std::string_view reference = world.text(terms.references[0]);
  sheet.group("Debits");
  sheet.row(fixed ? "Fixed amount" : "Maximum amount", format_rupees(terms.amount));
  sheet.row("Frequency", terms.frequency ? to_text(*terms.frequency) : "once");
  sheet.row("Reference 1", reference.empty() ? id : reference);
  sheet.row("Reference 2", world.text(terms.references[1]));
  sheet.row("From", format_date(terms.first_collection));
  sheet.row("To", terms.final_collection ? format_date(*terms.final_collection)
                                         : std::string("until cancelled"));
}

}  // namespace

std::string paper_form(const World& world, SourceId id) {
  const Terms& terms = world.terms_of(world.sources[id.place]);
  const std::string name = id_text(world, {ObjectKind::source, id.place});
  Sheet sheet;
  sheet.title("NACH mandate form", name);
  add_instruction(sheet, world, terms);
  add_account(sheet, world, terms);
  add_debits(sheet, world, terms, name);
  sheet.group("Debtor");
  sheet.row("Name", world.text(terms.debtor_name));
  sheet.row("Mobile", world.text(terms.mobile));
  sheet.row("E-mail", world.text(terms.email));
  sheet.blank("Signature of the account holder");
  sheet.blank("Second signature, if any");
  sheet.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
             ". No bank takes this form.");
  return sheet.page().file("NACH mandate form " + name, world.now);
}

}  // namespace lotusbox::wire
