#include "core/behaviour/change.h"

#include "core/behaviour/registry.h"

namespace lotusbox {

Change moved(const World& world, Trigger on, std::uint32_t index, std::optional<ObjectRef> cause) {
  const Row* row = find_row(world, on, index);
  LOTUSBOX_CHECK(row != nullptr, to_text(on));
  return {row, index, cause.value_or(ObjectRef{kind_of(on.machine), index})};
}

Change made(const World& world, Trigger on, std::optional<ObjectRef> cause) {
  const std::uint32_t index = next_index(world, on.machine);
  return {&making_row(on), index, cause.value_or(ObjectRef{kind_of(on.machine), index})};
}

Decision by(const Change& change, Draft draft) {
  Decision decision{std::move(draft), {}};
  decision.changes.push_back(change);
  return decision;
}

}  // namespace lotusbox
