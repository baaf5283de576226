#include "sandbox/sandbox.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"
#include "examiner/receiver/catalogue.h"
#include "sandbox/door.h"
#include "sandbox/doorway.h"
#include "sandbox/examining.h"
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
    return p.doorway ? p.doorway->lag() : std::chrono::microseconds(0);
  };
  p.dispatcher.on_status = [&p](DeliveryStatus status) {
    p.metrics.count_delivery(to_text(status));
  };
  p.server.ports().examination_problem = examiner::name_problem;
  p.server.ports().examine = [&p](const api::ExamineWanted& wanted,
                                  const std::function<bool()>& stop) {
    return examine_wanted(wanted, p.options.webhook_hosts, stop);
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
  DoorCheck door = check_at_door(request, limits_of_reading());
  if (door.refused) return parts_->refuse(*door.refused, request);
  Response response =
      parts_->server.handle(door.host ? with_host(request, std::move(door)) : request);
  parts_->dispatcher.pump();
  if (parts_->engine.memory().reached()) parts_->engine.forget_for_room();
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
  const bool kept = !parts_->options.data.empty();
  auto doorway = Doorway::open(host, port, {kept, parts_->shared != nullptr});
  if (!doorway) return failure(doorway.take_error());
  return parts_->move_in(std::move(doorway.value()));
}

Result<int, std::string> Sandbox::Parts::move_in(std::unique_ptr<Doorway> at) {
  doorway = std::move(at);
  dispatcher.use_thread(true);
  const std::string& host = doorway->host();
  const bool wildcard = host == "0.0.0.0" || host == "::" || host == "localhost";
  const std::string reached = wildcard                              ? "127.0.0.1"
                              : host.find(':') != std::string::npos ? "[" + host + "]"
                                                                    : host;
  server_url = "http://" + reached + ":" + std::to_string(doorway->port());
  server.ports().local_url = server_url;
  server.ports().web.hosts.push_back(host);  // links may be under it
  doorway->lead_to(server, [this](const net::Refusal& refusal, const Request& told) {
    return refuse(refusal, told);
  });
  if (shared) {
    auto problem = shared->listens_on(reached + ":" + std::to_string(doorway->port()));
    if (problem) return failure(std::move(*problem));
  }
  // Locking a world sees to what is due in it: after a restart, what had no verdict.
  see_to(engine.all());
  return doorway->port();
}

void Sandbox::drain() {
  if (parts_->shared) parts_->shared->drain();
}

void Sandbox::stop() {
  if (parts_->shared) parts_->shared->begin_stop();
  parts_->engine.waiters.stop();
  parts_->dispatcher.stop();
  parts_->sockets.stop();
  if (parts_->doorway) parts_->doorway->stop();
  parts_->doorway.reset();
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
  // Locking a world brings its clock up to date. Those that only calls move need no look.
  parts_->see_to(parts_->engine.following());
  parts_->engine.drop_idle();
  parts_->engine.return_memory();
  parts_->engine.forget_for_room();
  if (parts_->doorway) parts_->doorway->measure_lag();
  parts_->dispatcher.pump();
}

bool Sandbox::settle(std::string_view key, int timeout_ms) {
  const auto slot = parts_->engine.find(key);
  return !slot || parts_->dispatcher.settle(slot, timeout_ms);
}

Engine& SandboxInternals::engine(Sandbox& sandbox) { return sandbox.parts_->engine; }

Result<int, std::string> SandboxInternals::move_in(Sandbox& sandbox, std::unique_ptr<Doorway> at) {
  return sandbox.parts_->move_in(std::move(at));
}

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
