#include "api/entrance.h"

#include <chrono>

#include "api/juspay/juspay.h"
#include "api/room.h"
#include "api/rules/sets.h"
#include "api/server.h"
#include "base/example_key.h"
#include "base/text.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

constexpr int kBadRequest = 400;
constexpr int kMisdirected = 421;
constexpr int kUnavailable = 503;
constexpr std::string_view kOwnerHeader = "Lotusbox-Owner";
constexpr std::string_view kOnceHeader = "Lotusbox-Once";
constexpr std::size_t kOnceLength = 255;

/// Whoever routes calls takes this one to the server that is named.
Answer elsewhere(const Homes::Place& place) {
  Answer answer = json_answer(
      wire::error_body("api_error", "world_elsewhere",
                       "The world of this call is on another server: " + place.address, {}),
      kMisdirected);
  answer.rule = "world.elsewhere";
  answer.headers.emplace_back(kOwnerHeader, place.address);
  answer.headers.emplace_back("X-Accel-Redirect", "@lotusbox_owner");  // how nginx is told
  return answer;
}

Answer unreachable(const std::string& problem) {
  Answer answer = json_answer(
      wire::error_body("api_error", "journal_unreachable",
                       "The world of this call cannot be had, so nothing has happened: " + problem,
                       {}),
      kUnavailable);
  answer.rule = kReachableRule;
  return answer;
}

/// The server stops, and there is no other to take the call to.
Answer draining(const std::string& problem) {
  Answer answer = json_answer(
      wire::error_body("api_error", "server_draining", "Nothing has happened: " + problem, {}),
      kUnavailable);
  answer.rule = kDrainingRule;
  return answer;
}

}  // namespace

std::string key_of(const Headers& headers) {
  const std::string_view value = trim(find_header(headers, "Authorization").value_or(""));
  const auto space = value.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view scheme = value.substr(0, space);
  const std::string_view rest = trim(value.substr(space + 1));
  if (equals_ignoring_case(scheme, "Bearer")) return std::string(rest);
  if (!equals_ignoring_case(scheme, "Basic")) return {};
  const std::string plain = base64_decode(rest).value_or("");
  return plain.substr(0, plain.find(':'));
}

std::string claimed_key(const Request& request, Access access) {
  std::string key = key_of(request.headers);
  if (access != Access::control || !key.empty()) return key;
  // A caller with a key that cannot be read does not mean the example world.
  if (!find_header(request.headers, "Authorization").value_or("").empty()) return key;
  if (const auto named = find_header(request.headers, "Lotusbox-World")) return std::string(*named);
  return std::string(kExampleKey);
}

std::string Server::lane_of(const Request& request) {
  const RouteMatch match = find_route(request.method, request.path());
  if (match.route == nullptr || match.route->access == Access::open) return {};
  if (match.route->access != Access::link) return claimed_key(request, match.route->access);
  const auto name = wire::find_link_name(engine_.link_names(), request.target);
  const auto slot = name ? engine_.find_number(name->world_number) : nullptr;
  return slot ? slot->key : std::string();
}

std::uint64_t Server::mark() {
  const Journal* journal = engine_.journal();
  return journal == nullptr ? 0 : journal->losses();
}

std::optional<Response> Server::before_sending(std::uint64_t before) {
  Journal* journal = engine_.journal();
  if (journal == nullptr) return std::nullopt;
  auto problem = journal->flush();
  if (problem.has_value() != journal_fails_) journal_fails_ = problem.has_value();
  if (!problem && journal->losses() != before) problem = "what came just now was lost";
  return problem ? std::optional(not_kept(*problem)) : std::nullopt;
}

Response Server::not_kept(const std::string& problem) const {
  const bool shared = engine_.homes() != nullptr;
  Response response;
  response.status = shared ? kUnavailable : kInsufficientStorage;
  response.content_type = "application/json";
  const std::string open = ". Whether this call happened is open";
  response.body = wire::error_body(
      "api_error", "journal_not_written",
      "The journal cannot be written, so nothing can be promised: " + problem + open +
          (shared ? "" : "; it has not if the server is stopped before that is mended"),
      {});
  response.headers = {{"Lotusbox-Rule", std::string(shared ? kReachableRule : kJournalRule)},
                      {"Lotusbox-Version", ports_.version}};
  return response;
}

Server::Found Server::find_home(const Call& call, const Route& route, std::string_view key,
                                bool may_wait) {
  Homes* homes = engine_.homes();
  if (homes == nullptr) return {};
  Homes::Place place;
  if (route.access == Access::link) {
    const auto name = wire::find_link_name(engine_.link_names(), call.request.target);
    if (!name) return {};
    place = homes->bring_in(name->world_number, may_wait);
    if (!place.is_known) return {};
  } else {
    place = homes->bring_in(key, may_wait);
  }
  switch (place.at) {
    case Homes::At::here: return {.here = true};
    case Homes::At::later: return {.later = true};
    case Homes::At::elsewhere: return {.refused = elsewhere(place)};
    case Homes::At::nowhere:
      return {.refused = homes->drains() ? draining(place.problem) : unreachable(place.problem)};
  }
  return {};
}

std::optional<Answer> Server::enter_world(Call& call, const Route& route, bool may_wait) {
  const Request& request = call.request;
  std::string key;
  if (route.access != Access::link) {
    key = claimed_key(request, route.access);
    if (auto refusal = refuse_access({key, engine_.list_closed(), engine_.on_list(key)})) {
      engine_.count_access(kAccessRules, refusal->rule);
      return is_juspay_path(request.path()) ? juspay_refused(std::move(*refusal))
                                            : refused(std::move(*refusal));
    }
  }
  while (!call.session) {
    Found found = find_home(call, route, key, may_wait);
    if (found.later) return std::nullopt;
    if (found.refused) return std::move(found.refused);
    if (route.access == Access::link) {
      const auto name = wire::find_link_name(engine_.link_names(), request.target);
      call.home = name ? engine_.find_number(name->world_number) : nullptr;
      if (!call.home && found.here) continue;  // it was let go of meanwhile
      // An unknown link has no world: the handler shows the page for it.
      if (!call.home) {
        Answer page = route.handler(call);
        if (page.refusal) engine_.count_refused_without_world(*page.refusal->rule);
        return page;
      }
    } else {
      call.home = found.here ? engine_.find(key) : engine_.open(key, Visit::looks);
      if (!call.home && found.here) continue;
      if (!call.home) return too_many_worlds();
    }
    if (may_wait) {
      call.session.emplace(engine_.lock(call.home));
    } else {
      auto session = engine_.try_lock(call.home);
      if (!session) return std::nullopt;
      call.session.emplace(std::move(*session));
    }
    if (call.home->dropped) call.session.reset();  // while we waited for it
  }
  if (engine_.cares_for_idle()) call.home->used_wall_ms = call.session->wall_ms();
  call.changes = route.journaled == Journaled::always ||
                 (route.journaled == Journaled::by_method && route.method != "GET");
  if (call.changes && !engine_.settle(*call.home)) {
    call.session.reset();
    return too_many_worlds();
  }
  return std::nullopt;
}

std::optional<Answer> Server::lost_meanwhile(const Call& call) const {
  const Homes* homes = engine_.homes();
  // What a call changed is held against the fence of its world when it is written.
  if (homes == nullptr || call.changes) return std::nullopt;
  const auto problem = homes->out_of_touch();
  return problem ? std::optional(unreachable(*problem)) : std::nullopt;
}

std::optional<Response> Server::answered_once(Call& call) {
  const auto id = find_header(call.request.headers, kOnceHeader).value_or("");
  if (id.empty()) return std::nullopt;
  if (id.size() > kOnceLength) {
    Answer refused = json_answer(
        wire::error_body("invalid_request_error", "once_too_long",
                         "Lotusbox-Once has 255 characters at most: send a shorter one", {}),
        kBadRequest);
    refused.rule = "world.once";
    return finish(call, nullptr, std::move(refused));
  }
  OnceAnswers& once = call.session->slot().once;
  if (const OnceAnswers::Kept* kept = once.find(id)) {
    if (!kept->answer) {
      return finish(call, nullptr,
                    unavailable("world.once", "once_at_work",
                                "A call with this Lotusbox-Once is being answered"));
    }
    Response again = *kept->answer;
    again.headers.emplace_back("Lotusbox-Repeated", "true");
    call.end_session();
    return again;
  }
  if (call.changes) once.begin(id);
  call.once = id;
  return std::nullopt;
}

}  // namespace lotusbox::api
