#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/source/rules.h"
#include "support/play.h"
#include "support/precedence.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

template <class Kind>
struct Making {
  std::string refusal() { return play.refusal(command); }
  Play play = Play();
  Kind command;
};
using OneSource = Making<CreateSource>;
using OneDirect = Making<MakeMandate>;

/// Breaks of the debit rules, which sources and direct mandates share.
template <class Kind>
std::vector<Break<Making<Kind>>> debit_breaks() {
  using M = Making<Kind>;
  return {
      {"source.variant", [](M& m) { m.command.debit.variant = text("paper"); }},
      {"source.one_amount", [](M& m) { m.command.debit.amount_collection = text("1.5"); }},
      {"source.amount_whole", [](M& m) { m.command.debit.amount_maximum = text("1.5"); }},
      {"source.category_code", [](M& m) { m.command.debit.category_code = text("X999"); }},
      {"source.amount_range", [](M& m) { m.command.debit.amount_maximum = text("99"); }},
      {"source.debtor_agent_mmbid", [](M& m) { m.command.debit.debtor_agent_mmbid = text("X"); }},
      {"source.debtor_agent_code", [](M& m) { m.command.debit.debtor_agent_code = text("NONE"); }},
      {"source.one_bank",
       [](M& m) {
         m.command.debit.debtor_agent_code = text("ICIC");
         m.command.debit.debtor_agent_mmbid = text("HDFC0000001");
       }},
      {"source.creditor_agent_code",
       [](M& m) { m.command.debit.creditor_agent_code = text("HDFCX"); }},
      {"source.creditor_utility_code",
       [](M& m) { m.command.debit.creditor_utility_code = text("NACH1"); }},
      {"source.nach_profile",
       [](M& m) {
         SetPolicy strict;
         strict.profile = text("strict");
         m.play.must(strict);
         m.command.debit.creditor_agent_code = text("YESB");
       }},
      {"source.debtor_account_name",
       [](M& m) { m.command.debit.debtor_account_name = text("A_B"); }},
      {"source.debtor_account_number",
       [](M& m) { m.command.debit.debtor_account_number = text("1 2"); }},
      {"source.debtor_account_type",
       [](M& m) { m.command.debit.debtor_account_type = text("gold"); }},
      {"source.debtor_email", [](M& m) { m.command.debit.debtor_email = text("x"); }},
      {"source.debtor_mobile", [](M& m) { m.command.debit.debtor_mobile = text("x"); }},
      {"source.debtor_pan", [](M& m) { m.command.debit.debtor_pan = text("x"); }},
      {"source.debtor_phone", [](M& m) { m.command.debit.debtor_phone = text("x"); }},
      {"source.occurrence_sequence_type",
       [](M& m) { m.command.debit.occurrence_sequence_type = text("x"); }},
      {"source.frequency", [](M& m) { m.command.debit.frequency = text("FORT"); }},
      {"source.frequency_variant",
       [](M& m) {
         m.command.debit.variant = text("physical");
         m.command.debit.frequency = text("WEEK");
       }},
      {"source.date_of_mandate", [](M& m) { m.command.debit.date_of_mandate = text("x"); }},
      {"source.date_first_collection",
       [](M& m) { m.command.debit.date_first_collection = text("x"); }},
      {"source.first_after_mandate",
       [](M& m) {
         m.command.debit.date_of_mandate = text("2030-01-02");
         m.command.debit.date_first_collection = text("2030-01-01");
       }},
      {"source.date_final_collection",
       [](M& m) { m.command.debit.date_final_collection = text("x"); }},
      {"source.final_within_30_years",
       [](M& m) { m.command.debit.date_final_collection = text("2056-01-08"); }},
      {"source.references", [](M& m) { m.command.debit.reference5 = text(std::string(41, 'x')); }},
  };
}

template <class Row>
std::vector<Row> joined(std::vector<Row> first, const std::vector<Row>& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

std::vector<std::string_view> joined_ids(std::vector<const Rule*> first,
                                         const std::vector<const Rule*>& then) {
  return ids_of(joined(std::move(first), then));
}

std::uint32_t make_customer(Play& play) {
  CreateCustomer customer;
  customer.name = text("ASHA TESTWALA");
  play.must(customer);
  return static_cast<std::uint32_t>(play.world.customers.size() - 1);
}

/// Names a bank account of its own customer, beside the fields of the debit that say the same.
void name_account(OneSource& s) {
  const std::uint32_t owner = make_customer(s.play);
  CreateBankAccount account;
  account.customer = id_text(s.play.world, {ObjectKind::customer, owner});
  account.holder = text("ASHA TESTWALA");
  account.ifsc = text("ICIC0000001");
  account.number = text("999900000001");
  account.type = text("savings");
  s.play.must(account);
  s.command.bank_account = text(id_text(s.play.world, {ObjectKind::bank_account, 0}));
}

void name_customer_and_foreign_account(OneSource& s) {
  const std::uint32_t other = make_customer(s.play);
  s.command.customer = text(id_text(s.play.world, {ObjectKind::customer, other}));
}

}  // namespace

TEST_CASE("which refusal of a source wins") {
  const std::vector<Break<OneSource>> frame = {
      {"source.body_malformed", [](OneSource& s) { s.command.body_problem = "broken"; }},
      {"source.type", [](OneSource& s) { s.command.type = text("card"); }},
      {"source.nach_debit", [](OneSource& s) { s.command.nach_debit = text("{}"); }},
      {"source.customer", [](OneSource& s) { s.command.customer = text("CU00"); }},
      {"source.bank_account", [](OneSource& s) { s.command.bank_account = text("BA00"); }},
      {"source.bank_account_owner", name_customer_and_foreign_account},
      {"source.bank_account_alone", name_account},
      {"source.agent", [](OneSource& s) { s.command.agent = text("AG00"); }},
      {"source.metadata", [](OneSource& s) { s.command.metadata = text("x"); }},
  };
  const std::vector<Break<OneSource>> redirect = {
      {"source.redirect", [](OneSource& s) { s.command.redirect = text("x"); }},
      {"source.redirect_of_paper",
       [](OneSource& s) { s.command.debit.variant = text("physical"); }},
      {"source.return_url", [](OneSource& s) { s.command.return_url = text("nowhere"); }},
      {"source.auth_mode", [](OneSource& s) { s.command.auth_mode = text("upi"); }},
  };
  const auto table = joined(joined(frame, debit_breaks<CreateSource>()), redirect);
  std::vector<const Rule*> asked = rules_of(source_frame_rules());
  asked = joined(std::move(asked), rules_of(debit_rules()));
  std::vector<std::string_view> ids =
      joined_ids(std::move(asked), rules_of(source_redirect_rules()));
  // An end that is past lies before a first collection that is not: only a link that lived on, or
  // an import, comes to this rule.
  std::erase(ids, "source.final_date_not_past");
  CHECK(check_precedence(OneSource{Play(), good_source()}, table) == ids);
}

TEST_CASE("which refusal of a direct mandate wins") {
  const std::vector<Break<OneDirect>> own = {
      {"make.body_malformed", [](OneDirect& d) { d.command.body_problem = "broken"; }},
      {"make.status", [](OneDirect& d) { d.command.status = text("pending"); }},
      {"make.status_cancel", [](OneDirect& d) { d.command.status_cancel = text("perhaps"); }},
      {"make.customer", [](OneDirect& d) { d.command.customer = text("CU00"); }},
      {"make.umrn", [](OneDirect& d) { d.command.umrn = text("no umrn"); }},
      {"make.metadata", [](OneDirect& d) { d.command.metadata = nested(); }},
      {"make.date_responded", [](OneDirect& d) { d.command.date_responded = text("x"); }},
      {"make.created", [](OneDirect& d) { d.command.created = text("x"); }},
      {"make.date_acknowledged", [](OneDirect& d) { d.command.date_acknowledged = text("x"); }},
      {"make.end_ahead",
       [](OneDirect& d) { d.command.debit.date_final_collection = text("2020-01-01"); }},
  };
  std::vector<Break<OneDirect>> debit = debit_breaks<MakeMandate>();
  // A direct mandate may end as late as it likes.
  debit.erase(debit.end() - 2);
  std::vector<std::string_view> asked = joined_ids(rules_of(make_rules()), rules_of(debit_rules()));
  std::erase(asked, "source.final_within_30_years");
  std::erase(asked, "source.final_date_not_past");
  CHECK(check_precedence(OneDirect{Play(), good_mandate()}, joined(own, debit)) == asked);
}
