// Boundaries of the control plane: the clock, points to go back to, waiting, and settings.
#include "core/model/switches.h"
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

EdgeCall reset() { return post("/_mock/reset", "{}"); }
EdgeCall advance() { return post("/_mock/clock/advance", R"({"seconds":1})"); }
EdgeCall snapshot(std::string_view name) {
  return post("/_mock/snapshots", "{}").text("name", name);
}
/// Answers at once: nothing happens in the world.
EdgeCall wait(std::string_view what) {
  return post("/_mock/wait", R"({"timeout_ms":0})").text("for", what);
}
EdgeCall clock(std::string_view key, std::string_view value) {
  return put("/_mock/clock", "{}").text(key, value);
}

EdgeCall keyed(EdgeCall call, std::string key) {
  call.key = std::move(key);
  return call;
}
/// The world of another key is forgotten: an earlier run may have left it.
EdgeCall keyed_erase(std::string key) { return keyed(erase("/_mock/world"), std::move(key)); }

void snapshots_kept(EdgeMaker& m) {
  constexpr int kMost = 16;
  for (int i = 1; i < kMost; ++i) m.given(snapshot("s" + std::to_string(i)));
  m.passes("the sixteenth", snapshot("s16"));
  m.given(snapshot("s16")).fails("the seventeenth", snapshot("s17"));
  m.passes("the sixteenth anew", snapshot("s16"));
}

void waits(EdgeMaker& m) {
  m.passes("quiet", wait("quiet"));
  m.answers(408);
  for (const char* what : {"event", "delivery", "request", "mail"}) m.passes(what, wait(what));
  for (const char* what : {"events", "even", "nothing"}) m.fails(what, wait(what));
}

/// What narrows a wait down, on both sides.
void narrowed(EdgeMaker& m, const EdgeCall& call, std::string_view name,
              const std::vector<std::string>& inside, const std::vector<std::string>& outside) {
  m.answers(408).text(call, name, inside, outside);
}

EdgeCall webhook() {
  return put("/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook","key":"whk_abcdefghijkl"})");
}

EdgeCall policy(std::string_view body) { return put("/_mock/policy", std::string(body)); }

void steps(EdgeMaker& m, std::string_view key, const std::vector<std::string>& inside,
           const std::vector<std::string>& outside) {
  m.text(policy("{}"), "response." + std::string(key), inside, outside);
}

/// One examination of a receiver that is not there: it answers with a verdict all the same.
EdgeCall examine() {
  return post("/_mock/examine", R"({"url":"http://127.0.0.1:9/hook","only":"refuse.empty"})");
}

void examine_targets(EdgeMaker& m) {
  for (const char* target : {"url", "probe", "reset"}) {
    const EdgeCall call = std::string_view(target) == "url" ? examine().without("url") : examine();
    if (call.body != examine().body) m.passes("this machine", examine());
    m.fails("another machine as " + std::string(target), call.text(target, "http://192.0.2.1/"));
  }
}

void examine_numbers(EdgeMaker& m) {
  m.good(examine(), "seed", {"0", "1"});
  m.bad(examine(), "seed", {"-1", "0.5", R"("one")"});
  m.good(examine(), "timeout_ms", {"1", "60000"});
  m.bad(examine(), "timeout_ms", {"0", "60001"});
  m.good(examine(), "port", {"0"});
  m.bad(examine(), "port", {"-1", "65536"});
}

constexpr EdgeRow kRows[] = {
    {"examine.body_malformed", [](EdgeMaker& m) { m.readable(examine()); }},
    {"examine.url",
     [](EdgeMaker& m) {
       m.passes("a URL", examine());
       m.fails("none", examine().without("url"));
     }},
    {"examine.target_allowed", examine_targets},
    {"examine.key",
     [](EdgeMaker& m) {
       m.text(examine(), "key", {"whk_0123456789ab"}, {"whk_0123456789a", "whk_0123456789abc"});
       m.text(examine(), "next_key", {"whk_0123456789ab"}, {"whk_0123456789a"});
     }},
    {"examine.name",
     [](EdgeMaker& m) {
       m.text(examine(), "only", {"refuse.empty", "refuse.empty,refuse.get"}, {"refuse.emptyy"});
       m.text(examine(), "skip", {"refuse.get"}, {"refuse"});
     }},
    {"examine.number", examine_numbers},
    {"examine.pointer",
     [](EdgeMaker& m) {
       m.text(examine(), "pointer", {"/", "/mandates"}, {"mandates"});
     }},
    {"control.body_malformed",
     [](EdgeMaker& m) {
       m.given(keyed_erase("sk_test_edge_copy_3"));
       for (const EdgeCall& call :
            {advance(), reset(), snapshot("s1"), wait("quiet"), clock("mode", "manual"),
             post("/_mock/fork", R"({"to":"sk_test_edge_copy_3"})")}) {
         m.readable(call);
       }
     }},
    {"clock.mode",
     [](EdgeMaker& m) {
       m.text(clock("mode", "manual"), "mode", {"manual", "real", "fast:1", "fast:1000000"},
              {"fast", "fast:0", "fast:1000001", "slow"});
     }},
    {"clock.at",
     [](EdgeMaker& m) {
       m.text(clock("at", ""), "at", {"2026-01-12T08:00:00+05:30", "2026-01-12T02:30:00Z"},
              {"2026-01-12T08:00:00", "2026-02-29T08:00:00Z", "today"});
     }},
    {"clock.untouched",
     [](EdgeMaker& m) {
       const EdgeCall call = clock("at", "2026-03-01T08:00:00+05:30");
       m.passes("an untouched world", call);
       m.given(customer()).fails("a world in which something has happened", call);
     }},
    {"advance.named_once",
     [](EdgeMaker& m) {
       m.passes("seconds", advance());
       m.fails("nothing", advance().without("seconds"));
       m.fails("two", advance().text("by", "PT1S"));
     }},
    {"advance.readable",
     [](EdgeMaker& m) {
       m.good(advance(), "seconds", {"0", "1"});
       m.bad(advance(), "seconds", {"-1", "1.5", R"("one")"});
       const auto left = (kLatestInstant - parse_instant(kUsualStart).value()).count();
       m.good(advance(), "seconds", {std::to_string(left)});
       m.bad(advance(), "seconds", {std::to_string(left + 1)});
       m.text(advance().without("seconds"), "by", {"P7D", "PT30M"}, {"7D", "P", "1 day"});
       m.text(advance().without("seconds"), "to", {"2026-01-12T08:00:01+05:30"},
              {"2026-01-13T08:00:00", "tomorrow"});
     }},
    {"advance.forward",
     [](EdgeMaker& m) {
       m.text(advance().without("seconds"), "to", {std::string(kUsualStart)},
              {seconds_later(kUsualStart, -1)});
     }},
    {"advance.settle_ms", [](EdgeMaker& m) { m.number(advance(), "settle_ms", 0, 60000); }},
    {"advance.limit",
     [](EdgeMaker& m) { m.number(advance(), "limit", 1, limits::kTimersPerAdvanceMax); }},
    {"reset.at",
     [](EdgeMaker& m) {
       m.text(reset(), "at", {"2026-01-12T08:00:00+05:30"}, {"2026-01-12T08:00:00", "now"});
     }},
    {"reset.seed",
     [](EdgeMaker& m) {
       m.good(reset(), "seed", {"0", "7"});
       m.bad(reset(), "seed", {"-1", "1.5", R"("seven")"});
     }},
    {"reset.profile",
     [](EdgeMaker& m) {
       m.words(reset(), "profile", {"documented", "strict", "lenient"});
     }},
    {"snapshot.name",
     [](EdgeMaker& m) {
       m.length(snapshot(""), "name", 64);
       m.text(snapshot(""), "name", {"a.b-c_D7"}, {"", ".", "..", "a b", "a/b"});
     }},
    {"snapshot.room", snapshots_kept},
    {"snapshot.unknown",
     [](EdgeMaker& m) {
       m.given(snapshot("s1"));
       m.passes("one that exists", post("/_mock/snapshots/s1/restore"));
       m.fails("one that does not", post("/_mock/snapshots/s2/restore"));
     }},
    {"fork.key",
     [](EdgeMaker& m) {
       m.given(keyed_erase("sk_test_edge_copy_1"));
       m.text(post("/_mock/fork", "{}"), "to", {"sk_test_edge_copy_1"},
              {"sk_live_edge_copy", "sk_test_", "copy"});
     }},
    {"fork.key_free",
     [](EdgeMaker& m) {
       const EdgeCall fork = post("/_mock/fork", R"({"to":"sk_test_edge_copy_2"})");
       m.given(keyed_erase("sk_test_edge_copy_2")).passes("a key without a world", fork);
       m.given(fork).given(keyed(customer(), "sk_test_edge_copy_2"));
       m.fails("a key in whose world something has happened", fork);
     }},
    {"wait.for", waits},
    {"wait.filter",
     [](EdgeMaker& m) {
       m.answers(408).passes("the type of an event", wait("event").text("type", "mandate.active"));
       m.fails("the path of an event", wait("event").text("path", "/v1/mandates"));
       m.passes("the path of a request", wait("request").text("path", "/v1/sources"));
       m.fails("the channel of a request", wait("request").text("channel", "sms"));
     }},
    {"wait.type",
     [](EdgeMaker& m) {
       narrowed(m, wait("event"), "type", {"mandate.active", "mandate.*"}, {"mandate.activ"});
       narrowed(m, wait("mail"), "type", {"mandate.link"}, {"mandate.active"});
     }},
    {"wait.status",
     [](EdgeMaker& m) {
       narrowed(m, wait("delivery"), "status", {"delivered", "given_up"}, {"gone"});
       narrowed(m, wait("request"), "status", {"100", "599"}, {"99", "600"});
     }},
    {"wait.channel",
     [](EdgeMaker& m) {
       narrowed(m, wait("mail"), "channel", {"email", "sms"}, {"post"});
     }},
    {"wait.count", [](EdgeMaker& m) { m.answers(408).number(wait("event"), "count", 1, 1000); }},
    {"wait.after",
     [](EdgeMaker& m) {
       m.given(source()).given(get("/_mock/events").named("e1")).answers(408);
       m.text(wait("event"), "after", {"{e1}"}, {"{e1}X"});
     }},
    {"wait.timeout_ms", [](EdgeMaker& m) { m.number(wait("quiet"), "timeout_ms", 0, 60000); }},
    {"event.webhook_configured",
     [](EdgeMaker& m) {
       const EdgeCall again = get("/v1/events/{e1}/webhook");
       m.given(source()).given(get("/_mock/events").named("e1"));
       m.fails("no webhook", again);
       m.given(webhook()).passes("a webhook", again);
     }},
    {"webhook.body_malformed", [](EdgeMaker& m) { m.readable(webhook()); }},
    {"webhook.url",
     [](EdgeMaker& m) {
       m.text(webhook(), "url", {"http://127.0.0.1:9/hook", "https://localhost/hook"},
              {"127.0.0.1:9/hook", "ftp://127.0.0.1/hook", "http://"});
       m.fails("none", webhook().without("url"));
     }},
    {"webhook.target_allowed",
     [](EdgeMaker& m) {
       m.text(webhook(), "url", {"http://localhost:9/hook"}, {"http://hooks.example/hook"});
     }},
    {"webhook.key",
     [](EdgeMaker& m) {
       m.text(webhook(), "key", {"whk_abcdefghijkl"}, {"whk_abcdefghijk", "whk_abcdefghijklm"});
     }},
    {"webhook.format",
     [](EdgeMaker& m) {
       m.words(webhook(), "format", {"encrypted", "plain"});
     }},
    {"policy.body_malformed",
     [](EdgeMaker& m) { m.readable(policy(R"({"cancel_enabled":true})")); }},
    {"policy.cancel_enabled",
     [](EdgeMaker& m) {
       m.good(policy("{}"), "cancel_enabled", {"true", "false"});
       m.bad(policy("{}"), "cancel_enabled", {R"("yes")", "1"});
     }},
    {"policy.cancel_link_minutes",
     [](EdgeMaker& m) { m.number(policy("{}"), "cancel_link_minutes", 1, 7 * 24 * 60); }},
    {"policy.profile",
     [](EdgeMaker& m) {
       m.words(policy("{}"), "profile", {"documented", "strict", "lenient"});
     }},
    {"policy.cut_off_hour",
     [](EdgeMaker& m) {
       m.number(policy("{}"), "cut_off_hour", limits::kCutOffHour, limits::kCutOffHourMax);
     }},
    {"policy.switch",
     [](EdgeMaker& m) {
       for (const SwitchRow& row : kSwitches) {
         m.words(policy("{}"), row.key,
                 {std::string(row.word(false)), std::string(row.word(true))});
       }
     }},
    {"policy.step_mode",
     [](EdgeMaker& m) {
       steps(m, "mode", {"automatic", "manual"}, {"auto"});
     }},
    {"policy.step_after",
     [](EdgeMaker& m) {
       steps(m, "after", {"PT0S", "P366D"}, {"P366DT1S", "2D", "-P1D"});
     }},
    {"policy.step_outcome",
     [](EdgeMaker& m) {
       steps(m, "outcome", {"accepted", "rejected", "no_answer", "default"}, {"submit", "accept"});
     }},
    {"policy.step_reason",
     [](EdgeMaker& m) {
       m.length(policy("{}"), "response.reason_code", 20);
       steps(m, "reason_code", {"M-003"}, {"M 003"});
     }},
    {"debit_policy.body_malformed",
     [](EdgeMaker& m) { m.readable(put("/_mock/policy/debits", R"({"outcome":"returned"})")); }},
    {"debit_policy.outcome",
     [](EdgeMaker& m) {
       m.words(put("/_mock/policy/debits", "{}"), "outcome",
               {"confirmed", "extended", "rejected", "returned", "denied", "none"});
     }},
    {"debit_policy.response_code",
     [](EdgeMaker& m) {
       m.text(put("/_mock/policy/debits", R"({"outcome":"returned"})"), "response_code", {"04"},
              {"21", "0"});
     }},
    {"debit_policy.settlements",
     [](EdgeMaker& m) {
       m.good(put("/_mock/policy/debits", "{}"), "settlements", {"true", "false"});
       m.bad(put("/_mock/policy/debits", "{}"), "settlements", {R"("yes")", "1"});
     }},
};

}  // namespace

std::span<const EdgeRow> control_edges() { return kRows; }

}  // namespace lotusbox::examiner
