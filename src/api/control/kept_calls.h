// What the log keeps of a call.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

/// Fills the record of a call that has been answered. Credentials are left out.
void keep_call(RequestRecord& record, const Call& call, const Response& response,
               std::string_view fault);
/// What the caller sent here, cut to a size and fit to stand in JSON.
std::string kept_text(std::string_view text);
/// Bytes that are no UTF-8 as %XX, so that the text fits into JSON.
std::string shown(std::string text);

}  // namespace lotusbox::api
