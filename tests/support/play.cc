#include "support/play.h"

#include "core/run/invariants.h"
#include "support/world_dump.h"

namespace lotusbox::test {

StepResult Play::run(const Command& command) {
  StepResult result = step(world, command, coverage);
  check_world(world);
  return result;
}

StepReport Play::must(const Command& command) {
  const StepResult result = run(command);
  LOTUSBOX_CHECK(result.ok(), result.ok() ? std::string_view() : result.error().rule->id);
  return *result;
}

std::string Play::refusal(const Command& command) {
  const std::string before = dump(world);
  const StepResult result = run(command);
  if (result.ok()) return "accepted";
  return dump(world) == before ? std::string(result.error().rule->id) : "changed";
}

AdvanceReport Play::advance_to(Instant until) {
  AdvanceReport report = advance(world, until, coverage);
  check_world(world);
  return report;
}

MandateId Play::mandate(std::string_view status) {
  return MandateId{must(good_mandate(status)).index_of(ObjectKind::mandate)};
}

SourceId Play::source() { return SourceId{must(good_source()).index_of(ObjectKind::source)}; }

LinkId Play::request(Action action, MandateId id) {
  return LinkId{must(good_request(world, action, id)).index_of(ObjectKind::link)};
}

MandateId Play::authorised() {
  const SourceId made = source();
  return MandateId{must(answer(link_of(made))).index_of(ObjectKind::mandate)};
}

std::string Play::events_since(std::size_t first) const {
  std::string types;
  for (std::size_t i = first; i < world.events.size(); ++i) {
    if (!types.empty()) types += ' ';
    types += to_text(world.events[i].type);
  }
  return types;
}

std::string Play::events_of(const StepReport& report) const {
  std::string types;
  for (std::uint32_t i = 0; i < report.event_count; ++i) {
    if (!types.empty()) types += ' ';
    types += to_text(world.events[report.first_event + i].type);
  }
  return types;
}

std::string Play::rows_of(const StepReport& report) {
  std::string ids;
  for (const AppliedRow& row : report.rows) {
    if (!ids.empty()) ids += ' ';
    ids += row_of_ordinal(row.ordinal).id;
  }
  return ids;
}

}  // namespace lotusbox::test
