#include "scenario/execution.h"

#include "base/nearest.h"
#include "base/text.h"

namespace lotusbox::scenario {

namespace {

constexpr std::string_view kKeyPrefix = "sk_test_scn_";
constexpr std::string_view kJson = "application/json";

std::string header_of(const Response& response, std::string_view name) {
  return std::string(find_header(response.headers, name).value_or(""));
}

std::string_view first_text(std::string_view one, std::string_view other) {
  return one.empty() ? other : one;
}

}  // namespace

Execution::Execution(Driver& driver, std::string_view id) : driver_(driver), key_(kKeyPrefix) {
  for (const char c : id) {
    if (is_alphanumeric(c)) key_ += to_lower(c);
  }
}

std::pair<std::string, std::string> Execution::authorization() const {
  return {"Authorization", "Basic " + base64_encode(key_ + ":")};
}

Reply Execution::call(std::string_view method, std::string_view target, std::string body) {
  Request request{.method = std::string(method),
                  .target = std::string(target),
                  .headers = {authorization(), {"Accept", std::string(kJson)}},
                  .body = std::move(body)};
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", kJson);
  return send(request);
}

Reply Execution::send(const Request& request) {
  Reply answer;
  answer.raw = driver_.call(request);
  answer.status = answer.raw.status;
  answer.rule = header_of(answer.raw, "Lotusbox-Rule");
  answer.request_id = header_of(answer.raw, "Lotusbox-Request-Id");
  answer.body = JsonValue::parse(answer.raw.body);
  if (!answer.rule.empty()) last_refused_ = answer.request_id;
  // A world that went back in time has fewer events: what comes next is new again.
  if (answer.good() && request.target.ends_with("/restore")) skip_events();
  return answer;
}

JsonValue Execution::explain(const std::string& request_id) {
  if (request_id.empty()) return {};
  const std::string kept = last_refused_;
  const Reply answer = call("GET", "/_mock/why/" + percent_encode(request_id));
  last_refused_ = kept;
  return answer.good() ? answer.body : JsonValue();
}

std::string Execution::refusal(const Reply& answer) {
  if (answer.status == 0) return "failed: no answer came: " + answer.raw.body;
  const std::string told = answer.body.at("error.message").text();
  if (answer.rule.empty()) return "failed: status " + std::to_string(answer.status) + ": " + told;
  const JsonValue why = explain(answer.request_id);
  std::string line = "refused " + answer.rule;
  const std::string explained = why.at("message").text();
  const std::string_view message = first_text(told, explained);
  if (!message.empty()) line += ": " + std::string(message);
  const std::string passes_at = why.at("passes_at_ist").text();
  if (!passes_at.empty()) line += " (passes at " + passes_at + ")";
  if (why.at("evidence").text() == "assumed") line += " (assumed)";
  return line;
}

Output Execution::outcome(const Reply& answer) {
  return answer.good() ? Output{} : Output{{refusal(answer)}, {}};
}

Reply Execution::list(const std::string& target, std::vector<JsonValue>& items) {
  std::string page = target;
  for (;;) {
    Reply answer = call("GET", page);
    const std::vector<JsonValue> more = answer.body.at("data").items();
    items.insert(items.end(), more.begin(), more.end());
    if (more.empty() || answer.body.at("has_more").text() != "true") return answer;
    page = target + (target.find('?') == std::string::npos ? "?" : "&") +
           "after=" + percent_encode(more.back().at("id").text());
  }
}

std::vector<JsonValue> Execution::new_events() {
  std::vector<JsonValue> events;
  list("/_mock/events?offset=" + std::to_string(events_seen_), events);
  events_seen_ += events.size();
  return events;
}

void Execution::start_over() {
  names.clear();
  last_refused_.clear();
  webhook_ = false;
  skip_events();
}

void Execution::skip_events() {
  std::vector<JsonValue> events;
  list("/_mock/events?brief=1", events);
  events_seen_ = events.size();
}

void Execution::settle() {
  if (webhook_) driver_.settle();
}

std::vector<std::string> Execution::newly_received() {
  settle();
  std::vector<std::string> bodies = driver_.received();
  const auto seen = static_cast<std::ptrdiff_t>(std::min(bodies_seen_, bodies.size()));
  bodies.erase(bodies.begin(), bodies.begin() + seen);
  bodies_seen_ += bodies.size();
  return bodies;
}

std::string path_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const auto slash = url.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : std::string(url.substr(slash));
}

void Execution::give_name(const Block& block, std::string_view argument, std::string_view value) {
  if (block.find(argument) == nullptr) return;
  const std::string_view alias = block.value(argument);
  const std::string before = names.value_of(alias);
  if (!before.empty() && !value.empty() && before != value) {
    faults.push_back(std::string(argument) + "=" + std::string(alias) +
                     " is the name of another object already: use a new one");
  }
  names.set(alias, value);
}

Output unknown_alias(Execution& session, std::string_view alias) {
  const std::string what = "unknown alias " + std::string(alias);
  const auto known = session.names.all();
  const std::string meant = did_you_mean(alias, known);
  session.faults.push_back(what + (meant.empty() ? ": name an object with as= first" : meant));
  return {{what}, {}};
}

}  // namespace lotusbox::scenario
