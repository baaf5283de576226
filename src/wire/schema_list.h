// The schemas of this floor, by the source that has their rows.
#pragma once

#include "wire/schema.h"

namespace lotusbox::wire {

SchemaList mandate_schemas();
SchemaList source_schemas();
SchemaList resource_schemas();
SchemaList ledger_schemas();
SchemaList command_schemas();
SchemaList juspay_schemas();
SchemaList event_schemas();
SchemaList error_schemas();
SchemaList list_schemas();
SchemaList mail_schemas();
SchemaList bank_schemas();         ///< what banks and the policy are asked for
SchemaList disturbance_schemas();  ///< chaos and faults

}  // namespace lotusbox::wire
