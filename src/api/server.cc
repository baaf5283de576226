#include "api/server.h"

#include <algorithm>

#include "api/browsers.h"
#include "api/control/faults.h"
#include "api/control/kept_calls.h"
#include "api/control/requests.h"
#include "api/conventions.h"
#include "api/entrance.h"
#include "api/juspay/juspay.h"
#include "api/lotuspay/paper.h"
#include "api/pages/html.h"
#include "api/pages/pages.h"
#include "api/room.h"
#include "api/rules/sets.h"
#include "api/strays.h"
#include "base/text.h"
#include "core/behaviour/link/rules.h"
#include "wire/encoding.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

constexpr int kServerErrors = 500;
constexpr std::string_view kEncodingHeader = "Content-Encoding";
constexpr std::string_view kLogHeader = "Lotusbox-Log";
constexpr std::string_view kStreamPath = "/_mock/stream";

/// A browser that somebody steers by hand; other clients do not ask for HTML first.
bool is_browser(const Request& request) {
  return request.method == "GET" &&
         to_lower(find_header(request.headers, "Accept").value_or("")).starts_with("text/html");
}

/// A path that nothing answers at, or not with this method.
Answer no_route(const RouteMatch& match, Refusal refusal, const Request& request) {
  if (is_juspay_path(request.path())) return juspay_not_found(std::move(refusal));
  if (is_browser(request)) {
    Answer page =
        html_answer(render_astray(kept_text(request.path())), wire::status_of(refusal.code()));
    page.refusal = std::move(refusal);
    return page;
  }
  Answer answer = refused(std::move(refusal));
  if (match.allowed.empty()) return answer;
  std::string allowed;
  for (const std::string_view one : match.allowed) {
    if (!allowed.empty()) allowed += ", ";
    allowed += one;
  }
  answer.headers.emplace_back("Allow", std::move(allowed));
  return answer;
}

/// What stands in the way of a body that its sender has compressed; none: nothing does.
std::optional<AccessClaim> claim_of(wire::PlainBody::Problem problem, std::string_view encoding) {
  AccessClaim claim{{}, false, false};
  switch (problem) {
    case wire::PlainBody::Problem::none: return std::nullopt;
    case wire::PlainBody::Problem::unknown_encoding: claim.encoding = encoding; break;
    case wire::PlainBody::Problem::damaged: claim.damaged = true; break;
    case wire::PlainBody::Problem::too_large: claim.too_large = true; break;
  }
  return claim;
}

/// Who watches a world asks so often that the calls that matter would be pushed out of the log.
bool stays_out_of_log(const Request& request, const Route& route) {
  const bool of_world = route.access == Access::control || route.access == Access::key;
  if (!of_world || route.method != "GET" || route.journaled == Journaled::always) return false;
  const auto wish = find_header(request.headers, kLogHeader);
  return route.pattern == kStreamPath || (wish && equals_ignoring_case(*wish, "none"));
}

void say_what_is_ignored(Call& call, const Route& route, Answer& answer) {
  if (call.request.body.empty() && call.query.names().empty()) return;
  std::string names = ignored_header(strays_of(call, route));
  if (!names.empty()) answer.headers.emplace_back("Lotusbox-Ignored", std::move(names));
}

/// A refusal as the log keeps it: one that says nothing of what it saw comes with what was sent for
/// the parameter that it is about.
std::optional<Refusal> kept_refusal(Call& call, std::optional<Refusal> refusal) {
  if (!refusal) return refusal;
  Finding& finding = refusal->finding;
  const bool bare = finding.inputs.empty() && finding.blocking.empty();
  if (bare && !refusal->param().empty()) {
    const std::string param(refusal->param());
    finding.inputs.emplace_back(param, call.sent(param).told());
  }
  for (auto& [name, value] : finding.inputs) value = kept_text(value);
  finding.param = kept_text(finding.param);
  return refusal;
}

}  // namespace

std::size_t Server::body_limit(const Request& head) {
  return head.path().starts_with(kImagesPath) ? limits::kUploadBytes : limits::kBodyBytes;
}

Response Server::refuse(const Unheard& unheard, const Request& request) {
  const bool ours = unheard.status >= kServerErrors;
  Answer answer = json_answer(wire::error_body(ours ? "api_error" : "invalid_request_error",
                                               unheard.code, unheard.message, {}),
                              unheard.status);
  answer.rule = "net." + std::string(unheard.code);
  Call call(request, engine_, ports_);
  const AskedBy by = AskedBy::read(request.headers);
  const Route* route = find_route(request.method, request.path()).route;
  call.shared = !refuse_host(by, ports_.web) &&
                may_read_answer({by, ports_.web, surface_of(route, request.path())});
  const std::string key = key_of(request.headers);
  call.home = refuse_access({key, false, false}) ? nullptr : engine_.find(key);
  if (call.home) {
    if (auto session = engine_.try_lock(call.home)) call.session.emplace(std::move(*session));
  }
  if (call.session && call.home->dropped) call.session.reset();
  return finish(call, call.session ? call.home : nullptr, std::move(answer));
}

std::optional<Response> Server::try_handle(const Request& request) {
  return answer(request, false, nullptr);
}

Response Server::answer_in_full(const Request& request, Caller* caller) {
  const std::uint64_t before = mark();
  Response response = *answer(request, true, caller);
  if (auto instead = before_sending(before)) return std::move(*instead);
  return response;
}

std::optional<Response> Server::answer(const Request& request, bool may_wait, Caller* caller) {
  // What is replayed was let in when it came.
  const AskedBy by =
      ports_.replays && ports_.replays() ? AskedBy() : AskedBy::read(request.headers);
  if (auto refusal = refuse_host(by, ports_.web)) {
    Call call(request, engine_, ports_);
    return turn_away(call, std::move(*refusal));
  }
  const auto encoding = find_header(request.headers, kEncodingHeader);
  if (!encoding) return answer_plain(request, by, may_wait, caller, std::nullopt);
  wire::PlainBody body = wire::plain_body(*encoding, request.body, body_limit(request));
  const auto unreadable = claim_of(body.problem, *encoding);
  Request plain{request.method, request.target, request.headers, std::move(body.text)};
  std::erase_if(plain.headers, [](const auto& header) {
    return equals_ignoring_case(header.first, kEncodingHeader);
  });
  return answer_plain(plain, by, may_wait, caller, unreadable);
}

Response Server::turn_away(Call& call, Refusal refusal) {
  engine_.count_access(kAccessRules, refusal.rule);
  return finish(call, nullptr,
                is_juspay_path(call.request.path()) ? juspay_refused(std::move(refusal))
                                                    : refused(std::move(refusal)));
}

std::optional<Response> Server::refuse_strangers(Call& call, const AskedBy& by, const Route* route,
                                                 bool preflight) {
  const Request& request = call.request;
  if (by.origin.empty() && by.site.empty()) return std::nullopt;
  const WebClaim claim{by, ports_.web, surface_of(route, request.path()),
                       only_reads(route, request.method), preflight};
  if (auto refusal = refuse_page(claim)) return turn_away(call, std::move(*refusal));
  call.shared = may_read_answer(claim);
  return std::nullopt;
}

std::optional<Response> Server::answer_plain(const Request& request, const AskedBy& by,
                                             bool may_wait, Caller* caller,
                                             const std::optional<AccessClaim>& unreadable) {
  Call call(request, engine_, ports_);
  call.may_wait = may_wait;
  call.caller = caller;
  const bool asks_first = request.method == "OPTIONS";
  RouteMatch match = find_route(
      asks_first ? find_header(request.headers, "Access-Control-Request-Method").value_or("GET")
                 : std::string_view(request.method),
      request.path());
  if (auto stranger = refuse_strangers(call, by, match.route, asks_first)) return stranger;
  if (asks_first) return preflight(request, call.shared);
  if (journal_fails_) {
    // Refused before anything happens: only the calls that found the journal broken are in doubt.
    if (engine_.homes() != nullptr && !may_wait) return std::nullopt;
    if (auto instead = before_sending(mark())) return instead;
  }
  if (match.route == nullptr) {
    const std::string path = kept_text(request.path());
    AccessClaim claim{{}, false, false};
    if (match.allowed.empty()) {
      claim.stray_path = path;
    } else {
      claim.stray_method = request.method;
    }
    auto refusal = refuse_access(claim);
    engine_.count_access(kAccessRules, refusal->rule);
    return finish(call, nullptr, no_route(match, std::move(*refusal), request));
  }
  const Route& route = *match.route;
  if (unreadable) return turn_away(call, *refuse_access(*unreadable));
  if (route.pace == Pace::slow && !may_wait) return std::nullopt;
  call.pattern = route.pattern;
  call.params = std::move(match.params);
  call.query = wire::Body::read_query(request.query());
  if (route.access == Access::open) return finish(call, nullptr, route.handler(call));

  if (auto none = enter_world(call, route, may_wait))
    return finish(call, nullptr, std::move(*none));
  if (!call.session) return std::nullopt;
  const std::shared_ptr<WorldSlot> slot = call.home;
  if (auto before = answered_once(call)) return before;
  if (auto full = no_room(call, route)) return finish(call, slot, std::move(*full));
  std::optional<Struck> struck = strike(call, route);
  const bool instead = struck && struck->instead;
  auto early = instead ? std::move(struck->instead) : before_handler(call, route);
  Answer made = early ? std::move(*early) : route.handler(call);
  if (made.not_now) {
    slot->once.forget(call.once);
    call.end_session();
    return std::nullopt;
  }
  say_what_is_ignored(call, route, made);
  if (instead) after_fault(call, route, made);
  if (!early) after_handler(call, route, made);
  call.write_down(made);
  if (auto lost = lost_meanwhile(call)) made = std::move(*lost);
  // The log belongs to the world of the caller. A handler that has to wait lets go of it first,
  // and one that acts on another world holds that one.
  if (call.session && call.session->shared_slot() != slot) call.end_session();
  if (struck) made.disturbance = std::move(struck->disturbance);
  if (stays_out_of_log(request, route)) return finish(call, nullptr, std::move(made));
  if (!call.session) call.session.emplace(engine_.lock(slot));
  return finish(call, slot, std::move(made));
}

Response Server::finish(Call& call, const std::shared_ptr<WorldSlot>& slot, Answer answer) {
  Response response;
  response.status = answer.status;
  response.content_type = std::move(answer.content_type);
  response.body = std::move(answer.body);
  response.headers = std::move(answer.headers);
  response.more = std::move(answer.more);
  add_content_policy(response, answer.content);
  const std::string fault = disturb(response, answer.disturbance);
  std::string request_id;
  const std::string path = kept_text(call.request.path());
  const std::string_view rule = answer.refusal ? answer.refusal->rule->id : answer.rule;
  RequestRecord* record = nullptr;
  if (slot) {
    const std::uint64_t number = call.number();
    record = call.session->slot().requests.record_for(number);
    request_id = call_id(call.world(), number);
  } else {
    request_id = id_without_world();
  }
  const bool watches = call.session && !slot;
  if (ports_.metrics != nullptr) {
    const auto told = find_header(response.headers, "Lotusbox-Rule");
    ports_.metrics->count_call(response.status, rule.empty() ? told.value_or("") : rule);
  }
  if (on_call && !watches) {
    on_call({call.request.method, path, slot ? std::string_view(slot->key) : std::string_view(),
             rule, request_id, response.status, fault});
  }
  response.headers.emplace_back("Lotusbox-Request-Id", std::move(request_id));
  response.headers.emplace_back("Lotusbox-Version", ports_.version);
  if (!rule.empty()) response.headers.emplace_back("Lotusbox-Rule", rule);
  if (response.status == 401) {
    response.headers.emplace_back("WWW-Authenticate", "Basic realm=\"lotusbox\"");
  }
  if (call.shared) {
    share_answer(response.headers, find_header(call.request.headers, "Origin").value_or(""));
  }
  if (record != nullptr) {
    keep_call(*record, call, response, fault);
    record->link = answer.link;
    record->refusal = kept_refusal(call, std::move(answer.refusal));
    record->rule = answer.rule;
  }
  // A fault that struck somebody who only looks has struck once, too.
  if (slot && !call.once.empty() && !call.changes && !fault.empty()) slot->once.begin(call.once);
  if (slot && !call.once.empty()) slot->once.finish(call.once, response);
  call.end_session();
  return response;
}

std::string Server::id_without_world() {
  const std::uint64_t number = ++calls_without_world_;
  return IdScheme(engine_.options().seed).format("req_", static_cast<std::uint32_t>(number));
}

Response Server::preflight(const Request& request, bool shared) {
  Response response;
  response.status = 204;
  response.headers = {{"Lotusbox-Request-Id", id_without_world()},
                      {"Lotusbox-Version", ports_.version}};
  allow_calls(response.headers, request, shared);
  if (shared) {
    share_answer(response.headers, find_header(request.headers, "Origin").value_or(""));
  }
  return response;
}

}  // namespace lotusbox::api
