#include "cli/sandbox_flags.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "core/behaviour/delivery/decide.h"
#include "core/values/calendar.h"
#include "sandbox/internals.h"

namespace lotusbox::cli {

namespace {

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Reads what the parser cannot check by itself.
std::optional<Problem> read_flags(SandboxFlags& flags) {
  flags.sandbox.on_replay = show_replay;
  if (!flags.at.empty()) {
    const auto at = parse_instant(flags.at);
    if (!at) return Problem{"--at must be an instant such as 2026-01-10T10:00:00+05:30", kUsage};
    flags.sandbox.start = unix_seconds(*at);
  }
  if (flags.fixtures.empty()) return std::nullopt;
  auto text = read_file(flags.fixtures);
  if (!text) return Problem{"--fixtures " + flags.fixtures + ": cannot be read", kUnreadableFile};
  flags.sandbox.fixtures_json = std::move(*text);
  return std::nullopt;
}

}  // namespace

void add_sandbox_flags(CLI::App& command, SandboxFlags& flags) {
  command.add_option("--host", flags.host, "Address to listen on; localhost is 127.0.0.1 and ::1")
      ->type_name("ADDRESS")
      ->envname("LOTUSBOX_HOST")
      ->capture_default_str();
  command
      .add_option("--public-url", flags.sandbox.public_url,
                  "Address of links; the host the caller used otherwise")
      ->type_name("URL")
      ->envname("LOTUSBOX_PUBLIC_URL");
  command.add_option("--clock", flags.sandbox.clock, "How the clocks of worlds go")
      ->type_name("manual|real|fast:N")
      ->envname("LOTUSBOX_CLOCK")
      ->capture_default_str();
  command.add_option("--at", flags.at, "When worlds begin, such as 2026-01-10T10:00:00+05:30")
      ->type_name("INSTANT")
      ->envname("LOTUSBOX_AT");
  command.add_option("--seed", flags.sandbox.seed, "The same seed gives the same ids")
      ->type_name("N")
      ->envname("LOTUSBOX_SEED")
      ->capture_default_str();
  command
      .add_option("--profile", flags.sandbox.profile,
                  "How literally the pages of the vendor are taken")
      ->type_name("documented|strict|lenient")
      ->envname("LOTUSBOX_PROFILE")
      ->capture_default_str();
  command.add_option("--fixtures", flags.fixtures, "JSON with what every world begins with")
      ->type_name("FILE")
      ->envname("LOTUSBOX_FIXTURES");
  command.add_option("--api-key", flags.sandbox.only_keys, "Only this key is good")
      ->type_name("KEY")
      ->envname("LOTUSBOX_API_KEY");
  command.add_option("--webhook-url", flags.sandbox.webhook_url, "Where events are delivered")
      ->type_name("URL")
      ->envname("LOTUSBOX_WEBHOOK_URL");
  command.add_option("--webhook-key", flags.sandbox.webhook_key, "Key of webhooks, 16 bytes")
      ->type_name("KEY")
      ->envname("LOTUSBOX_WEBHOOK_KEY");
  command
      .add_option("--allow-webhook-host", flags.sandbox.webhook_hosts,
                  "Allow webhooks to this host, beside this machine")
      ->type_name("HOST")
      ->envname("LOTUSBOX_ALLOW_WEBHOOK_HOST");
  command
      .add_option("--webhook-ca", flags.sandbox.webhook_ca,
                  "Trust webhook targets with these certificates (PEM), and no others")
      ->type_name("FILE")
      ->envname("LOTUSBOX_WEBHOOK_CA");
  command
      .add_flag("--webhook-insecure", flags.sandbox.webhook_insecure,
                "Trust webhook targets with any certificate")
      ->envname("LOTUSBOX_WEBHOOK_INSECURE");
  command
      .add_option("--data", flags.sandbox.data,
                  "Keep the journal in this file, and go on from it; nothing is written without")
      ->type_name("FILE")
      ->envname("LOTUSBOX_DATA");
  command
      .add_option("--durability", flags.sandbox.durability,
                  "normal survives the end of the process, full the loss of power")
      ->type_name("normal|full")
      ->envname("LOTUSBOX_DURABILITY")
      ->capture_default_str();
  command
      .add_option("--drop-idle", flags.sandbox.drop_idle_s,
                  "Forget worlds that no call came for in so many seconds; 0: never")
      ->type_name("SECONDS")
      ->envname("LOTUSBOX_DROP_IDLE")
      ->capture_default_str();
}

Result<std::unique_ptr<Sandbox>, Problem> make_sandbox(SandboxFlags flags) {
  if (auto problem = read_flags(flags)) return failure(std::move(*problem));
  auto sandbox = Sandbox::make(flags.sandbox);
  if (sandbox) return std::move(sandbox.value());
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
