#include "sandbox/exploring.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/json_writer.h"
#include "base/text.h"
#include "sandbox/drivers.h"
#include "sandbox/internals.h"
#include "scenario/execution.h"
#include "scenario/runner.h"

namespace lotusbox {

namespace {

/// So long chaos may hold a delivery back; what the world does in that time is not looked at.
constexpr std::int64_t kChaosEnds = 367 * 86400;

SandboxOptions quiet_options(std::function<int(const WebhookDelivery&)> receiver) {
  SandboxOptions options;
  options.on_webhook = std::move(receiver);
  return options;
}

std::string key_at(std::size_t moment) { return "sk_test_at" + std::to_string(moment); }

std::string chaos_body(const ChaosSeeds& chaos, std::uint64_t seed) {
  JsonWriter json;
  json.begin_object().field("seed", seed);
  for (const auto& [name, value] : chaos.settings) json.field(name, std::string_view(value));
  return json.end_object().take();
}

}  // namespace

struct Explorable::Parts {
  std::unique_ptr<Sandbox> box;
  examiner::Story story;
  std::vector<std::size_t> moments;  ///< of which there is a world
  std::map<std::string, std::uint16_t> place_of;
  // For chaos, which lives the scenario again and again.
  std::unique_ptr<Sandbox> chaos_box;
  std::vector<std::string> came;  ///< ids of events, as they were delivered
};

Explorable::Explorable(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Explorable::~Explorable() {
  if (parts_->box) parts_->box->stop();
}

Result<std::unique_ptr<Explorable>, std::string> Explorable::make(const scenario::Script& script) {
  auto parts = std::make_unique<Parts>();
  auto box = Sandbox::make(quiet_options([](const WebhookDelivery&) { return 200; }));
  if (!box) return failure(box.take_error());
  parts->box = std::move(box.value());
  InProcessDriver driver(*parts->box);
  const std::string key = examiner::world_key(script, driver);
  auto story = examiner::live(script, driver, [&](std::size_t block) {
    if (parts->box->fork(key, key_at(block)).ok()) parts->moments.push_back(block);
  });
  if (!story) return failure(script.file + ": " + story.take_error());
  parts->story = std::move(story.value());
  const std::size_t count = parts->story.events.size();
  if (count < 2) {
    return failure(script.file + " raises " + std::to_string(count) +
                   " events for the webhook: there is nothing to order");
  }
  if (count > examiner::kPlannedEventsMax) {
    return failure(script.file + " raises " + std::to_string(count) + " events; at most " +
                   std::to_string(examiner::kPlannedEventsMax) + " can be ordered");
  }
  for (std::size_t i = 0; i < count; ++i) {
    parts->place_of[parts->story.events[i].id] = static_cast<std::uint16_t>(i);
  }
  return std::unique_ptr<Explorable>(new Explorable(std::move(parts)));
}

const examiner::Story& Explorable::story() const { return parts_->story; }

std::string Explorable::key_of(std::size_t receiver) {
  return std::string(kExampleKey) + (receiver == 0 ? "" : std::to_string(receiver + 1));
}

Result<std::string, std::string> Explorable::serve(std::size_t receivers, int port) {
  for (std::size_t i = 0; i < receivers; ++i) {
    const auto forked = parts_->box->fork(key_at(parts_->moments.back()), key_of(i));
    if (!forked) return failure(std::string(forked.error()));
  }
  const auto bound = parts_->box->listen("localhost", port);
  if (!bound) return failure(std::string(bound.error()));
  return "http://127.0.0.1:" + std::to_string(bound.value());
}

std::function<void(std::size_t moment)> Explorable::world_of(std::size_t receiver) {
  return [this, key = key_of(receiver)](std::size_t moment) {
    Engine& engine = SandboxInternals::engine(*parts_->box);
    // Between two of them nothing has happened that an event tells of.
    const auto& moments = parts_->moments;
    const auto found = std::lower_bound(moments.begin(), moments.end(), moment);
    Session from =
        engine.lock(engine.find(key_at(found == moments.end() ? moments.back() : *found)));
    Snapshot copy = from.copy();
    from.end();
    Session to = engine.lock(engine.find(key));
    to.replace(std::move(copy));
    to.end();
  };
}

Result<examiner::Order, std::string> Explorable::chaos_order(const ChaosSeeds& chaos,
                                                             std::uint64_t seed) {
  Parts& parts = *parts_;
  if (!parts.chaos_box) {
    auto box = Sandbox::make(quiet_options([&parts](const WebhookDelivery& delivery) {
      parts.came.push_back(delivery.event_id);
      return 200;
    }));
    if (!box) return failure(box.take_error());
    parts.chaos_box = std::move(box.value());
  }
  InProcessDriver driver(*parts.chaos_box);
  scenario::Execution session(driver, parts.story.script.id);
  parts.came.clear();
  for (std::size_t i = 0; i < parts.story.script.blocks.size(); ++i) {
    scenario::run_block(session, parts.story.script.blocks[i]);
    if (i > 0) continue;  // the first block makes the world
    const auto set = session.call("PUT", "/_mock/chaos", chaos_body(chaos, seed));
    if (!set.good()) return failure("chaos: " + session.refusal(set));
  }
  const auto advanced =
      parts.chaos_box->advance(examiner::world_key(parts.story.script, driver), kChaosEnds);
  if (!advanced) return failure("the clock: " + advanced.error());
  examiner::Order order;
  for (const std::string& id : parts.came) {
    const auto place = parts.place_of.find(id);
    if (place != parts.place_of.end()) order.push_back({place->second, false});
  }
  return order;
}

scenario::Script Explorable::write(const examiner::Case& one, const examiner::Places& places,
                                   const std::string& expected) {
  scenario::Script script = parts_->story.script;
  auto box = Sandbox::make({});
  LOTUSBOX_CHECK(box.ok(), "a sandbox without options");
  InProcessDriver driver(*box.value());
  // Under the key of the story: ids are made from it, and the state holds those of the story.
  scenario::Execution session(driver, script.id);
  for (scenario::Block& block : script.blocks) {
    block.expected = scenario::run_block(session, block).actual;
  }
  return examiner::write_case(script, parts_->story, one, places, session.names.contract(expected));
}

}  // namespace lotusbox
