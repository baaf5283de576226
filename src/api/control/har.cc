// The log of calls as an HTTP archive (HAR 1.2), which browsers and proxies read. As everywhere,
// secrets are masked and long bodies cut. No time is told: calls are at a time of the world.
#include "api/control/glance.h"
#include "api/control/kept_calls.h"
#include "api/control/requests.h"
#include "api/masking.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kVersion = "1.2";
constexpr std::string_view kProtocol = "HTTP/1.1";
constexpr std::string_view kJson = "application/json";

void write_headers(JsonWriter& out, std::string_view headers) {
  out.key("headers").begin_array();
  for (const std::string_view line : split(headers, '\n')) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    out.begin_object().field("name", shown(std::string(line.substr(0, colon))));
    out.field("value", shown(mask_text(line.substr(colon + 2)))).end_object();
  }
  out.end_array();
}

std::string body_of(const KeptMessage& message) {
  const bool json = equals_ignoring_case(message.content_type, kJson);
  return shown(json ? mask_json(message.body) : mask_form(message.body));
}

void write_common(JsonWriter& out, const KeptMessage& message) {
  out.field("httpVersion", kProtocol).key("cookies").begin_array().end_array();
  write_headers(out, message.headers);
  out.field("headersSize", -1).field("bodySize", message.body_bytes);
}

void write_request(JsonWriter& out, const RequestRecord& record, const std::string& base) {
  const std::string query = shown(mask_form(record.query));
  const std::string path = shown(shown_path(record.path));
  out.key("request").begin_object().field("method", record.method);
  out.field("url", base + path + (query.empty() ? "" : "?" + query));
  write_common(out, record.request);
  out.key("queryString").begin_array();
  for (const std::string_view piece : split(query, '&')) {
    if (piece.empty()) continue;
    const auto equals = std::min(piece.find('='), piece.size());
    out.begin_object().field("name", piece.substr(0, equals));
    out.field("value", piece.substr(std::min(equals + 1, piece.size()))).end_object();
  }
  out.end_array();
  if (!record.request.body.empty()) {
    out.key("postData").begin_object().field("mimeType", shown(record.request.content_type));
    out.field("text", body_of(record.request)).end_object();
  }
  out.end_object();
}

void write_response(JsonWriter& out, const RequestRecord& record) {
  out.key("response").begin_object().field("status", record.status).field("statusText", "");
  write_common(out, record.answer);
  out.key("content").begin_object().field("size", record.answer.body_bytes);
  out.field("mimeType", shown(record.answer.content_type)).field("text", body_of(record.answer));
  out.end_object().field("redirectURL", "").end_object();
}

}  // namespace

Answer control_har(Call& call) {
  const std::string base = call.base_url();
  JsonWriter out;
  out.begin_object().key("log").begin_object().field("version", kVersion);
  out.key("creator").begin_object().field("name", "lotusbox");
  out.field("version", call.ports.version).end_object().key("entries").begin_array();
  for (const RequestRecord* record : call.session->slot().requests.all()) {
    out.begin_object().field("startedDateTime", format_ist(record->at)).field("time", 0);
    out.field("comment", call_id(call.world(), record->number));
    write_request(out, *record, base);
    write_response(out, *record);
    out.key("cache").begin_object().end_object().key("timings").begin_object();
    out.field("send", 0).field("wait", 0).field("receive", 0).end_object().end_object();
  }
  out.end_array().end_object().end_object();
  Answer answer = json_answer(out.take());
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"lotusbox.har\"");
  return answer;
}

}  // namespace lotusbox::api
