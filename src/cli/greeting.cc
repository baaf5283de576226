#include "cli/greeting.h"

#include <unistd.h>

#include "base/example_key.h"
#include "base/printable.h"
#include "cli/sandbox_flags.h"
#include "cli/terminal.h"

namespace lotusbox::cli {

namespace {

constexpr std::string_view kUsualUrl = "http://127.0.0.1:5688";  ///< where the commands look

std::string webhooks_of(Sandbox& sandbox, std::string_view key, const std::string& there) {
  const SandboxOptions& options = sandbox.options();
  if (options.webhook_url.empty()) return "go nowhere yet; to see them: lotusbox listen" + there;
  return "go to " + options.webhook_url + ", AES-128 key " + webhook_key_of(sandbox, key);
}

}  // namespace

std::string greeting(Sandbox& sandbox, const std::string& url) {
  const SandboxOptions& options = sandbox.options();
  const bool any_key = options.only_keys.empty();
  const std::string key = any_key ? std::string(kExampleKey) : options.only_keys.front();
  const std::string there = url == kUsualUrl ? "" : " --url " + url;
  const bool colours = wants_colour(STDOUT_FILENO);
  Columns lines;
  const auto line = [&lines](std::string_view name, std::string_view text) {
    lines.add({"", name, printable(text)}, {0, 9});
  };
  line("page", url + "/  (open it in a browser)");
  line("key", key + (any_key ? "  (any key that begins with sk_test_ is a world of its own)" : ""));
  line("webhooks", webhooks_of(sandbox, key, there));
  line("clock", options.clock == "manual"
                    ? "stands still until you move it: lotusbox clock advance" + there + " P7D"
                    : options.clock);
  line("try", "curl -s -u " + key + ": " + url + "/v1/mandates");
  line("stop", "Ctrl-C");
  const std::string title = "lotusbox " + std::string(version()) + " answers on " + url;
  return painted(title, Colour::green, colours) + "\n\n" + lines.text + "\n";
}

}  // namespace lotusbox::cli
