// lotusbox listen: a webhook receiver that prints each delivery, and may pass it on.
#include <atomic>
#include <random>

#include "base/handler.h"
#include "base/printable.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/control_client.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "cli/webhook_lease.h"
#include "core/values/calendar.h"
#include "net/http_server.h"
#include "net/url.h"
#include "webhook/envelope.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

constexpr std::chrono::milliseconds kForwardTimeout{15000};
constexpr std::chrono::milliseconds kLookEvery{2000};
constexpr std::size_t kCountMax = 1000000000;
constexpr int kSecretWords = 4;  // of 32 bits
constexpr int kWordDigits = 10;  // decimal, of one of them

struct ListenFlags {
  ControlFlags control;
  std::string forward_to;
  std::string webhook_key;
  std::string format = "encrypted";
  bool skip_verify = false;
  int port = 0;
  std::uint64_t count = 0;  ///< 0: for ever
};

/// Only the lotusbox that is told it knows it: the port is open to all programs here.
std::string secret_path() {
  std::random_device device;
  std::string path = "/";
  for (int i = 0; i < kSecretWords; ++i) path += format_padded(device(), kWordDigits);
  return path;
}

/// The event inside a delivery; absent when it does not open under this key, or is none.
JsonValue opened(const std::string& body, const std::string& key, bool sealed) {
  const JsonValue told = JsonValue::parse(body);
  if (!sealed) return told;
  const auto event = webhook::open_sealed(told.at("serialized_response").text(), key);
  return event ? JsonValue::parse(*event) : JsonValue();
}

std::string event_text(const JsonValue& json) {
  const std::string type = json.at(json.at("type").exists() ? "type" : "event_name").text();
  const auto created = json.at("created").number();
  Columns columns;
  columns.add({created ? short_instant(format_ist(instant_of(*created))) : "", type,
               json.at("data.id").text(), json.at("id").text()},
              {19, 26, 14});
  columns.text.pop_back();
  return columns.text;
}

/// Where deliveries arrive. Prints one line each; when there is somebody to pass them on to, that
/// one decides what is answered.
class Receiver : public Handler {
 public:
  Receiver(ListenFlags flags, pthread_t waiting) : flags_(std::move(flags)), waiting_(waiting) {}

  std::optional<Response> try_handle(const Request&) override { return std::nullopt; }

  Response handle(const Request& request) override {
    Response response;
    if (request.target != path_) {
      response.status = 404;
      return response;
    }
    if (request.method != "POST") {
      response.status = 405;
      return response;
    }
    const bool sealed = flags_.format == "encrypted";
    const JsonValue event = opened(request.body, flags_.webhook_key, sealed);
    std::string line = sealed ? "a delivery that does not open under " + flags_.webhook_key
                              : std::string("a delivery that is no event");
    if (event.exists()) line = flags_.control.json ? event.json() : event_text(event);
    std::string answered;
    if (!flags_.forward_to.empty()) response = forward(request, answered);
    // What is no event is said, but not where programs read events.
    bool read = true;
    if (event.exists() || !flags_.control.json) {
      read = print_lines(printable(line), answered + "\n");
    } else {
      say("lotusbox listen: " + line);
    }
    if (++received_ == flags_.count || !read) pthread_kill(waiting_, SIGUSR1);
    return response;
  }

  /// Set before anything can arrive.
  void use_key(std::string key) { flags_.webhook_key = std::move(key); }
  /// The only path where deliveries arrive; what comes elsewhere is ignored.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Response forward(const Request& request, std::string& answered) const {
    Request copy = request;
    const auto target = net::parse_http_url(flags_.forward_to);  // which was looked at before
    copy.target = target->path;
    std::erase_if(copy.headers,
                  [](const auto& header) { return equals_ignoring_case(header.first, "Host"); });
    const auto start = std::chrono::steady_clock::now();
    net::HttpClient client(flags_.skip_verify ? net::Trust::anybody : net::Trust::checked);
    auto answer = client.call(target->origin(), copy, kForwardTimeout);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    if (!answer) {
      complain("listen", answer.error(), kRuntime);
      return {.status = 502, .headers = {}, .content_type = {}, .body = {}};
    }
    const bool good = answer->status >= 200 && answer->status < 300;
    if (!flags_.control.json) {
      answered = "  -> " +
                 painted("[" + std::to_string(answer->status) + "]",
                         good ? Colour::green : Colour::red, wants_colour(1)) +
                 " " + std::to_string(took.count()) + " ms";
    }
    return {.status = answer->status, .headers = {}, .content_type = {}, .body = {}};
  }

  ListenFlags flags_;
  pthread_t waiting_;
  const std::string path_ = secret_path();
  std::atomic<std::size_t> received_ = 0;
};

int listen(ListenFlags flags) {
  flags.forward_to = with_scheme(flags.forward_to);
  if (!flags.forward_to.empty()) {
    const auto target = net::parse_http_url(flags.forward_to);
    if (!target) return complain("listen", "--forward-to: " + target.error(), kUsage);
  }
  WebhookLease lease(flags.control);
  stop_ignoring({SIGINT, SIGTERM});
  ::signal(SIGPIPE, SIG_IGN);
  // A terminal that is closed must not leave the world delivering to a dead port.
  const HeldSignals signals({SIGINT, SIGTERM, SIGHUP, SIGUSR1});
  if (!lease.read_before()) return kRuntime;
  if (flags.webhook_key.empty()) flags.webhook_key = lease.key_before();
  Receiver receiver(flags, pthread_self());
  net::ServerOptions options;
  options.port = flags.port;
  net::HttpServer server(options, receiver);
  const auto port = server.listen();
  if (!port) return complain("listen", port.error(), kRuntime);
  const std::string url = "http://127.0.0.1:" + std::to_string(port.value()) + receiver.path();
  if (!lease.take({url, flags.webhook_key, flags.format})) return kRuntime;
  receiver.use_key(lease.key());
  say("lotusbox: deliveries of " + flags.control.key + " come here; the key of webhooks is " +
      lease.key() + "; SIGINT ends it");
  const int signal = [&] {
    for (;;) {
      if (const int came = signals.wait(kLookEvery); came != 0) return came;
      lease.look_after();
    }
  }();
  lease.give_back();
  server.stop();
  return signal == SIGUSR1 ? kFine : kSignalBase + signal;
}

}  // namespace

Command listen_command() {
  auto flags = std::make_shared<ListenFlags>();
  Command command("listen", kDriving, "Receive the webhooks of a world and print them");
  command.add({.name = "--forward-to",
               .value = "URL",
               .help = "Pass each delivery on as it came; what answers there is answered",
               .into = &flags->forward_to});
  command.add({.name = "--skip-verify",
               .help = "Pass on over TLS to a certificate that cannot be checked",
               .into = &flags->skip_verify});
  command.add({.name = "--format",
               .value = "encrypted|plain",
               .help = "How deliveries are to come",
               .into = &flags->format,
               .shows_default = true});
  command.add({.name = "--webhook-key",
               .value = "KEY",
               .help = "Key of webhooks, 16 bytes",
               .environment = "LOTUSPAY_WEBHOOK_KEY",
               .into = &flags->webhook_key});
  command.add({.name = "--port",
               .value = "PORT",
               .help = "Port to receive on; 0 takes any free one",
               .into = &flags->port,
               .range = kPorts,
               .shows_default = true});
  command.add({.name = "--count",
               .value = "N",
               .help = "End with 0 after so many deliveries",
               .into = &flags->count,
               .range = {{1, kCountMax}}});
  add_control_flags(command, flags->control);
  command.footer =
      "It tells that lotusbox to deliver here, and at the end to deliver where it did before, "
      "also\n"
      "when it is killed. A world that is reset, and a server that is started again, are told "
      "anew.\n"
      "With --json each line is one event, decrypted.\n"
      "\n"
      "Examples:\n"
      "  lotusbox listen\n"
      "  lotusbox listen --forward-to localhost:3000/webhooks\n"
      "  lotusbox listen --json --count 1 | jq .type";
  command.run = [flags] { return listen(*flags); };
  return command;
}

}  // namespace lotusbox::cli
