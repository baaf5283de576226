#include "cli/webhook_lease.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "net/http_client.h"
#include "net/url.h"
#include "scenario/files.h"

namespace lotusbox::cli {

namespace {

using scenario::JsonValue;

constexpr std::chrono::milliseconds kDeadAfter{500};
constexpr std::size_t kListenerPath = 41;  // a slash and 40 digits
constexpr std::string_view kEnded = "ended\n";

WebhookSetting setting_of(const JsonValue& json) {
  const JsonValue& url = json.at("url");
  return {url.is_null() ? std::string() : url.text(), json.at("key").text(),
          json.at("format").text()};
}

/// Whether this is the URL of a `lotusbox listen` that does not run any more.
bool is_dead_listener(const std::string& url) {
  const auto target = net::parse_http_url(url);
  if (!target || !net::is_loopback_host(target->host)) return false;
  if (target->path.size() != kListenerPath || !all_digits(target->path.substr(1))) return false;
  net::HttpClient client;
  Request request;
  request.method = "GET";
  request.target = target->path;
  return !client.call(target->origin(), request, kDeadAfter);
}

/// Puts `before` in the place of `own`; nothing when the world delivers elsewhere meanwhile.
void put_back(ControlClient& client, const WebhookSetting& own, const WebhookSetting& before) {
  const auto now = client.ask_quietly("GET", "/_mock/webhook");
  if (!now || setting_of(now->json).url != own.url) return;
  if (before.url.empty() || is_dead_listener(before.url)) {
    client.ask_quietly("DELETE", "/_mock/webhook");
    return;
  }
  client.ask_quietly("PUT", "/_mock/webhook",
                     {{"url", before.url}, {"key", before.key}, {"format", before.format}});
}

/// A guardian that is gone hears nothing.
void tell(int guardian, std::string_view text) {
  if (guardian >= 0) static_cast<void>(scenario::write_whole(guardian, text));
}

/// All that comes until the other end is closed.
std::string read_to_end(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

void write_setting(JsonWriter& out, std::string_view name, const WebhookSetting& setting) {
  out.key(name).begin_object();
  out.field_or_null("url", setting.url).field("key", setting.key).field("format", setting.format);
  out.end_object();
}

}  // namespace

WebhookLease::WebhookLease(ControlFlags flags)
    : flags_(std::move(flags)), client_("listen", flags_) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;  // then there is no guardian
  guardian_ = ::fork();
  if (guardian_ == 0) {
    ::close(ends[1]);
    guard(ends[0]);
    ::_exit(0);
  }
  ::close(ends[0]);
  to_guardian_ = ends[1];
}

WebhookLease::~WebhookLease() {
  if (to_guardian_ >= 0) ::close(to_guardian_);
  if (guardian_ > 0) ::waitpid(guardian_, nullptr, 0);
}

/// In a process of its own: waits for the end of the other, and gives the webhook back when that
/// end came before the other could do so.
void WebhookLease::guard(int from_parent) {
  ::setsid();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
  const int nothing = ::open("/dev/null", O_RDWR);
  // The reader of our output must see its end when the other process ends.
  for (const int descriptor : {0, 1, 2}) ::dup2(nothing, descriptor);
  const std::string told = read_to_end(from_parent);
  if (told.empty() || told.ends_with(kEnded)) return;
  const auto json = JsonValue::parse(told.substr(0, told.find('\n')));
  put_back(client_, setting_of(json.at("own")), setting_of(json.at("before")));
}

bool WebhookLease::read_before() {
  const auto answer = client_.ask("GET", "/_mock/webhook");
  if (!answer) return false;
  before_ = setting_of(answer->json);
  if (!before_.url.empty() && is_dead_listener(before_.url)) before_.url.clear();
  return true;
}

bool WebhookLease::take(WebhookSetting wanted) {
  own_ = std::move(wanted);
  const auto answer = client_.ask("PUT", "/_mock/webhook",
                                  {{"url", own_.url}, {"key", own_.key}, {"format", own_.format}});
  if (!answer) return false;
  own_.key = answer->json.at("key").text();
  JsonWriter out;
  out.begin_object();
  write_setting(out, "own", own_);
  write_setting(out, "before", before_);
  out.end_object();
  tell(to_guardian_, out.take() + "\n");
  return true;
}

bool WebhookLease::register_again() {
  return client_
      .ask_quietly("PUT", "/_mock/webhook",
                   {{"url", own_.url}, {"key", own_.key}, {"format", own_.format}})
      .has_value();
}

void WebhookLease::look_after() {
  const auto answer = client_.ask_quietly("GET", "/_mock/webhook");
  if (!answer) {
    if (state_ != State::away) say("lotusbox listen: " + flags_.url + " gives no answer; waiting");
    state_ = State::away;
    return;
  }
  const std::string url = setting_of(answer->json).url;
  if (url == own_.url) {
    if (state_ != State::hears) say("lotusbox listen: deliveries come here again");
    state_ = State::hears;
    return;
  }
  // A reset, a restored snapshot or a new start of the server leads back to what was before.
  if (url.empty() || url == before_.url) {
    if (!register_again()) return;
    say("lotusbox listen: the world was put back; deliveries come here again");
    state_ = State::hears;
    return;
  }
  if (state_ != State::elsewhere) {
    say("lotusbox listen: the world delivers to " + url +
        " now; nothing comes here until that ends");
  }
  state_ = State::elsewhere;
}

void WebhookLease::give_back() {
  put_back(client_, own_, before_);
  tell(to_guardian_, kEnded);
}

}  // namespace lotusbox::cli
