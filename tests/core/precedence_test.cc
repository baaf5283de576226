#include "support/precedence.h"
#include "core/behaviour/delivery/rules.h"
#include "core/behaviour/link/rules.h"
#include "core/behaviour/mandate/rules.h"
#include "core/behaviour/policy.h"
#include "core/behaviour/source/rules.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::test;

namespace {

/// A mandate for every way to be wrong, and a command that names one of them.
struct Managing {
  explicit Managing(Action action) {
    MakeMandate common = good_mandate();
    common.debit.date_of_mandate = text("2000-01-01");
    common.debit.date_first_collection = text("2035-01-01");
    fine = make(common);
    common.debit.variant = text("physical");
    paper = make(common);
    common.debit.variant = {};
    common.debit.date_first_collection = text("2050-01-01");
    starts_late = make(common);
    common.debit.date_of_mandate = text("1950-01-01");
    ancient = make(common);
    common.status = text("paused");
    paused = make(common);
    common.status = text("active");
    common.date_responded = text("2026-01-07");
    fresh = make(common);
    common.status_cancel = text("cancel_requested");
    cancelling = make(common);
    common.date_responded = text("none");
    unanswered = make(common);
    common.status = text("failed");
    failed = make(common);
    common.status = text("active");
    common.status_cancel = {};
    pending = make(common);
    play.request(Action::pause, pending);
    command = good_request(play.world, action, action == Action::resume ? paused : fine);
  }

  MandateId make(const MakeMandate& making) {
    return MandateId{play.must(making).index_of(ObjectKind::mandate)};
  }
  void name(MandateId id) {
    command.mandate_id = text(id_text(play.world, {ObjectKind::mandate, id.index}));
  }
  std::string refusal() { return play.refusal(command); }

  Play play = Play();
  MandateId fine, paper, starts_late, ancient, paused, fresh, cancelling, unanswered, failed,
      pending;
  ManageMandate command;
};

using Rows = std::vector<Break<Managing>>;

// What all four calls ask first, and the state they ask last.
Rows common_rows() {
  return {
      {"request.mandate_named_once", [](Managing& m) { m.command.umrn = text("ICIC7010"); }},
      {"request.mandate_unknown", [](Managing& m) { m.command.mandate_id = text("MD00"); }},
      {"request.body_malformed", [](Managing& m) { m.command.body_problem = "broken"; }},
      {"request.redirect", [](Managing& m) { m.command.redirect = text("x"); }},
      {"request.return_url", [](Managing& m) { m.command.return_url = text("nowhere"); }},
      {"request.auth_mode", [](Managing& m) { m.command.auth_mode = text("upi"); }},
  };
}

Rows joined(Rows first, const Rows& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

std::vector<std::string_view> rules_asked(Action action) {
  return ids_of(rules_of(manage_rules(action)));
}

struct Answering {
  Answering() {
    live = play.request(Action::amend, play.mandate());
    used = play.request(Action::amend, play.mandate());
    play.must(answer(used));
    expired = play.request(Action::cancel, play.mandate());
    play.advance_by(limits::kCancelLinkLife);
    const SourceId withdrawn = play.source();
    closed = play.link_of(withdrawn);
    play.must(WithdrawSource{id_text(play.world, {ObjectKind::source, withdrawn.index})});
    command = answer(live);
  }
  std::string refusal() { return play.refusal(command); }

  Play play = Play();
  LinkId live, used, expired, closed;
  SubmitOutcome command;
};

/// Commands of one kind against one world.
template <class Kind>
struct Asking {
  std::string refusal() { return play.refusal(command); }
  Play play = Play();
  Kind command;
};

}  // namespace

TEST_CASE("which refusal of an amend wins") {
  const Rows own = {
      {"amend.at_least_one_key",
       [](Managing& m) {
         m.command.maximum_amount = m.command.collection_amount = {};
         m.command.frequency = m.command.final_collection_date = null_value();
       }},
      {"request.none_pending", [](Managing& m) { m.name(m.pending); }},
      {"amend.mandate_active", [](Managing& m) { m.name(m.paused); }},
      {"amend.amount_kind_locked", [](Managing& m) { m.command.collection_amount = text("x"); }},
      {"amend.amount_format", [](Managing& m) { m.command.maximum_amount = text("-5"); }},
      {"amend.amount_range", [](Managing& m) { m.command.maximum_amount = text("99"); }},
      {"amend.frequency_code", [](Managing& m) { m.command.frequency = text("FORT"); }},
      {"amend.frequency_variant",
       [](Managing& m) {
         m.name(m.paper);
         m.command.frequency = text("WEEK");
       }},
      {"amend.final_date_format",
       [](Managing& m) { m.command.final_collection_date = text("01-01-2000"); }},
      {"amend.final_date_not_past",
       [](Managing& m) {
         m.name(m.ancient);
         m.command.final_collection_date = text("2026-01-06");
       }},
      {"amend.final_date_within_40_years",
       [](Managing& m) {
         m.name(m.starts_late);
         m.command.final_collection_date = text("2040-01-02");
       }},
      {"amend.final_date_after_first",
       [](Managing& m) { m.command.final_collection_date = text("2034-12-31"); }},
  };
  CHECK(check_precedence(Managing(Action::amend), joined(common_rows(), own)) ==
        rules_asked(Action::amend));
}

TEST_CASE("which refusal of a pause, and of a resume, wins") {
  const Rows pause = {
      {"request.none_pending", [](Managing& m) { m.name(m.pending); }},
      {"pause.mandate_active", [](Managing& m) { m.name(m.failed); }},
  };
  CHECK(check_precedence(Managing(Action::pause), joined(common_rows(), pause)) ==
        rules_asked(Action::pause));
  const Rows resume = {
      {"request.none_pending", [](Managing& m) { m.name(m.pending); }},
      {"resume.mandate_paused", [](Managing& m) { m.name(m.fine); }},
  };
  CHECK(check_precedence(Managing(Action::resume), joined(common_rows(), resume)) ==
        rules_asked(Action::resume));
}

TEST_CASE("which refusal of a cancel wins") {
  const Rows own = {
      {"request.none_pending", [](Managing& m) { m.name(m.pending); }},
      {"cancel.mandate_active", [](Managing& m) { m.name(m.failed); }},
      {"cancel.responded", [](Managing& m) { m.name(m.unanswered); }},
      {"cancel.status_nil", [](Managing& m) { m.name(m.cancelling); }},
      {"cancel.feature_enabled",
       [](Managing& m) {
         SetPolicy off;
         off.cancel_enabled = boolean(false);
         m.play.must(off);
       }},
      {"cancel.two_business_days", [](Managing& m) { m.name(m.fresh); }},
  };
  CHECK(check_precedence(Managing(Action::cancel), joined(common_rows(), own)) ==
        rules_asked(Action::cancel));
}

TEST_CASE("which refusal of an answer wins") {
  const std::vector<Break<Answering>> rows = {
      {"outcome.body_malformed", [](Answering& a) { a.command.body_problem = "broken"; }},
      {"link.unknown", [](Answering& a) { a.command.link = LinkId{999}; }},
      {"link.used", [](Answering& a) { a.command.link = a.used; }},
      {"link.expired", [](Answering& a) { a.command.link = a.expired; }},
      {"link.closed", [](Answering& a) { a.command.link = a.closed; }},
      {"outcome.known", [](Answering& a) { a.command.outcome = text("maybe"); }},
      {"outcome.auth_mode", [](Answering& a) { a.command.auth_mode = text("upi"); }},
      {"outcome.reason", [](Answering& a) { a.command.reason_code = text("ZZ99"); }},
  };
  Answering situation;
  CHECK(check_precedence(situation, rows) == ids_of(rules_of(outcome_rules())));
  situation.command.link.reset();
  situation.command.body_problem.clear();
  CHECK(situation.refusal() == "link.unknown");
}

TEST_CASE("which refusal of a webhook setting wins") {
  using Setting = Asking<SetWebhook>;
  const std::vector<Break<Setting>> rows = {
      {"webhook.body_malformed", [](Setting& s) { s.command.body_problem = "broken"; }},
      {"webhook.url", [](Setting& s) { s.command.url = text("ftp://127.0.0.1/"); }},
      {"webhook.target_allowed", [](Setting& s) { s.command.target_problem = "no"; }},
      {"webhook.key", [](Setting& s) { s.command.key = text("short"); }},
      {"webhook.format", [](Setting& s) { s.command.format = text("xml"); }},
  };
  CHECK(check_precedence(Setting{Play(), good_webhook()}, rows) ==
        ids_of(rules_of(webhook_rules())));
}

TEST_CASE("which refusal of a resend wins") {
  using Resending = Asking<ResendEvent>;
  Resending situation;
  situation.play.must(good_webhook());
  situation.play.source();
  situation.command.event = event_id_text(situation.play.world, EventId{0});
  const std::vector<Break<Resending>> rows = {
      {"event.unknown", [](Resending& r) { r.command.event = "EV00"; }},
      {"event.webhook_configured",
       [](Resending& r) {
         SetWebhook none;
         none.clear = true;
         r.play.must(none);
       }},
  };
  CHECK(check_precedence(situation, rows) == ids_of(rules_of(resend_rules())));
}

TEST_CASE("which refusal of a policy wins") {
  using Setting = Asking<SetPolicy>;
  const std::vector<Break<Setting>> rows = {
      {"policy.body_malformed", [](Setting& s) { s.command.unknown_keys = {"retries"}; }},
      {"policy.cancel_enabled", [](Setting& s) { s.command.cancel_enabled = text("yes"); }},
      {"policy.cancel_link_minutes", [](Setting& s) { s.command.cancel_link_minutes = text("0"); }},
      {"policy.profile", [](Setting& s) { s.command.profile = text("loose"); }},
      {"policy.cut_off_hour", [](Setting& s) { s.command.cut_off_hour = text("17"); }},
      {"policy.switch", [](Setting& s) { s.command.switches[0] = text("sometimes"); }},
      {"policy.step_mode", [](Setting& s) { s.command.bank[4].mode = text("sometimes"); }},
      {"policy.step_after", [](Setting& s) { s.command.bank[3].after = text("soon"); }},
      {"policy.step_outcome", [](Setting& s) { s.command.bank[2].outcome = text("submit"); }},
      {"policy.step_reason", [](Setting& s) { s.command.bank[1].reason_code = text("a b"); }},
  };
  CHECK(check_precedence(Setting{}, rows) == ids_of(policy_rule_list()));
}

TEST_CASE("which refusal of a withdrawal wins") {
  using Withdrawing = Asking<WithdrawSource>;
  Withdrawing situation;
  const SourceId id = situation.play.source();
  situation.command.source = id_text(situation.play.world, {ObjectKind::source, id.index});
  const std::vector<Break<Withdrawing>> rows = {
      {"source.unknown", [](Withdrawing& w) { w.command.source = "SC00"; }},
      {"source.pending_to_withdraw", [](Withdrawing& w) { w.play.must(w.command); }},
  };
  CHECK(check_precedence(situation, rows) == ids_of(rules_of(withdraw_rules())));
}
