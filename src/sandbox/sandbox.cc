#include "sandbox/sandbox.h"

#include <fixtures/embedded.h>  // made by the build

#include <algorithm>
#include <chrono>

#include "api/paper.h"
#include "core/behaviour/access.h"
#include "core/behaviour/shapes.h"
#include "net/http_server.h"
#include "net/outbound_calls.h"
#include "net/url.h"
#include "wire/reference.h"

namespace lotusbox {

namespace {

constexpr std::size_t kBodyBytesMax = 1 << 20;  // larger bodies are refused before they are read

std::int64_t wall_milliseconds() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Verdict verdict_of(net::Verdict::Kind kind) {
  switch (kind) {
    case net::Verdict::answered: return Verdict::answered;
    case net::Verdict::timed_out: return Verdict::timed_out;
    case net::Verdict::refused:
    case net::Verdict::unreachable: return Verdict::unreachable;
    case net::Verdict::aborted: return Verdict::aborted;
  }
  return Verdict::aborted;
}

/// Carries deliveries over real sockets.
class SocketSender : public webhook::Sender {
 public:
  void post(std::string url, std::string body, std::function<void(webhook::Report)> done) override {
    calls_.post(std::move(url),
                {{"Content-Type", "application/json"},
                 {"User-Agent", "lotusbox/" + std::string(version())}},
                std::move(body), std::chrono::milliseconds(limits::kWebhookTimeoutMs),
                [done = std::move(done)](const net::Verdict& verdict) {
                  done({verdict_of(verdict.kind), verdict.status, verdict.took_ms});
                });
  }
  void stop() { calls_.stop(); }

 private:
  net::OutboundCalls calls_;
};

/// Tries the fixtures out on a world of their own; says which one a rule refuses.
std::string fixtures_problem(const EngineOptions& options) {
  World world(options.reference, options.seed, options.start);
  Coverage not_counted;
  int number = 0;
  for (const Command& command : options.fixtures) {
    ++number;
    const StepResult made = step(world, command, not_counted);
    if (made.ok()) continue;
    return "fixtures: mandate " + std::to_string(number) + ": " +
           std::string(made.error().param()) + ": " + made.error().finding.message + " (" +
           std::string(made.error().rule->id) + ")";
  }
  return {};
}

std::string webhook_problem(const SandboxOptions& options) {
  if (options.webhook_url.empty()) return {};
  if (!is_http_url(options.webhook_url)) return "--webhook-url must be an absolute http URL";
  const bool good_key =
      options.webhook_key.empty() || options.webhook_key.size() == limits::kWebhookKeyBytes;
  return good_key ? "" : "--webhook-key must be exactly 16 bytes, such as whk_ and twelve letters";
}

}  // namespace

struct Sandbox::Parts {
  Parts(EngineOptions engine_options, SandboxOptions given, api::Ports ports)
      : options(std::move(given)),
        engine(std::move(engine_options)),
        dispatcher(engine, sender, [this] { return base_url(); }),
        server(engine, std::move(ports)) {}

  [[nodiscard]] std::string base_url() const {
    return options.public_url.empty() ? server_url : options.public_url;
  }
  [[nodiscard]] bool target_allowed(std::string_view url) const {
    if (net::is_loopback_url(url)) return true;
    const auto target = net::parse_http_url(url);
    const auto& hosts = options.webhook_hosts;
    return target.ok() && std::find(hosts.begin(), hosts.end(), target->host) != hosts.end();
  }

  SandboxOptions options;
  std::string server_url = "http://127.0.0.1:5688";
  Engine engine;
  SocketSender sender;
  webhook::Dispatcher dispatcher;
  api::Server server;
  std::unique_ptr<net::HttpServer> http;
};

std::string_view version() { return LOTUSBOX_VERSION; }

Result<std::shared_ptr<const Reference>, std::string> built_in_reference() {
  auto reference =
      wire::read_reference({fixtures::banks_json, fixtures::categories_json, fixtures::codes_json,
                            fixtures::holidays_json, fixtures::creditors_json});
  if (!reference) return failure(reference.take_error());
  return std::shared_ptr<const Reference>(
      std::make_shared<Reference>(std::move(reference.value())));
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::make(SandboxOptions options) {
  EngineOptions engine;
  auto reference = built_in_reference();
  if (!reference) return failure(reference.take_error());
  engine.reference = reference.value();
  engine.seed = options.seed;
  engine.start = options.start;
  engine.clock = options.clock;
  engine.policy.profile = options.profile;
  engine.only_keys = options.only_keys;
  engine.wall_ms = wall_milliseconds;
  if (std::string problem = webhook_problem(options); !problem.empty()) {
    return failure(std::move(problem));
  }
  for (const std::string& key : options.only_keys) {
    if (refuse_access({key, false, false})) {
      return failure("--api-key " + key + ": a key is sk_test_ and letters or digits");
    }
  }
  if (!options.fixtures_json.empty()) {
    auto commands = wire::read_fixtures(options.fixtures_json);
    if (!commands) return failure(commands.take_error());
    engine.fixtures = std::move(commands.value());
    if (std::string problem = fixtures_problem(engine); !problem.empty()) {
      return failure(std::move(problem));
    }
  }
  if (!options.webhook_url.empty()) {
    engine.webhook.url = options.webhook_url;
    engine.webhook.key = options.webhook_key.empty()
                             ? "whk_" + IdScheme(options.seed).secret("webhook", 0, 12)
                             : options.webhook_key;
  }
  api::Ports ports;
  ports.public_url = options.public_url;
  ports.version = version();
  auto parts = std::make_unique<Parts>(std::move(engine), std::move(options), std::move(ports));
  if (!parts->options.webhook_url.empty() && !parts->target_allowed(parts->options.webhook_url)) {
    return failure(std::string("--webhook-url is not on this machine: add --allow-webhook-host"));
  }
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(parts)));
}

Sandbox::Sandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
  Parts& p = *parts_;
  p.engine.on_due = [&p](std::shared_ptr<WorldSlot> slot) { p.dispatcher.wake(std::move(slot)); };
  p.server.ports().local_url = p.server_url;
  p.server.ports().webhook_target_allowed = [&p](std::string_view url) {
    return p.target_allowed(url);
  };
  p.server.ports().settle = [&p](const std::shared_ptr<WorldSlot>& slot, int timeout_ms) {
    return p.dispatcher.settle(slot, timeout_ms);
  };
  p.server.on_call = [this](const api::CallLine& line) {
    if (on_call) on_call(line);
  };
  p.dispatcher.on_line = [this](const webhook::DeliveryLine& line) {
    if (on_delivery) on_delivery(line);
  };
}

Sandbox::~Sandbox() { stop(); }

Response Sandbox::handle(const Request& request) { return parts_->server.handle(request); }

Result<int, std::string> Sandbox::listen(const std::string& host, int port) {
  net::ServerOptions options;
  options.upload_path = api::kImagesPath;
  options.upload_bytes_max = limits::kUploadBytes;
  options.host = host;
  options.port = port;
  options.body_bytes_max = kBodyBytesMax;
  options.refusal_headers = {{"Lotusbox-Version", std::string(version())},
                             {"Access-Control-Allow-Origin", "*"}};
  parts_->http = std::make_unique<net::HttpServer>(options, parts_->server);
  const bool wildcard = host == "0.0.0.0" || host == "::";
  const std::string reached = wildcard                              ? "127.0.0.1"
                              : host.find(':') != std::string::npos ? "[" + host + "]"
                                                                    : host;
  auto listening = parts_->http->listen([this, &reached](int bound) {
    parts_->server_url = "http://" + reached + ":" + std::to_string(bound);
    parts_->server.ports().local_url = parts_->server_url;
  });
  if (!listening) parts_->http.reset();
  return listening;
}

void Sandbox::stop() {
  parts_->engine.waiters.stop();
  parts_->dispatcher.stop();
  parts_->sender.stop();
  if (parts_->http) parts_->http->stop();
  parts_->http.reset();
}

Engine& Sandbox::engine() { return parts_->engine; }

void Sandbox::catch_up() {
  // Locking a world brings its clock up to date.
  for (const auto& slot : parts_->engine.all()) parts_->engine.try_lock(slot);
}

bool Sandbox::settle(std::string_view key, int timeout_ms) {
  return parts_->dispatcher.settle(parts_->engine.open(key), timeout_ms);
}

}  // namespace lotusbox
