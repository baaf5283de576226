// Ends and beginnings of a simulated life.
#include <filesystem>

#include "core/run/invariants.h"
#include "simulate/product_with.h"
#include "simulate/world_look.h"
#include "support/world_dump.h"

namespace lotusbox::simulate {

namespace {

/// Lines of a dump that tell how deliveries went: a verdict that no answer waited for may be lost
/// with the process, and then the delivery is made once more.
bool is_of_deliveries(std::string_view line) {
  for (const std::string_view name :
       {"delivery ", "attempt ", "outbox ", "timer ", "next_timer ", "texts "}) {
    if (line.starts_with(name)) return true;
  }
  return false;
}

std::string without_deliveries(const std::string& dump) {
  std::string kept;
  for (std::size_t first = 0; first < dump.size();) {
    const std::size_t end = std::min(dump.find('\n', first), dump.size());
    const std::string_view line(dump.data() + first, end - first);
    if (!is_of_deliveries(line)) kept.append(line).append("\n");
    first = end + 1;
  }
  return kept;
}

}  // namespace

std::vector<Day> holidays_of(Sandbox& box) {
  static const std::vector<Day> kKnown = [&] {
    const Engine& engine = SandboxInternals::engine(box);
    const WorkingDays& days = engine.options().reference->working_days;
    std::vector<Day> found;
    for (Day day = day_of(2020, 1, 1); day < day_of(2060, 1, 1); ++day) {
      if (is_business_day(day, {}) && !days.is_working(CivilDate::from_day_number(day))) {
        found.push_back(day);
      }
    }
    return found;
  }();
  return kKnown;
}

std::string link_text(Sandbox& box, const std::string& key, std::uint32_t link) {
  Engine& engine = SandboxInternals::engine(box);
  return engine.link_names().format({engine.find(key)->number, LinkId{link}});
}

Product::Product(std::uint64_t seed, std::string file) : seed_(seed), file_(std::move(file)) {
  FaultyDisk::install();
  FaultyDisk::revive();
  FaultyDisk::set_full(false);
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file_ + end);
  const std::string wrong = make();
  LOTUSBOX_CHECK(wrong.empty(), wrong);
}

Product::~Product() = default;

std::string Product::make() {
  SandboxOptions options;
  options.seed = seed_;
  options.start = 1767225600 + static_cast<std::int64_t>(seed_ % 50) * 86400;
  options.data = file_;
  options.durability = seed_ % 2 == 0 ? "full" : "normal";
  options.on_webhook = [this](const WebhookDelivery& delivery) { return receive(delivery); };
  auto made = Sandbox::make(options);
  if (!made.ok()) return made.error();
  box_ = std::move(*made);
  return {};
}

int Product::receive(const WebhookDelivery& delivery) {
  note(delivery.key + delivery.event_id + std::to_string(delivery.attempt) + delivery.body);
  const auto found = receivers_.find(delivery.key);
  switch (found == receivers_.end() ? 0 : found->second) {
    case 1: return 500;
    case 2: return 0;
    case 3: throw std::bad_alloc();
    case 4: return delivery.attempt % 2 == 0 ? 200 : 302;
    case 5: {  // asks back before it answers
      const Response response =
          box_->handle(make_request("GET", "/v1/events/" + delivery.event_id, "", delivery.key));
      return response.status == 200 ? 204 : 500;
    }
    default: return 200;
  }
}

void Product::note(std::string_view bytes) {
  for (const char c : bytes) {
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
}

Product::Facts Product::facts(bool deliveries) const {
  Facts all;
  Engine& engine = SandboxInternals::engine(*box_);
  for (const auto& slot : engine.all()) {
    const Session session = engine.lock(slot);
    std::string dump = test::dump(session.world());
    all[slot->key] = deliveries ? std::move(dump) : without_deliveries(dump);
  }
  return all;
}

std::string Product::check(const std::string& key) {
  if (lives_.count(key) == 0) return {};
  return with(key, [&](const World& world) {
    check_world(world);
    return lives_[key].model.compare(WorldLook(world));
  });
}

std::string Product::restart() {
  if (FaultyDisk::is_armed() || full_for_ > 0) return {};
  const Facts before = facts(true);
  box_.reset();
  ++restarts_;
  if (std::string wrong = make(); !wrong.empty()) return "cannot begin again: " + wrong;
  const Facts after = facts(true);
  for (const auto& [key, dump] : before) {
    if (lives_.count(key) == 0) continue;  // it was only looked at
    const auto found = after.find(key);
    if (found == after.end()) return "a restart lost the world of " + key;
    if (found->second != dump) {
      return "a restart changed " + key + ": " + test::first_difference(dump, found->second);
    }
  }
  return {};
}

/// The process is dead since the last call, whose answer nobody has seen: each world is as it was
/// before that call, or as it was after.
std::string Product::come_back(const Facts& before, const Facts& after, const Lives& lives_before) {
  box_.reset();
  if (dying_ == Dying::without_power && seed_ % 2 == 0) {
    FaultyDisk::lose_power(seed_ + static_cast<std::uint64_t>(steps_));
  }
  FaultyDisk::revive();
  dying_ = Dying::no;
  ++deaths_;
  if (std::string wrong = make(); !wrong.empty()) return "cannot begin again: " + wrong;
  const Facts now = facts();
  for (auto life = lives_.begin(); life != lives_.end();) {
    const std::string& key = life->first;
    const auto found = now.find(key);
    const auto old = before.find(key);
    const bool is_old = found == now.end() ? old == before.end()
                                           : old != before.end() && old->second == found->second;
    if (is_old) {
      const auto known = lives_before.find(key);
      if (old == before.end() || known == lives_before.end()) {
        life = lives_.erase(life);
        continue;
      }
      life->second = known->second;
    } else if (found == now.end() || after.at(key) != found->second) {
      const std::string text = found == now.end() ? "(nothing)" : found->second;
      return "what was answered is lost: " + test::first_difference(after.at(key), text);
    }
    ++life;
  }
  return {};
}

std::string Product::end(Tally& tally) {
  if (FaultyDisk::is_armed()) FaultyDisk::revive();
  FaultyDisk::set_full(false);
  full_for_ = 0;
  std::string wrong;
  for (const auto& [key, life] : lives_) {
    if (wrong.empty()) wrong = wait(key, 0);  // what a full disk kept waiting is written
  }
  if (wrong.empty()) wrong = restart();
  for (const auto& [key, life] : lives_) {
    if (wrong.empty()) wrong = check(key);
    with(key, [&](const World& world) {
      tally.events += static_cast<std::int64_t>(world.events.size());
    });
    for (const auto& [says, count] : life.model.sentences()) tally.sentences[says] += count;
    for (const auto& [says, count] : life.model.silences()) tally.silences[says] += count;
  }
  tally.commands += calls_;
  tally.refusals += refusals_;
  tally.restarts += restarts_;
  tally.deaths += deaths_;
  tally.add_coverage(SandboxInternals::engine(*box_).whole_coverage());
  return wrong;
}

}  // namespace lotusbox::simulate
