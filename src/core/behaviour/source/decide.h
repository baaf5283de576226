// What creating or withdrawing a source comes to: changes, or a refusal.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_create_source(const World& world, const CreateSource& command);
Decided decide_withdraw_source(const World& world, const WithdrawSource& command);

void evolve_source(World& world, const Change& change, const Draft& draft);
/// The terms with their texts written into the world's pool.
Terms with_texts(World& world, const TermsDraft& draft);
/// The same, kept as a row.
TermsId add_terms(World& world, const TermsDraft& draft);

}  // namespace lotusbox
