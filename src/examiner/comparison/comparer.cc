#include "examiner/comparison/comparer.h"

#include <algorithm>
#include <set>

#include "api/routes.h"
#include "api/rules/sets.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/calendar.h"
#include "scenario/json_value.h"

namespace lotusbox::examiner {

namespace {

using scenario::JsonValue;

constexpr std::string_view kKey = "sk_test_comparison";
constexpr std::size_t kRulesNamed = 3;

std::string described(const Rule& rule) {
  return std::string(rule.id) + " (" + std::string(to_text(rule.evidence)) + ": " +
         std::string(rule.source) + ")";
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : api::rule_sets().rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

std::string text_in(const Response& answer, std::string_view place) {
  return JsonValue::parse(answer.body).at(place).text();
}

/// Rules that refuse with this code and about this parameter: what did not strike here.
std::string rules_like(const Response& upstream) {
  const std::string code = text_in(upstream, "error.code");
  const std::string param = text_in(upstream, "error.param");
  std::string names;
  std::size_t count = 0;
  for (const Rule* rule : api::rule_sets().rules()) {
    if (to_text(rule->code) != code || param.empty() || rule->param != param) continue;
    if (count++ == kRulesNamed) break;
    names += (names.empty() ? "" : ", ") + described(*rule);
  }
  return names.empty() ? "no rule here refuses this" : "not refused here by " + names;
}

std::string described_route(const api::Route* route) {
  if (route == nullptr) return "no route here";
  return std::string(route->operation.name) + " (" + std::string(to_text(route->evidence)) + ")";
}

/// What here says otherwise than the real API.
std::string contradicted(const Difference& difference, const Response& upstream,
                         const Response& twin, const api::Route* route) {
  const Rule* struck = find_rule(find_header(twin.headers, "Lotusbox-Rule").value_or(""));
  if (difference.kind == "status" || difference.kind == "code") {
    if (struck != nullptr) return described(*struck);
    return upstream.status >= 400 ? rules_like(upstream) : described_route(route);
  }
  return described_route(route);
}

/// Whose object an answer shows: what a customer of it may have answered.
std::string customer_answer(std::string_view path, const std::string& id,
                            std::string_view outcome) {
  JsonWriter json;
  json.begin_object();
  json.field(path.find("/sources/") == std::string_view::npos ? "mandate" : "source",
             std::string_view(id));
  return json.field("outcome", outcome).end_object().take();
}

Request made(std::string_view method, std::string_view target, std::string body) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = std::move(body);
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  return request;
}

}  // namespace

std::string Comparer::key() { return std::string(kKey); }

Response Comparer::ask(Request request) {
  request.headers.emplace_back("Authorization", "Basic " + base64_encode(std::string(kKey) + ":"));
  return twin_.call(request);
}

/// The world begins with the first call, and its clock follows those of the others.
void Comparer::follow(std::int64_t at) {
  JsonWriter json;
  json.begin_object();
  if (start_ == 0) {
    start_ = now_ = at;
    json.field("at", format_ist(instant_of(at))).field("profile", options_.profile);
    json.field("seed", static_cast<std::int64_t>(options_.seed)).end_object();
    ask(made("POST", "/_mock/reset", json.take()));
    return;
  }
  if (at <= now_) return;
  json.field("to", format_ist(instant_of(at))).end_object();
  ask(made("POST", "/_mock/clock/advance", json.take()));
  now_ = at;
}

Request Comparer::for_twin(const Request& request) const {
  Request translated = request;
  translated.target = identities_.for_twin(request.target);
  translated.body = identities_.for_twin(request.body);
  std::erase_if(translated.headers, [](const auto& header) {
    return equals_ignoring_case(header.first, "Authorization") ||
           equals_ignoring_case(header.first, "Host") ||
           equals_ignoring_case(header.first, "Content-Length") ||
           equals_ignoring_case(header.first, "Origin") ||
           to_lower(header.first).starts_with("sec-fetch-");
  });
  return translated;
}

bool Comparer::catch_up(const Exchange& exchange, const std::vector<Difference>& found,
                        Compared& out) {
  const bool other_status = std::any_of(found.begin(), found.end(), [](const Difference& one) {
    return one.kind == "value" && one.place == "status";
  });
  if (exchange.request.method != "GET" || !other_status) return false;
  const std::string id = identities_.for_twin(text_in(exchange.answer, "id"));
  for (const char* outcome : {"accepted", "rejected"}) {
    ask(made("POST", "/_mock/snapshots", R"({"name":"before"})"));
    const Request answer =
        made("POST", "/_mock/authorise", customer_answer(exchange.request.path(), id, outcome));
    const Response taken = ask(answer);
    if (taken.status < 300) {
      const Response again = ask(for_twin(exchange.request));
      if (text_in(again, "status") == text_in(exchange.answer, "status")) {
        asked_.push_back({answer, now_, true});
        out.note = "the customer has " + std::string(outcome) + " it at the real API, and here too";
        return true;
      }
    }
    ask(made("POST", "/_mock/snapshots/before/restore", {}));
  }
  return false;
}

Compared Comparer::compare(const Exchange& exchange) {
  const Request& request = exchange.request;
  const auto match = api::find_route(request.method, request.path());
  Compared out;
  out.about = request.method + " " + request.target;
  out.call = request.method + " " +
             std::string(match.route == nullptr ? request.path() : match.route->pattern);
  follow(exchange.at);
  const Request translated = for_twin(request);
  const Identities before = identities_;
  Response twin = ask(translated);
  auto found = differences_of(exchange.answer, twin, identities_, options_.tolerance);
  if (catch_up(exchange, found, out)) {
    identities_ = before;
    twin = ask(translated);
    found = differences_of(exchange.answer, twin, identities_, options_.tolerance);
  }
  asked_.push_back({translated, now_, twin.status < 400});
  for (Difference& difference : found) {
    difference.contradicts = contradicted(difference, exchange.answer, twin, match.route);
  }
  out.differences = std::move(found);
  return out;
}

std::string comparison_report(const std::vector<Compared>& calls,
                              const std::vector<std::string>& known) {
  std::string text;
  std::size_t differ = 0;
  for (const Compared& call : calls) {
    if (!call.differences.empty()) ++differ;
    if (call.differences.empty() && call.note.empty()) continue;
    text += call.about + "\n";
    if (!call.note.empty()) text += "  " + call.note + "\n";
    for (const Difference& one : call.differences) {
      const bool old = std::find(known.begin(), known.end(), one.key(call.call)) != known.end();
      text += "  " + one.kind + (one.place.empty() ? "" : " of " + one.place) + ": " +
              one.upstream + " there, " + one.twin + (one.twin == "here" ? "" : " here") +
              (old ? " (known)" : "") + "\n    " + one.contradicts + "\n";
    }
  }
  return text + std::to_string(calls.size()) + " calls, " + std::to_string(differ) +
         " with differences, " + std::to_string(unknown_differences(calls, known)) +
         " differences that are not known\n";
}

std::vector<std::string> difference_keys(const std::vector<Compared>& calls) {
  std::set<std::string> keys;
  for (const Compared& call : calls) {
    for (const Difference& one : call.differences) keys.insert(one.key(call.call));
  }
  return {keys.begin(), keys.end()};
}

std::size_t unknown_differences(const std::vector<Compared>& calls,
                                const std::vector<std::string>& known) {
  std::size_t count = 0;
  for (const Compared& call : calls) {
    for (const Difference& one : call.differences) {
      if (std::find(known.begin(), known.end(), one.key(call.call)) == known.end()) ++count;
    }
  }
  return count;
}

}  // namespace lotusbox::examiner
