#include "sandbox/door.h"

#include "api/server.h"
#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox {

namespace {

constexpr net::Refusal kNotOneRequest{
    400, "request_malformed", "A line of the request holds another one, or its end is not there."};

bool is(const std::pair<std::string, std::string>& header, std::string_view name) {
  return equals_ignoring_case(header.first, name);
}

/// Bodies are whole here: that one came in chunks is a matter of the network.
bool told_chunked(const std::pair<std::string, std::string>& header) {
  return is(header, "Transfer-Encoding") && equals_ignoring_case(trim(header.second), "chunked");
}

/// The head as a client writes it, with what every client adds.
std::string head_of(const Request& request, Headers& told) {
  bool has_host = false;
  bool has_length = false;
  for (const auto& header : request.headers) {
    has_host = has_host || is(header, "Host");
    has_length = has_length || is(header, "Content-Length");
    if (!told_chunked(header)) told.push_back(header);
  }
  if (!has_host) told.emplace_back("Host", "in-process");
  if (!has_length && !request.body.empty()) {
    told.emplace_back("Content-Length", std::to_string(request.body.size()));
  }
  std::string head = request.method + " " + request.target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : told) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  return head + "\r\n";
}

/// Nothing that was told may have been read as something else; but a target with a host of its own
/// says whom the request is for.
bool is_as_told(const Request& read, const Request& request, const Headers& told) {
  if (read.method != request.method || read.headers.size() != told.size()) return false;
  const bool names_host = read.target != request.target;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (read.headers[i].first != told[i].first) return false;
    if (names_host && is(told[i], "Host")) continue;
    if (trim(read.headers[i].second) != trim(told[i].second)) return false;
  }
  return true;
}

}  // namespace

DoorCheck check_at_door(const Request& request, const net::ReadLimits& limits) {
  using Read = net::RequestReader::Progress;
  Headers told;
  const std::string head = head_of(request, told);
  net::RequestReader reader;
  std::string_view left = head;
  auto progress = reader.read(left, limits);
  if (progress != Read::kRefused && left.empty() && is_as_told(reader.request(), request, told)) {
    DoorCheck good;
    good.target = reader.request().target;
    if (good.target != request.target) {
      good.host = find_header(reader.request().headers, "Host").value_or("");
    }
    left = request.body;
    if (progress != Read::kComplete) progress = reader.read(left, limits);
    if (progress == Read::kComplete && left.empty()) return good;
  }
  const bool refused = progress == Read::kRefused;
  return {refused ? reader.refusal() : kNotOneRequest, {}, {}};
}

net::ReadLimits limits_of_reading() {
  net::ReadLimits read;
  read.body_bytes_max = limits::kBodyBytes;
  read.body_limit = api::Server::body_limit;
  return read;
}

}  // namespace lotusbox
