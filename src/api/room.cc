#include "api/room.h"

#include "api/lotuspay/paper.h"
#include "core/model/size.h"
#include "wire/errors.h"

namespace lotusbox::api {

namespace {

Answer full(std::string_view code, std::string_view rule, const std::string& message) {
  Answer answer =
      json_answer(wire::error_body("api_error", code, message, {}), kInsufficientStorage);
  answer.headers.emplace_back("Lotusbox-Rule", rule);
  return answer;
}

/// What makes room, or takes a world back to where there was some, is never in want of it.
bool makes_room(const Route& route) {
  return route.method == "DELETE" || route.pattern == "/_mock/reset" ||
         route.pattern == "/_mock/snapshots/{name}/restore";
}

/// Nothing else adds to what scans take.
bool adds_a_scan(const Route& route) {
  return route.method == "POST" && route.pattern == kImagesPath;
}

std::size_t size_of(const Request& request) {
  std::size_t bytes = request.target.size() + request.body.size();
  for (const auto& [name, value] : request.headers) bytes += name.size() + value.size();
  return bytes;
}

}  // namespace

std::optional<Answer> no_room(const Call& call, const Route& route) {
  const Journal* journal = call.engine.journal();
  // What is replayed had room when it happened.
  if (journal == nullptr) return std::nullopt;
  if (route.method == "GET" && route.journaled != Journaled::always) return std::nullopt;
  if (const auto problem = journal->cannot_take(size_of(call.request))) {
    return full("journal_not_written", kJournalRule,
                "The journal cannot be written, so nothing has happened: " + *problem);
  }
  if (makes_room(route)) return std::nullopt;
  if (!call.engine.memory().has_room_for(size_of(call.request))) {
    return full("server_full", "server.memory",
                "The server uses as much memory as it may, " +
                    std::to_string(call.engine.memory().most()) +
                    " bytes: drop worlds that are not needed with DELETE /_mock/world, start the "
                    "server with --drop-idle SECONDS, or allow more with --memory-max");
  }
  const WorldLimits& limits = call.engine.options().world_limits;
  const HeldRow* const row = full_of(call.world(), limits, adds_a_scan(route));
  if (row == nullptr) return std::nullopt;
  return full("world_full", "world." + std::string(row->name),
              "This world holds as much as it may, " + std::to_string(limits.*row->most) + " " +
                  std::string(row->what) +
                  ": reset it with POST /_mock/reset, or go on with another key");
}

}  // namespace lotusbox::api
