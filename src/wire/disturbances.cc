#include "wire/disturbances.h"

#include <algorithm>

#include "base/json_writer.h"
#include "wire/errors.h"

namespace lotusbox::wire {

namespace {

constexpr std::string_view kFaultKeys[] = {"name",         "match",      "times",   "rate",
                                           "status",       "code",       "message", "body",
                                           "content_type", "latency_ms", "drop",    "truncate"};
constexpr std::string_view kMatchKeys[] = {"method", "path"};
constexpr std::string_view kList = "faults";

template <std::size_t Count>
void add_unknown(const std::string_view (&known)[Count], const std::vector<std::string>& names,
                 const std::string& prefix, std::vector<std::string>& unknown) {
  for (const std::string& name : names) {
    if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
      unknown.push_back(prefix + name);
    }
  }
}

FaultFields read_fault(const Body& body, const std::string& prefix) {
  const auto field = [&](std::string_view name) { return body.field(prefix + std::string(name)); };
  return {prefix,           field("name"),    field("match.method"), field("match.path"),
          field("times"),   field("rate"),    field("status"),       field("code"),
          field("message"), field("body"),    field("content_type"), field("latency_ms"),
          field("drop"),    field("truncate")};
}

void add_unknown_of_fault(const Body& body, const std::string& prefix,
                          std::vector<std::string>& unknown) {
  const std::string match = prefix + "match";
  const Field& given = body.field(match);
  if (given.given() && !given.is_hash()) unknown.push_back(match);
  add_unknown(kMatchKeys, body.names_in(match), match + ".", unknown);
}

/// What a fault says unless told otherwise: the vendor's words for the status, as far as its pages
/// have any (facts 1.3).
struct UsualWords {
  int status;
  std::string_view type, code, message;
};
constexpr UsualWords kUsual[] = {
    {401, "authentication_error", "authentication_required", "No valid API key"},
    {402, "invalid_request_error", "request_failed", "The request failed"},
    {404, "invalid_request_error", "resource_missing", "No such resource"},
    {429, "rate_limit_error", "rate_limited", "Too many requests too quickly"},
    {500, "api_error", "server_error", "Something went wrong on the server"},
    {503, "api_error", "maintenance", "Offline for maintenance"},
};
constexpr UsualWords kOfCaller{0, "invalid_request_error", "request_refused",
                               "The request was refused"};
constexpr UsualWords kOfServer{0, "api_error", "server_error",
                               "Something went wrong on the server"};

const UsualWords& words_for(int status) {
  for (const UsualWords& row : kUsual) {
    if (row.status == status) return row;
  }
  return status >= 500 ? kOfServer : kOfCaller;
}

std::string_view either(std::string_view given, std::string_view otherwise) {
  return given.empty() ? otherwise : given;
}

}  // namespace

SetChaos read_chaos(const Body& body) {
  SetChaos command;
  command.body_problem = body.problem();
  command.unknown_keys = body.names_except(
      {"seed", "duplicate", "delay", "delay_up_to", "reorder", "reorder_within", "drop"});
  command.seed = body.field("seed");
  command.duplicate = body.field("duplicate");
  command.delay = body.field("delay");
  command.delay_up_to = body.field("delay_up_to");
  command.reorder = body.field("reorder");
  command.reorder_within = body.field("reorder_within");
  command.drop = body.field("drop");
  return command;
}

FaultsClaim read_faults(const Body& body) {
  FaultsClaim claim;
  claim.body_problem = body.problem();
  if (!body.problem().empty()) return claim;
  if (body.written(kList).kind == Field::Kind::absent) {
    claim.faults.push_back(read_fault(body, {}));
    add_unknown(kFaultKeys, body.names(), {}, claim.unknown_keys);
    add_unknown_of_fault(body, {}, claim.unknown_keys);
    return claim;
  }
  claim.unknown_keys = body.names_except({kList});
  if (body.written(kList).kind != Field::Kind::nested) claim.unknown_keys.emplace_back(kList);
  for (const std::string& index : body.names_in(kList)) {
    const std::string prefix = std::string(kList) + "." + index + ".";
    claim.faults.push_back(read_fault(body, prefix));
    const std::string whole = prefix.substr(0, prefix.size() - 1);
    add_unknown(kFaultKeys, body.names_in(whole), prefix, claim.unknown_keys);
    add_unknown_of_fault(body, prefix, claim.unknown_keys);
  }
  return claim;
}

std::string fault_body(int status, std::string_view code, std::string_view message) {
  const UsualWords& words = words_for(status);
  return error_body(words.type, either(code, words.code), either(message, words.message), {});
}

std::string juspay_fault_body(int status, std::string_view code, std::string_view message) {
  const UsualWords& words = words_for(status);
  JsonWriter out;
  out.begin_object()
      .field("status", "error")
      .field("error_code", either(code, words.code))
      .field("error_message", either(message, words.message))
      .end_object();
  return out.take();
}

std::string_view fault_title(int status) { return words_for(status).message; }

}  // namespace lotusbox::wire
