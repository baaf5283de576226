// Juspay's own API beside LotusPay's, on the same server: which paths are its, and how it refuses.
// Its routes stand in a table of their own.
#pragma once

#include <string_view>

#include "api/call.h"

namespace lotusbox::api {

/// `/mandates…` and `/customers…`, which LotusPay has under /v1 and /api only.
bool is_juspay_path(std::string_view path);

/// With Juspay's status and error body.
Answer juspay_refused(Refusal refusal);
/// 404 without a body: what the pages say of a bad URL; here also of a method that is not there.
Answer juspay_not_found(Refusal refusal);

}  // namespace lotusbox::api
