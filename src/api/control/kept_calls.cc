#include "api/control/kept_calls.h"

#include <algorithm>

#include "api/masking.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kControlPlane = "/_mock/";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

/// Without half a character at its end.
std::string_view cut(std::string_view text, std::size_t most) {
  std::size_t size = std::min(text.size(), most);
  const auto within_character = [&] {
    return size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U;
  };
  while (size > 0 && within_character()) --size;
  return text.substr(0, size);
}

/// As the body is read: by what it says it is, else by how it begins.
std::string_view media_of(std::string_view content_type, std::string_view body) {
  const std::string_view said = trim(content_type.substr(0, content_type.find(';')));
  const std::string_view start = trim(body.substr(0, std::min<std::size_t>(body.size(), 64)));
  if (start.starts_with('{') || start.starts_with('[')) return kJson;
  return said.empty() ? kForm : said;
}

bool is_shown(std::string_view media) {
  return equals_ignoring_case(media, kJson) || equals_ignoring_case(media, kForm);
}

void keep_headers(std::string& kept, const Headers& headers) {
  kept.clear();
  for (const auto& [name, value] : headers) {
    if (kept.size() + name.size() + value.size() + 3 > RequestLog::kHeadersKept) break;
    kept.append(name).append(": ");
    if (is_secret_header(name)) {
      for (const std::string_view scheme : {"Basic ", "Bearer "}) {  // how the key came
        if (value.starts_with(scheme)) kept += scheme;
      }
      kept += "***";
    } else {
      kept += value;
    }
    kept += '\n';
  }
}

void keep_body(KeptMessage& message, std::string_view content_type, std::string_view body,
               bool wanted) {
  const std::string_view media = media_of(content_type, body);
  message.content_type.assign(cut(media, RequestLog::kQueryKept));
  message.body_bytes = body.size();
  message.body.assign(wanted && is_shown(media) ? cut(body, RequestLog::kBodyKept) : "");
}

}  // namespace

std::string shown(std::string text) { return is_utf8(text) ? text : percent_encode(text); }

std::string kept_text(std::string_view text) {
  constexpr std::size_t kKept = 200;
  return shown(std::string(cut(text, kKept)));
}

void keep_call(RequestRecord& record, const Call& call, const Response& response,
               std::string_view fault) {
  const World& world = call.world();
  const Request& request = call.request;
  // What the control plane shows was said elsewhere, or is about other calls.
  const bool of_vendor = !request.path().starts_with(kControlPlane);
  record.at = world.now;
  record.method = kept_text(request.method);
  record.path = kept_text(request.path());
  record.query.assign(cut(request.query(), RequestLog::kQueryKept));
  record.status = response.status;
  record.fault = fault;
  record.events_then = world.events.size();
  record.deliveries_then = world.deliveries.size();
  record.mails_then = world.mails.end();
  keep_headers(record.request.headers, request.headers);
  keep_body(record.request, find_header(request.headers, "Content-Type").value_or(""), request.body,
            true);
  keep_headers(record.answer.headers, response.headers);
  keep_body(record.answer, response.content_type, response.body, of_vendor);
}

}  // namespace lotusbox::api
