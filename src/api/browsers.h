// What answers tell browsers: which pages may read them, and what a browser may do with their
// bytes. Who is let in at all is decided by api/rules/web.h.
#pragma once

#include "api/call.h"
#include "api/routes.h"
#include "api/rules/web.h"

namespace lotusbox::api {

/// Of a path that nothing answers at: the control plane below /_mock, else that of the vendors.
Surface surface_of(const Route* route, std::string_view path);

/// Whether nothing changes by a call; a GET of the vendor may change something.
bool only_reads(const Route* route, std::string_view method);

/// Lets the page that asked read the answer, and its headers.
void share_answer(Headers& headers, std::string_view origin);

/// What a page may send, and that it may reach into this machine; for an origin that is let in.
void allow_calls(Headers& headers, const Request& preflight, bool shared);

/// Says what a browser may do with the bytes: our pages are not framed and load nothing; what a
/// caller has made is never run on the origin of the pages. JSON of our own needs no such headers.
void add_content_policy(Response& response, Content content);

}  // namespace lotusbox::api
