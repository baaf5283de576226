#include "sandbox/sandbox.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"
#include "net/http_server.h"
#include "sandbox/door.h"
#include "sandbox/internals.h"
#include "sandbox/kept_journal.h"
#include "sandbox/options.h"
#include "sandbox/parts.h"
#include "scenario/json_value.h"

namespace lotusbox {

namespace {

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

std::string_view version() { return LOTUSBOX_VERSION; }

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
    return write_session(p.kept(), origin_of(p.options), key, stop);
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
  options.writes_aside = parts_->shared != nullptr;
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
  if (listening && parts_->shared) {
    auto problem = parts_->shared->listens_on(reached + ":" + std::to_string(*listening));
    if (problem) return failure(std::move(*problem));
  }
  // Locking a world sees to what is due in it: after a restart, what had no verdict.
  if (listening) catch_up();
  return listening;
}

void Sandbox::drain() {
  if (parts_->shared) parts_->shared->drain();
}

void Sandbox::stop() {
  if (parts_->shared) parts_->shared->begin_stop();
  parts_->engine.waiters.stop();
  parts_->dispatcher.stop();
  parts_->sockets.stop();
  if (parts_->http) parts_->http->stop();
  parts_->http.reset();
  if (parts_->shared) parts_->shared->stop();
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
