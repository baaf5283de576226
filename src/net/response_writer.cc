#include "net/response_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <ostream>  // which the next one needs

#include <boost/beast/http/status.hpp>

#include "base/text.h"

namespace lotusbox::net {
namespace {

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
  // Clients go by the number.
  const auto reason = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(response.status)));
  out.append(reason.data(), reason.size());
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
  if (frame.in_parts) {
    if (frame.version_minor > 0) out.append("\r\nTransfer-Encoding: chunked");
  } else if (may_have_body(response.status)) {
    out.append("\r\nContent-Length: ");
    append_number(out, response.body.size());
  }
  if (!frame.keep_alive) {
    out.append("\r\nConnection: close");
  } else if (frame.version_minor == 0) {
    out.append("\r\nConnection: keep-alive");
  }
  out.append("\r\n\r\n");
  if (frame.in_parts) return;
  if (!may_have_body(response.status) || frame.head_only) return;
  std::string_view sent = response.body;
  if (response.truncate_after && !sent.empty()) {
    sent = sent.substr(0, std::min(*response.truncate_after, sent.size() - 1));
  }
  out.append(sent);
}

void append_part(std::string& out, std::string_view part, int version_minor) {
  if (part.empty()) return;  // an empty chunk would end the body
  if (version_minor == 0) {
    out.append(part);
    return;
  }
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), part.size(), 16).ptr;
  out.append(digits.data(), end).append("\r\n").append(part).append("\r\n");
}

void append_last_part(std::string& out, int version_minor) {
  if (version_minor > 0) out.append("0\r\n\r\n");
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

}  // namespace lotusbox::net
