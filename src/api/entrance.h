// Whom a call is from: the key that it names a world by.
#pragma once

#include <string>

#include "api/routes.h"
#include "base/http_message.h"

namespace lotusbox::api {

/// The key of Basic (user name, with or without the colon after it) or Bearer; empty: none.
std::string key_of(const Headers& headers);

/// The key a call acts under; empty when a rule refuses it.
std::string claimed_key(const Request& request, Access access);

}  // namespace lotusbox::api
