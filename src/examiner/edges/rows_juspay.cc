// Boundaries of Juspay's own mandates: commands in every state, and the dates of a pause.
#include "base/text.h"
#include "core/model/juspay.h"
#include "core/values/calendar.h"
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

constexpr std::string_view kEnd = "2026-01-20T10:00:00+05:30";
constexpr const char* kStates[] = {"CREATED", "ACTIVE", "PAUSED", "FAILURE", "REVOKED", "EXPIRED"};

std::string epoch(std::string_view instant, std::int64_t more = 0) {
  return std::to_string(unix_seconds(parse_instant(instant).value()) + more);
}

EdgeCall made() { return make_juspay().with("end_date", epoch(kEnd)); }

EdgeCall pause(std::string_view name, std::string_view value) {
  return juspay("pause", "&" + std::string(name) + "=" + percent_encode(value));
}

/// Every command in every state.
void states(EdgeMaker& m, std::string_view command, std::string_view wanted) {
  for (const char* state : kStates) {
    m.anew().given(make_juspay().text("mandate_status", state));
    m.either(state == wanted, std::string(command) + " of one that is " + state, juspay(command));
  }
}

void pause_starts(EdgeMaker& m) {
  m.given(made());
  m.passes("a second before its end", pause("pause_start_date", epoch(kEnd, -1)));
  m.fails("at its end", pause("pause_start_date", epoch(kEnd)));
  m.fails("a second after it", pause("pause_start_date", epoch(kEnd, 1)));
}

void pause_ends(EdgeMaker& m) {
  m.given(made());
  m.fails("now", pause("pause_end_date", epoch(kUsualStart)));
  m.passes("in a second", pause("pause_end_date", epoch(kUsualStart, 1)));
  const std::string start = epoch("2026-01-14T10:00:00+05:30");
  const auto until_end = [&](std::int64_t more) {
    return juspay("pause", "&pause_start_date=" + start +
                               "&pause_end_date=" + epoch("2026-01-14T10:00:00+05:30", more));
  };
  m.fails("with its start", until_end(0));
  m.passes("a second after its start", until_end(1));
  m.fails("a second before its start", until_end(-1));
  m.anew(kUsualStart, "lenient").given(made());
  m.passes("with its start, leniently", until_end(0));
  m.passes("a second before its start, leniently", until_end(-1));
}

void pause_within(EdgeMaker& m) {
  m.given(made());
  m.passes("with the mandate", pause("pause_end_date", epoch(kEnd)));
  m.fails("a second after the mandate", pause("pause_end_date", epoch(kEnd, 1)));
  // A mandate that names no end has one of our own.
  const std::int64_t life = limits::kJuspayMandateLife.count();
  m.anew().given(make_juspay());
  m.passes("a year on", pause("pause_end_date", epoch(kUsualStart, life)));
  m.fails("a year and a second on", pause("pause_end_date", epoch(kUsualStart, life + 1)));
}

EdgeCall resume(std::string_view date) {
  return juspay("resume", "&resume_date=" + percent_encode(date));
}

void seconds(EdgeMaker& m, EdgeCall (*call)(std::string_view), std::string_view good) {
  m.passes("a number of seconds", call(good));
  for (const char* bad : {"tomorrow", "2026-01-14", "-1", "1.5", "4102444800"}) {
    m.fails(bad, call(bad));
  }
}

void outcomes(EdgeMaker& m) {
  const EdgeCall settle = post("/_mock/juspay/mandates/{j1}", R"({"outcome":"activated"})");
  for (const char* state : kStates) {
    m.anew().given(make_juspay().text("mandate_status", state));
    m.either(std::string_view(state) == "CREATED", "one that is " + std::string(state), settle);
  }
}

void settle_in_time(EdgeMaker& m) {
  const EdgeCall settle = post("/_mock/juspay/mandates/{j1}", R"({"outcome":"activated"})");
  for (const int second : {-1, 0, 1}) {
    m.anew().given(made().text("mandate_status", "CREATED"));
    m.given(until(seconds_later(kEnd, second)));
    m.either(second < 0, "at " + seconds_later(kEnd, second), settle);
  }
}

void withdrawn(EdgeMaker& m) {
  const EdgeCall withdraw = erase("/_mock/juspay/mandates/{j1}/pause");
  m.given(made()).fails("no pause", withdraw);
  m.given(pause("pause_start_date", epoch("2026-01-14T10:00:00+05:30")));
  m.passes("a pause to come", withdraw);
  m.given(until("2026-01-14T10:00:00+05:30")).fails("a pause that has begun", withdraw);
}

EdgeCall list(std::string_view query) {
  return get("/customers/cst_1/mandates" + std::string(query)).header("x-merchantid", "shop");
}

EdgeCall without_merchant(EdgeCall call) {
  call.headers.clear();
  return call;
}

constexpr EdgeRow kRows[] = {
    {"juspay.merchant",
     [](EdgeMaker& m) {
       m.given(made()).passes("a merchant", juspay("check_status"));
       m.fails("none", without_merchant(juspay("check_status")));
       m.fails("none, to list", without_merchant(list("")));
     }},
    {"juspay.command",
     [](EdgeMaker& m) {
       m.given(made()).passes("check_status", juspay("check_status"));
       m.fails("none", juspay("").sending("note=1"));
     }},
    {"juspay.command_known",
     [](EdgeMaker& m) {
       m.given(made());
       for (const char* known : {"pause", "revoke", "check_status"}) m.passes(known, juspay(known));
       for (const char* bad : {"paused", "pauses", "revok", "status"}) m.fails(bad, juspay(bad));
     }},
    {"juspay.command_offered",
     [](EdgeMaker& m) {
       m.given(made()).passes("check_status", juspay("check_status"));
       m.fails("cancel_recurring_transaction", juspay("cancel_recurring_transaction"));
       m.fails("pre_debit_notify", juspay("pre_debit_notify"));
     }},
    {"juspay.mandate_known",
     [](EdgeMaker& m) {
       m.given(made()).passes("one that exists", juspay("check_status"));
       EdgeCall other = juspay("check_status");
       other.path += "X";
       m.fails("one that does not", other);
     }},
    {"juspay.pause_active", [](EdgeMaker& m) { states(m, "pause", "ACTIVE"); }},
    {"juspay.resume_paused",
     [](EdgeMaker& m) {
       states(m, "resume", "PAUSED");
       const EdgeCall withdraws =
           put("/_mock/policy", R"({"juspay_resume":"withdraws_scheduled"})");
       m.anew().given(withdraws).given(made());
       m.fails("one without a pause to come, where that is withdrawn", juspay("resume"));
       m.given(pause("pause_start_date", epoch("2026-01-14T10:00:00+05:30")));
       m.passes("one with a pause to come, where that is withdrawn", juspay("resume"));
     }},
    {"juspay.revoke_active", [](EdgeMaker& m) { states(m, "revoke", "ACTIVE"); }},
    {"juspay.pause_start_format",
     [](EdgeMaker& m) {
       m.given(made());
       seconds(
           m, [](std::string_view v) { return pause("pause_start_date", v); }, epoch(kEnd, -60));
     }},
    {"juspay.pause_end_format",
     [](EdgeMaker& m) {
       m.given(made());
       seconds(
           m, [](std::string_view v) { return pause("pause_end_date", v); }, epoch(kEnd, -60));
     }},
    {"juspay.pause_start_before_end", pause_starts},
    {"juspay.pause_end_after_start", pause_ends},
    {"juspay.pause_end_within_mandate", pause_within},
    {"juspay.resume_date_format",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "PAUSED"));
       seconds(m, resume, epoch(kEnd, -60));
     }},
    {"juspay.resume_date_not_past",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "PAUSED"));
       m.passes("now", resume(epoch(kUsualStart)));
       m.fails("a second ago", resume(epoch(kUsualStart, -1)));
     }},
    {"juspay.resume_date_before_end",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "PAUSED"));
       m.passes("a second before its end", resume(epoch(kEnd, -1)));
       m.fails("at its end", resume(epoch(kEnd)));
     }},
    {"juspay.make_body", [](EdgeMaker& m) { m.readable(made()); }},
    {"juspay.make_customer",
     [](EdgeMaker& m) { m.length(made(), "customer_id", limits::kJuspayTextLength); }},
    {"juspay.make_amount",
     [](EdgeMaker& m) {
       m.good(made(), "max_amount", {"1", R"("1.00")", "10000000", R"("10000000.00")"});
       m.bad(made(), "max_amount",
             {"0", R"("0.99")", "10000001", R"("10000000.01")", R"("1,000")"});
     }},
    {"juspay.make_amount_rule",
     [](EdgeMaker& m) {
       m.words(made(), "amount_rule", {"VARIABLE", "FIXED"});
     }},
    {"juspay.make_frequency",
     [](EdgeMaker& m) {
       m.words(made(), "frequency",
               {"ASPRESENTED", "ONETIME", "DAILY", "WEEKLY", "FORTNIGHTLY", "MONTHLY", "BIMONTHLY",
                "QUARTERLY", "HALFYEARLY", "YEARLY"});
     }},
    {"juspay.make_type",
     [](EdgeMaker& m) {
       m.words(made(), "mandate_type", {"MANDATE", "EMANDATE"});
     }},
    {"juspay.make_status",
     [](EdgeMaker& m) {
       m.words(made(), "mandate_status",
               std::vector<std::string>(std::begin(kStates), std::end(kStates)));
     }},
    {"juspay.make_rule_type",
     [](EdgeMaker& m) {
       m.words(made(), "rule_type", {"ON", "BEFORE", "AFTER"});
     }},
    {"juspay.make_flags",
     [](EdgeMaker& m) {
       for (const char* flag : {"revokable_by_customer", "block_fund"}) {
         m.good(made(), flag, {"true", "false"});
         m.bad(made(), flag, {R"("yes")", "1"});
       }
     }},
    {"juspay.make_start",
     [](EdgeMaker& m) {
       m.good(made(), "start_date", {epoch(kUsualStart), "0"});
       m.bad(made(), "start_date", {R"("2026-01-12")", "-1", "4102444800"});
     }},
    {"juspay.make_end",
     [](EdgeMaker& m) {
       m.good(made(), "end_date", {epoch(kEnd), "4102444799"});
       m.bad(made(), "end_date", {R"("2026-01-20")", "-1", "4102444800"});
     }},
    {"juspay.make_end_after_start",
     [](EdgeMaker& m) {
       m.passes("a second after it", made().with("start_date", epoch(kEnd, -1)));
       m.fails("with it", made().with("start_date", epoch(kEnd)));
     }},
    {"juspay.make_end_to_come",
     [](EdgeMaker& m) {
       const EdgeCall call = made().with("start_date", "0");
       for (const char* state : {"CREATED", "ACTIVE", "PAUSED"}) {
         const EdgeCall of = call.text("mandate_status", state);
         m.passes(std::string(state) + " for a second more",
                  of.with("end_date", epoch(kUsualStart, 1)));
         m.fails(std::string(state) + " until now", of.with("end_date", epoch(kUsualStart)));
       }
       m.passes("REVOKED until now",
                call.text("mandate_status", "REVOKED").with("end_date", epoch(kUsualStart)));
     }},
    {"juspay.settle_body",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "CREATED"));
       m.readable(post("/_mock/juspay/mandates/{j1}", R"({"outcome":"activated"})"));
     }},
    {"juspay.settle_mandate",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "CREATED"));
       m.passes("one that exists", post("/_mock/juspay/mandates/{j1}", R"({"outcome":"failed"})"));
       m.fails("one that does not",
               post("/_mock/juspay/mandates/{j1}X", R"({"outcome":"failed"})"));
     }},
    {"juspay.settle_outcome",
     [](EdgeMaker& m) {
       m.given(made().text("mandate_status", "CREATED"));
       m.words(post("/_mock/juspay/mandates/{j1}", "{}"), "outcome", {"activated", "failed"});
     }},
    {"juspay.settle_created", outcomes},
    {"juspay.settle_in_time", settle_in_time},
    {"juspay.withdraw_mandate",
     [](EdgeMaker& m) {
       m.given(made()).given(pause("pause_start_date", epoch("2026-01-14T10:00:00+05:30")));
       m.passes("one that exists", erase("/_mock/juspay/mandates/{j1}/pause"));
       m.fails("one that does not", erase("/_mock/juspay/mandates/{j1}X/pause"));
     }},
    {"juspay.withdraw_scheduled", withdrawn},
    {"juspay.list_offset",
     [](EdgeMaker& m) {
       m.passes("0", list("?offset=0"));
       m.fails("-1", list("?offset=-1"));
       m.fails("ten", list("?offset=ten"));
     }},
    {"juspay.list_count",
     [](EdgeMaker& m) {
       for (const char* inside : {"1", "1000"})
         m.passes(inside, list("?count=" + std::string(inside)));
       for (const char* outside : {"0", "1001", "ten"}) {
         m.fails(outside, list("?count=" + std::string(outside)));
       }
     }},
};

}  // namespace

std::span<const EdgeRow> juspay_edges() { return kRows; }

}  // namespace lotusbox::examiner
