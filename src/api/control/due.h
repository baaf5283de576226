// What lies ahead of a world: its timers as something that people read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/control/related.h"
#include "core/model/timers.h"

namespace lotusbox::api {

/// One thing that falls due, with the object that waits for it.
struct Due {
  Instant at;
  ObjectRef object;
  std::string_view what;  ///< `link_lapse`
  std::string_view says;  ///< `The link expires`
};

[[nodiscard]] Due due_of(const Timer& timer);
/// What falls due next and still matters, earliest first.
[[nodiscard]] std::vector<Due> next_due(const World& world, std::size_t most);
/// All that is due about a mandate and its source, in no order.
[[nodiscard]] std::vector<Due> due_about(const World& world, const Related& about);
/// The next thing that is due about a mandate or a source, by what they wait for.
[[nodiscard]] std::optional<Due> next_due_of(const World& world, MandateId mandate);
[[nodiscard]] std::optional<Due> next_due_of(const World& world, SourceId source);
void write_due(JsonWriter& out, const Call& call, const Due& due);

}  // namespace lotusbox::api
