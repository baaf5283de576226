#include "wire/disturbances.h"

#include "base/json_writer.h"
#include "base/nearest.h"
#include "wire/describe.h"
#include "wire/errors.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

using enum SchemaKind;

// clang-format off
constexpr auto kChaos = takes<SetChaos>({
    {"seed", "scalar", &SetChaos::seed},
    {"duplicate", "scalar", &SetChaos::duplicate},
    {"delay", "scalar", &SetChaos::delay},
    {"delay_up_to", "text", &SetChaos::delay_up_to},
    {"reorder", "scalar", &SetChaos::reorder},
    {"reorder_within", "text", &SetChaos::reorder_within},
    {"drop", "scalar", &SetChaos::drop},
});
constexpr auto kFault = takes<FaultFields>({
    {"name", "scalar", &FaultFields::name},
    {"match", "@MatchWanted"},
    {"times", "scalar", &FaultFields::times},
    {"rate", "scalar", &FaultFields::rate},
    {"status", "scalar", &FaultFields::status},
    {"code", "text", &FaultFields::code},
    {"message", "text", &FaultFields::message},
    {"body", "text", &FaultFields::body},
    {"content_type", "text", &FaultFields::content_type},
    {"headers", "hash", &FaultFields::headers},
    {"latency_ms", "scalar", &FaultFields::latency_ms},
    {"drop", "any", &FaultFields::drop},
    {"truncate", "scalar", &FaultFields::truncate},
});
constexpr auto kMatch = takes<FaultFields>({
    {"method", "text", &FaultFields::method},
    {"path", "text", &FaultFields::path},
});
constexpr std::string_view kList = "faults";
constexpr Member kFaults[] = {{kList, "[@FaultWanted]"}};
// A list, or one fault by itself.
constexpr auto kFaultsMembers = joined(std::to_array(kFaults), kMembers<kFault>);
constexpr Schema kSchemas[] = {
    {"ChaosWanted", kMembers<kChaos>, request}, {"FaultWanted", kMembers<kFault>, request},
    {"MatchWanted", kMembers<kMatch>, request}, {"FaultsWanted", kFaultsMembers, request},
};
// clang-format on

/// `path` leads to the fault, and is empty when the body is one.
void read_fault(FaultsClaim& claim, const Body& body, const std::string& path) {
  const std::string prefix = path.empty() ? std::string() : path + ".";
  const std::string match = prefix + "match";
  FaultFields& fault = claim.faults.emplace_back();
  fault.prefix = prefix;
  read_members(fault, kFault, body, prefix);
  read_members(fault, kMatch, body, match + ".");
  fault.body = body.written(prefix + "body");  // an empty one is wanted, too
  for (const std::string& name : body.names_in(prefix + "headers")) {
    fault.header_list.emplace_back(name, body.field(prefix + "headers." + name));
  }
  const auto add_unknown = [&](std::vector<std::string> names) {
    claim.unknown_keys.insert(claim.unknown_keys.end(), names.begin(), names.end());
  };
  add_unknown(unknown_names(body, kMembers<kFault>, path));
  const Field& given = body.field(match);
  if (given.given() && !given.is_hash()) claim.unknown_keys.push_back(match);
  add_unknown(unknown_names(body, kMembers<kMatch>, match));
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

std::string meant_setting(std::string_view unknown) {
  std::vector<std::string> known;
  for (const Member& member : kMembers<kFault>) known.emplace_back(member.name);
  for (const Member& member : kMembers<kMatch>) known.emplace_back(member.name);
  return did_you_mean(unknown.substr(unknown.rfind('.') + 1), known);
}

}  // namespace

SetChaos read_chaos(const Body& body) { return read(kChaos, body); }

FaultsClaim read_faults(const Body& body) {
  FaultsClaim claim;
  claim.body_problem = body.problem();
  if (!body.problem().empty()) return claim;
  if (body.written(kList).kind == Field::Kind::absent) {
    read_fault(claim, body, {});
    return claim;
  }
  claim.unknown_keys = unknown_names(body, kFaults);
  if (body.written(kList).kind != Field::Kind::nested) claim.unknown_keys.emplace_back(kList);
  for (const std::string& index : body.names_in(kList)) {
    read_fault(claim, body, std::string(kList) + "." + index);
  }
  if (!claim.unknown_keys.empty()) claim.meant = meant_setting(claim.unknown_keys.front());
  return claim;
}

SchemaList disturbance_schemas() { return kSchemas; }

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
