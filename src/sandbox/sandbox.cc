#include "sandbox/sandbox.h"

#include <algorithm>

#include "api/rules/sets.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "net/http_server.h"
#include "net/url.h"
#include "sandbox/door.h"
#include "sandbox/internals.h"
#include "sandbox/journal_replay.h"
#include "sandbox/kept_journal.h"
#include "sandbox/options.h"
#include "sandbox/senders.h"
#include "sandbox/webhook_targets.h"
#include "scenario/json_value.h"
#include "store/memory_journal.h"
#include "wire/reference.h"

namespace lotusbox {

namespace {

// Where worlds deliver whose deliveries never leave the process.
constexpr std::string_view kInProcessUrl = "http://localhost/in-process";

store::Durability durability_of(const SandboxOptions& options) {
  return options.durability == "full" ? store::Durability::full : store::Durability::normal;
}

/// A request whose target names a host, as the server would hand it on.
Request with_host(const Request& request, DoorCheck door) {
  Request plain{request.method, std::move(door.target), request.headers, request.body};
  std::erase_if(plain.headers,
                [](const auto& header) { return equals_ignoring_case(header.first, "Host"); });
  plain.headers.emplace_back("Host", std::move(*door.host));
  return plain;
}

/// What a call to advance asks for; the answer to the last of as many as it takes.
Response advance_on(Sandbox& box, std::string_view key, std::string body) {
  for (;;) {
    Response response = box.handle(make_request("POST", "/_mock/clock/advance", body, key));
    const auto answer = scenario::JsonValue::parse(response.body);
    if (!answer.at("stopped_at_limit").exists()) return response;
    JsonWriter rest;
    rest.begin_object().field("to", answer.at("to").text()).end_object();
    body = rest.take();
  }
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
        sockets({options.webhook_ca, options.webhook_insecure},
                [this](const std::string& host, const std::string& address) {
                  return address_problem(host, address, options.webhook_hosts);
                }),
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
  [[nodiscard]] std::string target_problem(std::string_view url) const {
    return lotusbox::target_problem(url, options.webhook_hosts);
  }

  Result<ReplayReport, std::string> replay_journal(const store::SqliteJournal& file) {
    return lotusbox::replay_journal(file, engine, server, *replay_state, options.on_replay,
                                    options.stop_replay);
  }
  /// The same for requests from the network and from this process.
  [[nodiscard]] static net::ReadLimits read_limits() {
    net::ReadLimits read;
    read.body_bytes_max = limits::kBodyBytes;
    read.body_limit = api::Server::body_limit;
    return read;
  }
  Response refuse(const net::Refusal& refusal, const Request& request) {
    return server.refuse({refusal.status, refusal.code, refusal.message}, request);
  }
  /// A box with all that the journal tells; what no world came to be by is taken out of the file.
  static Result<std::unique_ptr<Sandbox>, std::string> live_on(store::SqliteJournal& file,
                                                               SandboxOptions options);
  /// From here on what happens is written down; in memory when there is no file.
  void keep_journal(std::unique_ptr<store::SqliteJournal> file) {
    if (file) {
      journal = std::move(file);
    } else {
      journal = std::make_unique<store::MemoryJournal>();
    }
    engine.close_list(options.only_keys);
    journal->on_write = [this](std::chrono::nanoseconds took) { metrics.journal.add(took); };
    engine.write_to(journal.get());
  }

  SandboxOptions options;
  std::string server_url = "http://127.0.0.1:5688";
  std::shared_ptr<ReplayState> replay_state;
  api::Metrics metrics;
  std::unique_ptr<Journal> journal;  ///< before the engine, which writes to it until it ends
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

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::make(SandboxOptions options) {
  using store::SqliteJournal;
  const std::string data = options.data;
  const bool goes_on = !data.empty() && SqliteJournal::exists(data);
  std::unique_ptr<SqliteJournal> file;
  if (goes_on) {
    auto opened = SqliteJournal::open(data, durability_of(options));
    if (!opened) return failure("--data " + opened.take_error());
    file = std::move(opened.value());
    std::string problem = go_on_from(file->origin(), options);
    if (problem.empty()) problem = file->write_mark().value_or("");
    if (!problem.empty()) return failure("--data " + data + ": " + problem);
  }
  auto box = goes_on ? Parts::live_on(*file, options) : assemble(std::move(options));
  if (!box) return box;
  Parts& parts = *box.value()->parts_;
  if (!goes_on && !data.empty()) {
    auto begun = SqliteJournal::begin(data, durability_of(parts.options), origin_of(parts.options));
    if (!begun) return failure("--data " + begun.take_error());
    file = std::move(begun.value());
  }
  parts.keep_journal(std::move(file));
  return box;
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::Parts::live_on(store::SqliteJournal& file,
                                                                      SandboxOptions options) {
  if (options.stop_replay) {
    // Who has said stop once means it, however often the file is replayed.
    options.stop_replay = [ask = options.stop_replay, stopped = std::make_shared<bool>(false)] {
      return *stopped = *stopped || ask();
    };
  }
  for (bool compact = file.begin_compaction();; compact = false) {
    auto box = assemble(options);
    if (!box) return box;
    auto report = box.value()->parts_->replay_journal(file);
    const bool good = report.ok() && !report->difference;
    if (compact && file.end_compaction(good) && good) return box;
    // What was taken out was needed after all, or could not be taken out for good.
    if (compact) continue;
    if (good) return box;
    const std::string data = "--data " + options.data;
    if (!report) return failure(data + ": " + report.take_error());
    return failure(data + " does not replay: " + *report->difference);
  }
}

Result<std::unique_ptr<Sandbox>, std::string> Sandbox::assemble(SandboxOptions options) {
  if (options.on_webhook && options.webhook_url.empty()) options.webhook_url = kInProcessUrl;
  // Named here, so that the rules of the core alone are not numbered for nothing.
  EngineOptions engine{.rules = &api::rule_sets(), .access = &api::kAccessRules};
  engine.reference = std::make_shared<const Reference>(wire::built_in_reference());
  if (std::string problem = read_options(options, engine); !problem.empty()) {
    return failure(std::move(problem));
  }
  const auto replay_state = std::make_shared<ReplayState>();
  engine.wall_ms = [replay_state] { return wall_time(*replay_state); };
  api::Ports ports;
  ports.public_url = options.public_url;
  ports.version = version();
  ports.delivery_body = [](const World& world, DeliveryId id, std::string_view event) {
    const std::uint16_t attempts = world.deliveries[id.index].attempts;
    const std::uint16_t before = attempts == 0 ? 0 : static_cast<std::uint16_t>(attempts - 1);
    return webhook::body_of(world, id, before, event);
  };
  ports.web = {options.allowed_hosts, options.allowed_origins, options.public_url};
  auto parts = std::make_unique<Parts>(std::move(engine), std::move(options), std::move(ports));
  parts->replay_state = replay_state;
  parts->server.ports().replays = [state = replay_state.get()] { return state->on; };
  if (!parts->options.webhook_url.empty()) {
    const auto problem = parts->target_problem(parts->options.webhook_url);
    if (!problem.empty()) return failure("--webhook-url: " + problem);
  }
  const auto problem =
      net::problem_with({parts->options.webhook_ca, parts->options.webhook_insecure});
  if (!problem.empty()) return failure("--webhook-ca " + problem);
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(parts)));
}

Sandbox::Sandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
  Parts& p = *parts_;
  p.engine.on_due = [&p](std::shared_ptr<WorldSlot> slot) {
    if (!p.replay_state->on) p.dispatcher.wake(std::move(slot));
  };
  p.server.ports().local_url = p.server_url;
  p.server.ports().webhook_target_problem = [&p](std::string_view url) {
    if (!p.replay_state->on) return p.target_problem(url);
    return std::string(p.replay_state->target_was_refused ? "The target was refused" : "");
  };
  p.server.ports().settle = [&p](const std::shared_ptr<WorldSlot>& slot, int timeout_ms) {
    return p.replay_state->on || p.dispatcher.settle(slot, timeout_ms);
  };
  p.server.ports().session_script = [&p](const std::string& key,
                                         const std::function<bool()>& stop) {
    return write_session(*p.journal, origin_of(p.options), key, stop);
  };
  p.server.ports().metrics = &p.metrics;
  p.server.ports().loop_lag = [&p] {
    return p.http ? p.http->lag() : std::chrono::microseconds(0);
  };
  p.dispatcher.on_status = [&p](DeliveryStatus status) {
    p.metrics.count_delivery(to_text(status));
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
  DoorCheck door = check_at_door(request, Parts::read_limits());
  if (door.refused) return parts_->refuse(*door.refused, request);
  Response response =
      parts_->server.handle(door.host ? with_host(request, std::move(door)) : request);
  parts_->dispatcher.pump();
  return response;
}

Result<std::int64_t, std::string> Sandbox::advance(std::string_view key, std::int64_t seconds) {
  JsonWriter body;
  body.begin_object().field("seconds", seconds).end_object();
  return now_after(advance_on(*this, key, body.take()));
}

Result<std::int64_t, std::string> Sandbox::advance_to(std::string_view key, std::int64_t instant) {
  if (instant < 0 || instant > unix_seconds(kLatestInstant)) {
    return failure(std::string("the instant is too far away"));
  }
  JsonWriter body;
  body.begin_object().field("to", format_ist(instant_of(instant))).end_object();
  return now_after(advance_on(*this, key, body.take()));
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
  const net::ReadLimits read = Parts::read_limits();
  options.head_bytes_max = read.head_bytes_max;
  options.header_count_max = read.header_count_max;
  options.body_limit = read.body_limit;
  options.host = host;
  options.port = port;
  options.body_bytes_max = read.body_bytes_max;
  options.asks_before_sending = !parts_->options.data.empty();
  options.refuse = [&parts = *parts_](const net::Refusal& refusal, const Request& told) {
    return parts.refuse(refusal, told);
  };
  parts_->http = std::make_unique<net::HttpServer>(options, parts_->server);
  const bool wildcard = host == "0.0.0.0" || host == "::" || host == "localhost";
  const std::string reached = wildcard                              ? "127.0.0.1"
                              : host.find(':') != std::string::npos ? "[" + host + "]"
                                                                    : host;
  auto listening = parts_->http->listen([this, &host, &reached](int bound) {
    parts_->server_url = "http://" + reached + ":" + std::to_string(bound);
    parts_->server.ports().local_url = parts_->server_url;
    parts_->server.ports().web.hosts.push_back(host);  // links may be under it
  });
  if (!listening) parts_->http.reset();
  // Locking a world sees to what is due in it: after a restart, what had no verdict.
  if (listening) catch_up();
  return listening;
}

void Sandbox::stop() {
  parts_->engine.waiters.stop();
  parts_->dispatcher.stop();
  parts_->sockets.stop();
  if (parts_->http) parts_->http->stop();
  parts_->http.reset();
}

const SandboxOptions& Sandbox::options() const { return parts_->options; }

std::vector<std::string> Sandbox::world_keys() const {
  std::vector<std::string> keys;
  for (const auto& slot : parts_->engine.all()) keys.push_back(slot->key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

void Sandbox::catch_up() {
  // Locking a world brings its clock up to date.
  for (const auto& slot : parts_->engine.all()) {
    if (auto session = parts_->engine.try_lock(slot)) session->end();
  }
  parts_->engine.drop_idle();
  parts_->engine.return_memory();
  if (parts_->http) parts_->http->measure_lag();
  parts_->dispatcher.pump();
}

bool Sandbox::settle(std::string_view key, int timeout_ms) {
  const auto slot = parts_->engine.find(key);
  return !slot || parts_->dispatcher.settle(slot, timeout_ms);
}

Result<ReplayReport, std::string> KeptJournal::verify(const std::string& path,
                                                      const ReplayProgress& progress) {
  auto opened = store::SqliteJournal::open_to_read(path);
  if (!opened) return failure(opened.take_error());
  SandboxOptions options;
  go_on_from(opened.value()->origin(), options);
  options.on_replay = progress;
  // Nothing is delivered from here: the target is not asked whether it is allowed.
  if (const auto target = net::parse_http_url(options.webhook_url); target.ok()) {
    options.webhook_hosts.push_back(target->host);
  }
  auto box = Sandbox::assemble(std::move(options));
  if (!box) return failure(path + ": " + box.take_error());
  return box.value()->parts_->replay_journal(*opened.value());
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
