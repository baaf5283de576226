#include "api/call.h"

#include <algorithm>

#include "base/text.h"
#include "wire/errors.h"
#include "wire/journaled_call.h"

namespace lotusbox::api {

namespace {

/// Whether the path holds this parameter: the pattern names it, or names the object by its id only.
bool stands_in_path(std::string_view pattern, std::string_view param) {
  if (pattern.find("{" + std::string(param) + "}") != std::string_view::npos) return true;
  const auto looked_up = lookup_rule_list();
  return std::any_of(looked_up.begin(), looked_up.end(),
                     [&](const Rule* rule) { return rule->param == param; });
}

}  // namespace

const wire::Body& Call::body() {
  if (!body_) {
    body_ =
        wire::Body::read(find_header(request.headers, "Content-Type").value_or(""), request.body);
  }
  return *body_;
}

Field Call::sent(std::string_view param) {
  std::string name;
  for (const char c : param) {
    if (c != ']') name += c == '[' ? '.' : c;
  }
  for (const std::string& full : {name, "nach_debit." + name, "redirect." + name}) {
    if (const Field& field = body().written(full); field.kind != Field::Kind::absent) return field;
  }
  if (const Field& field = query.written(name); field.kind != Field::Kind::absent) return field;
  if (const auto header = find_header(request.headers, param)) {
    return {Field::Kind::text, std::string(*header)};
  }
  if (params.empty() || !stands_in_path(pattern, param)) return {};
  return {Field::Kind::text, params[0]};
}

std::string Call::base_url() const {
  if (!ports.public_url.empty()) return ports.public_url;
  const auto host = find_header(request.headers, "Host");
  return host && !host->empty() ? "http://" + std::string(*host) : ports.local_url;
}

wire::View Call::view(std::string_view base) const {
  const auto& slot = session->shared_slot();
  return {slot->world, engine.link_names(), slot->number, base};
}

bool Call::wants_json() const {
  const std::string accept = to_lower(find_header(request.headers, "Accept").value_or(""));
  return accept.find("json") != std::string::npos && accept.find("html") == std::string::npos;
}

bool Call::says_json() const {
  if (trim(request.body).empty()) return true;
  const auto type = find_header(request.headers, "Content-Type").value_or("");
  return to_lower(type.substr(0, type.find(';'))).find("json") != std::string::npos;
}

std::uint64_t Call::number() {
  if (number_ == 0) number_ = home->requests.next_number();
  return number_;
}

void Call::write_down(const Answer& answer) {
  write_down(answer.status, answer.refusal ? answer.refusal->rule->id : std::string_view(),
             answer.body);
}

void Call::write_down_unfinished(std::optional<std::string> body) {
  body_instead_ = std::move(body);
  write_down(200, {}, std::nullopt);
}

void Call::end_session() {
  if (!session) return;
  session->end();
  session.reset();
}

bool Call::is_over() const {
  return (caller != nullptr && caller->gone()) || engine.waiters.stopped();
}

bool Call::settle(const std::shared_ptr<WorldSlot>& slot, int timeout_ms) {
  constexpr int kLookEveryMs = 100;
  if (caller == nullptr) return ports.settle(slot, timeout_ms);
  caller->step_aside();
  for (;; timeout_ms -= kLookEveryMs) {
    if (ports.settle(slot, std::min(timeout_ms, kLookEveryMs))) return true;
    if (timeout_ms <= kLookEveryMs || is_over()) return false;
  }
}

void Call::write_down(int status, std::string_view rule, std::optional<std::string_view> body) {
  if (!changes || written_down_ || !session) return;
  written_down_ = true;
  const bool at_home = session->shared_slot() == home;
  Request kept = wire::journaled_request(request);
  if (body_instead_) {
    kept.body = std::move(*body_instead_);
    std::erase_if(kept.headers, [](const auto& header) {
      return equals_ignoring_case(header.first, "Content-Type");
    });
    kept.headers.emplace_back("Content-Type", "application/json");
  }
  if (ports.public_url.empty() && !find_header(kept.headers, "Host")) {
    // What its links are under: after a restart the port may be another.
    kept.headers.emplace_back("Host", ports.local_url.substr(ports.local_url.find("//") + 2));
  }
  session->write_down(std::move(kept), at_home ? number() : 0, status, rule, body);
}

Answer json_answer(std::string body, int status) {
  Answer answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

Answer refused(Refusal refusal) {
  Answer answer = json_answer(wire::refusal_body(refusal), wire::status_of(refusal.code()));
  answer.refusal = std::move(refusal);
  return answer;
}

Answer unavailable(std::string_view rule, std::string_view code, std::string_view message) {
  Answer answer = json_answer(wire::error_body("api_error", code, message, {}), 503);
  answer.headers.emplace_back("Lotusbox-Rule", rule);
  return answer;
}

Answer too_many_worlds() {
  return unavailable("worlds.room", "too_many_worlds", "The server holds as many worlds as it may");
}

std::optional<Answer> asked(Call& call, const AskedRules& rules, std::optional<Refusal> refusal) {
  call.session->slot().coverage.count_asked(rules, refusal ? refusal->rule : nullptr);
  if (!refusal) return std::nullopt;
  return refused(std::move(*refusal));
}

std::optional<Answer> missing(Call& call, Lookup what, bool found) {
  call.session->slot().coverage.count_rule(lookup_rule(what), found);
  if (found) return std::nullopt;
  return refused(refuse_missing(what));
}

}  // namespace lotusbox::api
