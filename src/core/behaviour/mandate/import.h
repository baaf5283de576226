// Importing a mandate that exists at a bank already (facts 4.2), and replacing the metadata of one.
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_import(const World& world, const ImportMandate& command);
/// Its own rules; those of the debit follow.
std::vector<const Rule*> import_rule_list();

Decided decide_metadata(const World& world, const UpdateMetadata& command);
std::vector<const Rule*> metadata_rule_list();

}  // namespace lotusbox
