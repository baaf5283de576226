// Writes a response as HTTP/1.1 bytes. Never compresses; a body comes in
// chunks only where its length is not known.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "base/http_message.h"

namespace lotusbox::net {

/// What an answer needs to know of its request and connection.
struct AnswerFrame {
  bool head_only = false;  ///< the length is told, the body is not sent
  bool keep_alive = true;
  int version_minor = 1;
  std::string_view date;  ///< as `format_http_date` makes it
  bool in_parts = false;  ///< the body follows, by `append_part`
};

/// Appends status line, headers and body. Framing headers of the response itself are left out, and
/// so is a Content-Type header when `content_type` is set; line breaks in values become blanks.
void append_response(std::string& out, const Response& response, const AnswerFrame& frame);

/// Appends one part of a body that comes in parts: a chunk, or plain bytes where the version knows
/// no chunks and the end of the connection is that of the body.
void append_part(std::string& out, std::string_view part, int version_minor);
/// The end of such a body.
void append_last_part(std::string& out, int version_minor);

/// Appends a header name or value with every line break as a blank: one could end the head early
/// and forge what follows.
void append_header_text(std::string& out, std::string_view text);

/// `Sun, 06 Nov 1994 08:49:37 GMT`, whatever the locale.
std::string format_http_date(std::time_t seconds);

}  // namespace lotusbox::net
