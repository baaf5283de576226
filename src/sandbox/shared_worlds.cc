#include "sandbox/shared_worlds.h"

#include <utility>

#include "base/printable.h"
#include "base/seeded_permutation.h"
#include "sandbox/options.h"
#include "sandbox/shared_replay.h"

namespace lotusbox {

namespace {

constexpr std::chrono::milliseconds kAskAgain{100};
constexpr std::chrono::seconds kPatienceBeyondLease{5};
constexpr std::chrono::seconds kPatienceOfAsking{3};
constexpr std::string_view kStops = "the server stops";
constexpr std::string_view kNotHeardOf = "the database has not heard of this server for too long";

}  // namespace

SharedWorlds::Turn::Turn(SharedWorlds& worlds, std::string key)
    : worlds_(worlds), key_(std::move(key)) {
  std::unique_lock lock(worlds_.mutex_);
  worlds_.changed_.wait(lock, [this] { return worlds_.turns_.insert(key_).second; });
}

SharedWorlds::Turn::~Turn() {
  const std::lock_guard lock(worlds_.mutex_);
  worlds_.turns_.erase(key_);
  worlds_.changed_.notify_all();
}

std::optional<std::string> SharedWorlds::start(const SharedParts& parts) {
  parts_.emplace(parts);
  address_ = parts.options.node_address.empty() ? "in-process" : parts.options.node_address;
  nodes_ = std::make_unique<store::PostgresNodes>(journal_->pool(),
                                                  std::chrono::seconds(parts.options.lease_s));
  if (auto problem = nodes_->join(address_)) return problem;
  journal_->name_sessions(nodes_->id());
  fresh_ = std::thread([this] { keep_fresh(); });
  around_ = std::thread([this] { look_around(); });
  return std::nullopt;
}

std::optional<std::string> SharedWorlds::listens_on(const std::string& address) {
  if (!parts_->options.node_address.empty()) return std::nullopt;
  {
    const std::lock_guard lock(mutex_);
    address_ = address;
  }
  return nodes_->readdress(address);
}

std::optional<std::string> SharedWorlds::out_of_touch() const {
  if (Clock::now() < nodes_->good_until()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return problem_.empty() ? std::string(kNotHeardOf) : problem_;
}

Homes::Place SharedWorlds::nowhere(std::string problem) const {
  return {.at = At::nowhere, .problem = printable(problem)};
}

Homes::Place SharedWorlds::another_server() {
  auto address = nodes_->another();
  if (!address) return nowhere("this server is draining, and " + address.error());
  return {.at = At::elsewhere, .address = std::move(*address)};
}

std::optional<Homes::Place> SharedWorlds::known_place(std::string_view key, bool may_wait) {
  if (auto problem = out_of_touch()) return nowhere(std::move(*problem));
  const bool has_lost = journal_->losses() != losses_seen_;
  if (!has_lost && parts_->engine.find(key)) return Place();
  if (!may_wait) return Place{.at = At::later};
  if (has_lost) forget_lost();
  if (parts_->engine.find(key)) return Place();
  return std::nullopt;
}

Homes::Place SharedWorlds::bring_in(std::string_view key, bool may_wait) {
  if (auto known = known_place(key, may_wait)) return std::move(*known);
  if (drains_) return another_server();
  return open(std::string(key), Make::new_too);
}

Homes::Place SharedWorlds::bring_in(std::uint32_t number, bool may_wait) {
  if (const auto slot = parts_->engine.find_number(number)) return bring_in(slot->key, may_wait);
  if (auto problem = out_of_touch()) return nowhere(std::move(*problem));
  if (!may_wait) return {.at = At::later};
  auto key = nodes_->key_of(number);
  if (!key) return nowhere(key.take_error());
  if (!*key) return {.is_known = false};
  if (auto known = known_place(**key, may_wait)) return std::move(*known);
  return drains_ ? another_server() : open(**key, Make::known_only);
}

Homes::Place SharedWorlds::take_free(std::string_view key) {
  Place place = bring_in(key, true);
  // A server in whose world of this key nothing has happened gives it away when it is asked.
  const auto until = Clock::now() + kPatienceOfAsking;
  while (place.at == At::elsewhere && Clock::now() < until) {
    auto asked = nodes_->ask_for(std::string(key));
    if (!asked) return nowhere(asked.take_error());
    if (!*asked || !pause(kAskAgain / 2)) break;
    place = bring_in(key, true);
  }
  if (place.at != At::here) return place;
  const auto slot = parts_->engine.find(key);
  if (!slot) return nowhere("the world was let go of meanwhile: try again");
  const Session session = parts_->engine.lock(slot);
  if (slot->dropped) return nowhere("the world was let go of meanwhile: try again");
  if (slot->settled) return {.at = At::elsewhere, .address = address_};  // it has a world
  place.number = slot->number;
  parts_->engine.let_go(*slot);  // the caller opens it as a copy, under the same number
  return place;
}

store::PostgresNodes::Claim SharedWorlds::claim(const std::string& key, Make make) {
  const auto number = static_cast<std::uint32_t>(fingerprint(parts_->engine.options().seed, key) %
                                                 LinkNames::kWorldNumbers);
  const auto until = Clock::now() + nodes_->lease() + kPatienceBeyondLease;
  for (;;) {
    auto claimed = make == Make::new_too ? nodes_->claim(key, number) : nodes_->claim_known(key);
    if (!claimed || !claimed->undecided) return claimed;
    if (Clock::now() >= until) {
      return failure(std::string("nobody can say which server has the world"));
    }
    if (!pause(kAskAgain)) return failure(std::string(kStops));
    if (auto problem = out_of_touch()) return failure(std::move(*problem));
  }
}

Homes::Place SharedWorlds::open(const std::string& key, Make make) {
  const Turn turn(*this, key);
  if (parts_->engine.find(key)) return {};
  // What was said of the world last must be written before it is read.
  if (auto problem = journal_->flush()) return nowhere(std::move(*problem));
  auto claimed = claim(key, make);
  if (!claimed) return nowhere(claimed.take_error());
  if (claimed->unknown) return {.is_known = false};
  if (!claimed->ours) return {.at = At::elsewhere, .address = std::move(claimed->address)};
  return live_on(key, *claimed);
}

Homes::Place SharedWorlds::live_on(const std::string& key,
                                   const store::PostgresNodes::Claimed& claimed) {
  Engine& engine = parts_->engine;
  {
    const std::lock_guard lock(mutex_);
    fences_[key] = claimed.fence;
  }
  std::shared_ptr<WorldSlot> slot;
  if (claimed.last_line > 0) {
    SharedReplay replay(*journal_, engine.options(), parts_->server.ports());
    auto back = replay.bring_back(key);
    if (!back) return nowhere(back.take_error());
    if (replay.report().difference) {
      return nowhere(key + " does not replay: " + *replay.report().difference);
    }
    slot = std::move(*back);
  }
  journal_->hold(key, claimed.fence, claimed.last_line);
  if (!slot) {
    slot = engine.open(key, Visit::looks, claimed.number);
    return slot ? Place{.number = claimed.number} : nowhere("there is no room for the world");
  }
  go_on_living(*slot, wall_milliseconds());
  if (!engine.adopt(slot)) return nowhere("another world has the number of its links");
  // Locking it brings its clock up to date, and sends what has no verdict.
  engine.lock(slot).end();
  return {.number = claimed.number};
}

Result<std::vector<Homes::Line>, std::string> SharedWorlds::all() {
  auto known = nodes_->all();
  if (!known) return failure(known.take_error());
  std::vector<Line> lines;
  for (auto& line : *known) {
    lines.push_back({std::move(line.key), std::move(line.address), line.entries});
  }
  return lines;
}

bool SharedWorlds::keep() {
  for (;;) {
    const auto problem = journal_->flush();
    if (journal_->losses() != losses_seen_) forget_lost();
    if (!problem && !out_of_touch()) return true;
    if (!pause(kAskAgain)) return false;
  }
}

void SharedWorlds::begin_stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
}

void SharedWorlds::stop() {
  begin_stop();
  if (fresh_.joinable()) fresh_.join();
  if (around_.joinable()) around_.join();
  if (!nodes_ || std::exchange(left_, true)) return;
  static_cast<void>(journal_->flush());
  nodes_->leave();
}

bool SharedWorlds::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [this] { return stopping_; });
  return !stopping_;
}

}  // namespace lotusbox
