// Worlds as values: points to go back to, copies under other keys, and worlds that are dropped.
#include "api/control/rows.h"
#include "api/room.h"
#include "api/routes.h"
#include "api/rules/access.h"
#include "api/rules/control.h"
#include "api/rules/sets.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

using wire::joined;
using wire::kMembers;
using wire::rows;
using wire::takes;
using wire::write_object;

struct PointView {
  std::string_view name;
  const World& world;
};

using Snapshots = decltype(WorldSlot::snapshots);

constexpr auto kPoint =
    joined(rows<PointView>({{"name", [](const auto& v) { return v.name; }}}), kNowRows<PointView>);
constexpr auto kPoints = rows<Snapshots>({
    {"data", "[@Point]",
     [](JsonWriter& out, const Snapshots& all) {
       out.begin_array();
       for (const auto& [name, kept] : all) write_object(out, kPoint, PointView{name, kept.world});
       out.end_array();
     }},
});
constexpr auto kForked =
    joined(rows<PointView>({{"key", [](const auto& v) { return v.name; }}}), kNowRows<PointView>);
constexpr auto kDropped = rows<bool>({{"dropped", [](const auto& dropped) { return dropped; }}});
constexpr auto kName = takes<SnapshotClaim>({{"name", "text", &SnapshotClaim::name}});
constexpr auto kFork = takes<ForkClaim>({{"to", "text", &ForkClaim::to}});
using enum wire::SchemaKind;
constexpr wire::Schema kSchemas[] = {
    {"Point", kMembers<kPoint>},
    {"Points", kMembers<kPoints>},
    {"Forked", kMembers<kForked>},
    {"Dropped", kMembers<kDropped>},
    {"PointWanted", kMembers<kName>, request},
    {"ForkWanted", kMembers<kFork>, request},
};

Answer point_answer(std::string_view name, const World& world) {
  JsonWriter out;
  write_object(out, kPoint, PointView{name, world});
  return json_answer(out.take());
}

Answer list_snapshots(Call& call) {
  JsonWriter out;
  write_object(out, kPoints, call.session->slot().snapshots);
  return json_answer(out.take());
}

/// A name that is kept already is overwritten.
Answer take_snapshot(Call& call) {
  auto& snapshots = call.session->slot().snapshots;
  auto claim = wire::read(kName, call.body());
  const std::string& name = claim.name.text;
  claim.room = snapshots.size() < WorldSlot::kSnapshotsMax || snapshots.count(name) != 0;
  if (auto no = asked(call, kSnapshotRules, refuse_snapshot(claim))) return std::move(*no);
  snapshots.insert_or_assign(name, call.session->copy());
  return point_answer(name, call.world());
}

Answer restore_snapshot(Call& call) {
  auto& snapshots = call.session->slot().snapshots;
  const auto kept = snapshots.find(call.params[0]);
  const bool known = kept != snapshots.end();
  if (auto no = asked(call, kNamedSnapshotRules, refuse_named_snapshot({known}))) {
    return std::move(*no);
  }
  call.session->replace(kept->second);
  return point_answer(call.params[0], call.world());
}

Answer delete_snapshot(Call& call) {
  const bool known = call.session->slot().snapshots.count(call.params[0]) != 0;
  if (auto no = asked(call, kNamedSnapshotRules, refuse_named_snapshot({known}))) {
    return std::move(*no);
  }
  call.session->slot().snapshots.erase(call.params[0]);
  return list_snapshots(call);
}

Answer fork(Call& call) {
  auto claim = wire::read(kFork, call.body());
  const std::string& key = claim.to.text;
  claim.key_good = !refuse_access({key, call.engine.list_closed(), call.engine.on_list(key)});
  claim.key_free = call.engine.find(key) == nullptr;
  std::optional<std::uint32_t> number;
  if (Homes* homes = call.engine.homes(); homes != nullptr && claim.key_good && claim.key_free) {
    if (!call.may_wait) return {.not_now = true};
    const Homes::Place place = homes->take_free(key);
    if (place.at == Homes::At::nowhere) {
      return unavailable(kReachableRule, "journal_unreachable", place.problem);
    }
    claim.key_free = place.at == Homes::At::here;
    number = place.number;
  }
  if (auto no = asked(call, kForkRules, refuse_fork(claim))) return std::move(*no);
  const auto slot = call.engine.open_copy(key, *call.session, number);
  if (!slot) {
    // Somebody else may have been faster with this key.
    claim.key_free = call.engine.find(key) == nullptr;
    if (auto no = asked(call, kForkRules, refuse_fork(claim))) return std::move(*no);
    return too_many_worlds();
  }
  // Lock order: this world, then the new one, which no other call waits for while it holds this
  // one.
  call.engine.lock(slot).end();  // sends what is due in it
  JsonWriter out;
  write_object(out, kForked, PointView{key, call.world()});
  return json_answer(out.take());
}

Answer drop_world(Call& call) {
  call.engine.drop(*call.session);
  JsonWriter out;
  write_object(out, kDropped, true);
  return json_answer(out.take());
}

/// Not a rule of the tables: which sessions are too long depends on where they are kept.
constexpr std::string_view kKeptRule = "session.kept";

Answer session_script(Call& call) {
  const std::string key = call.session->key();
  call.end_session();  // what happened is read from the journal: no call waits for it
  auto script = call.ports.session_script(key, [&call] { return call.is_over(); });
  if (call.is_over()) {
    return unavailable("session.over", "server_stopping",
                       "The server stops or the caller is gone: nothing is written any more");
  }
  if (!script) {
    Answer answer = json_answer(
        wire::error_body("invalid_request_error", "session_too_long", script.error(), {}), 409);
    answer.headers.emplace_back("Lotusbox-Rule", kKeptRule);
    return answer;
  }
  Answer answer;
  answer.content_type = "text/plain; charset=utf-8";
  answer.body = std::move(script.value());
  return answer;
}

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/_mock/snapshots", list_snapshots, control, quick, assumed, "The points that can be gone back to",
     {"list_snapshots", "", "@Points"}},
    {"POST", "/_mock/snapshots", take_snapshot, control, quick, assumed, "Name this point, to go back to it",
     {"take_snapshot", "PointWanted", "@Point"}},
    {"POST", "/_mock/snapshots/{name}/restore", restore_snapshot, control, quick, assumed, "Go back to a point",
     {"restore_snapshot", "", "@Point"}},
    {"DELETE", "/_mock/snapshots/{name}", delete_snapshot, control, quick, assumed, "Forget a point",
     {"delete_snapshot", "", "@Points"}},
    {"POST", "/_mock/fork", fork, control, quick, assumed, "A copy of this world under another key",
     {"fork_world", "ForkWanted", "@Forked"}, {}, never},
    {"DELETE", "/_mock/world", drop_world, control, quick, assumed, "Forget the world; its key opens a fresh one",
     {"drop_world", "", "@Dropped"}, {}, never},
    {"GET", "/_mock/session.scn", session_script, control, slow, assumed, "What happened in this world, as a scenario",
     {"get_session_script"}, "text/plain"},
};
// clang-format on

}  // namespace

std::span<const Route> copy_routes() { return kRoutes; }
wire::SchemaList control_snapshot_schemas() { return kSchemas; }

}  // namespace lotusbox::api
