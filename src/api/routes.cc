#include "api/routes.h"

#include <array>

#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::size_t kSegmentsMax = 8;

/// A path in pieces, without empty ones; more than kSegmentsMax of them match nothing.
struct Segments {
  std::array<std::string_view, kSegmentsMax> pieces;
  std::size_t count = 0;
  bool too_many = false;

  explicit Segments(std::string_view path) {
    while (!path.empty()) {
      const auto slash = path.find('/');
      const std::string_view piece = path.substr(0, slash);
      if (!piece.empty()) {
        too_many = too_many || count == kSegmentsMax;
        if (!too_many) pieces[count++] = piece;
      }
      if (slash == std::string_view::npos) break;
      path.remove_prefix(slash + 1);
    }
  }
};

bool is_param(std::string_view piece) { return piece.front() == '{'; }

/// A route with its pattern already in pieces.
struct Compiled {
  const Route* route;
  Segments segments;
};

const std::vector<Compiled>& compiled() {
  static const std::vector<Compiled> kCompiled = [] {
    std::vector<Compiled> rows;
    for (const Route* route : all_routes()) rows.push_back({route, Segments(route->pattern)});
    return rows;
  }();
  return kCompiled;
}

bool matches(const Segments& pattern, const Segments& path) {
  if (pattern.count != path.count) return false;
  for (std::size_t i = 0; i < path.count; ++i) {
    if (!is_param(pattern.pieces[i]) && pattern.pieces[i] != path.pieces[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<const Route*> all_routes() {
  std::vector<const Route*> all;
  for (const auto table :
       {vendor_routes(), resource_routes(), debit_routes(), page_routes(), ui_routes(),
        control_routes(), webhook_routes(), copy_routes(), watch_routes(), glance_routes(),
        fault_routes(), chaos_routes(), examine_routes(), juspay_routes()}) {
    for (const Route& route : table) all.push_back(&route);
  }
  return all;
}

RouteMatch find_route(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  RouteMatch match;
  const Segments segments(path);
  if (segments.too_many) return match;
  for (const Compiled& row : compiled()) {
    if (!matches(row.segments, segments)) continue;
    if (row.route->method != method) {
      match.allowed.push_back(row.route->method);
      continue;
    }
    match.route = row.route;
    for (std::size_t i = 0; i < segments.count; ++i) {
      if (!is_param(row.segments.pieces[i])) continue;
      match.params.push_back(percent_decode(segments.pieces[i], false).value_or(""));
    }
    return match;
  }
  return match;
}

}  // namespace lotusbox::api
