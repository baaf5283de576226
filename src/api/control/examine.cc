// Examinations of the webhook receiver of a caller, over HTTP. What is examined and how is behind
// a port; here the call is read, asked its rules, and lets go of all that others want.
#include "api/control/rows.h"
#include "api/routes.h"
#include "api/rules/examining.h"
#include "api/rules/sets.h"

namespace lotusbox::api {

namespace {

using wire::Member;

// clang-format off
constexpr auto kClaim = wire::takes<ExamineClaim>({
    {"url", "text", &ExamineClaim::url},
    {"key", "text", &ExamineClaim::key},
    {"next_key", "text", &ExamineClaim::next_key},
    {"probe", "text", &ExamineClaim::probe},
    {"reset", "text", &ExamineClaim::reset},
    {"pointer", "text", &ExamineClaim::pointer},
    {"only", "text", &ExamineClaim::only},
    {"skip", "text", &ExamineClaim::skip},
    {"seed", "scalar", &ExamineClaim::seed},
    {"timeout_ms", "scalar", &ExamineClaim::timeout_ms},
    {"port", "scalar", &ExamineClaim::port},
});
constexpr Member kReport[] = {
    {"url", "text"}, {"passed", "int"}, {"failed", "int"}, {"skipped", "int"}, {"facts", "hash"},
    {"verdicts", "[@Verdict]"},
};
constexpr Member kVerdict[] = {
    {"id", "text"}, {"title", "text"}, {"outcome", "'passed'|'failed'|'skipped'"}, {"reason", "text?"},
    {"why", "text"}, {"took_ms", "int"}, {"calls", "[@Exchange]"},
};
constexpr Member kExchange[] = {{"sent", "text"}, {"response", "text"}};
using enum wire::SchemaKind;
constexpr wire::Schema kSchemas[] = {
    {"ExamineWanted", wire::kMembers<kClaim>, request},
    {"ExamineReport", kReport}, {"Verdict", kVerdict}, {"Exchange", kExchange},
};
// clang-format on

std::string problem_at(const Call& call, const Field& url) {
  return url.is_text() ? call.ports.webhook_target_problem(url.text) : std::string();
}

ExamineClaim read_claim(Call& call) {
  auto claim = wire::read(kClaim, call.body());
  claim.url_problem = problem_at(call, claim.url);
  claim.probe_problem = problem_at(call, claim.probe);
  claim.reset_problem = problem_at(call, claim.reset);
  const std::pair<std::string_view, const Field*> rows[] = {{"only", &claim.only},
                                                            {"skip", &claim.skip}};
  for (const auto& [param, list] : rows) {
    for (const std::string& name : names_in(*list)) {
      const std::string problem = call.ports.examination_problem(name);
      if (problem.empty() || !claim.name_problem.empty()) continue;
      claim.name_problem = problem;
      claim.name_param = param;
    }
  }
  return claim;
}

/// While the receiver is examined this call holds no world and no lane: the receiver may ask this
/// very server meanwhile.
Answer examine(Call& call) {
  if (auto no = asked(call, kExamineRules, refuse_examine(read_claim(call)))) {
    return std::move(*no);
  }
  ExamineWanted wanted = read_examine(read_claim(call));
  if (wanted.key.empty()) wanted.key = call.world().webhook.key;
  const auto slot = call.session->shared_slot();
  call.end_session();
  if (call.caller != nullptr) call.caller->step_aside();
  auto report = call.ports.examine(wanted, [&call] { return call.is_over(); });
  call.session.emplace(call.engine.lock(slot));
  if (!report) return unavailable("examine.begun", "examination_impossible", report.error());
  return json_answer(std::move(report.value()));
}

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/_mock/examine", examine, control, slow, assumed, "Whether a receiver of webhooks is right, examination by examination",
     {"examine_receiver", "ExamineWanted", "@ExamineReport"}, {}, never},
};
// clang-format on

}  // namespace

std::span<const Route> examine_routes() { return kRoutes; }
wire::SchemaList control_examine_schemas() { return kSchemas; }

}  // namespace lotusbox::api
