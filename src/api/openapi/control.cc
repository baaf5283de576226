#include <array>

#include "api/control/rows.h"
#include "api/openapi/openapi.h"

namespace lotusbox::api {

std::span<const wire::SchemaList> control_schemas() {
  static const std::array kLists = {control_world_schemas(),
                                    control_webhook_schemas(),
                                    control_event_schemas(),
                                    control_call_schemas(),
                                    control_link_schemas(),
                                    control_wait_schemas(),
                                    control_examine_schemas(),
                                    control_bank_schemas(),
                                    control_debit_schemas(),
                                    control_chaos_schemas(),
                                    control_fault_schemas(),
                                    control_snapshot_schemas(),
                                    control_coverage_schemas(),
                                    control_outbox_schemas(),
                                    control_juspay_schemas(),
                                    page_schemas(),
                                    control_list_schemas(),
                                    control_timeline_schemas(),
                                    control_due_schemas(),
                                    control_worlds_schemas(),
                                    ui_schemas()};
  return kLists;
}

}  // namespace lotusbox::api
