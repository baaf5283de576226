// Worlds as values: points to go back to, copies under other keys, and worlds that are dropped.
#include "api/routes.h"
#include "core/behaviour/access.h"
#include "core/behaviour/control.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

void write_point(JsonWriter& out, std::string_view name, const World& world) {
  out.begin_object()
      .field("name", name)
      .field("now", unix_seconds(world.now))
      .field("now_ist", format_ist(world.now))
      .end_object();
}

Answer list_snapshots(Call& call) {
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  for (const auto& [name, kept] : call.session->slot().snapshots) {
    write_point(out, name, kept.world);
  }
  out.end_array().end_object();
  return json_answer(out.take());
}

/// A name that is kept already is overwritten.
Answer take_snapshot(Call& call) {
  auto& snapshots = call.session->slot().snapshots;
  const wire::Body& body = call.body();
  SnapshotClaim claim{body.problem(), body.field("name")};
  const std::string& name = claim.name.text;
  claim.room = snapshots.size() < WorldSlot::kSnapshotsMax || snapshots.count(name) != 0;
  if (auto no = asked(call, Asked::snapshot, refuse_snapshot(claim))) return std::move(*no);
  snapshots.insert_or_assign(name, call.session->copy());
  JsonWriter out;
  write_point(out, name, call.world());
  return json_answer(out.take());
}

Answer restore_snapshot(Call& call) {
  auto& snapshots = call.session->slot().snapshots;
  const auto kept = snapshots.find(call.params[0]);
  const bool known = kept != snapshots.end();
  if (auto no = asked(call, Asked::named_snapshot, refuse_named_snapshot({known}))) {
    return std::move(*no);
  }
  call.session->replace(kept->second);
  JsonWriter out;
  write_point(out, call.params[0], call.world());
  return json_answer(out.take());
}

Answer delete_snapshot(Call& call) {
  const bool known = call.session->slot().snapshots.count(call.params[0]) != 0;
  if (auto no = asked(call, Asked::named_snapshot, refuse_named_snapshot({known}))) {
    return std::move(*no);
  }
  call.session->slot().snapshots.erase(call.params[0]);
  return list_snapshots(call);
}

Answer fork(Call& call) {
  const wire::Body& body = call.body();
  ForkClaim claim{body.problem(), body.field("to")};
  const std::string& key = claim.to.text;
  claim.key_good = !refuse_access({key, call.engine.list_closed(), call.engine.on_list(key)});
  claim.key_free = call.engine.find(key) == nullptr;
  if (auto no = asked(call, Asked::fork, refuse_fork(claim))) return std::move(*no);
  const auto slot = call.engine.open_copy(key, *call.session);
  if (!slot) {
    // Somebody else may have been faster with this key.
    claim.key_free = call.engine.find(key) == nullptr;
    if (auto no = asked(call, Asked::fork, refuse_fork(claim))) return std::move(*no);
    return too_many_worlds();
  }
  // Nobody waits for this world while holding the one that is new: both may be held. Whoever lets
  // go of a world sees to what is due in it.
  call.engine.lock(slot);
  JsonWriter out;
  out.begin_object()
      .field("key", key)
      .field("now", unix_seconds(call.world().now))
      .field("now_ist", format_ist(call.world().now))
      .end_object();
  return json_answer(out.take());
}

Answer drop_world(Call& call) {
  call.engine.drop(*call.session);
  return json_answer(R"({"dropped":true})");
}

/// Not a rule of the tables: which sessions are too long depends on where they are kept.
constexpr std::string_view kKeptRule = "session.kept";

Answer session_script(Call& call) {
  const std::string key = call.session->key();
  call.session.reset();  // what happened is read from the journal: nobody waits for it
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
    {"GET", "/_mock/snapshots", list_snapshots, control, quick, assumed, "The points that can be gone back to"},
    {"POST", "/_mock/snapshots", take_snapshot, control, quick, assumed, "Name this point, to go back to it"},
    {"POST", "/_mock/snapshots/{name}/restore", restore_snapshot, control, quick, assumed, "Go back to a point"},
    {"DELETE", "/_mock/snapshots/{name}", delete_snapshot, control, quick, assumed, "Forget a point"},
    {"POST", "/_mock/fork", fork, control, quick, assumed, "A copy of this world under another key", {}, never},
    {"DELETE", "/_mock/world", drop_world, control, quick, assumed, "Forget the world; its key opens a fresh one", {}, never},
    {"GET", "/_mock/session.scn", session_script, control, slow, assumed, "What happened in this world, as a scenario", "text/plain"},
};
// clang-format on

}  // namespace

std::span<const Route> copy_routes() { return kRoutes; }

}  // namespace lotusbox::api
