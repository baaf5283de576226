#include "cli/sandbox_flags.h"

#include <CLI/CLI.hpp>
#include <ctime>
#include <fstream>
#include <iterator>

#include "cli/commands.h"

namespace lotusbox::cli {

namespace {

/// Reads what the parser cannot check by itself; says what is wrong with it.
std::string read_flags(SandboxFlags& flags) {
  const auto clock = parse_clock_setting(flags.clock);
  if (!clock) return "--clock must be manual, real or fast:<n> with n up to 1000000";
  flags.sandbox.clock = *clock;
  const auto profile = parse_profile(flags.profile);
  if (!profile) return "--profile must be documented, strict or lenient";
  flags.sandbox.profile = *profile;
  if (!flags.at.empty()) {
    const auto at = parse_instant(flags.at);
    if (!at) return "--at must be an instant such as 2026-01-10T10:00:00+05:30";
    flags.sandbox.start = *at;
  } else if (clock->mode != ClockMode::manual) {
    flags.sandbox.start = instant_of(static_cast<std::int64_t>(::time(nullptr)));
  }
  return {};
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

void add_sandbox_flags(CLI::App& command, SandboxFlags& flags) {
  command.add_option("--host", flags.host, "Address to listen on")
      ->type_name("ADDRESS")
      ->envname("LOTUSBOX_HOST")
      ->capture_default_str();
  command
      .add_option("--public-url", flags.sandbox.public_url,
                  "Address of links; the host the caller used otherwise")
      ->type_name("URL")
      ->envname("LOTUSBOX_PUBLIC_URL");
  command.add_option("--clock", flags.clock, "How the clocks of worlds go")
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
  command.add_option("--profile", flags.profile, "How literally the pages of the vendor are taken")
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
}

Result<std::unique_ptr<Sandbox>, Problem> make_sandbox(SandboxFlags& flags) {
  if (std::string problem = read_flags(flags); !problem.empty()) {
    return failure(Problem{std::move(problem), kUsage});
  }
  if (!flags.fixtures.empty()) {
    auto text = read_file(flags.fixtures);
    if (!text) {
      return failure(Problem{"--fixtures " + flags.fixtures + ": cannot be read", kUnreadableFile});
    }
    flags.sandbox.fixtures_json = std::move(*text);
  }
  if (flags.sandbox.webhook_key.empty() && !flags.sandbox.webhook_url.empty()) {
    flags.sandbox.webhook_key = webhook_key_of(flags.sandbox);
  }
  auto sandbox = Sandbox::make(flags.sandbox);
  if (sandbox) return std::move(sandbox.value());
  const bool of_option = flags.fixtures.empty() || sandbox.error().starts_with("--");
  return failure(Problem{sandbox.take_error(), of_option ? kUsage : kUnreadableFile});
}

std::string webhook_key_of(const SandboxOptions& options) {
  if (!options.webhook_key.empty()) return options.webhook_key;
  return "whk_" + IdScheme(options.seed).secret("webhook", 0, 12);
}

std::string local_url(const std::string& host, int port) {
  const bool wildcard = host == "0.0.0.0" || host == "::";
  const bool bracketed = !wildcard && host.find(':') != std::string::npos;
  const std::string reached = wildcard ? "127.0.0.1" : bracketed ? "[" + host + "]" : host;
  return "http://" + reached + ":" + std::to_string(port);
}

}  // namespace lotusbox::cli
