// Two answers to the same call, side by side: what differs in them, but for what is generated,
// which is learnt. It does not know why they differ.
#pragma once

#include <string>
#include <vector>

#include "base/http_message.h"
#include "examiner/comparison/exchange.h"
#include "examiner/comparison/identities.h"

namespace lotusbox::examiner {

struct Tolerance {
  std::int64_t seconds = 120;  ///< by which instants may differ
};

/// Differences of status, error code, keys and their order, types, values, lengths of lists,
/// identities, and instants. Sentences for people are not compared.
std::vector<Difference> differences_of(const Response& upstream, const Response& twin,
                                       Identities& identities, Tolerance tolerance);

}  // namespace lotusbox::examiner
