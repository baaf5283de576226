// Boundaries of the terms of a debit: what a source asks, and an import and a direct mandate too.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

std::string paise(Paise amount) { return std::to_string(amount.count()); }
std::string nach(std::string_view name) { return "nach_debit." + std::string(name); }

std::vector<std::string> category_codes() {
  std::vector<std::string> codes;
  for (const Category& category : reference().categories) codes.push_back(category.code);
  return codes;
}

/// From one rupee to the limit of the variant, which a category may change.
void amounts(EdgeMaker& m, const EdgeCall& call, std::string_view key, Paise most) {
  const std::string path = nach(key);
  const auto title = [&](Paise amount) { return path + " of " + format_rupees(amount); };
  const auto sent = [&](Paise amount) {
    return call.without(nach("amount_maximum")).with(path, paise(amount));
  };
  const Paise inside[] = {limits::kAmountMin, most};
  const Paise outside[] = {Paise(limits::kAmountMin.count() - 1), Paise(most.count() + 1)};
  for (const Paise amount : inside) m.passes(title(amount), sent(amount));
  for (const Paise amount : outside) m.fails(title(amount), sent(amount));
}

void amount_range(EdgeMaker& m) {
  for (const char* key : {"amount_maximum", "amount_collection"}) {
    amounts(m, source(), key, limits::kApiAmountMax);
    amounts(m, source().text(nach("variant"), "emandate_esign"), key, limits::kAmountMax);
    amounts(m, paper(), key, limits::kAmountMax);
  }
  // Lower than the general limit it binds every variant; higher ones paper and eSign alone.
  for (const Category& category : reference().categories) {
    if (category.amount_max.count() == 0 || category.amount_max == limits::kAmountMax) continue;
    const EdgeCall of = source().text(nach("category_code"), category.code);
    amounts(m, of, "amount_maximum", std::min(category.amount_max, limits::kApiAmountMax));
    amounts(m, of.text(nach("variant"), "physical"), "amount_maximum", category.amount_max);
  }
}

void bank_takes_part(EdgeMaker& m) {
  const Bank* with = nullptr;
  const Bank* paper_only = nullptr;
  for (const Bank& bank : reference().banks) {
    if (with == nullptr && !bank.create.none()) with = &bank;
    if (paper_only == nullptr && bank.create.none() && bank.ach_debit) paper_only = &bank;
  }
  const std::string path = nach("debtor_agent_code");
  m.passes(with->code + ", which takes e-mandates", source().text(path, with->code));
  m.fails(paper_only->code + ", which takes none", source().text(path, paper_only->code));
  m.passes(paper_only->code + " on paper", paper().text(path, paper_only->code));
  m.fails("four letters of no bank", source().text(path, "XXXX"));
  m.passes("an IFSC alone", source().without(path).text(nach("debtor_agent_mmbid"), with->ifsc));
  m.code(parameter_missing).fails("neither code nor IFSC", source().without(path));
}

void account_types(EdgeMaker& m) {
  const std::string path = nach("debtor_account_type");
  for (const char* type : {"savings", "current", "cc", "nre", "nro", "other"}) {
    const bool common = std::string_view(type) == "savings" || std::string_view(type) == "current";
    m.either(common, std::string(type) + " of an emandate_api", source().text(path, type));
    m.passes(std::string(type) + " on paper", paper().text(path, type));
  }
  m.bad(source(), path, {R"("saving")", R"("loan")"});
}

const std::vector<std::string> kFrequencies = {"ADHO", "INDA", "DAIL", "WEEK", "MNTH",
                                               "BIMN", "QURT", "MIAN", "YEAR"};

void frequencies(EdgeMaker& m) {
  m.words(source(), nach("frequency"), kFrequencies);
  const EdgeCall once = source().text(nach("occurrence_sequence_type"), "OOFF");
  m.fails("a frequency of a one-off", once);
  m.passes("a one-off without a frequency", once.without(nach("frequency")));
}

void frequencies_of_paper(EdgeMaker& m) {
  for (const std::string& word : kFrequencies) {
    const bool electronic = word == "INDA" || word == "DAIL" || word == "WEEK" || word == "BIMN";
    m.either(!electronic, word + " on paper", paper().text(nach("frequency"), word));
    if (electronic) m.passes(word + " of an e-mandate", source().text(nach("frequency"), word));
  }
}

/// A day is over at midnight in India, five and a half hours before it is over in UTC.
void first_collection(EdgeMaker& m) {
  const std::string path = nach("date_first_collection");
  m.date(source(), path, "2026-02-01");
  for (const Moment& moment : around_midnight("2026-01-12")) {
    m.anew(moment.at);
    m.either(moment.first_day_is_today, "2026-01-11 " + moment.said,
             source().text(path, "2026-01-11"));
    m.passes("2026-01-12 " + moment.said, source().text(path, "2026-01-12"));
  }
}

void thirty_years(EdgeMaker& m) {
  const std::string path = nach("date_final_collection");
  for (const char* dated : {"2026-01-12", "2024-02-29", "2024-02-28"}) {
    const EdgeCall of = source().text(nach("date_of_mandate"), dated);
    const std::string last = years_later(dated, limits::kCreateFinalDateYears);
    m.passes(last + ", 30 years after " + dated, of.text(path, last));
    m.fails("a day more after " + std::string(dated), of.text(path, days_later(last, 1)));
  }
  // Without a date of mandate it is the day of the call, in India.
  const std::string last = years_later("2026-01-12", limits::kCreateFinalDateYears);
  m.passes(last + " from today", source().text(path, last));
  m.fails("a day more from today", source().text(path, days_later(last, 1)));
}

void references(EdgeMaker& m) {
  for (const char* name : {"reference1", "reference2", "reference3", "reference4", "reference5"}) {
    m.length(source(), nach(name), limits::kReferenceLength);
  }
  for (const char* name : {"reference4", "reference5"}) {
    const auto hash = [](std::size_t size) {
      return R"({"a":")" + std::string(size - 8, 'v') + "\"}";
    };
    m.good(source(), nach(name), {R"({"loan":"1"})", hash(limits::kReferenceHashBytes)});
    m.bad(source(), nach(name), {hash(limits::kReferenceHashBytes + 1)});
  }
  m.bad(source(), nach("reference1"), {R"({"loan":"1"})"});
}

void modes(EdgeMaker& m) {
  for (const char* code : {"HDFC", "BARB"}) {
    const Bank& bank = *reference().find_bank(code);
    const EdgeCall of = source().text(nach("debtor_agent_code"), code);
    for (const AuthMode mode :
         {AuthMode::netbanking, AuthMode::debitcard, AuthMode::aadhaar, AuthMode::others}) {
      const std::string word(to_text(mode));
      m.either(bank.create.has(mode), word + " at " + code, of.text("redirect.auth_mode", word));
    }
  }
  m.bad(source(), "redirect.auth_mode", {R"("netbank")", R"("upi")"});
}

void profiles(EdgeMaker& m) {
  const Creditor& own = reference().creditors.read().rows.front();
  m.anew(kUsualStart, "strict");
  const EdgeCall of = source().text(nach("creditor_utility_code"), own.utility_code);
  m.passes("the profile of the merchant, strictly", of);
  m.passes("with its sponsor bank, strictly", of.text(nach("creditor_agent_code"), own.agent_code));
  m.fails("with another sponsor bank, strictly", of.text(nach("creditor_agent_code"), "ICIC"));
  m.fails("another one, strictly", of.text(nach("creditor_utility_code"), "NACH00000000001234"));
  m.anew().passes("another one", of.text(nach("creditor_utility_code"), "NACH00000000001234"));
}

void owners(EdgeMaker& m) {
  m.given(customer()).given(account()).given(customer().named("c2"));
  m.passes("the owner", source_of_account().text("customer", "{c1}"));
  m.fails("another customer", source_of_account().text("customer", "{c2}"));
}

void account_alone(EdgeMaker& m) {
  m.given(customer()).given(account());
  m.passes("the account alone", source_of_account());
  for (const auto& [key, value] :
       {std::pair("debtor_agent_code", "ICIC"), std::pair("debtor_agent_mmbid", "ICIC0TREA00"),
        std::pair("debtor_account_name", "RAVI"), std::pair("debtor_account_number", "1"),
        std::pair("debtor_account_type", "savings")}) {
    m.fails(std::string(key) + " beside it", source_of_account().text(nach(key), value));
  }
}

constexpr EdgeRow kRows[] = {
    {"source.body_malformed", [](EdgeMaker& m) { m.readable(source()); }},
    {"source.type",
     [](EdgeMaker& m) {
       m.words(source(), "type", {"nach_debit"});
       m.code(parameter_missing).fails("no type", source().without("type"));
     }},
    {"source.nach_debit",
     [](EdgeMaker& m) {
       m.passes("a hash", source());
       m.bad(source(), "nach_debit", {R"("nach_debit")", "1"});
       m.code(parameter_missing).fails("none", source().without("nach_debit"));
     }},
    {"source.customer",
     [](EdgeMaker& m) {
       m.given(customer());
       m.passes("a customer", source().text("customer", "{c1}"));
       m.fails("nobody", source().text("customer", "{c1}X"));
     }},
    {"source.bank_account",
     [](EdgeMaker& m) {
       m.given(customer()).given(account()).given(token());
       m.passes("an account", source_of_account());
       m.passes("a token", source_of_account().text("bank_account", "{t1}"));
       m.fails("none", source_of_account().text("bank_account", "{b1}X"));
     }},
    {"source.bank_account_owner", owners},
    {"source.bank_account_alone", account_alone},
    {"source.agent",
     [](EdgeMaker& m) {
       m.given(get("/v1/agents").named("g1"));
       m.passes("an agent", source().text("agent", "{g1}"));
       m.fails("nobody", source().text("agent", "{g1}X"));
     }},
    {"source.metadata", [](EdgeMaker& m) { m.metadata(source(), "metadata"); }},
    {"source.variant",
     [](EdgeMaker& m) {
       m.words(source(), nach("variant"), {"emandate_api", "emandate_esign", "physical"});
     }},
    {"source.one_amount",
     [](EdgeMaker& m) {
       const EdgeCall none = source().without(nach("amount_maximum"));
       m.passes("a maximum", source());
       m.passes("a collection amount", none.with(nach("amount_collection"), "1000000"));
       m.fails("neither", none);
       m.code(parameter_invalid).fails("both", source().with(nach("amount_collection"), "1000000"));
     }},
    {"source.amount_whole",
     [](EdgeMaker& m) {
       m.good(source(), nach("amount_maximum"), {"1000", R"("1000")"});
       m.bad(source(), nach("amount_maximum"),
             {R"("1000.00")", "1000.5", "-1000", R"("1,000")", R"("1e3")", R"(" 1000")"});
     }},
    {"source.category_code",
     [](EdgeMaker& m) {
       m.words(source().with(nach("amount_maximum"), "100000"), nach("category_code"),
               category_codes());
     }},
    {"source.amount_range", amount_range},
    {"source.debtor_agent_mmbid",
     [](EdgeMaker& m) {
       m.good(source(), nach("debtor_agent_mmbid"), {R"("ICIC0TREA00")"});
       m.bad(source(), nach("debtor_agent_mmbid"),
             {R"("ICIC0TREA0")", R"("ICIC0TREA000")", R"("ICIC1TREA00")", R"("ICI00TREA00")",
              R"("ICIC0TREA-0")"});
     }},
    {"source.debtor_agent_code", bank_takes_part},
    {"source.one_bank",
     [](EdgeMaker& m) {
       m.good(source(), nach("debtor_agent_mmbid"), {R"("ICIC0000001")"});
       m.bad(source(), nach("debtor_agent_mmbid"), {R"("HDFC0000001")"});
     }},
    {"source.creditor_agent_code",
     [](EdgeMaker& m) {
       m.good(source(), nach("creditor_agent_code"), {R"("HDFC")"});
       m.bad(source(), nach("creditor_agent_code"), {R"("HDF")", R"("HDFCX")", R"("HDF1")"});
     }},
    {"source.creditor_utility_code",
     [](EdgeMaker& m) {
       m.good(source(), nach("creditor_utility_code"), {R"("NACH00000000005549")"});
       m.bad(source(), nach("creditor_utility_code"),
             {R"("NACH0000000005549")", R"("NACH000000000055499")", R"("NACH-0000000005549")"});
     }},
    {"source.nach_profile", profiles},
    {"source.debtor_account_name",
     [](EdgeMaker& m) {
       m.length(source(), nach("debtor_account_name"), limits::kNameLength);
       m.good(source(), nach("debtor_account_name"), {R"("R. S & CO-OP A/C 7")"});
       m.bad(source(), nach("debtor_account_name"),
             {R"("RAVI @ HOME")", R"("RAVI_S")", R"("RAVI, S")", R"("RAVÍ")", R"(" ")"});
       m.code(parameter_missing).fails("none", source().without(nach("debtor_account_name")));
     }},
    {"source.debtor_account_number",
     [](EdgeMaker& m) {
       m.length(source(), nach("debtor_account_number"), limits::kAccountNumberLength, '7');
       m.bad(source(), nach("debtor_account_number"), {R"("9999-0001")", R"("9999 0001")"});
       m.code(parameter_missing).fails("none", source().without(nach("debtor_account_number")));
     }},
    {"source.debtor_account_type", account_types},
    {"source.debtor_email", [](EdgeMaker& m) { emails(m, source(), nach("debtor_email")); }},
    {"source.debtor_mobile",
     [](EdgeMaker& m) {
       mobiles(m, source(), nach("debtor_mobile"));
       m.anew(kUsualStart, "lenient");
       m.text(source(), nach("debtor_mobile"), {"1", std::string(limits::kSlackMobileLength, '1')},
              {std::string(limits::kSlackMobileLength + 1, '1')});
     }},
    {"source.debtor_pan",
     [](EdgeMaker& m) {
       pans(m, source(), nach("debtor_pan"));
       m.anew(kUsualStart, "lenient");
       m.text(source(), nach("debtor_pan"), {"1", std::string(limits::kSlackPanLength, 'A')},
              {std::string(limits::kSlackPanLength + 1, 'A')});
     }},
    {"source.debtor_phone", [](EdgeMaker& m) { phones(m, source(), nach("debtor_phone")); }},
    {"source.occurrence_sequence_type",
     [](EdgeMaker& m) {
       m.words(source().without(nach("frequency")), nach("occurrence_sequence_type"),
               {"RCUR", "OOFF"});
     }},
    {"source.frequency", frequencies},
    {"source.frequency_variant", frequencies_of_paper},
    {"source.date_of_mandate",
     [](EdgeMaker& m) { m.date(source(), nach("date_of_mandate"), "2026-01-12"); }},
    {"source.date_first_collection", first_collection},
    {"source.first_after_mandate",
     [](EdgeMaker& m) {
       m.good(source(), nach("date_of_mandate"), {R"("2026-01-31")", R"("2026-02-01")"});
       m.bad(source(), nach("date_of_mandate"), {R"("2026-02-02")"});
     }},
    {"source.date_final_collection",
     [](EdgeMaker& m) {
       m.date(source(), nach("date_final_collection"), "2028-02-29");
       m.good(source(), nach("date_final_collection"), {R"("2026-02-01")"});
       m.bad(source(), nach("date_final_collection"), {R"("2026-01-31")"});
     }},
    {"source.final_date_not_past",
     [](EdgeMaker& m) {
       // A source begins today or later, and so does its end; an import may begin long ago.
       for (const Moment& moment : around_midnight("2026-01-12")) {
         m.anew(moment.at);
         m.either(moment.first_day_is_today, "2026-01-11 " + moment.said,
                  import().text("date_final_collection", "2026-01-11"));
         m.passes("2026-01-12 " + moment.said,
                  import().text("date_final_collection", "2026-01-12"));
       }
     }},
    {"source.final_within_30_years", thirty_years},
    {"source.references", references},
    {"source.redirect",
     [](EdgeMaker& m) {
       m.good(source(), "redirect", {R"({"return_url":"https://shop.example/back"})"});
       m.bad(source(), "redirect", {R"("https://shop.example/back")"});
     }},
    {"source.redirect_of_paper",
     [](EdgeMaker& m) {
       m.passes("none on paper", paper());
       m.fails("a return URL on paper", paper().text("redirect.return_url", "https://a.example"));
       m.fails("a mode on paper", paper().text("redirect.auth_mode", "netbanking"));
     }},
    {"source.return_url", [](EdgeMaker& m) { return_urls(m, source(), "redirect.return_url"); }},
    {"source.auth_mode", modes},
};

}  // namespace

std::span<const EdgeRow> source_edges() { return kRows; }

}  // namespace lotusbox::examiner
