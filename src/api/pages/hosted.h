// The hosted pages: what a customer sees behind a link, and where the customer goes afterwards.
#pragma once

#include <string>

#include "api/call.h"

namespace lotusbox::api {

/// The merchant's return URL with the parameters of reading R9; empty when there is none.
std::string return_url(const World& world, LinkId link, Outcome outcome);

}  // namespace lotusbox::api
