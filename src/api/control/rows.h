// Rows that many answers of the control plane have in common, and the schemas of each of its
// sources.
#pragma once

#include "wire/describe.h"

namespace lotusbox::api {

/// `now` and `now_ist` of a view that has a `world`.
template <class View>
inline constexpr auto kNowRows = wire::rows<View>({
    {"now", [](const auto& v) { return v.world.now; }},
    {"now_ist", [](const auto& v) { return format_ist(v.world.now); }},
});

inline std::optional<std::string> ist_or_null(std::optional<Instant> at) {
  return at ? std::optional(format_ist(*at)) : std::nullopt;
}

inline constexpr std::string_view kEvidences = "'documented'|'observed'|'assumed'";

wire::SchemaList control_world_schemas();  ///< clock, reset, customers
wire::SchemaList control_webhook_schemas();
wire::SchemaList control_event_schemas();  ///< events and deliveries
wire::SchemaList control_call_schemas();   ///< calls, and why they were refused
wire::SchemaList control_link_schemas();
wire::SchemaList control_list_schemas();
wire::SchemaList control_timeline_schemas();
wire::SchemaList control_due_schemas();
wire::SchemaList control_worlds_schemas();
wire::SchemaList control_wait_schemas();
wire::SchemaList control_examine_schemas();
wire::SchemaList control_bank_schemas();
wire::SchemaList control_chaos_schemas();
wire::SchemaList control_fault_schemas();
wire::SchemaList control_snapshot_schemas();
wire::SchemaList control_coverage_schemas();
wire::SchemaList control_outbox_schemas();
wire::SchemaList control_debit_schemas();
wire::SchemaList control_juspay_schemas();
wire::SchemaList ui_schemas();
wire::SchemaList page_schemas();  ///< what the pages of links are as JSON

}  // namespace lotusbox::api
