#include "sandbox/sandbox.h"

#include <fixtures/embedded.h>  // made by the build

#include <algorithm>
#include <chrono>

#include "api/paper.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "core/behaviour/access.h"
#include "core/behaviour/shapes.h"
#include "net/http_server.h"
#include "net/url.h"
#include "sandbox/internals.h"
#include "sandbox/senders.h"
#include "scenario/json_value.h"
#include "wire/reference.h"

namespace lotusbox {

namespace {

constexpr std::size_t kBodyBytesMax = 1 << 20;  // larger bodies are refused before they are read
constexpr std::int64_t kStart = 1767225600;     // 2026-01-01T05:30:00+05:30
constexpr std::int64_t kMillisecondsPerSecond = 1000;
// Where worlds deliver whose deliveries never leave the process.
constexpr std::string_view kInProcessUrl = "http://localhost/in-process";

std::int64_t wall_milliseconds() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

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

/// Says what is wrong with clock, start and profile, or fills them in.
std::string read_time_and_profile(const SandboxOptions& options, EngineOptions& engine) {
  const auto clock = parse_clock_setting(options.clock);
  if (!clock) return "--clock must be manual, real or fast:<n> with n up to 1000000";
  engine.clock = *clock;
  const bool manual = clock->mode == ClockMode::manual;
  const std::int64_t start =
      options.start.value_or(manual ? kStart : wall_milliseconds() / kMillisecondsPerSecond);
  if (start < 0 || start > unix_seconds(kLatestInstant)) return "--at is too far away";
  engine.start = instant_of(start);
  const auto profile = parse_profile(options.profile);
  if (!profile) return "--profile must be documented, strict or lenient";
  engine.policy.profile = *profile;
  return {};
}

std::string webhook_problem(const SandboxOptions& options) {
  if (options.webhook_url.empty()) return {};
  if (!is_http_url(options.webhook_url)) return "--webhook-url must be an absolute http URL";
  const bool good_key =
      options.webhook_key.empty() || options.webhook_key.size() == limits::kWebhookKeyBytes;
  return good_key ? "" : "--webhook-key must be exactly 16 bytes, such as whk_ and twelve letters";
}

/// The time of a world out of what a route of its clock or a fork answered.
Result<std::int64_t, std::string> now_after(const Response& response) {
  const auto answer = scenario::JsonValue::parse(response.body);
  const auto now = answer.at("now").number();
  if (response.status == 200 && now) return *now;
  return failure(answer.at("error.message").text());
}

}  // namespace

struct Sandbox::Parts {
  Parts(EngineOptions engine_options, SandboxOptions given, api::Ports ports)
      : options(std::move(given)),
        engine(std::move(engine_options)),
        callback(options.on_webhook),
        dispatcher(engine, sender(), [this] { return base_url(); }),
        server(engine, std::move(ports)) {
    // Who takes deliveries in the process gets them on the thread that caused them.
    if (options.on_webhook) dispatcher.use_thread(false);
  }

  webhook::Sender& sender() {
    return options.on_webhook ? static_cast<webhook::Sender&>(callback) : sockets;
  }

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
  SocketSender sockets;
  CallbackSender callback;
  webhook::Dispatcher dispatcher;
  api::Server server;
  std::function<void(const api::CallLine&)> on_call;
  std::function<void(const webhook::DeliveryLine&)> on_delivery;
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
  if (options.on_webhook && options.webhook_url.empty()) options.webhook_url = kInProcessUrl;
  EngineOptions engine;
  auto reference = built_in_reference();
  if (!reference) return failure(reference.take_error());
  engine.reference = reference.value();
  engine.seed = options.seed;
  if (std::string problem = read_time_and_profile(options, engine); !problem.empty()) {
    return failure(std::move(problem));
  }
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
  p.server.on_call = [&p](const api::CallLine& line) {
    if (p.on_call) p.on_call(line);
  };
  p.dispatcher.on_line = [&p](const webhook::DeliveryLine& line) {
    if (p.on_delivery) p.on_delivery(line);
  };
}

Sandbox::~Sandbox() { stop(); }

Response Sandbox::handle(const Request& request) {
  Response response = parts_->server.handle(request);
  parts_->dispatcher.pump();
  return response;
}

Result<std::int64_t, std::string> Sandbox::advance(std::string_view key, std::int64_t seconds) {
  JsonWriter body;
  body.begin_object().field("seconds", seconds).end_object();
  return now_after(handle(make_request("POST", "/_mock/clock/advance", body.str(), key)));
}

Result<std::int64_t, std::string> Sandbox::advance_to(std::string_view key, std::int64_t instant) {
  if (instant < 0 || instant > unix_seconds(kLatestInstant)) {
    return failure(std::string("the instant is too far away"));
  }
  JsonWriter body;
  body.begin_object().field("to", format_ist(instant_of(instant))).end_object();
  return now_after(handle(make_request("POST", "/_mock/clock/advance", body.str(), key)));
}

Result<std::int64_t, std::string> Sandbox::fork(std::string_view from_key,
                                                std::string_view to_key) {
  if (!is_utf8(to_key)) return failure(std::string("the key is not UTF-8"));
  JsonWriter body;
  body.begin_object().field("to", to_key).end_object();
  return now_after(handle(make_request("POST", "/_mock/fork", body.str(), from_key)));
}

Result<int, std::string> Sandbox::listen(const std::string& host, int port) {
  net::ServerOptions options;
  parts_->dispatcher.use_thread(true);
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
  parts_->dispatcher.stop();
  parts_->sockets.stop();
  if (parts_->http) parts_->http->stop();
  parts_->http.reset();
}

void Sandbox::catch_up() {
  // Locking a world brings its clock up to date.
  for (const auto& slot : parts_->engine.all()) parts_->engine.try_lock(slot);
  parts_->dispatcher.pump();
}

bool Sandbox::settle(std::string_view key, int timeout_ms) {
  return parts_->dispatcher.settle(parts_->engine.open(key), timeout_ms);
}

Engine& SandboxInternals::engine(Sandbox& sandbox) { return sandbox.parts_->engine; }

void SandboxInternals::on_call(Sandbox& sandbox, std::function<void(const api::CallLine&)> told) {
  sandbox.parts_->on_call = std::move(told);
}

void SandboxInternals::on_delivery(Sandbox& sandbox,
                                   std::function<void(const webhook::DeliveryLine&)> told) {
  sandbox.parts_->on_delivery = std::move(told);
}

Request make_request(std::string_view method, std::string_view target, std::string_view body,
                     std::string_view key) {
  Request request;
  request.method = method;
  request.target = target;
  request.headers = {{"Authorization", "Basic " + base64_encode(std::string(key) + ":")}};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  request.body = body;
  return request;
}

}  // namespace lotusbox
