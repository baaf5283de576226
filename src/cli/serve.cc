// lotusbox serve: the sandbox on a port, until a signal stops it.
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/json_writer.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/call_log.h"
#include "cli/commands.h"
#include "cli/greeting.h"
#include "cli/sandbox_flags.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "sandbox/internals.h"
#include "sandbox/kept_journal.h"
#include "scenario/files.h"

namespace lotusbox::cli {

namespace {

constexpr int kDefaultPort = 5688;
constexpr rlim_t kDescriptorsWanted =
    32'768;  // of the server: 4096 connections, and a part of all for webhooks
constexpr std::chrono::milliseconds kPace{200};  // clocks that follow wall time are moved so often

struct ServeFlags {
  int port = kDefaultPort;
  bool port_given = false;
  std::string ready_file;
  std::string log = "text";
  bool quiet = false;
  bool json = false;
  bool exit_with_parent = false;
  SandboxFlags sandbox;
};

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

/// Whether the program that started us has ended, or has closed the pipe that is our input.
class Parent {
 public:
  explicit Parent(bool watched) : watched_(watched) {
    struct stat input {};
    const bool known = ::fstat(STDIN_FILENO, &input) == 0;
    pipe_ = known && (S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode));
  }

  [[nodiscard]] bool gone() {
    if (!watched_) return false;
    if (::getppid() != pid_) return true;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    std::array<char, 512> buffer{};
    while (pipe_ && ::poll(&input, 1, 0) > 0) {
      const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (got == 0 || (got < 0 && errno != EINTR)) return true;
    }
    return false;
  }

 private:
  bool watched_;
  bool pipe_ = false;
  pid_t pid_ = ::getppid();
};

/// Until SIGINT or SIGTERM comes, or the parent ends; meanwhile moves the clocks that follow wall
/// time.
int wait_for_signal(Sandbox& sandbox, const HeldSignals& signals, Parent& parent) {
  for (;;) {
    if (const int signal = signals.wait(kPace); signal != 0) return signal;
    if (parent.gone()) return SIGTERM;
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

/// A service that is told its port by PORT need not know our name for it. Says what is wrong.
std::string read_port_variable(int& port) {
  const char* variable = std::getenv("PORT");
  if (variable == nullptr || *variable == '\0') return {};
  const auto number = parse_integer(variable);
  if (!number || *number < 0 || *number > 65535) {
    return "PORT is \"" + std::string(variable) + "\": a port is a number from 0 to 65535";
  }
  port = static_cast<int>(*number);
  return {};
}

void warn_of_strangers(const ServeFlags& flags) {
  const std::string& host = flags.sandbox.host;
  if (flags.quiet || host == "127.0.0.1" || host == "localhost" || host == "::1") return;
  say("lotusbox: listening on " + host +
      ", beyond this machine: anyone who reaches the port can use it");
}

std::string port_in_use(const std::string& problem) {
  const bool in_use = problem.find("in use") != std::string::npos;
  return in_use ? problem + ". Stop what listens there, or take --port 0 for any free one"
                : problem;
}

Result<int, std::string> listen(Sandbox& sandbox, std::unique_ptr<Doorway> doorway,
                                const ServeFlags& flags) {
  if (doorway) return SandboxInternals::move_in(sandbox, std::move(doorway));
  return sandbox.listen(flags.sandbox.host, flags.port);
}

int serve(ServeFlags flags) {
  Parent parent(flags.exit_with_parent);
  stop_ignoring({SIGINT, SIGTERM});
  ::signal(SIGPIPE, SIG_IGN);  // the reader of the log may go
  allow_many_connections();
  give_long_texts_back();
  const HeldSignals signals({SIGINT, SIGTERM});
  scenario::remove_file(flags.ready_file);  // one of an earlier run says nothing about this one
  int early = 0;                            // the signal that came before we were ready
  flags.sandbox.sandbox.stop_replay = [&signals, &early] {
    if (early == 0) early = signals.wait(std::chrono::milliseconds(0));
    return early != 0;
  };
  // A long journal takes a while: whoever calls meanwhile is told so.
  std::unique_ptr<Doorway> doorway;
  if (KeptJournal::exists(flags.sandbox.sandbox.data)) {
    auto opened = Doorway::open(flags.sandbox.host, flags.port, {.asks_before_sending = true});
    if (!opened) return complain("serve", port_in_use(opened.error()), kRuntime);
    doorway = std::move(opened.value());
    flags.sandbox.sandbox.on_replay = [&doorway](std::int64_t done, std::int64_t total) {
      show_replay(done, total);
      doorway->tell(done, total);
    };
  }
  auto sandbox = make_sandbox(flags.sandbox);
  if (early != 0) return kSignalBase + early;
  if (!sandbox) return complain("serve", sandbox.error().text, sandbox.error().exit_code);
  if (!flags.quiet) log_calls(*sandbox.value(), flags.log == "json");
  const auto port = listen(*sandbox.value(), std::move(doorway), flags);
  if (!port) return complain("serve", port_in_use(port.error()), kRuntime);
  warn_of_strangers(flags);
  const std::string line = ready_line(sandbox.value()->options(),
                                      local_url(flags.sandbox.host, port.value()), port.value());
  if (!flags.ready_file.empty()) {
    const std::string problem = scenario::write_file(flags.ready_file, line);
    if (!problem.empty()) return complain("serve", "--ready-file " + problem, kRuntime);
  }
  const bool greets = !flags.json && ::isatty(STDOUT_FILENO) != 0;
  print(greets ? greeting(*sandbox.value(), local_url(flags.sandbox.host, port.value())) : line);
  const int signal = wait_for_signal(*sandbox.value(), signals, parent);
  signals.release();  // a second signal does not wait for the stop
  if (signal == SIGTERM) sandbox.value()->drain();
  sandbox.value()->stop();
  scenario::remove_file(flags.ready_file);
  return kSignalBase + signal;
}

}  // namespace

Command serve_command() {
  auto flags = std::make_shared<ServeFlags>();
  Command command("serve", kRunning, "Serve the API, the hosted links and the control plane");
  command.add({.name = "--port",
               .value = "PORT",
               .help = "Port; 0 takes any free one",
               .environment = "LOTUSBOX_PORT",
               .into = &flags->port,
               .range = kPorts,
               .given = &flags->port_given,
               .shows_default = true});
  add_sandbox_flags(command, flags->sandbox);
  command.add({.name = "--ready-file",
               .value = "FILE",
               .help = "Write the ready line to this file",
               .environment = "LOTUSBOX_READY_FILE",
               .into = &flags->ready_file});
  command.add({.name = "--log",
               .value = "text|json",
               .help = "How calls are logged on stderr",
               .environment = "LOTUSBOX_LOG",
               .into = &flags->log,
               .shows_default = true});
  command.add({.name = "--quiet",
               .help = "No log",
               .environment = "LOTUSBOX_QUIET",
               .into = &flags->quiet});
  command.add({.name = "--json",
               .help = "The first line as JSON, also on a terminal",
               .environment = "LOTUSBOX_JSON",
               .into = &flags->json});
  command.add(
      {.name = "--exit-with-parent",
       .help = "Stop when the program that started it ends, or closes the pipe of its input",
       .environment = "LOTUSBOX_EXIT_WITH_PARENT",
       .into = &flags->exit_with_parent});
  command.footer =
      "The first line on stdout is one JSON object: url, port, pid, seed, version, webhook_key.\n"
      "It, and the ready file, are written when the server answers. On a terminal a greeting for\n"
      "people stands in its place, unless --json is given.\n"
      "\n"
      "Examples:\n"
      "  lotusbox serve --demo\n"
      "  lotusbox serve --port 0 --ready-file ready.json --quiet\n"
      "  lotusbox serve --data postgresql://db.local/lotusbox\n"
      "  lotusbox serve --clock fast:3600 --webhook-url http://127.0.0.1:9000/hook";
  command.run = [flags] {
    const int usual = flags->port;
    const std::string problem = flags->port_given ? "" : read_port_variable(flags->port);
    if (problem.empty() && flags->port != usual) {
      // A shell may have the variable for another program.
      say("lotusbox serve: port " + std::to_string(flags->port) +
          " is that of the environment variable PORT; --port overrides it");
    }
    return problem.empty() ? serve(*flags) : complain("serve", problem, kUsage);
  };
  return command;
}

}  // namespace lotusbox::cli
