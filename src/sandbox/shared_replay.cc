#include "sandbox/shared_replay.h"

#include <utility>

#include "sandbox/sandbox.h"

namespace lotusbox {

namespace {

constexpr std::uint64_t kToTheEnd = INT64_MAX;

EngineOptions of_the_past(EngineOptions options, ReplayState& state) {
  options.wall_ms = [&state] { return wall_time(state); };
  options.only_keys.clear();  // who came was let in
  return options;
}

api::Ports to_the_past(api::Ports ports, ReplayState& state) {
  ports.metrics = nullptr;
  ports.replays = [] { return true; };
  ports.settle = [](const std::shared_ptr<WorldSlot>&, int) { return true; };
  ports.webhook_target_problem = [&state](std::string_view) {
    return std::string(state.target_was_refused ? "The target was refused" : "");
  };
  return ports;
}

}  // namespace

SharedReplay::SharedReplay(const store::PostgresJournal& journal, const EngineOptions& options,
                           const api::Ports& ports)
    : journal_(journal),
      engine_(of_the_past(options, state_)),
      server_(engine_, to_the_past(ports, state_)),
      replay_(engine_, server_, state_, journal.origin().version == version()) {
  state_.on = true;
}

/// The key and what it was copied from, oldest first: each up to the line where the next begins.
Result<std::vector<SharedReplay::Leg>, std::string> SharedReplay::legs_of(
    const std::string& key) const {
  std::vector<Leg> legs{{key, kToTheEnd}};
  for (bool copied = true; copied;) {
    copied = false;
    const Leg first = legs.front();
    auto problem = journal_.visit_past(first.key, first.upto, [&](auto&& past) {
      copied = past.read.entry.kind == JournalEntry::Kind::fork;
      if (copied) legs.insert(legs.begin(), {past.read.entry.from, past.source_line});
      return false;
    });
    if (problem) return failure(std::move(*problem));
  }
  return legs;
}

std::optional<std::string> SharedReplay::live_through(const Leg& leg) {
  return journal_.visit_past(leg.key, leg.upto, [&](auto&& past) {
    const JournalEntry& entry = past.read.entry;
    if (!replay_.repeat(past.read.line, entry)) return false;
    if (entry.kind != JournalEntry::Kind::fork) return true;
    // The number in its links may be that of the copy one day.
    if (const auto source = engine_.find(entry.from)) engine_.let_go(*source);
    return true;
  });
}

Result<std::shared_ptr<WorldSlot>, std::string> SharedReplay::bring_back(const std::string& key) {
  auto legs = legs_of(key);
  if (!legs) return failure(legs.take_error());
  for (const Leg& leg : *legs) {
    replay_.report = {};  // what is told is the world itself, not what it was copied from
    if (auto problem = live_through(leg)) return failure(std::move(*problem));
    if (replay_.report.difference) return std::shared_ptr<WorldSlot>();
  }
  return engine_.find(key);
}

}  // namespace lotusbox
