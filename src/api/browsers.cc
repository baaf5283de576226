#include "api/browsers.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kExposed =
    "Lotusbox-Request-Id, Lotusbox-Version, Lotusbox-Rule, Lotusbox-Fault, Lotusbox-Ignored, "
    "Idempotent-Replayed, Location";

/// Pages of links hold their style, and their script, inline.
constexpr std::string_view kOfOnePage =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; frame-ancestors 'none'";
/// Nothing inline: what a caller sent can never run, even where it is shown wrongly.
constexpr std::string_view kOfTheApp =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// An origin of its own, where nothing runs and nothing is loaded.
constexpr std::string_view kOfStrangers = "sandbox; default-src 'none'";

std::string_view policy_of(Content content) {
  switch (content) {
    case Content::page: return kOfOnePage;
    case Content::app: return kOfTheApp;
    case Content::data:
    case Content::of_caller: break;
  }
  return kOfStrangers;
}

}  // namespace

Surface surface_of(const Route* route, std::string_view path) {
  if (route == nullptr) {
    while (path.starts_with('/')) path.remove_prefix(1);
    const std::string_view first = path.substr(0, path.find('/'));
    return first.empty() || first == "_mock" ? Surface::control : Surface::vendor;
  }
  if (route->pattern == "/" || route->pattern.starts_with("/_mock")) return Surface::control;
  return route->access == Access::key ? Surface::vendor : Surface::link;
}

bool only_reads(const Route* route, std::string_view method) {
  if (method != "GET" && method != "HEAD") return false;
  return route == nullptr || route->journaled != Journaled::always;
}

void share_answer(Headers& headers, std::string_view origin) {
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  headers.emplace_back("Access-Control-Expose-Headers", kExposed);
  headers.emplace_back("Vary", "Origin");
}

void allow_calls(Headers& headers, const Request& preflight, bool shared) {
  headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
  headers.emplace_back("Access-Control-Max-Age", "86400");
  // Each header that the browser asks about may be sent, also an unknown one (facts 14.1).
  const auto wanted = find_header(preflight.headers, "Access-Control-Request-Headers");
  headers.emplace_back("Access-Control-Allow-Headers",
                       wanted ? std::string(*wanted) : "Authorization, Content-Type");
  if (shared && find_header(preflight.headers, "Access-Control-Request-Private-Network")) {
    headers.emplace_back("Access-Control-Allow-Private-Network", "true");
  }
}

void add_content_policy(Response& response, Content content) {
  if (content == Content::data && (response.content_type == kJson || response.content_type.empty()))
    return;
  response.headers.emplace_back("Content-Security-Policy", policy_of(content));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

}  // namespace lotusbox::api
