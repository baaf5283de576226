// The worlds of a server: what they are called, without giving their keys away, and how far each of
// them has come. And the table of the routes that show many things at a glance.
#include <algorithm>

#include "api/control/glance.h"
#include "api/control/rows.h"
#include "api/room.h"
#include "api/routes.h"
#include "base/example_key.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::rows;
using wire::write_object;

constexpr std::string_view kTestPrefix = "sk_test_";
constexpr std::size_t kLastShown = 4;
constexpr std::size_t kHiddenAtLeast = 4;

/// The example key is no secret; of others the end is shown where enough stays hidden.
std::string masked_key(std::string_view key) {
  if (key == kExampleKey) return std::string(key);
  const bool has_prefix = key.starts_with(kTestPrefix);
  const std::string_view rest = has_prefix ? key.substr(kTestPrefix.size()) : key;
  std::string masked(has_prefix ? kTestPrefix : std::string_view());
  masked += "***";
  if (rest.size() >= kLastShown + kHiddenAtLeast) masked += rest.substr(rest.size() - kLastShown);
  return masked;
}

struct WorldLine {
  const WorldSlot& slot;
  const World& world;
  bool current;
};

constexpr auto kWorld =
    joined(rows<WorldLine>({
               {"key", [](const auto& v) { return masked_key(v.slot.key); }},
               {"current", [](const auto& v) { return v.current; }},
               {"mode", [](const auto& v) { return to_text(v.slot.clock.setting()); }},
           }),
           kNowRows<WorldLine>,
           rows<WorldLine>({
               {"mandates", "int", [](const auto& v) { return v.world.mandates.size(); }},
               {"sources", "int", [](const auto& v) { return v.world.sources.size(); }},
               {"events", "int", [](const auto& v) { return v.world.events.size(); }},
               {"deliveries", "int", [](const auto& v) { return v.world.deliveries.size(); }},
               {"calls", "int", [](const auto& v) { return v.slot.requests.count(); }},
           }));
constexpr wire::Member kWorlds[] = {{"data", "[@WorldLine]"}};

/// As all servers that share worlds know it.
constexpr auto kShared = rows<Homes::Line>({
    {"key", [](const auto& line) { return masked_key(line.key); }},
    {"server", "text?",
     [](JsonWriter& out, const auto& line) {
       line.address.empty() ? out.null() : out.text(line.address);
     }},
    {"entries", "int", [](const auto& line) { return line.entries; }},
});
constexpr wire::Member kSharedWorlds[] = {{"data", "[@SharedWorld]"}};
constexpr wire::Schema kSchemas[] = {{"WorldLine", kMembers<kWorld>},
                                     {"WorldLines", kWorlds},
                                     {"SharedWorld", kMembers<kShared>},
                                     {"SharedWorlds", kSharedWorlds}};

}  // namespace

wire::SchemaList control_worlds_schemas() { return kSchemas; }

/// Each world is locked in its turn, and nothing else meanwhile. Worlds that were only looked at
/// may be forgotten at any time and are left out, but for that of the caller.
Answer control_worlds(Call& call) {
  const auto home = call.session->shared_slot();
  call.end_session();
  auto slots = call.engine.all();
  std::sort(slots.begin(), slots.end(), [](const auto& left, const auto& right) {
    const bool first = left->key == kExampleKey;
    return first != (right->key == kExampleKey) ? first : left->key < right->key;
  });
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const auto& slot : slots) {
    if (call.is_over() || (!slot->settled && slot != home)) continue;
    Session session = call.engine.lock(slot);
    if (slot->dropped) continue;
    write_object(out, kWorld, WorldLine{*slot, session.world(), slot == home});
    session.end();
  }
  out.end_array().end_object();
  return json_answer(out.take());
}

namespace {

/// A server that shares nothing has all there are.
std::vector<Homes::Line> own_worlds(const Call& call) {
  const std::string& url = call.ports.local_url;
  std::vector<Homes::Line> lines;
  for (const auto& slot : call.engine.all()) {
    if (!slot->settled) continue;
    const Session session = call.engine.lock(slot);
    if (slot->dropped) continue;
    lines.push_back({slot->key, url.substr(url.find("//") + 2), slot->requests.count()});
  }
  std::sort(lines.begin(), lines.end(),
            [](const auto& left, const auto& right) { return left.key < right.key; });
  return lines;
}

Answer control_all_worlds(Call& call) {
  Homes* homes = call.engine.homes();
  auto lines = homes == nullptr ? own_worlds(call) : homes->all();
  if (!lines) return unavailable(kReachableRule, "journal_unreachable", lines.error());
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const Homes::Line& line : *lines) write_object(out, kShared, line);
  out.end_array().end_object();
  return json_answer(out.take());
}

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/worlds", control_worlds, control, slow, assumed, "The worlds of this server, their keys masked",
     {"list_worlds", "", "@WorldLines"}},
    {"GET", "/_mock/worlds/all", control_all_worlds, open, slow, assumed, "The worlds of all servers on one database",
     {"list_all_worlds", "", "@SharedWorlds"}},
    {"GET", "/_mock/metrics", control_metrics, open, quick, assumed, "What this server has done since it began, for Prometheus",
     {"get_metrics"}, "text/plain"},
    {"GET", "/_mock/mandates", control_mandates, control, quick, assumed, "Mandates, newest first, found by ids, UMRN, reference or name",
     {"find_mandates", "", "@MandateLines", "q status limit after"}},
    {"GET", "/_mock/sources", control_sources, control, quick, assumed, "Sources, newest first, found likewise",
     {"find_sources", "", "@SourceLines", "q status limit after"}},
    {"GET", "/_mock/timeline", control_timeline, control, slow, assumed, "What happened to a mandate or source, and what lies ahead of it",
     {"get_timeline", "", "@Timeline", "mandate source"}},
    {"GET", "/_mock/due", control_due, control, quick, assumed, "What falls due next in the world, earliest first",
     {"list_due", "", "@DueList", "limit"}},
    {"GET", "/_mock/requests.har", control_har, control, slow, assumed, "The last calls of the world as an HTTP archive, secrets masked",
     {"get_har", "", "hash"}},
    {"GET", "/_mock/stream", control_stream, control, slow, assumed, "What happens in the world, as it happens: server-sent events",
     {"stream", "", "", ""}, "text/event-stream"},
};
// clang-format on

}  // namespace

std::span<const Route> glance_routes() { return kRoutes; }

}  // namespace lotusbox::api
