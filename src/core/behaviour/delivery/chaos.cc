#include "core/behaviour/delivery/chaos.h"

#include <array>

#include "base/seeded_permutation.h"
#include "base/text.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

/// Throws of the dice for one event: one for each kind of chaos, and one for how long.
enum class Dice : std::uint8_t { drop, duplicate, delay, reorder, how_long };
constexpr std::uint64_t kThrowsPerEvent = 8;
constexpr std::uint64_t kSeedsMade = 1000000;  // a seed that we make is short enough to type

struct NamedField {
  std::string_view name;
  const Field* field;
};

std::array<NamedField, 4> rates_of(const SetChaos& c) {
  return {{{"duplicate", &c.duplicate},
           {"delay", &c.delay},
           {"reorder", &c.reorder},
           {"drop", &c.drop}}};
}

std::array<NamedField, 2> spans_of(const SetChaos& c) {
  return {{{"delay_up_to", &c.delay_up_to}, {"reorder_within", &c.reorder_within}}};
}

Rate read_rate(const Field& field) { return parse_rate(field.text).value_or(Rate{}); }

/// A duration from one second to a year.
std::optional<Seconds> read_span(const Field& field) {
  if (!field.is_text()) return std::nullopt;
  const Instant from = instant_of(0);
  const auto until = plus_duration(from, field.text);
  if (!until || *until <= from || *until - from > limits::kChaosSpanMax) return std::nullopt;
  return *until - from;
}

Objection body_readable(const SetChaos& c) {
  if (!c.body_problem.empty()) return Finding{.message = c.body_problem};
  if (c.unknown_keys.empty()) return std::nullopt;
  return Finding{.message = "There is no such setting of chaos", .param = c.unknown_keys.front()};
}
Objection seed_fits(const SetChaos& c) {
  if (!c.seed.given()) return std::nullopt;
  const auto seed = parse_integer(c.seed.text);
  return when(!c.seed.is_scalar() || !seed || *seed < 0, "seed must be a whole number, 0 or more");
}
Objection rates_fit(const SetChaos& c) {
  for (const NamedField& rate : rates_of(c)) {
    if (!rate.field->given()) continue;
    if (rate.field->is_scalar() && parse_rate(rate.field->text)) continue;
    const std::string name(rate.name);
    return Finding{.message = name + " must be a share such as 25% or 0.25", .param = name};
  }
  return std::nullopt;
}
Objection spans_fit(const SetChaos& c) {
  for (const NamedField& span : spans_of(c)) {
    if (!span.field->given() || read_span(*span.field)) continue;
    const std::string name(span.name);
    return Finding{.message = name + " must be a duration such as PT6H, from a second to a year",
                   .param = name};
  }
  return std::nullopt;
}

constexpr RuleRow<SetChaos> kRules[] = {
    {{"chaos.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body is readable and holds known settings only"},
     body_readable},
    {{"chaos.seed", parameter_invalid_integer, "seed", assumed, "control plane",
      "The seed is a whole number"},
     seed_fits},
    {{"chaos.rate", parameter_invalid, "", assumed, "control plane",
      "duplicate, delay, reorder and drop are shares from 0 to 1, or percent"},
     rates_fit},
    {{"chaos.span", parameter_invalid, "", assumed, "control plane",
      "delay_up_to and reorder_within are durations from a second to a year"},
     spans_fit},
};

}  // namespace

Fate fate_of(const World& world, EventId event) {
  const Chaos& chaos = world.chaos;
  if (!chaos.on) return {};
  const auto number = [&](Dice dice) {
    return event.index * kThrowsPerEvent + static_cast<std::uint64_t>(dice);
  };
  const auto hit = [&](Dice dice, Rate rate) { return falls(rate, chaos.seed, number(dice)); };
  if (hit(Dice::drop, chaos.drop)) {
    return {DeliveryTrigger::lost, Seconds(0), ChaosKind::lost, false};
  }
  Fate fate;
  fate.twin = hit(Dice::duplicate, chaos.duplicate);
  if (hit(Dice::delay, chaos.delay)) {
    const auto range = static_cast<std::uint64_t>(chaos.delay_up_to.count());
    const std::uint64_t shown = throw_dice(chaos.seed, number(Dice::how_long));
    fate.trigger = DeliveryTrigger::delayed;
    fate.kind = ChaosKind::delayed;
    fate.wait = Seconds(static_cast<std::int64_t>(1 + shown % range));
  } else if (!world.held_delivery && hit(Dice::reorder, chaos.reorder)) {
    fate.trigger = DeliveryTrigger::held_back;
    fate.kind = ChaosKind::reordered;
    fate.wait = chaos.reorder_within;
  }
  return fate;
}

Decided decide_chaos(const World& world, const SetChaos& command) {
  Decision decision;
  decision.draft = ChaosDraft{};
  if (command.clear) return decision;
  const std::span<const RuleRow<SetChaos>> rules = kRules;
  if (auto refusal = first_refusal(rules, command)) return failure(std::move(*refusal));
  Chaos chaos = world.chaos;  // what is not named stays as it is
  if (!chaos.on) chaos.seed = fingerprint(world.ids.seed(), "chaos") % kSeedsMade;
  chaos.on = true;
  if (command.seed.given()) {
    chaos.seed = static_cast<std::uint64_t>(*parse_integer(command.seed.text));
  }
  if (command.duplicate.given()) chaos.duplicate = read_rate(command.duplicate);
  if (command.delay.given()) chaos.delay = read_rate(command.delay);
  if (command.reorder.given()) chaos.reorder = read_rate(command.reorder);
  if (command.drop.given()) chaos.drop = read_rate(command.drop);
  if (const auto span = read_span(command.delay_up_to)) chaos.delay_up_to = *span;
  if (const auto span = read_span(command.reorder_within)) chaos.reorder_within = *span;
  decision.draft = ChaosDraft{chaos};
  return decision;
}

std::vector<const Rule*> chaos_rule_list() {
  return rules_of(std::span<const RuleRow<SetChaos>>(kRules));
}

}  // namespace lotusbox
