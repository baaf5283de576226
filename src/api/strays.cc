#include "api/strays.h"

#include <algorithm>
#include <map>

#include "api/juspay/juspay.h"
#include "api/openapi/openapi.h"
#include "api/rules/calls.h"
#include "base/nearest.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

using wire::Member;
using wire::Schema;

/// What a route reads, looked up once for all routes.
struct Read {
  std::vector<std::string> query;
  const Schema* body = nullptr;
};

const Read* find_read(const Route& route) {
  static const std::map<const Route*, Read> kReads = [] {
    std::map<const Route*, Read> reads;
    for (const Route* one : all_routes()) {
      Read& read = reads[one];
      for (const std::string_view name : split(one->operation.query, ' ')) {
        if (!name.empty()) read.query.emplace_back(name);
      }
      read.body = find_schema(one->operation.takes);
    }
    return reads;
  }();
  const auto found = kReads.find(&route);
  return found == kReads.end() ? nullptr : &found->second;
}

std::vector<std::string> names_of(const Schema* schema) {
  std::vector<std::string> names;
  if (schema == nullptr) return names;
  for (const Member& member : schema->members) names.emplace_back(member.name);
  return names;
}

/// The schema of a hash under this name; null when it is none, or the keys are the caller's.
const Schema* hash_of(const Schema& schema, std::string_view name) {
  for (const Member& member : schema.members) {
    const std::string_view type = member.type.substr(0, member.type.find('?'));
    if (member.name != name || !type.starts_with('@')) continue;
    const Schema* inner = find_schema(type.substr(1));
    return inner->kind == wire::SchemaKind::choice ? nullptr : inner;
  }
  return nullptr;
}

void add_stray(std::vector<Stray>& strays, const std::string& prefix, const std::string& name,
               const std::vector<std::string>& known) {
  const std::string meant = nearest(name, known);
  strays.push_back({prefix + name, meant.empty() ? meant : prefix + meant});
}

void add_keys(std::vector<Stray>& strays, const wire::Body& body, const Schema* schema,
              const std::string& prefix) {
  const std::vector<std::string> known = names_of(schema);
  const std::string hash =
      prefix.substr(0, prefix.size() - std::min<std::size_t>(prefix.size(), 1));
  for (const std::string& name : hash.empty() ? body.names() : body.names_in(hash)) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      add_stray(strays, prefix, name, known);
    } else if (const Schema* inner = hash_of(*schema, name)) {
      add_keys(strays, body, inner, prefix + name + ".");
    }
  }
}

/// Pages send what they like to themselves; what is open has no world whose profile could mind.
bool is_looked_at(const Route& route) {
  return route.access == Access::key || route.access == Access::control;
}

bool is_of_vendor(const Route& route) { return route.access == Access::key; }

/// A name that fits into a header, between commas: what does not is a question mark. (Some clients
/// decode percent signs in headers, so these would not do.)
std::string header_name(std::string_view name) {
  std::string fitting(name.substr(0, limits::kIgnoredNameLength));
  const auto fits = [](char c) { return c > ' ' && c < '\x7F' && c != ',' && c != '%'; };
  std::replace_if(
      fitting.begin(), fitting.end(), [&](char c) { return !fits(c); }, '?');
  return fitting;
}

std::string_view first_name(const std::vector<Stray>& strays) {
  return strays.empty() ? std::string_view() : std::string_view(strays.front().name);
}

bool is_json(Call& call) {
  const std::string_view start = trim(call.request.body);
  return !start.empty() && (start.front() == '{' || start.front() == '[' || call.says_json());
}

}  // namespace

Strays strays_of(Call& call, const Route& route) {
  Strays strays;
  if (!is_looked_at(route)) return strays;
  const Read* read = find_read(route);
  if (read == nullptr) return strays;
  for (const std::string& name : call.query.names()) {
    if (std::find(read->query.begin(), read->query.end(), name) != read->query.end()) continue;
    add_stray(strays.filters, "", name, read->query);
  }
  if (!call.request.body.empty()) add_keys(strays.keys, call.body(), read->body, "");
  return strays;
}

std::string ignored_header(const Strays& strays) {
  std::string header;
  std::size_t shown = 0;
  for (const auto* list : {&strays.filters, &strays.keys}) {
    for (const Stray& stray : *list) {
      if (++shown > limits::kIgnoredShown) return header + ",...";
      if (!header.empty()) header += ',';
      header += header_name(stray.name);
      if (!stray.meant.empty()) header += " (did you mean " + stray.meant + ")";
    }
  }
  return header;
}

namespace {

/// Of the query, or of the outermost level of the body.
std::string known_names(const Route& route, bool of_query) {
  const Read* read = find_read(route);
  if (read == nullptr) return {};
  std::string known;
  for (const std::string& name : of_query ? read->query : names_of(read->body)) {
    known += (known.empty() ? "" : ", ") + name;
  }
  return known;
}

std::optional<Answer> refused_names(Call& call, const Route& route) {
  const Strays strays = strays_of(call, route);
  const bool of_query = !strays.filters.empty();
  const auto& told = of_query ? strays.filters : strays.keys;
  NameClaim claim{first_name(strays.filters), first_name(strays.keys), {}, {}};
  if (!told.empty()) {
    claim.meant = told.front().meant;
    claim.known = known_names(route, of_query);
  }
  auto refusal = refuse_names(claim);
  for (const Rule* rule : name_rule_list()) {
    const bool broken = refusal && refusal->rule == rule;
    call.session->slot().coverage.count_rule(*rule, !broken);
    if (broken) return refused(std::move(*refusal));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Answer> refused_strays(Call& call, const Route& route) {
  if (route.access == Access::control) return refused_names(call, route);
  const Profile profile = call.world().policy.profile;
  if (!is_of_vendor(route) || takes(profile, Slack::unknown_keys)) return std::nullopt;
  const bool of_juspay = is_juspay_path(route.pattern);
  const Strays strays = strays_of(call, route);
  StrayClaim claim{profile, first_name(strays.filters), first_name(strays.keys), {}};
  // A management call asks who is meant first, and then for its body (R2).
  if (route.pattern.starts_with("/api/")) claim.key = {};
  const auto& told = claim.filter.empty() ? strays.keys : strays.filters;
  if (!told.empty()) claim.meant = told.front().meant;
  claim.juspay_json = of_juspay && is_json(call);
  auto refusal = refuse_strays(claim);
  for (const Rule* rule : stray_rule_list()) {
    const bool broken = refusal && refusal->rule == rule;
    call.session->slot().coverage.count_rule(*rule, !broken);
    if (!broken) continue;
    return of_juspay ? juspay_refused(std::move(*refusal)) : refused(std::move(*refusal));
  }
  return std::nullopt;
}

}  // namespace lotusbox::api
