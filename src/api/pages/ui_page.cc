// The page for people who watch a world: one document, its style and its modules, served as files;
// they ask the control plane for all that they show. And the index of that plane.
#include <algorithm>

#include "api/control/rows.h"
#include "api/pages/assets.h"
#include "api/pages/html.h"
#include "api/pages/pages.h"
#include "api/routes.h"
#include "api/rules/access.h"
#include "base/text.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kStyle = "text/css; charset=utf-8";

struct File {
  std::string_view name, type;
  const std::string_view* text;
};

constexpr File kFiles[] = {
    {"app.css", kStyle, &kUiAppCss},      {"api.js", kScript, &kUiApi},
    {"app.js", kScript, &kUiApp},         {"coverage.js", kScript, &kUiCoverage},
    {"details.js", kScript, &kUiDetails}, {"dom.js", kScript, &kUiDom},
    {"lists.js", kScript, &kUiLists},     {"make.js", kScript, &kUiMake},
    {"mandate.js", kScript, &kUiMandate}, {"parts.js", kScript, &kUiParts},
    {"route.js", kScript, &kUiRoute},     {"timeline.js", kScript, &kUiTimeline},
    {"world.js", kScript, &kUiWorld},
};

constexpr auto kIndexRow = wire::rows<IndexRow>({
    {"method", [](const auto& row) { return row.method; }},
    {"path", [](const auto& row) { return row.path; }},
    {"says", [](const auto& row) { return row.says; }},
});
constexpr wire::Member kIndex[] = {{"data", "[@IndexRow]"}};
constexpr wire::Schema kSchemas[] = {{"IndexRow", wire::kMembers<kIndexRow>}, {"Index", kIndex}};

std::vector<IndexRow> index_rows() {
  std::vector<IndexRow> rows;
  for (const Route* route : all_routes()) {
    if (!route->pattern.starts_with("/_mock")) continue;
    rows.push_back({route->method, route->pattern, route->summary});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const IndexRow& left, const IndexRow& right) {
    return left.path < right.path;
  });
  return rows;
}

Answer show_ui(Call&) { return html_answer(std::string(kUiIndex), 200, Content::app); }

Answer show_file(Call& call) {
  const auto* file = std::find_if(std::begin(kFiles), std::end(kFiles),
                                  [&](const File& one) { return one.name == call.params[0]; });
  if (file == std::end(kFiles)) {
    AccessClaim claim{{}, false, false};
    const std::string path(call.request.path());
    claim.stray_path = path;
    return refused(*refuse_access(claim));
  }
  Answer answer;
  answer.body = *file->text;
  answer.content_type = file->type;
  answer.headers = {{"Cache-Control", "no-cache"}};
  return answer;
}

Answer show_index(Call& call) {
  const std::string accept = to_lower(find_header(call.request.headers, "Accept").value_or(""));
  if (accept.find("text/html") != std::string::npos) return html_answer(render_index(index_rows()));
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const IndexRow& row : index_rows()) wire::write_object(out, kIndexRow, row);
  out.end_array().end_object();
  return json_answer(out.take());
}

using enum Access;
using enum Pace;
using enum Evidence;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock", show_index, open, quick, assumed, "The routes of the control plane",
     {"get_index", "", "@Index"}, "text/html"},
    {"GET", "/_mock/ui", show_ui, open, quick, assumed, "The page: mandates, what happens to them, and what can be done",
     {"show_ui"}, "text/html"},
    {"GET", "/_mock/ui/{file}", show_file, open, quick, assumed, "Its style and its scripts",
     {"get_ui_file"}, "text/javascript text/css"},
    {"GET", "/", show_ui, open, quick, assumed, "The same page",
     {"show_page"}, "text/html"},
};
// clang-format on

}  // namespace

std::span<const Route> ui_routes() { return kRoutes; }
wire::SchemaList ui_schemas() { return kSchemas; }

}  // namespace lotusbox::api
