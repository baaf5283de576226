// Boundaries of amend, pause, resume and cancel: who may ask, for what, and how long a link lives.
#include "core/behaviour/mandate/machine.h"
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

constexpr std::string_view kFinal = "final_collection_date";

EdgeCall made(std::string_view status) { return mandate().text("status", status); }

/// Old enough to be cancelled.
EdgeCall answered() { return mandate().text("date_responded", "2025-12-01"); }

/// Whether the machine of mandates answers this trigger in this state.
bool answers(MandateStatus status, MandateTrigger on) {
  for (const Row& row : kMandateMachine.rows) {
    if (row.from == static_cast<std::uint8_t>(status) && row.on == Trigger(on)) return true;
  }
  return false;
}

/// Every state in which a mandate can rest; while it is pending another rule says no.
void states(EdgeMaker& m, const EdgeCall& call, MandateTrigger on) {
  for (std::size_t i = 0; i < kMandateMachine.states.size(); ++i) {
    const auto status = static_cast<MandateStatus>(i);
    if (status == MandateStatus::pending) continue;
    const std::string word(to_text(status));
    m.anew().given(made(word).text("date_responded", "2025-12-01"));
    m.either(answers(status, on), "a mandate that is " + word, call);
  }
}

void none_pending(EdgeMaker& m) {
  for (const char* before : {"amend", "pause", "cancel"}) {
    for (const char* after : {"amend", "pause", "resume", "cancel"}) {
      m.anew().given(answered());
      m.given(std::string_view(before) == "amend" ? amend() : manage(before));
      const EdgeCall call = std::string_view(after) == "amend" ? amend() : manage(after);
      m.fails(std::string(after) + " while " + before + " is pending", call.named("", "l2"));
      if (std::string_view(after) == "resume") continue;  // of an active mandate never
      if (std::string_view(before) == "cancel") continue;
      m.given(authorise().text("outcome", "rejected"));
      m.passes(std::string(after) + " after " + before + " was refused", call.named("", "l2"));
    }
  }
}

void two_business_days(EdgeMaker& m) {
  // A week, the weekend of a first and of a second Saturday, and what is around a holiday.
  for (const char* responded :
       {"2026-02-03", "2026-02-05", "2026-02-06", "2026-02-07", "2026-02-12", "2026-02-13",
        "2026-02-14", "2026-01-23", "2026-03-27", "2026-03-31", "2025-12-24", "2026-10-01"}) {
    const std::string last = working_days_later(responded, limits::kCancelBusinessDays);
    const std::string open = midnight(days_later(last, 1));
    for (const int second : {-1, 0, 1}) {
      m.anew(seconds_later(open, second)).given(mandate().text("date_responded", responded));
      m.either(
          second >= 0,
          "answered on " + std::string(responded) + ", asked at " + seconds_later(open, second),
          manage("cancel"));
    }
  }
}

void forty_years(EdgeMaker& m) {
  for (const char* dated : {"2026-01-12", "2024-02-29", "2020-02-29", "2060-02-29", "2023-02-28"}) {
    const std::string last = years_later(dated, limits::kAmendFinalDateYears);
    const bool later = std::string_view(dated) > "2026-02-01";  // than the usual first collection
    m.anew(later ? "2060-03-01T08:00:00+05:30" : kUsualStart)
        .given(mandate()
                   .text("date_of_mandate", dated)
                   .text("date_first_collection", later ? "2060-03-05" : "2026-02-01"));
    m.passes(last + ", 40 years after " + dated, manage("amend").text(kFinal, last));
    m.fails("a day more after " + std::string(dated),
            manage("amend").text(kFinal, days_later(last, 1)));
  }
}

void final_date_not_past(EdgeMaker& m) {
  for (const Moment& moment : around_midnight("2026-01-12")) {
    m.anew(moment.at).given(mandate().text("date_first_collection", "2025-06-01"));
    m.either(moment.first_day_is_today, "2026-01-11 " + moment.said,
             manage("amend").text(kFinal, "2026-01-11"));
    m.passes("2026-01-12 " + moment.said, manage("amend").text(kFinal, "2026-01-12"));
  }
}

void amount_numbers(EdgeMaker& m) {
  m.anew(kUsualStart, "lenient").given(mandate());
  m.passes("a number, leniently", manage("amend").with("maximum_amount", "5000"));
  m.fails("a number with decimals, leniently", manage("amend").with("maximum_amount", "50.5"));
}

void amount_format(EdgeMaker& m) {
  m.given(mandate().with("amount_maximum", "50000000"));
  const EdgeCall call = manage("amend");
  m.good(call, "maximum_amount",
         {R"("1000")", R"("1000.00")", R"("1000.5")", R"("100")", R"("1.00")", R"("1.0")"});
  m.bad(call, "maximum_amount",
        {"1000", "1000.5", R"("1000.")", R"("1000.000")", R"(".50")", R"("1,000.00")", R"("-1000")",
         R"("+1000")", R"("1e3")", R"("Rs 1000")", R"(" 1000")"});
  amount_numbers(m);
}

/// Paise without a point, rupees with one: both notations on both sides of both limits.
void amount_range(EdgeMaker& m) {
  struct Side {
    const char* amount;
    bool inside;
  };
  constexpr Side kApi[] = {{"100", true},         {"99", false},        {"1.00", true},
                           {"0.99", false},       {"1.0", true},        {"0.9", false},
                           {"100000000", true},   {"100000001", false}, {"1000000.00", true},
                           {"1000000.01", false}, {"1000000.1", false}};
  static_assert(limits::kAmountMin == Paise(100) && limits::kApiAmountMax == Paise(100000000));
  m.given(mandate());
  for (const auto& [amount, inside] : kApi) {
    m.either(inside, "an amount of \"" + std::string(amount) + "\"",
             manage("amend").text("maximum_amount", amount));
  }
  constexpr Side kPaper[] = {
      {"1000000000", true}, {"1000000001", false}, {"10000000.00", true}, {"10000000.01", false}};
  static_assert(limits::kAmountMax == Paise(1000000000));
  m.anew().given(mandate().text("variant", "physical"));
  for (const auto& [amount, inside] : kPaper) {
    m.either(inside, "\"" + std::string(amount) + "\" of a paper mandate",
             manage("amend").text("maximum_amount", amount));
  }
}

void kinds(EdgeMaker& m) {
  const EdgeCall maximum = manage("amend").text("maximum_amount", "5000");
  const EdgeCall collection = manage("amend").text("collection_amount", "5000");
  m.given(mandate());
  m.passes("the maximum of a maximum", maximum);
  m.fails("a collection amount of a maximum", collection);
  m.anew().given(mandate().without("amount_maximum").with("amount_collection", "1000000"));
  m.passes("the collection amount of one", collection);
  m.fails("a maximum of a collection amount", maximum);
}

const std::vector<std::string> kCodes = {"ADHO", "INDA", "DAIL", "WEEK", "MNTH",
                                         "BIMN", "QURT", "MIAN", "YEAR"};

void paper_frequencies(EdgeMaker& m) {
  m.given(mandate().text("variant", "physical"));
  for (const std::string& word : kCodes) {
    const bool electronic = word == "INDA" || word == "DAIL" || word == "WEEK" || word == "BIMN";
    m.either(!electronic, word + " of a paper mandate", manage("amend").text("frequency", word));
  }
  m.anew().given(mandate());
  m.passes("WEEK of an e-mandate", manage("amend").text("frequency", "WEEK"));
}

void modes(EdgeMaker& m) {
  for (const char* code : {"HDFC", "AUBL", "BARB"}) {
    const Bank& bank = *reference().find_bank(code);
    for (const Action action : {Action::amend, Action::pause, Action::cancel}) {
      const std::string word(to_text(action));
      const EdgeCall call = action == Action::amend ? amend() : manage(word);
      m.anew().given(answered().text("debtor_agent_code", code));
      for (const char* mode : {"netbanking", "debitcard", "aadhaar", "others"}) {
        const Modes offered = bank.actions[static_cast<std::size_t>(action)];
        m.either(offered.has(*parse_auth_mode(mode)),
                 std::string(mode) + " for " + word + " at " + code,
                 call.text("redirect.auth_mode", mode));
      }
    }
  }
  m.anew().given(mandate());
  m.bad(amend(), "redirect.auth_mode", {R"("netbank")", R"("upi")"});
}

void cancel_statuses(EdgeMaker& m, const EdgeCall& call) {
  for (const CancelStatus status :
       {CancelStatus::cancel_nil, CancelStatus::cancel_requested, CancelStatus::cancel_submitted,
        CancelStatus::cancel_confirmed, CancelStatus::cancel_failed, CancelStatus::cancel_received,
        CancelStatus::cancel_denied}) {
    const std::string word(to_text(status));
    m.anew().given(answered().text("status_cancel", word));
    m.either(status == CancelStatus::cancel_nil, "a cancel status of " + word, call);
  }
}

void readable_amend(EdgeMaker& m) {
  m.given(mandate());
  m.passes("a JSON object", amend());
  m.fails("a JSON object that does not end", amend().sending(R"({"maximum_amount":)"));
  m.fails("a JSON list", amend().sending("[1]"));
  m.anew(kUsualStart, "strict").given(mandate());
  m.passes("known keys, strictly", amend());
  m.fails("an unknown key, strictly", amend().text("amount", "5000"));
}

void named_once(EdgeMaker& m) {
  EdgeCall bare = manage("pause");
  bare.path = "/api/mandates/pause";
  m.given(mandate());
  m.passes("mandate_id", bare.query("mandate_id", "{m1}"));
  m.passes("umrn", bare.query("umrn", "{m1.umrn}"));
  m.fails("neither", bare);
  m.fails("both", bare.query("mandate_id", "{m1}").query("umrn", "{m1.umrn}"));
}

void known(EdgeMaker& m) {
  EdgeCall bare = manage("pause");
  bare.path = "/api/mandates/pause";
  m.given(mandate());
  m.passes("its id", bare.query("mandate_id", "{m1}"));
  m.fails("an id with a letter more", bare.query("mandate_id", "{m1}X"));
  m.fails("a UMRN with a letter more", bare.query("umrn", "{m1.umrn}X"));
}

constexpr EdgeRow kRows[] = {
    {"request.mandate_named_once", named_once},
    {"request.mandate_unknown", known},
    {"request.body_malformed", readable_amend},
    {"request.redirect",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.good(amend(), "redirect", {R"({"return_url":"https://shop.example/back"})"});
       m.bad(amend(), "redirect", {R"("https://shop.example/back")"});
     }},
    {"request.return_url",
     [](EdgeMaker& m) { return_urls(m.given(mandate()), amend(), "redirect.return_url"); }},
    {"request.auth_mode", modes},
    {"request.none_pending", none_pending},
    {"amend.at_least_one_key",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.fails("no key", manage("amend"));
       m.passes("frequency", manage("amend").text("frequency", "WEEK"));
       m.passes("maximum_amount", amend());
       m.passes("final_collection_date", manage("amend").text(kFinal, "2030-01-31"));
     }},
    {"amend.mandate_active",
     [](EdgeMaker& m) { states(m, amend(), MandateTrigger::amend_requested); }},
    {"pause.mandate_active",
     [](EdgeMaker& m) { states(m, manage("pause"), MandateTrigger::pause_requested); }},
    {"resume.mandate_paused",
     [](EdgeMaker& m) { states(m, manage("resume"), MandateTrigger::resume_requested); }},
    {"cancel.mandate_active",
     [](EdgeMaker& m) { states(m, manage("cancel"), MandateTrigger::cancel_requested); }},
    {"amend.amount_kind_locked", kinds},
    {"amend.amount_format", amount_format},
    {"amend.amount_range", amount_range},
    {"amend.frequency_code",
     [](EdgeMaker& m) { m.given(mandate()).words(manage("amend"), "frequency", kCodes); }},
    {"amend.frequency_variant", paper_frequencies},
    {"amend.final_date_format",
     [](EdgeMaker& m) { m.given(mandate()).date(manage("amend"), kFinal, "2028-02-29"); }},
    {"amend.final_date_not_past", final_date_not_past},
    {"amend.final_date_within_40_years", forty_years},
    {"amend.final_date_after_first",
     [](EdgeMaker& m) {
       m.given(mandate().text("date_first_collection", "2026-02-01"));
       m.good(manage("amend"), kFinal, {R"("2026-02-01")"});
       m.bad(manage("amend"), kFinal, {R"("2026-01-31")"});
     }},
    {"cancel.responded",
     [](EdgeMaker& m) {
       m.given(answered()).passes("a date of response", manage("cancel"));
       m.anew().given(mandate().text("date_responded", "none"));
       m.fails("none", manage("cancel"));
     }},
    {"cancel.status_nil", [](EdgeMaker& m) { cancel_statuses(m, manage("cancel")); }},
    {"cancel.feature_enabled",
     [](EdgeMaker& m) {
       m.given(answered()).passes("enabled, as usual", manage("cancel"));
       m.given(put("/_mock/policy", R"({"cancel_enabled":false})"));
       m.fails("disabled", manage("cancel"));
     }},
    {"cancel.two_business_days", two_business_days},
    {"sponsor_cancel.mandate_active",
     [](EdgeMaker& m) {
       for (const char* status :
            {"acknowledged", "active", "paused", "failed", "cancelled", "expired"}) {
         m.anew().given(made(status));
         m.either(std::string_view(status) == "active", "a mandate that is " + std::string(status),
                  post("/v1/mandates/{m1}/cancel"));
       }
     }},
    {"sponsor_cancel.status_nil",
     [](EdgeMaker& m) { cancel_statuses(m, post("/v1/mandates/{m1}/cancel")); }},
};

}  // namespace

std::span<const EdgeRow> management_edges() { return kRows; }

}  // namespace lotusbox::examiner
