#include "base/text.h"
#include "core/behaviour/bank_account/accounts.h"
#include "core/behaviour/formats.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const World& world;
  const CreateBankAccount& command;
  std::optional<CustomerId> customer;
  std::optional<AccountType> type;
  const Bank* bank = nullptr;  ///< of the IFSC
};

Parsed read(const World& world, const CreateBankAccount& command) {
  Parsed parsed{.world = world, .command = command};
  if (!command.token) parsed.customer = find_customer(world, command.customer);
  parsed.type = command.type.given() ? parse_account_type(command.type.text)
                                     : std::optional(AccountType::savings);
  if (command.ifsc.is_text() && is_ifsc(command.ifsc.text)) {
    parsed.bank = world.reference->find_bank_of_ifsc(command.ifsc.text);
  }
  return parsed;
}

/// Fields of a token lie inside its frame.
std::string param_of(const Parsed& r, std::string_view name) {
  return (r.command.token ? "bank_account." : "") + std::string(name);
}

Objection wrong(const Parsed& r, std::string_view name, std::string_view message) {
  return Finding{.message = std::string(name) + " " + std::string(message),
                 .param = param_of(r, name)};
}

Objection body_readable(const Parsed& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}

Objection customer_known(const Parsed& r) {
  if (r.customer) return std::nullopt;
  return Finding{.message = "No such customer"};
}

Objection frame_given(const Parsed& r) {
  if (r.command.frame.kind == Field::Kind::nested) return std::nullopt;
  return Finding{.message = "bank_account is required: a hash with the details of the account"};
}

Objection details_given(const Parsed& r) {
  const CreateBankAccount& c = r.command;
  if (!c.holder.given()) return wrong(r, "account_holder_name", "is required");
  if (!c.ifsc.given()) return wrong(r, "account_ifsc", "is required");
  if (!c.number.given()) return wrong(r, "account_number", "is required");
  return std::nullopt;
}

Objection holder_plain(const Parsed& r) {
  const Field& name = r.command.holder;
  if (name.is_text() && is_plain_name(name.text) && name.text.size() <= limits::kNameLength) {
    return std::nullopt;
  }
  return wrong(r, "account_holder_name", "may hold 40 letters, digits, spaces and . & - / only");
}

Objection number_plain(const Parsed& r) {
  const Field& number = r.command.number;
  if (number.is_scalar() && is_alphanumeric_text(number.text) &&
      number.text.size() <= limits::kAccountNumberLength) {
    return std::nullopt;
  }
  return wrong(r, "account_number", "must be 1 to 35 letters and digits");
}

Objection ifsc_known(const Parsed& r) {
  if (r.bank != nullptr) return std::nullopt;
  return wrong(r, "account_ifsc", "must be an IFSC of 11 characters, of a bank that is known");
}

Objection type_known(const Parsed& r) {
  if (r.type) return std::nullopt;
  return wrong(r, "account_type", "must be savings, current, cc, nre, nro or other");
}

constexpr RuleRow<Parsed> kBody{{"bank_account.body_malformed", parameter_invalid, "", assumed,
                                 "R1", "The body can be read as JSON or a form"},
                                body_readable};
constexpr RuleRow<Parsed> kCustomer{{"customer.unknown", resource_missing, "customer", documented,
                                     "facts 1.3", "The customer exists"},
                                    customer_known};
constexpr RuleRow<Parsed> kFrame{
    {"token.bank_account", parameter_missing, "bank_account", observed, "facts 4.4",
     "The details of the account are sent in bank_account"},
    frame_given};
constexpr RuleRow<Parsed> kGiven{{"bank_account.details", parameter_missing, "", assumed,
                                  "facts 4.4", "Holder, IFSC and number are sent"},
                                 details_given};
constexpr RuleRow<Parsed> kHolder{{"bank_account.account_holder_name", parameter_invalid, "",
                                   assumed, "facts 14.8", "The name has no special characters"},
                                  holder_plain};
constexpr RuleRow<Parsed> kNumber{
    {"bank_account.account_number", parameter_invalid, "", assumed, "facts 14.8",
     "The account number has 1 to 35 letters and digits"},
    number_plain};
constexpr RuleRow<Parsed> kIfsc{
    {"bank_account.account_ifsc", parameter_invalid, "", assumed, "reference data 6",
     "The IFSC is one, and of a bank that is known"},
    ifsc_known};
constexpr RuleRow<Parsed> kType{{"bank_account.account_type", parameter_invalid, "", assumed,
                                 "facts 4.4", "The account type exists"},
                                type_known};

constexpr RuleRow<Parsed> kAccountRules[] = {kCustomer, kBody, kGiven, kHolder,
                                             kNumber,   kIfsc, kType};
constexpr RuleRow<Parsed> kTokenRules[] = {kBody, kFrame, kGiven, kHolder, kNumber, kIfsc, kType};

std::span<const RuleRow<Parsed>> rules(bool token) {
  return token ? std::span<const RuleRow<Parsed>>(kTokenRules)
               : std::span<const RuleRow<Parsed>>(kAccountRules);
}

}  // namespace

Decided decide_bank_account(const World& world, const CreateBankAccount& command) {
  const Parsed parsed = read(world, command);
  if (auto refusal = first_refusal(rules(command.token), parsed)) {
    return failure(std::move(*refusal));
  }
  const auto bank = static_cast<std::uint16_t>(parsed.bank - world.reference->banks.data());
  Decision decision;
  decision.draft = BankAccountDraft{.customer = parsed.customer,
                                    .holder = command.holder.text,
                                    .number = command.number.text,
                                    .ifsc = command.ifsc.text,
                                    .bank = bank,
                                    .type = *parsed.type};
  return decision;
}

std::vector<const Rule*> bank_account_rule_list(bool token) { return rules_of(rules(token)); }

}  // namespace lotusbox
