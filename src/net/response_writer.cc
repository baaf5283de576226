#include "net/response_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "base/text.h"

namespace lotusbox::net {
namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 423: return "Locked";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Unnamed";  // clients go by the number
  }
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

bool is_ours_to_write(std::string_view name, const Response& response) {
  switch (name.size()) {
    case 4: return equals_ignoring_case(name, "Date");
    case 10: return equals_ignoring_case(name, "Connection");
    case 12: return !response.content_type.empty() && equals_ignoring_case(name, "Content-Type");
    case 14: return equals_ignoring_case(name, "Content-Length");
    case 17: return equals_ignoring_case(name, "Transfer-Encoding");
    default: return false;
  }
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

void append_header_text(std::string& out, std::string_view text) {
  const auto start = out.size();
  out.append(text);
  for (auto i = start; i < out.size(); ++i) {
    if (out[i] == '\r' || out[i] == '\n' || out[i] == '\0') out[i] = ' ';
  }
}

void append_response(std::string& out, const Response& response, const AnswerFrame& frame) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.push_back(' ');
  out.append(reason_phrase(response.status));
  out.append("\r\nDate: ").append(frame.date);
  if (!response.content_type.empty()) {
    out.append("\r\nContent-Type: ");
    append_header_text(out, response.content_type);
  }
  for (const auto& [name, value] : response.headers) {
    if (is_ours_to_write(name, response)) continue;
    out.append("\r\n");
    append_header_text(out, name);
    out.append(": ");
    append_header_text(out, value);
  }
  if (may_have_body(response.status)) {
    out.append("\r\nContent-Length: ");
    append_number(out, response.body.size());
  }
  if (!frame.keep_alive) {
    out.append("\r\nConnection: close");
  } else if (frame.version_minor == 0) {
    out.append("\r\nConnection: keep-alive");
  }
  out.append("\r\n\r\n");
  if (!may_have_body(response.status) || frame.head_only) return;
  std::string_view sent = response.body;
  if (response.truncate_after && !sent.empty()) {
    sent = sent.substr(0, std::min(*response.truncate_after, sent.size() - 1));
  }
  out.append(sent);
}

std::string format_http_date(std::time_t seconds) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm civil{};
  gmtime_r(&seconds, &civil);
  const auto two_digits = [](int number) {
    return format_padded(static_cast<std::uint64_t>(number), 2);
  };
  std::string text(kDays.at(static_cast<std::size_t>(civil.tm_wday)));
  text.append(", ").append(two_digits(civil.tm_mday)).append(" ");
  text.append(kMonths.at(static_cast<std::size_t>(civil.tm_mon))).append(" ");
  text.append(std::to_string(civil.tm_year + 1900)).append(" ");
  text.append(two_digits(civil.tm_hour)).append(":").append(two_digits(civil.tm_min));
  return text.append(":").append(two_digits(civil.tm_sec)).append(" GMT");
}

Response make_refusal_response(const Refusal& refusal, const Headers& extra_headers) {
  Response response;
  response.status = refusal.status;
  response.content_type = "application/json; charset=utf-8";
  response.headers = extra_headers;
  response.headers.emplace_back("Lotusbox-Rule", "net." + std::string(refusal.code));
  // Codes and messages are our own constants: nothing in them needs escaping.
  const std::string_view type = refusal.status == 503 ? "api_error" : "invalid_request_error";
  response.body.append(R"({"error":{"code":")").append(refusal.code);
  response.body.append(R"(","message":")").append(refusal.message);
  response.body.append(R"(","type":")").append(type).append(R"("}})").append("\n");
  return response;
}

}  // namespace lotusbox::net
