// The last calls of a world, and why they were refused.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_requests(Call& call);
Answer control_request(Call& call);
Answer control_why(Call& call);

/// The id of a call, as callers know it.
std::string call_id(const World& world, std::uint64_t number);
/// Without what a search names in its path.
std::string shown_path(std::string_view path);
/// One line of the list of calls.
void write_call(JsonWriter& out, const World& world, const RequestRecord& record);
/// A date that a subscription missed, and which rule said no.
void write_missed(JsonWriter& out, const MissedDate& missed);

}  // namespace lotusbox::api
