#include "api/conventions.h"

#include <algorithm>

#include "api/rules/calls.h"
#include "api/strays.h"
#include "base/seeded_permutation.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kKeyHeader = "Idempotency-Key";

/// One piece of an Accept header: its media range, unless its weight is zero.
std::string_view wanted_range(std::string_view piece) {
  const auto semicolon = piece.find(';');
  std::string_view rest = semicolon == std::string_view::npos ? "" : piece.substr(semicolon + 1);
  for (const std::string_view parameter : split(rest, ';')) {
    const std::string_view weight = trim(parameter);
    if (weight.size() < 3 || to_lower(weight.substr(0, 2)) != "q=") continue;
    if (weight.find_first_not_of("0.", 2) == std::string_view::npos) return {};
  }
  return trim(piece.substr(0, semicolon));
}

/// Juspay's API has conventions of its own.
bool is_lotuspay(const Route& route) {
  return route.pattern.starts_with("/v1/") || route.pattern.starts_with("/api/");
}

/// Whatever a call may change happens once under its key; looking needs none.
bool may_change(const Route& route) {
  return route.method != "GET" || route.journaled == Journaled::always;
}

std::string_view key_of(const Call& call, const Route& route) {
  if (!may_change(route) || !is_lotuspay(route)) return {};
  return trim(find_header(call.request.headers, kKeyHeader).value_or(""));
}

/// Of the path and all parameters; the same for a form and for JSON that say the same.
std::uint64_t fingerprint_of(Call& call, const Route& route) {
  std::string whole(route.pattern);
  for (const std::string& param : call.params) whole += '\n' + param;
  whole += '\n' + call.query.canonical() + '\n' + call.body().canonical();
  for (const wire::Part& file : call.body().files()) whole += '\n' + file.name + '\n' + file.bytes;
  return fingerprint(0, whole);
}

const RememberedCall* remembered(const Call& call, std::string_view key) {
  return call.world().remembered_calls.find(key, call.world().now);
}

Answer again(const RememberedCall& call) {
  Answer answer;
  answer.status = call.status;
  answer.body = call.body;
  answer.content_type = call.content_type;
  answer.refusal = call.refusal;
  answer.headers.emplace_back("Idempotent-Replayed", "true");
  return answer;
}

std::optional<Answer> refused_format(Call& call, const Route& route) {
  const std::string_view header = find_header(call.request.headers, "Accept").value_or("");
  const auto made = split(route.produces, ' ');
  const bool good =
      accepts(header, kJson) ||
      (!route.produces.empty() && std::any_of(made.begin(), made.end(), [&](std::string_view type) {
        return accepts(header, type);
      }));
  auto refusal = refuse_accept(good);
  call.session->slot().coverage.count_rule(accept_rule(), good);
  if (!refusal) return std::nullopt;
  return refused(std::move(*refusal));
}

}  // namespace

bool accepts(std::string_view header, std::string_view media_type) {
  if (trim(header).empty()) return true;
  const std::string whole_kind = std::string(media_type.substr(0, media_type.find('/'))) + "/*";
  for (const std::string_view piece : split(header, ',')) {
    const std::string_view range = wanted_range(piece);
    if (range == "*/*" || range == "*" || equals_ignoring_case(range, whole_kind) ||
        equals_ignoring_case(range, media_type)) {
      return true;
    }
  }
  return false;
}

std::optional<Answer> before_handler(Call& call, const Route& route) {
  if (!is_lotuspay(route)) return refused_strays(call, route);
  if (auto refusal = refused_format(call, route)) return refusal;
  if (auto refusal = refused_strays(call, route)) return refusal;
  const std::string_view key = key_of(call, route);
  if (key.empty()) return std::nullopt;
  const RememberedCall* before = remembered(call, key);
  call.fingerprint = fingerprint_of(call, route);
  auto refusal = refuse_key({key, before, call.fingerprint});
  for (const Rule* rule : key_rule_list()) {
    const bool broken = refusal && refusal->rule == rule;
    call.session->slot().coverage.count_rule(*rule, !broken);
    if (broken) return refused(std::move(*refusal));
  }
  return before == nullptr ? std::nullopt : std::optional(again(*before));
}

void after_handler(Call& call, const Route& route, const Answer& answer) {
  const std::string_view key = key_of(call, route);
  if (key.empty() || !call.session) return;
  auto remembered = std::make_shared<RememberedCall>();
  remembered->at = call.world().now;
  remembered->fingerprint = call.fingerprint;
  remembered->status = answer.status;
  remembered->content_type = answer.content_type;
  remembered->body = answer.body;
  remembered->refusal = answer.refusal;
  const StepResult kept = call.session->submit(RememberCall{std::string(key), remembered});
  LOTUSBOX_CHECK(kept.ok(), "an answer can always be remembered");
}

void after_fault(Call& call, const Route& route, const Answer& answer) {
  const std::string_view key = key_of(call, route);
  if (key.empty() || (answer.disturbance && answer.disturbance->drop)) return;
  if (call.world().policy.switched(Switch::idempotency_of_faults)) return;
  if (was_answered(call, route) || refuse_key({key, nullptr, 0})) return;
  call.fingerprint = fingerprint_of(call, route);
  after_handler(call, route, answer);
}

bool was_answered(const Call& call, const Route& route) {
  const std::string_view key = key_of(call, route);
  return !key.empty() && remembered(call, key) != nullptr;
}

}  // namespace lotusbox::api
