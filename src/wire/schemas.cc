#include <array>

#include "wire/schema_list.h"

namespace lotusbox::wire {

std::span<const SchemaList> all_schemas() {
  static const std::array kLists = {error_schemas(),       list_schemas(),    source_schemas(),
                                    mandate_schemas(),     event_schemas(),   resource_schemas(),
                                    ledger_schemas(),      command_schemas(), bank_schemas(),
                                    disturbance_schemas(), mail_schemas(),    juspay_schemas()};
  return kLists;
}

}  // namespace lotusbox::wire
