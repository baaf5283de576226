#include "sandbox/webhook_targets.h"

#include <algorithm>

#include "base/text.h"
#include "net/url.h"

namespace lotusbox {

namespace {

std::string host_problem(const std::string& host, const std::vector<std::string>& allowed) {
  if (net::is_loopback_host(host)) return {};
  const auto is_host = [&](const std::string& one) { return equals_ignoring_case(one, host); };
  if (std::any_of(allowed.begin(), allowed.end(), is_host)) return {};
  if (net::is_wildcard_host(host)) {
    return host + " is where a server listens, and nowhere to send to: write 127.0.0.1";
  }
  return host + " is not this machine: start with --allow-webhook-host " + host + " to permit it";
}

}  // namespace

std::string target_problem(std::string_view url, const std::vector<std::string>& allowed) {
  auto target = net::parse_http_url(url);
  return target ? host_problem(target->host, allowed) : target.take_error();
}

std::string address_problem(std::string_view host, std::string_view address,
                            const std::vector<std::string>& allowed) {
  using net::AddressKind;
  std::string problem = host_problem(std::string(host), allowed);
  if (!problem.empty() || address.empty() || equals_ignoring_case(host, address)) return problem;
  const AddressKind kind = net::kind_of_address(address);
  const bool of_here = net::is_loopback_host(host);
  const bool good = of_here ? kind == AddressKind::loopback
                            : kind == AddressKind::loopback || kind == AddressKind::usual;
  if (good) return {};
  return std::string(host) + " leads to " + std::string(address) + ", where webhooks do not go";
}

}  // namespace lotusbox
