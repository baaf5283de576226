// An engine whose wall clock a test turns by hand, with a few words for what tests ask of it.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "engine/engine.h"
#include "support/builders.h"
#include "support/world_dump.h"

namespace lotusbox::test {

/// Wall time that stands still until a test moves it. It must outlive its engine.
struct FakeWall {
  std::atomic<std::int64_t> ms{1000000};
  void pass(std::int64_t more) { ms += more; }
};

inline EngineOptions engine_options(FakeWall& wall) {
  EngineOptions options;
  options.reference = reference();
  options.start = instant(kStart);
  options.wall_ms = [&wall] { return wall.ms.load(); };
  return options;
}

inline Session session(Engine& engine, std::string_view key) {
  return engine.lock(engine.open(key));
}

inline std::string dump_of(Engine& engine, std::string_view key) {
  return dump(session(engine, key).world());
}

/// A mandate of the id scheme of its world, as a text.
inline std::string make_mandate(Session& at) {
  const StepResult made = at.submit(good_mandate());
  LOTUSBOX_CHECK(made.ok(), "a good mandate");
  return id_text(at.world(), {ObjectKind::mandate, made->index_of(ObjectKind::mandate)});
}

inline LinkId request(Session& at, Action action, MandateId id) {
  const StepResult made = at.submit(good_request(at.world(), action, id));
  LOTUSBOX_CHECK(made.ok(), "a good request");
  return LinkId{made->index_of(ObjectKind::link)};
}

}  // namespace lotusbox::test
