// lotusbox serve: the sandbox on a port, until a signal stops it.
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/json_writer.h"
#include "base/text.h"
#include "cli/call_log.h"
#include "cli/commands.h"
#include "core/model/world.h"
#include "sandbox/sandbox.h"

namespace lotusbox::cli {

namespace {

constexpr int kDefaultPort = 5688;
constexpr rlim_t kDescriptorsWanted =
    8192;  // of the server: 4096 connections, and room for webhooks
constexpr long kPaceNanoseconds = 200000000;  // how often clocks that follow wall time are moved

struct ServeOptions {
  int port = kDefaultPort;
  std::string host = "127.0.0.1";
  std::string at;
  std::string fixtures;
  std::string ready_file;
  std::string log = "text";
  bool quiet = false;
  SandboxOptions sandbox;
};

int complain(std::string_view problem, int exit_code) {
  std::fprintf(stderr, "lotusbox serve: %.*s\n", static_cast<int>(problem.size()), problem.data());
  return exit_code;
}

/// How far a long replay is, on a terminal.
void show_replay(std::int64_t done, std::int64_t total) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\rreplaying the journal: %lld of %lld%s", static_cast<long long>(done),
               static_cast<long long>(total), done == total ? "\n" : "");
}

/// Reads what CLI11 cannot check by itself; says what is wrong with it.
std::string read_options(ServeOptions& options) {
  options.sandbox.on_replay = show_replay;
  if (!options.at.empty()) {
    const auto at = parse_instant(options.at);
    if (!at) return "--at must be an instant such as 2026-01-10T10:00:00+05:30";
    options.sandbox.start = unix_seconds(*at);
  }
  return {};
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string ready_line(const SandboxOptions& options, const std::string& url, int port) {
  JsonWriter out;
  out.begin_object()
      .field("url", url)
      .field("port", port)
      .field("pid", static_cast<std::int64_t>(::getpid()))
      .field("seed", static_cast<std::int64_t>(options.seed))
      .field("version", version())
      .field_or_null("webhook_key", options.webhook_key)
      .end_object();
  return out.take() + "\n";
}

/// Whole or not at all: written beside, then moved over.
bool write_ready_file(const std::string& path, const std::string& line) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << line;
  file.close();
  return file.good() && std::rename(beside.c_str(), path.c_str()) == 0;
}

/// Until SIGINT or SIGTERM comes; meanwhile moves the clocks that follow wall time.
int wait_for_signal(Sandbox& sandbox, const sigset_t& signals) {
  for (;;) {
    const timespec pace{0, kPaceNanoseconds};
    const int signal = sigtimedwait(&signals, nullptr, &pace);
    if (signal == SIGINT || signal == SIGTERM) return signal;
    sandbox.catch_up();
  }
}

/// The server holds a descriptor for every connection; the usual soft limit is 1024.
void allow_many_connections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kDescriptorsWanted) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, kDescriptorsWanted);
  setrlimit(RLIMIT_NOFILE, &limit);
}

int serve(ServeOptions options) {
  if (const std::string problem = read_options(options); !problem.empty()) {
    return complain(problem, kUsage);
  }
  if (!options.fixtures.empty()) {
    auto text = read_file(options.fixtures);
    if (!text)
      return complain("--fixtures " + options.fixtures + ": cannot be read", kUnreadableFile);
    options.sandbox.fixtures_json = std::move(*text);
  }
  allow_many_connections();
  // Before any thread starts, so that every thread leaves the signals to this one.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  auto sandbox = Sandbox::make(options.sandbox);
  if (!sandbox) {
    return complain(sandbox.error(), options.fixtures.empty() ? kUsage : kUnreadableFile);
  }
  if (!options.quiet) log_calls(*sandbox.value(), options.log == "json");
  const auto port = sandbox.value()->listen(options.host, options.port);
  if (!port) return complain(port.error(), kRuntime);
  const bool loopback = options.host == "127.0.0.1" || options.host == "localhost";
  if (!loopback && !options.quiet) {
    std::fprintf(stderr,
                 "lotusbox: listening on %s, beyond this machine: anyone who reaches the "
                 "port can use it\n",
                 options.host.c_str());
  }
  const std::string url = "http://" + (options.host == "0.0.0.0" ? "127.0.0.1" : options.host) +
                          ":" + std::to_string(port.value());
  const std::string line = ready_line(sandbox.value()->options(), url, port.value());
  if (!options.ready_file.empty() && !write_ready_file(options.ready_file, line)) {
    return complain("--ready-file " + options.ready_file + ": cannot be written", kRuntime);
  }
  std::fputs(line.c_str(), stdout);
  std::fflush(stdout);
  const int signal = wait_for_signal(*sandbox.value(), signals);
  sandbox.value()->stop();
  return 128 + signal;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* serve_command = app.add_subcommand(
      "serve", "Serve LotusPay's API, the hosted links and the control plane on one port");
  ServeOptions& o = *options;
  // A service that is told its port by PORT need not know our name for it.
  if (const char* port = std::getenv("PORT")) {
    if (const auto number = parse_integer(port)) o.port = static_cast<int>(*number);
  }
  serve_command->add_option("--port", o.port, "Port; 0 takes any free one")
      ->envname("LOTUSBOX_PORT")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  serve_command->add_option("--host", o.host, "Address to listen on")
      ->envname("LOTUSBOX_HOST")
      ->capture_default_str();
  serve_command
      ->add_option("--public-url", o.sandbox.public_url,
                   "Address of links; the host the caller used otherwise")
      ->envname("LOTUSBOX_PUBLIC_URL");
  serve_command->add_option("--clock", o.sandbox.clock, "manual, real or fast:<n>")
      ->envname("LOTUSBOX_CLOCK")
      ->capture_default_str();
  serve_command->add_option("--at", o.at, "When worlds begin, such as 2026-01-10T10:00:00+05:30")
      ->envname("LOTUSBOX_AT");
  serve_command->add_option("--seed", o.sandbox.seed, "The same seed gives the same ids")
      ->envname("LOTUSBOX_SEED")
      ->capture_default_str();
  serve_command->add_option("--profile", o.sandbox.profile, "documented, strict or lenient")
      ->envname("LOTUSBOX_PROFILE")
      ->capture_default_str();
  serve_command->add_option("--fixtures", o.fixtures, "JSON file with what every world begins with")
      ->envname("LOTUSBOX_FIXTURES");
  serve_command->add_option("--api-key", o.sandbox.only_keys, "Only this key is good; repeatable")
      ->envname("LOTUSBOX_API_KEY");
  serve_command->add_option("--webhook-url", o.sandbox.webhook_url, "Where events are delivered")
      ->envname("LOTUSBOX_WEBHOOK_URL");
  serve_command->add_option("--webhook-key", o.sandbox.webhook_key, "Key of webhooks, 16 bytes")
      ->envname("LOTUSBOX_WEBHOOK_KEY");
  serve_command
      ->add_option("--allow-webhook-host", o.sandbox.webhook_hosts,
                   "Allow webhooks to this host, beside this machine; repeatable")
      ->envname("LOTUSBOX_ALLOW_WEBHOOK_HOST");
  serve_command
      ->add_option("--data", o.sandbox.data,
                   "Keep the journal in this file, and go on from it; nothing is written without")
      ->envname("LOTUSBOX_DATA");
  serve_command
      ->add_option("--durability", o.sandbox.durability,
                   "normal survives the end of the process, full the loss of power")
      ->envname("LOTUSBOX_DURABILITY")
      ->capture_default_str();
  serve_command
      ->add_option("--drop-idle", o.sandbox.drop_idle_s,
                   "Forget worlds that no call came for in so many seconds; 0: never")
      ->envname("LOTUSBOX_DROP_IDLE")
      ->capture_default_str();
  serve_command->add_option("--ready-file", o.ready_file, "Write the ready line to this file")
      ->envname("LOTUSBOX_READY_FILE");
  serve_command->add_option("--log", o.log, "text or json, on stderr")
      ->envname("LOTUSBOX_LOG")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  serve_command->add_flag("--quiet", o.quiet, "No log")->envname("LOTUSBOX_QUIET");
  serve_command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace lotusbox::cli
