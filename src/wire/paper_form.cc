#include "wire/paper_form.h"

#include "wire/pdf_form.h"

namespace lotusbox::wire {

namespace {

void add_instruction(PdfForm& form, const World& world, const Terms& terms) {
  const Creditor& creditor = creditor_of(world, terms);
  const Category& category = world.reference->categories[terms.category];
  form.group("Instruction");
  form.row("Date", terms.date_of_mandate ? format_date(*terms.date_of_mandate) : "-");
  form.row("Sponsor bank code", creditor.agent_mmbid);
  form.row("Utility code", creditor.utility_code);
  form.row("I / we authorise", creditor.name);
  form.row("to debit", std::string(to_text(terms.account_type)) + " account");
  form.row("Category", category.code + " " + category.description);
}

void add_account(PdfForm& form, const World& world, const Terms& terms) {
  const Bank& bank = world.reference->banks[terms.bank];
  form.group("Account");
  // The one place where the number is not masked: the bank has to read it off the paper.
  form.row("Account number", world.text(terms.account_number));
  form.row("With bank", bank.name);
  form.row("IFSC", world.text(terms.mmbid));
  form.row("MICR", bank.micr);
}

void add_debits(PdfForm& form, const World& world, const Terms& terms, std::string_view id) {
  const bool fixed = terms.amount_kind == AmountKind::collection;
  const std::string_view reference = world.text(terms.references[0]);
  form.group("Debits");
  form.row(fixed ? "Fixed amount" : "Maximum amount", format_rupees(terms.amount));
  form.row("Frequency", terms.frequency ? to_text(*terms.frequency) : "once");
  form.row("Reference 1", reference.empty() ? id : reference);
  form.row("Reference 2", world.text(terms.references[1]));
  form.row("From", format_date(terms.first_collection));
  form.row("To", terms.final_collection ? format_date(*terms.final_collection)
                                        : std::string("until cancelled"));
}

}  // namespace

std::string paper_form(const World& world, SourceId id) {
  const Terms& terms = world.terms_of(world.sources[id.index]);
  const std::string name = id_text(world, {ObjectKind::source, id.index});
  PdfForm form;
  form.title("NACH mandate form", name);
  add_instruction(form, world, terms);
  add_account(form, world, terms);
  add_debits(form, world, terms, name);
  form.group("Debtor");
  form.row("Name", world.text(terms.debtor_name));
  form.row("Mobile", world.text(terms.mobile));
  form.row("E-mail", world.text(terms.email));
  form.blank("Signature of the account holder");
  form.blank("Second signature, if any");
  form.foot("Made by lotusbox, a simulator, at " + format_ist(world.now) +
            ". No bank takes this form.");
  return form.page().file("NACH mandate form " + name, world.now);
}

}  // namespace lotusbox::wire
