// lotusbox health: asks a server whether it is ready, for containers and services that have no
// curl.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "net/http_client.h"

namespace lotusbox::cli {

namespace {

constexpr std::chrono::milliseconds kPatience{3000};

/// Where `serve` listens when it was told by the same environment.
std::string default_url() {
  const char* port = std::getenv("LOTUSBOX_PORT");
  if (port == nullptr || *port == '\0') port = std::getenv("PORT");
  const bool told = port != nullptr && *port != '\0';
  return std::string("http://127.0.0.1:") + (told ? port : "5688");
}

int check_health(const std::string& url) {
  Request request;
  request.method = "GET";
  request.target = "/_mock/ready";
  net::HttpClient client;
  const auto answer = client.call(url, request, kPatience);
  if (answer && answer->status == 200) {
    return print("ready\n") ? kFine : kRuntime;
  }
  const std::string why =
      answer ? "answers " + std::to_string(answer->status) : "no answer: " + answer.error();
  return complain("health", url + ": " + why, kRuntime);
}

}  // namespace

Command health_command() {
  auto url = std::make_shared<std::string>(default_url());
  Command command("health", kDriving,
                  "Ask a server whether it is ready; exit code 0 when it is, else 3");
  command.add({.name = "--url",
               .value = "URL",
               .help = "Its address",
               .environment = "LOTUSBOX_URL",
               .into = url.get(),
               .shows_default = true});
  command.run = [url] { return check_health(*url); };
  return command;
}

}  // namespace lotusbox::cli
