// lotusbox health: asks a server whether it is ready, for containers and services that have no
// curl.
#include <CLI/CLI.hpp>
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

void add_health(CLI::App& app, int& exit_code) {
  auto url = std::make_shared<std::string>(default_url());
  CLI::App* health = app.add_subcommand(
      "health", "Ask a server whether it is ready; exit code 0 when it is, else 3");
  health->group(kDriving);
  health->add_option("--url", *url, "Its address")
      ->type_name("URL")
      ->envname("LOTUSBOX_URL")
      ->capture_default_str();
  health->callback([url, &exit_code] { exit_code = check_health(*url); });
}

}  // namespace lotusbox::cli
