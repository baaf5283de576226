#include "api/room.h"

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
  const std::uint64_t most = call.engine.options().world_bytes_max;
  if (makes_room(route) || bytes_of(call.world()) <= most) return std::nullopt;
  return full("world_full", "world.room",
              "This world holds as much as it may, " + std::to_string(most) +
                  " bytes: reset it with POST /_mock/reset, or go on with another key");
}

}  // namespace lotusbox::api
