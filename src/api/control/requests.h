// The last calls of a world, and why they were refused.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_requests(Call& call);
Answer control_request(Call& call);
Answer control_why(Call& call);

/// Fills the record of a call that has been answered. Credentials are left out.
void keep_call(RequestRecord& record, const Call& call, const Response& response,
               std::string_view fault);
/// The id of a call, as callers know it.
std::string call_id(const World& world, std::uint64_t number);
/// One line of the list of calls.
void write_call(JsonWriter& out, const World& world, const RequestRecord& record);
/// A date that a subscription missed, and which rule said no.
void write_missed(JsonWriter& out, const MissedDate& missed);
/// What the caller sent here, cut to a size and fit to stand in JSON.
std::string kept_text(std::string_view text);

}  // namespace lotusbox::api
