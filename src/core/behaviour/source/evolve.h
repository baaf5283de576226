// How a source comes to be, and changes with its customer and the sponsor bank. And how the terms
// that come with one are kept.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

void evolve_source(World& world, const Change& change, const Draft& draft);
/// The terms with their texts written into the world's pool.
Terms with_texts(World& world, const TermsDraft& draft);
/// The same, kept as a row.
TermsId add_terms(World& world, const TermsDraft& draft);

}  // namespace lotusbox
