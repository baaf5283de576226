#include "sandbox/doorway.h"

#include <utility>

#include "base/check.h"
#include "base/json_writer.h"
#include "sandbox/door.h"
#include "sandbox/sandbox.h"

namespace lotusbox {

namespace {

constexpr int kUnavailable = 503;
constexpr std::string_view kReadyRule = "server.ready";

std::string how_far(std::int64_t done, std::int64_t total) {
  if (total == 0) return "The server is starting";
  return "The journal is being replayed: " + std::to_string(done) + " of " + std::to_string(total) +
         " entries";
}

}  // namespace

Result<std::unique_ptr<Doorway>, std::string> Doorway::open(const std::string& host, int port,
                                                            Keeping keeping) {
  std::unique_ptr<Doorway> door(new Doorway);
  door->host_ = host;
  const net::ReadLimits read = limits_of_reading();
  net::ServerOptions options;
  options.head_bytes_max = read.head_bytes_max;
  options.header_count_max = read.header_count_max;
  options.body_limit = read.body_limit;
  options.body_bytes_max = read.body_bytes_max;
  options.host = host;
  options.port = port;
  options.asks_before_sending = keeping.asks_before_sending;
  options.writes_aside = keeping.writes_aside;
  options.refuse = [self = door.get()](const net::Refusal& refusal, const Request& request) {
    return self->server_ == nullptr ? self->not_ready(request) : self->refuse_(refusal, request);
  };
  door->http_ = std::make_unique<net::HttpServer>(options, *door);
  const auto bound = door->http_->listen();
  if (!bound) return failure(bound.error());
  door->port_ = *bound;
  return door;
}

Doorway::~Doorway() = default;

void Doorway::tell(std::int64_t done, std::int64_t total) {
  done_ = done;
  total_ = total;
}

void Doorway::lead_to(Handler& server, Refuse refuse) {
  LOTUSBOX_CHECK(server_ == nullptr, "a doorway leads to one server");
  refuse_ = std::move(refuse);
  server_ = &server;
}

Response Doorway::not_ready(const Request& request) const {
  const bool alive = request.path() == "/_mock/health";
  Response response;
  response.status = alive ? 200 : kUnavailable;
  response.content_type = "application/json";
  response.headers = {{"Lotusbox-Version", std::string(version())}};
  JsonWriter out;
  out.begin_object().field("status", alive ? "ok" : "replaying").field("ready", false);
  if (total_ > 0) out.field("replayed", done_.load()).field("of", total_.load());
  if (!alive) {
    response.headers.emplace_back("Lotusbox-Rule", std::string(kReadyRule));
    response.headers.emplace_back("Retry-After", "1");
    out.key("error")
        .begin_object()
        .field("type", "api_error")
        .field("code", "not_ready")
        .field("message", how_far(done_, total_) + ". Ask again, or wait for GET /_mock/ready")
        .end_object();
  }
  out.end_object();
  response.body = out.take();
  return response;
}

std::optional<Response> Doorway::try_handle(const Request& request) {
  Handler* const server = server_;
  return server == nullptr ? not_ready(request) : server->try_handle(request);
}

// What `try_handle` refused was refused by the server.
Response Doorway::handle(const Request& request) { return server_.load()->handle(request); }
Response Doorway::handle_for(const Request& request, Caller& caller) {
  return server_.load()->handle_for(request, caller);
}
std::string Doorway::lane_of(const Request& request) { return server_.load()->lane_of(request); }

std::optional<Response> Doorway::before_sending(std::uint64_t mark) {
  Handler* const server = server_;
  return server == nullptr ? std::nullopt : server->before_sending(mark);
}

std::uint64_t Doorway::mark() {
  Handler* const server = server_;
  return server == nullptr ? 0 : server->mark();
}

}  // namespace lotusbox
