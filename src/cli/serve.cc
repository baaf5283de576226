// lotusbox serve: the sandbox on a port, until a signal stops it.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/json_writer.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/call_log.h"
#include "cli/commands.h"
#include "cli/greeting.h"
#include "cli/sandbox_flags.h"
#include "cli/signals.h"
#include "cli/terminal.h"

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

/// Whole or not at all: written beside, then moved over.
bool write_ready_file(const std::string& path, const std::string& line) {
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << line;
  file.close();
  return file.good() && std::rename(beside.c_str(), path.c_str()) == 0;
}

/// Until SIGINT or SIGTERM comes; meanwhile moves the clocks that follow wall time.
int wait_for_signal(Sandbox& sandbox, const HeldSignals& signals) {
  for (;;) {
    if (const int signal = signals.wait(kPace); signal != 0) return signal;
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

int serve(ServeFlags flags) {
  stop_ignoring({SIGINT, SIGTERM});
  ::signal(SIGPIPE, SIG_IGN);  // the reader of the log may go
  allow_many_connections();
  give_long_texts_back();
  const HeldSignals signals({SIGINT, SIGTERM});
  int early = 0;  // the signal that came before we were ready
  flags.sandbox.sandbox.stop_replay = [&signals, &early] {
    if (early == 0) early = signals.wait(std::chrono::milliseconds(0));
    return early != 0;
  };
  auto sandbox = make_sandbox(flags.sandbox);
  if (early != 0) return kSignalBase + early;
  if (!sandbox) return complain("serve", sandbox.error().text, sandbox.error().exit_code);
  if (!flags.quiet) log_calls(*sandbox.value(), flags.log == "json");
  const auto port = sandbox.value()->listen(flags.sandbox.host, flags.port);
  if (!port) return complain("serve", port_in_use(port.error()), kRuntime);
  warn_of_strangers(flags);
  const std::string line = ready_line(sandbox.value()->options(),
                                      local_url(flags.sandbox.host, port.value()), port.value());
  if (!flags.ready_file.empty() && !write_ready_file(flags.ready_file, line)) {
    return complain("serve", "--ready-file " + flags.ready_file + ": cannot be written", kRuntime);
  }
  const bool greets = !flags.json && ::isatty(STDOUT_FILENO) != 0;
  print(greets ? greeting(*sandbox.value(), local_url(flags.sandbox.host, port.value())) : line);
  const int signal = wait_for_signal(*sandbox.value(), signals);
  signals.release();  // a second signal does not wait for the stop
  sandbox.value()->stop();
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
               .shows_default = true,
               .only_choices = true});
  command.add({.name = "--quiet",
               .help = "No log",
               .environment = "LOTUSBOX_QUIET",
               .into = &flags->quiet});
  command.add({.name = "--json",
               .help = "The first line as JSON, also on a terminal",
               .environment = "LOTUSBOX_JSON",
               .into = &flags->json});
  command.footer =
      "The first line on stdout is one JSON object: url, port, pid, seed, version, webhook_key.\n"
      "It, and the ready file, are written when the server answers. On a terminal a greeting for\n"
      "people stands in its place, unless --json is given.\n"
      "\n"
      "Examples:\n"
      "  lotusbox serve --demo\n"
      "  lotusbox serve --port 0 --ready-file ready.json --quiet\n"
      "  lotusbox serve --clock fast:3600 --webhook-url http://127.0.0.1:9000/hook";
  command.run = [flags] {
    const std::string problem = flags->port_given ? "" : read_port_variable(flags->port);
    return problem.empty() ? serve(*flags) : complain("serve", problem, kUsage);
  };
  return command;
}

}  // namespace lotusbox::cli
