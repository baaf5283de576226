// Boundaries of links: how long they live, who may answer them, and with what.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/days.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;

/// Old enough to be cancelled.
EdgeCall answered() { return mandate().text("date_responded", "2025-12-01"); }

/// Before, at and after the second at which a link dies.
void link_lives(EdgeMaker& m) {
  struct Life {
    const char* action;
    Seconds span;
  };
  constexpr Life kLives[] = {{"amend", limits::kLinkLife},
                             {"pause", limits::kLinkLife},
                             {"resume", limits::kLinkLife},
                             {"cancel", limits::kCancelLinkLife}};
  for (const auto& [action, span] : kLives) {
    const std::string word(action);
    for (const int second : {-1, 0, 1}) {
      const std::string at = seconds_later(kUsualStart, span.count() + second);
      m.anew().given(answered().text("status", word == "resume" ? "paused" : "active"));
      m.given(word == "amend" ? amend() : manage(word)).given(until(at));
      const std::string when = second < 0    ? "a second before its end"
                               : second == 0 ? "at its end"
                                             : "a second after it";
      m.either(second < 0, "the page of a link to " + word + " " + when, get("{l1}"));
      m.either(second < 0, "an answer to a link to " + word + " " + when, authorise());
    }
  }
}

void used(EdgeMaker& m) {
  m.given(mandate()).given(amend());
  m.passes("the first answer", authorise());
  m.given(authorise());
  m.fails("the second answer", authorise());
  m.fails("the page after an answer", get("{l1}"));
  m.anew().given(mandate()).given(amend()).given(authorise().text("outcome", "abandoned"));
  m.passes("an answer after one that was abandoned", authorise());
}

/// The end of a quarter withdraws what is pending since the quarter before.
void quarter_ends(EdgeMaker& m) {
  for (const char* quarter : {"2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"}) {
    const std::string begins = midnight(quarter);
    const std::string ends = midnight(months_later(quarter, 3));
    const EdgeCall late = source().text("nach_debit.date_first_collection", "2027-06-01");
    for (const int second : {-1, 0}) {
      const std::string made = seconds_later(begins, second);
      for (const int after : {-1, 0}) {
        const std::string at = seconds_later(ends, after);
        m.anew(made).given(late).given(until(at));
        m.either(second == 0 || after < 0, "made at " + made + ", at " + at, get("{l1}"));
      }
    }
  }
}

void closed(EdgeMaker& m) {
  m.given(source()).passes("a source that is pending", get("{l1}"));
  m.given(post("/v1/sources/{s1}/withdraw")).fails("a source that is withdrawn", get("{l1}"));
  quarter_ends(m);
}

void rejections(EdgeMaker& m) {
  m.given(mandate()).given(amend());
  const EdgeCall no = authorise().text("outcome", "rejected");
  m.passes("a known code", no.text("reason_code", "AP05"));
  m.fails("an unknown code alone", no.text("reason_code", "ZZ99"));
  m.passes("an unknown code with a description",
           no.text("reason_code", "ZZ99").text("reason_description", "NO"));
  m.length(no, "reason_description", limits::kReasonLength);
}

constexpr EdgeRow kRows[] = {
    {"outcome.body_malformed",
     [](EdgeMaker& m) {
       m.given(mandate()).given(amend());
       m.passes("a JSON object", authorise());
       EdgeCall page = post("{l1}", R"({"outcome":)");
       m.fails("a JSON object that does not end", page);
     }},
    {"link.unknown",
     [](EdgeMaker& m) {
       m.given(source());
       m.passes("a link", get("{l1}"));
       m.fails("one that was never made", get("/pay/AL0012ABCDEFGH?client_secret=none"));
     }},
    {"link.used", used},
    {"link.expired", link_lives},
    {"link.closed", closed},
    {"outcome.known",
     [](EdgeMaker& m) {
       m.given(mandate()).given(amend());
       m.words(authorise(), "outcome", {"accepted", "rejected", "abandoned"});
     }},
    {"outcome.auth_mode",
     [](EdgeMaker& m) {
       m.given(mandate().text("debtor_agent_code", "BARB")).given(amend());
       m.passes("a mode of the bank", authorise().text("auth_mode", "netbanking"));
       m.bad(authorise(), "auth_mode", {R"("aadhaar")", R"("upi")"});
       m.anew().given(source().text("nach_debit.variant", "emandate_esign"));
       m.good(authorise(), "auth_mode", {R"("aadhaar")"});
       m.bad(authorise(), "auth_mode", {R"("netbanking")"});
     }},
    {"outcome.reason", rejections},
    {"authorise.target",
     [](EdgeMaker& m) {
       m.given(source());
       const EdgeCall nobody = post("/_mock/authorise", "{}");
       m.passes("a source", nobody.text("source", "{s1}"));
       m.passes("a link", authorise());
       m.fails("nothing", nobody);
     }},
    {"authorise.source_link",
     [](EdgeMaker& m) {
       const EdgeCall call = post("/_mock/authorise", R"({"source":"{s1}"})");
       m.given(source()).passes("an e-mandate", call);
       m.anew().given(paper()).fails("paper", call);
     }},
    {"authorise.mandate_waits",
     [](EdgeMaker& m) {
       const EdgeCall call = post("/_mock/authorise", R"({"mandate":"{m1}"})");
       m.given(mandate()).fails("before a request", call);
       m.given(amend()).passes("while one waits", call);
       m.given(authorise()).fails("after its answer", call);
     }},
    {"link.mobile",
     [](EdgeMaker& m) {
       m.given(source().text("nach_debit.debtor_mobile", "6000000001")).answers(303);
       m.passes("the number of the debtor", form("{s1.short}", "mobile=6000000001"));
       m.fails("another number", form("{s1.short}", "mobile=6000000002"));
     }},
};

}  // namespace

std::span<const EdgeRow> link_edges() { return kRows; }

}  // namespace lotusbox::examiner
