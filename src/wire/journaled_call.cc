#include "wire/journaled_call.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace lotusbox::wire {

namespace {

/// Headers that change nothing about an answer, or say who calls, which the world's key says.
constexpr std::string_view kDecideNothing[] = {"authorization",
                                               "lotusbox-world",
                                               "user-agent",
                                               "connection",
                                               "keep-alive",
                                               "content-length",
                                               "date",
                                               "accept-encoding",
                                               "cookie",
                                               "accept-language",
                                               "sec-fetch-mode",
                                               "expect",
                                               "transfer-encoding",
                                               "cache-control",
                                               "sec-fetch-site",
                                               "sec-fetch-dest",
                                               "sec-fetch-user",
                                               "origin",
                                               "referer"};

bool decides(std::string_view header) {
  return std::none_of(std::begin(kDecideNothing), std::end(kDecideNothing),
                      [&](std::string_view other) { return equals_ignoring_case(header, other); });
}

std::string plain_target(const Request& request) {
  std::string target;
  for (const char c : request.path()) {
    if (c != '/' || !target.ends_with('/')) target += c;
  }
  if (target.size() > 1 && target.ends_with('/')) target.pop_back();
  return target + request.target.substr(request.path().size());
}

}  // namespace

Request journaled_request(const Request& request) {
  Request kept{request.method, plain_target(request), {}, request.body};
  kept.headers.reserve(request.headers.size());
  std::copy_if(request.headers.begin(), request.headers.end(), std::back_inserter(kept.headers),
               [](const auto& header) { return decides(header.first); });
  return kept;
}

bool asks_for_reset(const Request& request) {
  return request.method == "POST" && request.path() == "/_mock/reset";
}

}  // namespace lotusbox::wire
