#include "cli/sandbox_flags.h"

#include <fixtures/embedded.h>  // made by the build

#include <fstream>
#include <iterator>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/demo.h"
#include "cli/terminal.h"
#include "core/behaviour/delivery/decide.h"
#include "core/values/calendar.h"
#include "sandbox/internals.h"
#include "store/data_url.h"

namespace lotusbox::cli {

namespace {

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// A number of bytes: `512M`. K, M and G are powers of 1024.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMG";
  const auto unit = text.empty() ? std::string_view::npos : kUnits.find(text.back());
  const unsigned shift =
      unit == std::string_view::npos ? 0 : 10 * (static_cast<unsigned>(unit) + 1);
  if (shift != 0) text.remove_suffix(1);
  const auto number = parse_integer(text);
  if (!number || *number < 0 || *number > (INT64_MAX >> shift)) return std::nullopt;
  return static_cast<std::uint64_t>(*number) << shift;
}

/// Reads what the parser cannot check by itself.
std::optional<Problem> read_flags(SandboxFlags& flags) {
  if (!flags.sandbox.on_replay) flags.sandbox.on_replay = show_replay;
  if (!flags.at.empty()) {
    const auto at = parse_instant(flags.at);
    if (!at) return Problem{"--at must be an instant such as 2026-01-10T10:00:00+05:30", kUsage};
    flags.sandbox.start = unix_seconds(*at);
  }
  const auto memory = parse_size(flags.memory_max);
  if (!memory) {
    return Problem{
        "--memory-max must be a number of bytes, or one followed by K, M or G, such as "
        "512M; 0: no limit",
        kUsage};
  }
  flags.sandbox.memory_max = *memory;
  if (flags.demo && !flags.fixtures.empty()) {
    return Problem{"--demo and --fixtures are two worlds to begin with: give one of them", kUsage};
  }
  if (flags.demo) flags.sandbox.fixtures_json = fixtures::demo_json;
  if (flags.fixtures.empty()) return std::nullopt;
  auto text = read_file(flags.fixtures);
  if (!text) return Problem{"--fixtures " + flags.fixtures + ": cannot be read", kUnreadableFile};
  flags.sandbox.fixtures_json = std::move(*text);
  return std::nullopt;
}

}  // namespace

void add_sandbox_flags(Command& command, SandboxFlags& flags) {
  SandboxOptions& box = flags.sandbox;
  constexpr bool kShown = true;
  const auto add = [&command](const char* name, const char* value, const char* environment,
                              Variable into, const char* help, bool shows_default = false) {
    command.add({.name = name,
                 .value = value,
                 .help = help,
                 .environment = environment,
                 .into = into,
                 .shows_default = shows_default});
  };
  add("--host", "ADDRESS", "LOTUSBOX_HOST", &flags.host,
      "Address to listen on; localhost is 127.0.0.1 and ::1", kShown);
  add("--public-url", "URL", "LOTUSBOX_PUBLIC_URL", &box.public_url,
      "Address of links; the host the caller used otherwise");
  add("--allow-host", "HOST", "LOTUSBOX_ALLOW_HOST", &box.allowed_hosts,
      "Answer under this name; addresses, localhost and names without a dot are allowed");
  add("--allow-origin", "ORIGIN", "LOTUSBOX_ALLOW_ORIGIN", &box.allowed_origins,
      "Let web pages of this origin call the vendors; those of this machine may");
  add("--clock", "manual|real|fast:N", "LOTUSBOX_CLOCK", &box.clock, "How the clocks of worlds go",
      kShown);
  add("--at", "INSTANT", "LOTUSBOX_AT", &flags.at,
      "When worlds begin, such as 2026-01-10T10:00:00+05:30");
  add("--seed", "N", "LOTUSBOX_SEED", &box.seed, "The same seed gives the same ids", kShown);
  add("--profile", "documented|strict|lenient", "LOTUSBOX_PROFILE", &box.profile,
      "How literally the pages of the vendor are taken", kShown);
  add("--fixtures", "FILE", "LOTUSBOX_FIXTURES", &flags.fixtures,
      "JSON with what every world begins with");
  add("--demo", "", "LOTUSBOX_DEMO", &flags.demo,
      "Begin with example mandates, debits, links and calls to look at");
  add("--api-key", "KEY", "LOTUSBOX_API_KEY", &box.only_keys, "Only this key is good");
  add("--webhook-url", "URL", "LOTUSBOX_WEBHOOK_URL", &box.webhook_url,
      "Where events are delivered");
  add("--webhook-key", "KEY", "LOTUSBOX_WEBHOOK_KEY", &box.webhook_key,
      "Key of webhooks, 16 bytes");
  add("--allow-webhook-host", "HOST", "LOTUSBOX_ALLOW_WEBHOOK_HOST", &box.webhook_hosts,
      "Allow webhooks to this host, beside this machine");
  add("--webhook-ca", "FILE", "LOTUSBOX_WEBHOOK_CA", &box.webhook_ca,
      "Trust webhook targets with these certificates (PEM), and no others");
  add("--webhook-insecure", "", "LOTUSBOX_WEBHOOK_INSECURE", &box.webhook_insecure,
      "Trust webhook targets with any certificate");
  add("--data", "FILE|URL", "LOTUSBOX_DATA", &box.data,
      "Keep the journal in this file, or in the database of a postgresql:// URL, and go on from it;"
      " nothing is written without");
  add("--node", "HOST:PORT", "LOTUSBOX_NODE", &box.node_address,
      "With a database: how others reach this server; where it listens otherwise");
  add("--lease", "SECONDS", "LOTUSBOX_LEASE", &box.lease_s,
      "With a database: not heard of for so long, the server has lost its worlds", kShown);
  add("--let-go", "SECONDS", "LOTUSBOX_LET_GO", &box.let_go_s,
      "With a database: another server may take a world that no call came for in so long", kShown);
  add("--durability", "normal|full", "LOTUSBOX_DURABILITY", &box.durability,
      "normal survives the end of the process, full the loss of power", kShown);
  add("--memory-max", "SIZE", "LOTUSBOX_MEMORY_MAX", &flags.memory_max,
      "Memory of the whole server; beyond, calls that add are refused; 0: no limit", kShown);
  add("--drop-idle", "SECONDS", "LOTUSBOX_DROP_IDLE", &box.drop_idle_s,
      "Forget worlds that no call came for in so many seconds; 0: never", kShown);
}

Result<std::unique_ptr<Sandbox>, Problem> make_sandbox(SandboxFlags flags) {
  if (auto problem = read_flags(flags)) return failure(std::move(*problem));
  auto sandbox = Sandbox::make(flags.sandbox);
  if (sandbox && flags.demo) play_demo(*sandbox.value());
  if (sandbox) return std::move(sandbox.value());
  // A database that cannot be reached is no fault of the command line.
  const bool of_database = store::is_postgres_url(flags.sandbox.data) &&
                           sandbox.error().starts_with("--data ") &&
                           sandbox.error().find(": --") == std::string::npos;
  if (of_database) return failure(Problem{sandbox.take_error(), kRuntime});
  const bool of_file = !flags.fixtures.empty() || !flags.sandbox.data.empty();
  const bool of_option = !of_file || sandbox.error().starts_with("--");
  return failure(Problem{sandbox.take_error(), of_option ? kUsage : kUnreadableFile});
}

std::string webhook_key_of(Sandbox& sandbox, std::string_view key) {
  if (!sandbox.options().webhook_key.empty()) return sandbox.options().webhook_key;
  const auto world = SandboxInternals::engine(sandbox).fresh_world(key, {});
  return world ? invented_webhook_key(*world) : "";
}

std::string local_url(const std::string& host, int port) {
  const bool wildcard = host == "0.0.0.0" || host == "::" || host == "localhost";
  const bool bracketed = !wildcard && host.find(':') != std::string::npos;
  const std::string reached = wildcard ? "127.0.0.1" : bracketed ? "[" + host + "]" : host;
  return "http://" + reached + ":" + std::to_string(port);
}

}  // namespace lotusbox::cli
