#include "api/control/faults.h"

#include "api/control/rows.h"
#include "api/conventions.h"
#include "api/juspay/juspay.h"
#include "api/pages/html.h"
#include "api/pages/pages.h"
#include "api/rules/faults.h"
#include "api/rules/sets.h"
#include "wire/disturbances.h"

namespace lotusbox::api {

namespace {

using wire::kMembers;
using wire::OrNull;
using wire::rows;
using wire::write_object;

constexpr std::string_view kControl = "/_mock/";

std::string usual_type(std::string_view body) {
  return body.starts_with('{') || body.starts_with('[') ? "application/json"
                                                        : "text/plain; charset=utf-8";
}

/// What the vendor would say with this status: its error body, or a page where people look.
Answer answer_of(const Call& call, const Route& route, const Fault& fault) {
  Answer answer;
  answer.status = fault.status;  // 0: dropped
  if (fault.drop) return answer;
  answer.headers.insert(answer.headers.end(), fault.headers.begin(), fault.headers.end());
  if (fault.body) {
    answer.body = *fault.body;
    answer.content_type = fault.content_type.empty() ? usual_type(answer.body) : fault.content_type;
    answer.content = Content::of_caller;
    return answer;
  }
  if (route.access == Access::link && !call.wants_json()) {
    EndPage page;
    page.kind = "malformed";
    page.title = page.headline =
        fault.message.empty() ? wire::fault_title(fault.status) : std::string_view(fault.message);
    page.now = format_ist(call.world().now);
    Answer shown = html_answer(render_end(page), answer.status);
    shown.headers.insert(shown.headers.end(), fault.headers.begin(), fault.headers.end());
    answer = std::move(shown);
  } else if (is_juspay_path(call.request.path())) {
    answer.body = wire::juspay_fault_body(fault.status, fault.code, fault.message);
  } else {
    answer.body = wire::fault_body(fault.status, fault.code, fault.message);
  }
  if (!fault.content_type.empty()) answer.content_type = fault.content_type;
  // Of this type, or under these headers, even a page of ours might be something else.
  if (answer.content != Content::page || !fault.content_type.empty()) {
    answer.content = Content::of_caller;
  }
  return answer;
}

std::string shown_name(const Fault& fault, std::size_t index) {
  return fault.name.empty() ? std::to_string(index + 1) : fault.name;
}

struct FaultView {
  const Fault& fault;
  std::size_t index;
};

constexpr auto kFaultMatch = rows<Fault>({
    {"method", [](const auto& fault) { return OrNull{std::string_view(fault.method)}; }},
    {"path", [](const auto& fault) { return OrNull{std::string_view(fault.path)}; }},
});
constexpr auto kFault = rows<FaultView>({
    {"number", [](const auto& v) { return v.index + 1; }},
    {"name", [](const auto& v) { return shown_name(v.fault, v.index); }},
    {"match", "@FaultMatch",
     [](JsonWriter& out, const auto& v) { write_object(out, kFaultMatch, v.fault); }},
    {"times", [](const auto& v) { return v.fault.times; }},
    {"rate",
     [](const auto& v) {
       return OrNull{v.fault.rate ? format_rate(*v.fault.rate) : std::string()};
     }},
    {"status",
     [](const auto& v) {
       return v.fault.status == 0 ? std::nullopt : std::optional(v.fault.status);
     }},
    {"code", [](const auto& v) { return OrNull{std::string_view(v.fault.code)}; }},
    {"message", [](const auto& v) { return OrNull{std::string_view(v.fault.message)}; }},
    {"body", [](const auto& v) { return v.fault.body; }},
    {"content_type", [](const auto& v) { return OrNull{std::string_view(v.fault.content_type)}; }},
    {"headers", "hash",
     [](JsonWriter& out, const auto& v) {
       out.begin_object();
       for (const auto& [name, value] : v.fault.headers) out.field(name, value);
       out.end_object();
     }},
    {"latency_ms", [](const auto& v) { return v.fault.latency_ms; }},
    {"drop", [](const auto& v) { return v.fault.drop; }},
    {"truncate", [](const auto& v) { return v.fault.truncate; }},
    {"seen", [](const auto& v) { return v.fault.seen; }},
    {"struck", [](const auto& v) { return v.fault.struck; }},
    {"left",
     [](const auto& v) {
       return v.fault.times
                  ? std::optional(std::int64_t{*v.fault.times} - std::int64_t{v.fault.struck})
                  : std::nullopt;
     }},
});
constexpr auto kFaults = rows<std::vector<Fault>>({
    {"faults", "[@Fault]",
     [](JsonWriter& out, const auto& list) {
       out.begin_array();
       for (std::size_t index = 0; index < list.size(); ++index)
         write_object(out, kFault, FaultView{list[index], index});
       out.end_array();
     }},
});
constexpr wire::Schema kSchemas[] = {{"FaultMatch", kMembers<kFaultMatch>},
                                     {"Fault", kMembers<kFault>},
                                     {"Faults", kMembers<kFaults>}};

Answer get_faults(Call& call) {
  JsonWriter out;
  write_object(out, kFaults, call.session->slot().faults.list);
  return json_answer(out.take());
}

Answer put_faults(Call& call) {
  const wire::FaultsClaim claim = wire::read_faults(call.body());
  if (auto no = asked(call, kFaultRules, refuse_faults(claim))) return std::move(*no);
  call.session->set_faults(made_faults(claim));
  return get_faults(call);
}

Answer delete_faults(Call& call) {
  call.session->set_faults({});
  return get_faults(call);
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/faults", get_faults, control, quick, assumed, "Faults on calls, and how often each has struck",
     {"get_faults", "", "@Faults"}},
    {"PUT", "/_mock/faults", put_faults, control, quick, assumed, "Let calls to the vendors go wrong",
     {"set_faults", "FaultsWanted", "@Faults"}},
    {"DELETE", "/_mock/faults", delete_faults, control, quick, assumed, "Remove all faults",
     {"delete_faults", "", "@Faults"}},
};
// clang-format on

}  // namespace

std::optional<Struck> strike(Call& call, const Route& route) {
  const Faults& faults = call.session->slot().faults;
  if (faults.list.empty() || route.pattern.starts_with(kControl)) return std::nullopt;
  const Strike strike =
      call.session->strike(call.request.method, call.request.path(), was_answered(call, route));
  // A world that is lived through again must meet its faults again: reading counts, too.
  call.changes = call.changes || strike.counted;
  if (!strike.index) return std::nullopt;
  const Fault& fault = faults.list[*strike.index];
  Struck struck;
  struck.disturbance.fault = shown_name(fault, *strike.index);
  struck.disturbance.delay_ms = static_cast<int>(fault.latency_ms);
  struck.disturbance.drop = fault.drop;
  if (fault.truncate) struck.disturbance.truncate_after = *fault.truncate;
  if (fault.instead()) {
    struck.instead = answer_of(call, route, fault);
    struck.instead->disturbance = struck.disturbance;
  }
  return struck;
}

std::string disturb(Response& response, const std::optional<Disturbance>& disturbance) {
  if (!disturbance) return {};
  response.delay_ms = disturbance->delay_ms;
  response.drop = disturbance->drop;
  response.truncate_after = disturbance->truncate_after;
  response.headers.emplace_back("Lotusbox-Fault", disturbance->fault);
  return disturbance->fault;
}

std::span<const Route> fault_routes() { return kRoutes; }
wire::SchemaList control_fault_schemas() { return kSchemas; }

}  // namespace lotusbox::api
