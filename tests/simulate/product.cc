#include "simulate/product.h"

#include <algorithm>

#include "base/check.h"
#include "simulate/product_with.h"
#include "simulate/world_look.h"
#include "support/world_dump.h"

namespace lotusbox::simulate {

namespace {

constexpr int kCheckEvery = 16;  ///< steps between two looks at the whole world

std::string key_of(std::uint32_t number) {
  return "sk_test_" + std::string(1, static_cast<char>('a' + number));
}

bool is_good(const Response& response) { return response.status >= 200 && response.status < 300; }

/// What a client can read of an accepted management call (seed 0).
std::string read_link(const Response& response) {
  if (response.body.find("\"auth_link\":\"") == std::string::npos) return "seed 0: no auth link";
  if (response.body.find("\"expires_at\":") == std::string::npos) return "seed 0: no expiry time";
  return {};
}

std::string seconds_body(std::int64_t seconds) {
  return "{\"seconds\":" + std::to_string(seconds) + "}";
}

}  // namespace

std::string Product::run(const Step& step) {
  ++steps_;
  const std::string key = key_of(step.world);
  if (std::string wrong = open(key); !wrong.empty()) return wrong;
  switch (step.kind) {
    case Kind::receiver: receivers_[key] = step.a % 6; return {};
    case Kind::restart: return restart();
    case Kind::die:
    case Kind::power:
      if (FaultyDisk::is_armed()) return {};
      dying_ = step.kind == Kind::die ? Dying::killed : Dying::without_power;
      FaultyDisk::die_at_write(1 + step.a % 12, step.b % 4 == 0 ? step.b % 3000 : 0);
      return {};
    case Kind::full:
      if (FaultyDisk::is_armed()) return {};
      FaultyDisk::set_full(true);
      full_for_ = 1 + step.a % 4;
      return {};
    default: break;
  }
  std::string wrong = step_of_world(step, key);
  if (wrong.empty() && steps_ % kCheckEvery == 0) wrong = check(key);
  return wrong;
}

std::string Product::open(const std::string& key) {
  if (lives_.count(key) != 0) return {};
  lives_[key].model = Model(holidays_of(*box_));
  return exchange(key, {make_request("POST", "/_mock/clock/advance", seconds_body(0), key)}, true);
}

std::string Product::step_of_world(const Step& step, const std::string& key) {
  switch (step.kind) {
    case Kind::wait: {
      constexpr std::int64_t kSpans[] = {0, 1, 5, 299, 1800, 7200, 86400, 604800, 604801, 2000000};
      return wait(key, kSpans[step.a % std::size(kSpans)]);
    }
    case Kind::border: {
      const std::int64_t until = with(key, [&](const World& world) {
        const Timer* first = world.timers.first();
        return first == nullptr ? 1 : (first->at - world.now).count() + step.a % 3 - 1;
      });
      return wait(key, std::clamp<std::int64_t>(until, 0, 9000000));
    }
    case Kind::fork:
    case Kind::snapshot:
    case Kind::restore:
    case Kind::reset:
    case Kind::drop: return move_world(step, key);
    case Kind::again: return again(step, key);
    case Kind::stranger: return stranger(step);
    default: break;
  }
  const auto request = with(key, [&](const World& world) {
    return asked(step, key, world, [&](std::uint32_t link) { return link_text(*box_, key, link); });
  });
  return request ? exchange(key, *request, step.b % 8 == 0) : std::string();
}

Response Product::handle(const Request& request) {
  ++calls_;
  Response response = box_->handle(request);
  note(std::to_string(response.status) + response.content_type);
  for (const auto& [name, value] : response.headers) note(name + value);
  note(response.body);
  return response;
}

std::string Product::exchange(const std::string& key, const Asked& asked, bool watch) {
  const bool danger = FaultyDisk::is_armed() || full_for_ > 0;
  const Facts before = danger || watch ? facts() : Facts();
  const Lives lives_before = danger ? lives_ : Lives();
  Life& life = lives_[key];
  const Prediction predicted = with(
      key, [&](const World& world) { return life.model.predict(asked.call, WorldLook(world)); });
  const Response response = handle(asked.request);
  std::string wrong = answered(key, asked.call, predicted, response, before);
  if (wrong.empty()) wrong = room_again();
  if (!wrong.empty()) {
    return wrong + "\n    " + asked.request.method + " " + asked.request.target + " " +
           asked.request.body.substr(0, 300) + "\n    " + std::to_string(response.status) + " " +
           response.body.substr(0, 300);
  }
  if (FaultyDisk::is_dead()) wrong = come_back(before, facts(), lives_before);
  return wrong;
}

std::string Product::answered(const std::string& key, const Call& call, const Prediction& predicted,
                              const Response& response, const Facts& before) {
  constexpr int kNotKept = 507;
  bool accepted = is_good(response);
  int status = response.status;
  Prediction said = predicted;
  const bool faulted = find_header(response.headers, "Lotusbox-Fault").has_value();
  if (response.status == kNotKept) {
    if (full_for_ == 0) return "nothing is kept, and the disk has room";
    // Whether it happened is open; then it happened as it had to.
    accepted = before != facts();
    said = {};
  } else if (faulted) {
    accepted = false;
    said = {};
  } else if (response.status >= 500) {
    return "an answer of " + std::to_string(response.status);
  }
  refusals_ += accepted ? 0 : 1;
  if (!accepted) {
    if (!before.empty() && before != facts()) return "a refused call changed something";
    status = status == kNotKept || faulted ? 0 : status;
  }
  if (std::holds_alternative<Manage>(call) && is_good(response) && !faulted) {
    if (std::string wrong = read_link(response); !wrong.empty()) return wrong;
  }
  return with(key, [&](const World& world) {
    const WorldLook look(world);
    return lives_[key].model.settle(call, said, accepted, status, look);
  });
}

std::string Product::wait(const std::string& key, std::int64_t seconds) {
  // What happens by itself is the model's business: it is told afterwards.
  const bool danger = FaultyDisk::is_armed() || full_for_ > 0;
  const Facts before = danger ? facts() : Facts();
  const Lives lives_before = danger ? lives_ : Lives();
  const Response response =
      handle(make_request("POST", "/_mock/clock/advance", seconds_body(seconds), key));
  if (!is_good(response) && response.status != 507) {
    return "an advance is refused: " + response.body.substr(0, 300);
  }
  std::string wrong =
      with(key, [&](const World& world) { return lives_[key].model.pass(WorldLook(world)); });
  if (wrong.empty()) wrong = room_again();
  if (wrong.empty() && FaultyDisk::is_dead()) wrong = come_back(before, facts(), lives_before);
  return wrong;
}

/// Counts the calls that meet a full disk. When it has room again, the next call of anyone writes
/// what waited: only a server that ends before that has lost what it said it might.
std::string Product::room_again() {
  if (full_for_ == 0 || --full_for_ > 0) return {};
  FaultyDisk::set_full(false);
  const Response response = handle(make_request("GET", "/_mock/health", ""));
  return is_good(response) ? std::string() : "there is room, and nothing is kept: " + response.body;
}

std::string Product::move_world(const Step& step, const std::string& key) {
  // Whose world is another afterwards: with a disk that fails this is left to the other steps.
  if (FaultyDisk::is_armed() || full_for_ > 0) return {};
  const std::string name = "s" + std::to_string(step.a % 3);
  const Facts before = facts();
  const auto ask = [&](std::string_view method, const std::string& target,
                       const std::string& body) {
    return handle(make_request(method, target, body, key));
  };
  Life& life = lives_[key];
  Response response;
  if (step.kind == Kind::fork) {
    const std::string to = key_of(step.a % 6);
    const bool is_new = lives_.count(to) == 0;
    response = ask("POST", "/_mock/fork", "{\"to\":\"" + to + "\"}");
    if (is_good(response) != is_new) return "a fork onto a world that is there, or none: " + to;
    if (is_new) lives_[to].model = life.model;
    const Facts after = facts();
    if (is_new && after.at(to) != after.at(key)) {
      return "a fork is no copy: " + test::first_difference(after.at(key), after.at(to));
    }
  } else if (step.kind == Kind::snapshot) {
    response = ask("POST", "/_mock/snapshots", "{\"name\":\"" + name + "\"}");
    if (is_good(response)) life.snapshots.insert_or_assign(name, life.model);
  } else if (step.kind == Kind::restore) {
    response = ask("POST", "/_mock/snapshots/" + name + "/restore", "");
    const auto found = life.snapshots.find(name);
    if (is_good(response) != (found != life.snapshots.end())) return "a snapshot that is not there";
    if (is_good(response)) life.model = found->second;
  } else if (step.kind == Kind::reset) {
    response = ask("POST", "/_mock/reset", "");
    if (is_good(response)) life = Life{Model(holidays_of(*box_)), {}};
  } else {
    response = ask("DELETE", "/_mock/world", "");
    if (!is_good(response)) return "a world is not dropped: " + response.body;
    lives_.erase(key);
    return {};
  }
  if (!is_good(response) && before != facts()) return "a refused call changed something";
  return check(key);
}

std::string Product::again(const Step& step, const std::string& key) {
  if (FaultyDisk::is_armed() || full_for_ > 0) return {};
  Asked once{make_request("POST", "/v1/customers", R"({"name":"ASHA TESTWALA"})", key)};
  once.request.headers.emplace_back("Idempotency-Key", "k" + std::to_string(step.a % 40));
  if (std::string wrong = exchange(key, once, false); !wrong.empty()) return wrong;
  const Response first = handle(once.request);
  const Facts before = facts();
  const Response second = handle(once.request);
  const bool dropped = first.status == 0 || second.status == 0;
  if (!dropped && first.body != second.body) return "facts 1.5: one key, two answers";
  if (!dropped && find_header(second.headers, "Idempotent-Replayed") && before != facts()) {
    return "facts 1.5: a replayed call changed something";
  }
  return with(key, [&](const World& world) {
    return lives_[key].model.settle(Outside{}, {}, true, 0, WorldLook(world));
  });
}

std::string Product::stranger(const Step& step) {
  static constexpr std::string_view kKeys[] = {"", "sk_live_a", "nonsense", "sk_test_"};
  if (FaultyDisk::is_armed() || full_for_ > 0) return {};
  const Facts before = facts();
  Request request = make_request(step.b % 2 == 0 ? "POST" : "PATCH",
                                 step.b % 2 == 0 ? "/v1/sources" : "/api/mandates/pause", "{}",
                                 kKeys[step.a % std::size(kKeys)]);
  const Response response = handle(request);
  if (response.status != 401)
    return "facts 1.2: a stranger is answered " + std::to_string(response.status);
  return before == facts() ? std::string() : "a stranger changed something";
}

std::string live(std::uint64_t seed, const std::vector<Step>& steps, const std::string& file,
                 Tally& tally, std::uint64_t& hash) {
  Product product(seed, file);
  std::string wrong;
  for (const Step& step : steps) {
    wrong = product.run(step);
    if (!wrong.empty()) return wrong + "\n    at: " + told(step);
  }
  wrong = product.end(tally);
  hash = product.hash();
  return wrong;
}

}  // namespace lotusbox::simulate
