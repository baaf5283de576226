#include "sandbox/options.h"

#include <chrono>

#include "api/rules/access.h"
#include "api/rules/web.h"
#include "base/memory.h"
#include "base/text.h"
#include "core/behaviour/formats.h"
#include "core/model/words.h"
#include "core/values/calendar.h"
#include "net/url.h"
#include "store/data_url.h"
#include "wire/reference.h"

namespace lotusbox {

namespace {

constexpr std::int64_t kUsualStart = 1767225600;  // 2026-01-01T05:30:00+05:30
constexpr std::int64_t kMillisecondsPerSecond = 1000;
constexpr std::int64_t kIdleSecondsMax = 366LL * 86400;
constexpr std::int64_t kLeaseSecondsMax = 3600;
constexpr std::int64_t kPortMax = 65535;
constexpr std::size_t kWebhookSecretSize = 12;

std::string read_time_and_profile(SandboxOptions& options, EngineOptions& engine) {
  const auto clock = parse_clock_setting(options.clock);
  if (!clock) return "--clock must be manual, real or fast:<n> with n up to 1000000";
  engine.clock = *clock;
  const bool manual = clock->mode == ClockMode::manual;
  if (!options.start) {
    options.start = manual ? kUsualStart : wall_milliseconds() / kMillisecondsPerSecond;
  }
  if (*options.start < 0 || *options.start > unix_seconds(kLatestInstant)) {
    return "--at is too far away";
  }
  engine.start = instant_of(*options.start);
  const auto profile = parse_profile(options.profile);
  if (!profile) return "--profile must be documented, strict or lenient";
  engine.policy.profile = *profile;
  return {};
}

/// The beginning of links: without a slash at its end, a query or a fragment.
std::string read_public_url(const SandboxOptions& options) {
  const std::string& url = options.public_url;
  if (url.empty()) return {};
  if (!is_http_url(url)) {
    return url_complaint("--public-url", url,
                         "must be an absolute http or https URL such as https://mock.example");
  }
  const bool more = url.ends_with('/') || url.find_first_of("?#") != std::string::npos;
  return more ? "--public-url must end with a host, a port or a path, without / ? or #" : "";
}

std::string read_webhook(SandboxOptions& options, EngineOptions& engine) {
  const std::size_t key_size = options.webhook_key.size();
  if (key_size != 0 && key_size != limits::kWebhookKeyBytes) {
    return "--webhook-key must be exactly 16 bytes, such as whk_ and twelve letters";
  }
  if (key_size == 0) {
    options.webhook_key = "whk_" + IdScheme(options.seed).secret("webhook", 0, kWebhookSecretSize);
  }
  engine.webhook.key = options.webhook_key;  // of every world, with a target or without
  if (options.webhook_url.empty()) return {};
  if (!is_http_url(options.webhook_url)) {
    return url_complaint("--webhook-url", options.webhook_url, "must be an absolute http URL");
  }
  engine.webhook.url = options.webhook_url;
  return {};
}

/// Tries the fixtures out on a world of their own; says which one a rule refuses.
std::string try_fixtures(const EngineOptions& options) {
  World world(options.reference, options.seed, options.start);
  Coverage not_counted;
  int number = 0;
  for (const Command& command : options.fixtures) {
    const bool mandate = !std::holds_alternative<SetCreditors>(command);
    if (mandate) ++number;
    const StepResult made = step(world, command, not_counted);
    if (made.ok()) continue;
    return "fixtures: " + (mandate ? "mandate " + std::to_string(number) + ": " : std::string()) +
           std::string(made.error().param()) + ": " + made.error().finding.message + " (" +
           std::string(made.error().rule->id) + ")";
  }
  return {};
}

std::string read_fixtures(const SandboxOptions& options, EngineOptions& engine) {
  if (options.fixtures_json.empty()) return {};
  auto commands = wire::read_fixtures(options.fixtures_json);
  if (!commands) return commands.take_error();
  engine.fixtures = std::move(commands.value());
  return try_fixtures(engine);
}

/// A host, a colon and a port, without a scheme or a path: it goes into a header as it is.
bool is_node_address(std::string_view address) {
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto port = parse_integer(address.substr(colon + 1));
  const bool plain = address.find_first_of("/@?# \t\r\n") == std::string_view::npos;
  return plain && port && *port > 0 && *port <= kPortMax &&
         net::parse_http_url("http://" + std::string(address)).ok();
}

std::string read_limits(const SandboxOptions& options, EngineOptions& engine) {
  for (const std::string& key : options.only_keys) {
    if (api::refuse_access({key, false, false})) {
      return "--api-key " + key + ": a key is sk_test_ and letters or digits";
    }
  }
  for (const std::string& host : options.allowed_hosts) {
    if (auto problem = api::problem_with_allowed_host(host); !problem.empty()) return problem;
  }
  for (const std::string& origin : options.allowed_origins) {
    if (auto problem = api::problem_with_allowed_origin(origin); !problem.empty()) return problem;
  }
  if (options.durability != "normal" && options.durability != "full") {
    return "--durability must be normal or full";
  }
  if (options.lease_s < 1 || options.lease_s > kLeaseSecondsMax) {
    return "--lease must be a number of seconds from 1 to " + std::to_string(kLeaseSecondsMax);
  }
  if (options.let_go_s < 1 || options.let_go_s > kIdleSecondsMax) {
    return "--let-go must be a number of seconds from 1 to " + std::to_string(kIdleSecondsMax);
  }
  const bool alone = !store::is_postgres_url(options.data);
  if (alone && (!options.node_address.empty() || options.lease_s != SandboxOptions().lease_s ||
                options.let_go_s != SandboxOptions().let_go_s)) {
    return "--node, --lease and --let-go are for servers that share their data: they need --data"
           " postgresql://…";
  }
  if (!alone && !options.node_address.empty() && !is_node_address(options.node_address)) {
    return "--node must be host:port, as other servers reach this one, such as 10.0.0.7:5688";
  }
  if (options.drop_idle_s < 0 || options.drop_idle_s > kIdleSecondsMax) {
    return "--drop-idle must be a number of seconds from 0 to " + std::to_string(kIdleSecondsMax);
  }
  engine.idle_ms_max = options.drop_idle_s * kMillisecondsPerSecond;
  if (options.memory_max != 0 && options.memory_max < SandboxOptions::kMemoryMaxMin) {
    return "--memory-max must be 0 for no limit, or at least 32M: the program alone takes some";
  }
  engine.memory_max = options.memory_max;
  engine.memory_used = resident_memory;
  return {};
}

}  // namespace

std::int64_t wall_milliseconds() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string read_options(SandboxOptions& options, EngineOptions& engine) {
  engine.seed = options.seed;
  std::string problem = read_time_and_profile(options, engine);
  if (problem.empty()) problem = read_public_url(options);
  if (problem.empty()) problem = read_webhook(options, engine);
  if (problem.empty()) problem = read_limits(options, engine);
  if (problem.empty()) problem = read_fixtures(options, engine);
  return problem;
}

JournalOrigin origin_of(const SandboxOptions& options) {
  return {.seed = options.seed,
          .start = instant_of(*options.start),
          .clock = options.clock,
          .profile = options.profile,
          .fixtures_json = options.fixtures_json,
          .public_url = options.public_url,
          .webhook_url = options.webhook_url,
          .webhook_key = options.webhook_key,
          .version = std::string(version())};
}

std::string go_on_from(const JournalOrigin& kept, SandboxOptions& options) {
  const SandboxOptions usual;
  std::string problem;
  const auto settle = [&](const char* name, auto& given, const auto& otherwise, auto begun) {
    if (given != otherwise && given != begun && problem.empty()) {
      problem = std::string(name) +
                " is not what the journal was begun with: leave it out, or begin another file";
    }
    given = std::move(begun);
  };
  settle("--seed", options.seed, usual.seed, kept.seed);
  settle("--at", options.start, usual.start, std::optional(unix_seconds(kept.start)));
  settle("--clock", options.clock, usual.clock, kept.clock);
  settle("--profile", options.profile, usual.profile, kept.profile);
  settle("--fixtures", options.fixtures_json, usual.fixtures_json, kept.fixtures_json);
  settle("--public-url", options.public_url, usual.public_url, kept.public_url);
  settle("--webhook-url", options.webhook_url, usual.webhook_url, kept.webhook_url);
  settle("--webhook-key", options.webhook_key, usual.webhook_key, kept.webhook_key);
  return problem;
}

}  // namespace lotusbox
