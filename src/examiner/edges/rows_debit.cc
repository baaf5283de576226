// Boundaries of ACH debits and subscriptions, and of what banks answer to debits.
#include "core/behaviour/debit/machine.h"
#include "core/model/ledger_words.h"
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

constexpr std::string_view kDate = "date_charge";
constexpr std::string_view kMorning = "2026-01-20T09:30:00+05:30";  // of the usual charge date

/// Old enough to be charged on any day.
EdgeCall old_mandate() {
  return mandate()
      .text("created", "2025-12-01T10:00:00+05:30")
      .text("date_first_collection", "2025-12-01");
}

/// Every state of a mandate: only an active one is charged.
void states(EdgeMaker& m, const EdgeCall& call) {
  for (const char* status :
       {"acknowledged", "active", "paused", "failed", "cancelled", "expired"}) {
    m.anew().given(old_mandate().text("status", status));
    m.either(std::string_view(status) == "active", "a mandate that is " + std::string(status),
             call);
  }
  m.anew().given(old_mandate()).given(amend()).fails("a mandate that is pending", call);
}

void cancel_statuses(EdgeMaker& m) {
  for (const char* status :
       {"cancel_nil", "cancel_requested", "cancel_submitted", "cancel_confirmed", "cancel_failed",
        "cancel_received", "cancel_denied"}) {
    const std::string_view word = status;
    m.anew().given(old_mandate().text("status_cancel", word));
    m.either(word == "cancel_nil" || word == "cancel_failed" || word == "cancel_denied",
             "a cancel status of " + std::string(word), debit());
  }
}

void amounts(EdgeMaker& m, const EdgeCall& call) {
  m.given(old_mandate());
  m.good(call, "amount", {"1", R"("1000")"});
  m.bad(call, "amount", {"0", "-1", "1000.5", R"("1000.00")", R"("1,000")", R"("ten")"});
  m.code(parameter_missing).fails("none", call.without("amount"));
}

void permitted(EdgeMaker& m, const EdgeCall& call) {
  m.given(old_mandate()).good(call, "amount", {"1", "1000000"});
  m.bad(call, "amount", {"1000001"});
  m.anew().given(old_mandate().without("amount_maximum").with("amount_collection", "1000000"));
  m.good(call, "amount", {"1000000"});
  m.bad(call, "amount", {"999999", "1000001"});
}

void within_a_year(EdgeMaker& m) {
  for (const char* today : {"2026-01-12", "2028-02-28", "2028-02-29", "2027-03-01"}) {
    const std::string last = years_later(today, 1);
    m.anew(std::string(today) + "T08:00:00+05:30").given(old_mandate());
    m.passes(last + " asked on " + today, debit().text(kDate, last));
    m.fails(days_later(last, 1) + " asked on " + today, debit().text(kDate, days_later(last, 1)));
  }
}

void cut_off(EdgeMaker& m) {
  const std::string nine = seconds_later("2026-01-20T00:00:00+05:30", limits::kDebitCutOff.count());
  for (const int second : {-1, 0, 1}) {
    m.anew(seconds_later(nine, second)).given(old_mandate());
    m.either(second < 0, "a debit of today at " + seconds_later(nine, second), debit());
    m.passes("a debit of tomorrow at " + seconds_later(nine, second),
             debit().text(kDate, "2026-01-21"));
  }
}

/// Over a week, weekends, a second and a fourth Saturday, and a holiday.
void two_working_days(EdgeMaker& m) {
  for (const char* made : {"2026-02-03", "2026-02-05", "2026-02-06", "2026-02-12", "2026-02-14",
                           "2026-01-22", "2026-01-23", "2025-12-24", "2026-10-01"}) {
    const std::string earliest = working_days_later(made, limits::kDebitWorkingDays);
    const EdgeCall own = mandate().text("date_first_collection", made);
    m.anew(std::string(made) + "T10:00:00+05:30").given(own);
    m.passes(earliest + ", made on " + made, debit().text(kDate, earliest));
    m.fails(days_later(earliest, -1) + ", made on " + made,
            debit().text(kDate, days_later(earliest, -1)));
  }
  m.anew("2026-02-03T10:00:00+05:30");
  m.given(mandate().text("date_first_collection", "2026-02-03").text("variant", "physical"));
  m.passes("the next day of a paper mandate", debit().text(kDate, "2026-02-04"));
}

void duplicates(EdgeMaker& m) {
  m.given(old_mandate()).passes("the first", debit());
  const EdgeCall again = debit().named("d2");
  m.given(debit()).fails("the same again", again);
  m.passes("one paisa more", again.with("amount", "100001"));
  m.passes("a day later", again.text(kDate, "2026-01-21"));
  m.passes("another reference", again.text("reference_creditor", "R2"));
  m.given(post("/v1/ach_debits/{d1}/cancel")).passes("after it was cancelled", again);
}

void cancel_pending(EdgeMaker& m) {
  const EdgeCall cancel = post("/v1/ach_debits/{d1}/cancel");
  const std::string nine = seconds_later("2026-01-20T00:00:00+05:30", limits::kDebitCutOff.count());
  for (const int second : {-1, 0, 1}) {
    m.anew().given(old_mandate()).given(debit()).given(until(seconds_later(nine, second)));
    m.either(second < 0, "at " + seconds_later(nine, second), cancel);
  }
  m.anew().given(old_mandate()).given(debit()).given(cancel).fails("cancelled already", cancel);
}

EdgeCall answer(std::string_view outcome) {
  return post("/_mock/bank", R"({"debit":"{d1}"})").text("outcome", outcome);
}

void submitted(EdgeMaker& m) {
  m.anew().given(old_mandate()).given(debit()).given(until(kMorning));
}

/// Whether the machine of debits answers this trigger in this state.
bool answers(std::uint8_t status, DebitTrigger on) {
  for (const Row& row : kDebitMachine.rows) {
    if (row.from == status && row.on == Trigger(on)) return true;
  }
  return false;
}

/// Every state of a debit, and every answer of a bank.
void statuses(EdgeMaker& m) {
  struct Answer {
    const char* word;
    DebitTrigger on;
  };
  constexpr Answer kAnswers[] = {{"confirmed", DebitTrigger::confirm},
                                 {"extended", DebitTrigger::extend},
                                 {"rejected", DebitTrigger::reject},
                                 {"returned", DebitTrigger::give_back},
                                 {"denied", DebitTrigger::deny}};
  for (std::size_t i = 0; i < kDebitMachine.states.size(); ++i) {
    const std::string state(kDebitMachine.states[i]);
    submitted(m);
    if (state == "pending") m.anew().given(old_mandate()).given(debit());
    if (state == "cancelled") m.given(answer("denied"));
    if (state != "pending" && state != "cancelled" && state != "submitted") {
      m.given(answer(state));
    }
    for (const auto& [word, on] : kAnswers) {
      m.either(answers(static_cast<std::uint8_t>(i), on),
               std::string(word) + " of one that is " + state, answer(word));
    }
  }
}

void within_terms(EdgeMaker& m) {
  m.given(old_mandate()).given(debit().with("amount", "900000"));
  m.given(amend()).given(authorise()).given(until(kMorning));
  m.fails("confirmed above the new maximum", answer("confirmed"));
  m.fails("extended above the new maximum", answer("extended"));
  m.passes("rejected", answer("rejected"));
  submitted(m);
  m.passes("confirmed within the terms", answer("confirmed"));
}

void response_codes(EdgeMaker& m) {
  submitted(m);
  m.passes("a code of returns", answer("returned").text("response_code", "04"));
  m.passes("a code of rejects", answer("rejected").text("response_code", "21"));
  m.fails("a code of rejects for a return", answer("returned").text("response_code", "21"));
  m.fails("a code of returns for a reject", answer("rejected").text("response_code", "04"));
  m.fails("a code of nothing", answer("returned").text("response_code", "0"));
}

/// Three working days after the last payment, over what lies between.
void final_dates(EdgeMaker& m) {
  for (const char* paid : {"2026-02-03", "2026-02-05", "2026-02-12", "2026-01-22"}) {
    const std::string needed = working_days_later(paid, limits::kSubscriptionSlackDays);
    const EdgeCall call = subscription().text("start_date", paid).with("count", "1");
    m.anew().given(old_mandate().text("date_final_collection", needed));
    m.passes("to " + needed + ", paid on " + paid, call);
    m.anew().given(old_mandate().text("date_final_collection", days_later(needed, -1)));
    m.fails("to the day before, paid on " + std::string(paid), call);
  }
  m.anew(kUsualStart, "lenient").given(old_mandate().text("date_final_collection", "2026-02-04"));
  m.passes("a day after it, leniently",
           subscription().text("start_date", "2026-02-03").with("count", "1"));
}

EdgeCall update() { return post("/v1/subscriptions/{u1}", R"({"amount":90000})"); }

constexpr EdgeRow kRows[] = {
    {"ach_debit.body_malformed", [](EdgeMaker& m) { m.given(old_mandate()).readable(debit()); }},
    {"ach_debit.mandate_named_once",
     [](EdgeMaker& m) {
       m.given(old_mandate()).passes("mandate", debit());
       m.passes("umrn", debit().without("mandate").text("umrn", "{m1.umrn}"));
       m.fails("neither", debit().without("mandate"));
       m.fails("both", debit().text("umrn", "{m1.umrn}"));
     }},
    {"ach_debit.mandate_unknown",
     [](EdgeMaker& m) { m.given(old_mandate()).text(debit(), "mandate", {"{m1}"}, {"{m1}X"}); }},
    {"ach_debit.mandate_active", [](EdgeMaker& m) { states(m, debit()); }},
    {"ach_debit.cancel_status", cancel_statuses},
    {"ach_debit.amount", [](EdgeMaker& m) { amounts(m, debit()); }},
    {"ach_debit.amount_permitted", [](EdgeMaker& m) { permitted(m, debit()); }},
    {"ach_debit.date_format",
     [](EdgeMaker& m) { m.given(old_mandate()).date(debit(), kDate, "2026-01-20"); }},
    {"ach_debit.date_not_past",
     [](EdgeMaker& m) {
       m.anew("2026-01-20T00:00:00+05:30").given(old_mandate());
       m.text(debit(), kDate, {"2026-01-20"}, {"2026-01-19"});
       m.anew("2026-01-20T02:00:00+05:30").given(old_mandate());
       m.fails("2026-01-19 at two in India, when UTC is a day behind",
               debit().text(kDate, "2026-01-19"));
     }},
    {"ach_debit.collection_dates",
     [](EdgeMaker& m) {
       m.given(old_mandate()
                   .text("date_first_collection", "2026-01-20")
                   .text("date_final_collection", "2026-02-20"));
       m.text(debit(), kDate, {"2026-01-20", "2026-02-20"}, {"2026-01-19", "2026-02-21"});
     }},
    {"ach_debit.within_a_year", within_a_year},
    {"ach_debit.cut_off", cut_off},
    {"ach_debit.two_working_days", two_working_days},
    {"ach_debit.duplicate", duplicates},
    {"ach_debit.references",
     [](EdgeMaker& m) {
       m.given(old_mandate());
       for (const char* name : {"reference2", "reference3", "reference_creditor"}) {
         m.length(debit(), name, limits::kReferenceLength);
       }
       m.text(debit(), "reference2", {}, {"LOAN 1", "LOAN-1"});
     }},
    {"ach_debit.profile",
     [](EdgeMaker& m) {
       m.given(old_mandate()).text(debit(), "creditor_agent_code", {"HDFC"}, {"ICIC", "HDF"});
       m.text(debit(), "nach_profile", {}, {"NP0012ABCDEFGH"});
     }},
    {"ach_debit.metadata",
     [](EdgeMaker& m) { m.given(old_mandate()).metadata(debit(), "metadata"); }},
    {"ach_debit.unknown",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(debit());
       m.passes("one that exists", get("/v1/ach_debits/{d1}"));
       m.fails("one that does not", get("/v1/ach_debits/{d1}X"));
       m.fails("one that does not, to cancel", post("/v1/ach_debits/{d1}X/cancel"));
     }},
    {"ach_debit.cancel_pending", cancel_pending},
    {"ach_debit_collection.unknown",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(debit()).given(until("2026-01-22T20:00:00+05:30"));
       m.given(get("/v1/ach_debit_collections").named("o1"));
       m.passes("one that exists", get("/v1/ach_debit_collections/{o1}"));
       m.fails("one that does not", get("/v1/ach_debit_collections/{o1}X"));
     }},
    {"settlement.unknown",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(debit()).given(until("2026-01-30T20:00:00+05:30"));
       m.given(get("/v1/settlements").named("t1"));
       m.passes("one that exists", get("/v1/settlements/{t1}"));
       m.fails("one that does not", get("/v1/settlements/{t1}X"));
     }},
    {"bank_debit.unknown",
     [](EdgeMaker& m) {
       submitted(m);
       m.text(answer("confirmed"), "debit", {"{d1}"}, {"{d1}X"});
     }},
    {"bank_debit.outcome",
     [](EdgeMaker& m) {
       submitted(m);
       m.words(answer("confirmed"), "outcome",
               {"confirmed", "extended", "rejected", "returned", "denied"});
     }},
    {"bank_debit.response_code", response_codes},
    {"bank_debit.status", statuses},
    {"bank_debit.within_terms", within_terms},
    {"subscription.body_malformed",
     [](EdgeMaker& m) { m.given(old_mandate()).readable(subscription()); }},
    {"subscription.mandate_unknown",
     [](EdgeMaker& m) {
       m.given(old_mandate()).text(subscription(), "mandate", {"{m1}"}, {"{m1}X"});
       m.code(parameter_missing).fails("none", subscription().without("mandate"));
     }},
    {"subscription.mandate_active", [](EdgeMaker& m) { states(m, subscription()); }},
    {"subscription.amount", [](EdgeMaker& m) { amounts(m, subscription()); }},
    {"subscription.amount_permitted", [](EdgeMaker& m) { permitted(m, subscription()); }},
    {"subscription.name",
     [](EdgeMaker& m) {
       m.given(old_mandate()).length(subscription(), "name", limits::kSubscriptionNameLength);
     }},
    {"subscription.interval",
     [](EdgeMaker& m) {
       m.given(old_mandate());
       m.words(subscription(), "interval", {"day", "week", "month", "year"});
       m.code(parameter_invalid_integer);
       m.number(subscription(), "interval_count", 1, limits::kIntervalCountMax);
     }},
    {"subscription.day_of_month",
     [](EdgeMaker& m) {
       m.given(old_mandate()).number(subscription(), "day_of_month", 1, 31);
       m.number(subscription(), "month", 1, 12);
     }},
    {"subscription.count",
     [](EdgeMaker& m) {
       m.given(old_mandate());
       m.number(subscription().text("interval", "day"), "count", 1, limits::kSubscriptionCountMax);
     }},
    {"subscription.start_date",
     [](EdgeMaker& m) { m.given(old_mandate()).date(subscription(), "start_date", "2028-02-29"); }},
    {"subscription.first_date",
     [](EdgeMaker& m) {
       m.given(old_mandate());
       m.text(subscription(), "start_date", {"2026-01-12"}, {"2026-01-11"});
       m.anew("2026-01-12T08:59:59+05:30").given(old_mandate());
       m.text(subscription(), "start_date", {"2026-01-12"}, {});
       m.anew("2026-01-12T09:00:00+05:30").given(old_mandate());
       m.text(subscription(), "start_date", {"2026-01-13"}, {"2026-01-12"});
     }},
    {"subscription.final_date", final_dates},
    {"subscription.metadata",
     [](EdgeMaker& m) { m.given(old_mandate()).metadata(subscription(), "metadata"); }},
    {"subscription.unknown",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(subscription());
       m.passes("one that exists", get("/v1/subscriptions/{u1}"));
       m.fails("one that does not", get("/v1/subscriptions/{u1}X"));
       m.fails("one that does not, to change", post("/v1/subscriptions/{u1}X", R"({"name":"A"})"));
       m.fails("one that does not, to cancel", post("/v1/subscriptions/{u1}X/cancel"));
     }},
    {"subscription.active",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(subscription()).passes("an active one", update());
       m.given(post("/v1/subscriptions/{u1}/cancel")).fails("a cancelled one", update());
       m.fails("a cancelled one, to cancel", post("/v1/subscriptions/{u1}/cancel"));
     }},
    {"subscription_update.body_malformed",
     [](EdgeMaker& m) { m.given(old_mandate()).given(subscription()).readable(update()); }},
    {"subscription_update.something",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(subscription()).passes("an amount", update());
       m.passes("a name", update().without("amount").text("name", "LOAN"));
       m.fails("nothing", update().without("amount"));
     }},
    {"subscription_update.amount",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(subscription());
       m.good(update(), "amount", {"1", "1000000"});
       m.bad(update(), "amount", {"1000001"});
       m.code(parameter_invalid_integer).bad(update(), "amount", {"0", R"("1000.00")"});
     }},
    {"subscription_update.name",
     [](EdgeMaker& m) {
       m.given(old_mandate()).given(subscription());
       m.length(update(), "name", limits::kSubscriptionNameLength);
     }},
};

}  // namespace

std::span<const EdgeRow> debit_edges() { return kRows; }

}  // namespace lotusbox::examiner
