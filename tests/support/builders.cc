#include "support/builders.h"

namespace lotusbox::test {

namespace {

constexpr AuthMode kAllModes[] = {AuthMode::netbanking, AuthMode::debitcard, AuthMode::aadhaar,
                                  AuthMode::others};

Modes modes(std::initializer_list<AuthMode> list) {
  Modes made;
  for (const AuthMode mode : list) made.add(mode);
  return made;
}

Modes all_modes() {
  Modes made;
  for (const AuthMode mode : kAllModes) made.add(mode);
  return made;
}

Reference make_reference() {
  Reference made;
  Bank some{.code = "AUBL", .name = "AU BANK", .ifsc = "AUBL0000001", .micr = "302000001"};
  some.create = modes({AuthMode::debitcard, AuthMode::aadhaar});
  for (const Action action : {Action::amend, Action::pause, Action::cancel}) {
    some.actions[static_cast<std::size_t>(action)] = some.create;
  }
  Bank every{.code = "ICIC", .name = "ICICI BANK", .ifsc = "ICIC0000001", .micr = "400000001"};
  every.create = all_modes();
  for (Modes& action : every.actions) action = all_modes();
  Bank paper{.code = "PAPR", .name = "PAPER BANK", .ifsc = "PAPR0000001", .micr = "1"};
  for (Bank* bank : {&some, &every, &paper}) bank->ach_debit = true;
  made.banks = {some, every, paper};
  made.categories = {{"L001", "Loan installment amount", Paise(0)},
                     {"L002", "Loan security", Paise(500000000)},
                     {"S001", "Small value mandate", Paise(2500000)},
                     {"T002", "TReDS", Paise(3000000000)}};
  made.codes = {{"AP05", "No such account", "authorisation_bank"},
                {"182", "Invalid request", "authorisation_npci"},
                {"185", "Another request", "authorisation_npci"},
                {"ESP-944", "User terminated", "esign"},
                {"M003", "Drawers signature differs", "mandate_reason"},
                {"01", "Account Closed", "debit_return"},
                {"04", "Balance Insufficient", "debit_return"},
                {"98", "Bank extension case", "debit_return"},
                {"21", "Invalid UMRN or inactive mandate", "debit_reject"},
                {"26", "Amount exceeds mandate max amount", "debit_reject"},
                {"27", "Mandate amount mismatch", "debit_reject"},
                {"28", "Date is before mandate start date", "debit_reject"},
                {"29", "Date is after mandate end date", "debit_reject"},
                {"98", "Bad item corporate user number/name", "debit_reject"}};
  made.working_days = WorkingDays({date("2026-04-02"), date("2026-01-26")});
  made.creditors.edit().rows = {
      {"LOTUSBOX LENDING", "NACH00000000005549", "HDFC", "HDFC0999999", "HDFC BANK LTD"}};
  made.default_category = "L001";
  return made;
}

}  // namespace

std::shared_ptr<const Reference> reference() {
  static const auto kShared = std::make_shared<const Reference>(make_reference());
  return kShared;
}

World new_world(std::string_view start, std::uint64_t seed) {
  return World(reference(), seed, instant(start));
}

Field text(std::string_view value) { return {Field::Kind::text, std::string(value)}; }
Field number(std::string_view digits) { return {Field::Kind::number, std::string(digits)}; }
Field boolean(bool value) { return {Field::Kind::boolean, value ? "true" : "false"}; }
Field null_value() { return {Field::Kind::null, {}}; }
Field nested() { return {Field::Kind::nested, {}}; }

CreateSource good_source() {
  CreateSource command;
  command.type = text("nach_debit");
  command.nach_debit = nested();
  DebitFields& debit = command.debit;
  debit.amount_maximum = number("500000");
  debit.debtor_agent_code = text("ICIC");
  debit.debtor_account_name = text("ASHA TESTWALA");
  debit.debtor_account_number = text("999900000001");
  debit.debtor_account_type = text("savings");
  debit.frequency = text("MNTH");
  return command;
}

MakeMandate good_mandate(std::string_view status) {
  MakeMandate command;
  command.status = text(status);
  command.debit.amount_maximum = number("500000");
  command.debit.frequency = text("MNTH");
  command.date_responded = text("2025-06-02");
  return command;
}

ManageMandate good_request(const World& world, Action action, MandateId mandate) {
  ManageMandate command;
  command.action = action;
  command.mandate_id = text(id_text(world, {ObjectKind::mandate, mandate.index}));
  if (action == Action::amend) command.maximum_amount = text("5000");
  return command;
}

SubmitOutcome answer(LinkId link, std::string_view outcome) {
  SubmitOutcome command;
  command.link = link;
  command.outcome = text(outcome);
  return command;
}

SetWebhook good_webhook() {
  SetWebhook command;
  command.url = text("http://127.0.0.1:9/hook");
  command.format = text("plain");
  return command;
}

CivilDate date(std::string_view text) {
  const auto parsed = parse_date(text);
  LOTUSBOX_CHECK(parsed.has_value(), text);
  return *parsed;
}

Instant instant(std::string_view text) {
  const auto parsed = parse_instant(text);
  LOTUSBOX_CHECK(parsed.has_value(), text);
  return *parsed;
}

}  // namespace lotusbox::test
