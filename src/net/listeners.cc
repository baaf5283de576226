#include "net/listeners.h"

#include <boost/asio/ip/v6_only.hpp>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace lotusbox::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptors = std::vector<tcp::acceptor>;

/// Free ports that may be tried until one is free for both kinds of addresses.
constexpr int kPortsTried = 20;

error_code open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, bool one_of_two) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (error) return error;
  // Not SO_REUSEPORT: two servers would share the port and each get some of the requests.
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  // Accepted sockets inherit it. Without it an answer waits 40 ms for the client's delayed ACK.
  acceptor.set_option(tcp::no_delay(true), error);
  if (one_of_two && endpoint.address().is_v6()) {
    acceptor.set_option(asio::ip::v6_only(true), error);
  }
  acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  return error;
}

std::string why(const tcp::endpoint& endpoint, const error_code& error) {
  return endpoint.address().to_string() + " port " + std::to_string(endpoint.port()) + ": " +
         error.message();
}

Result<Acceptors, std::string> open_one(asio::io_context& io, const tcp::endpoint& endpoint) {
  Acceptors acceptors;
  acceptors.emplace_back(io);
  if (const auto error = open(acceptors[0], endpoint, false)) return failure(why(endpoint, error));
  return acceptors;
}

Result<Acceptors, std::string> open_both_loopbacks(asio::io_context& io, std::uint16_t port) {
  for (int tried = 1;; ++tried) {
    auto acceptors = open_one(io, {asio::ip::address_v4::loopback(), port});
    if (!acceptors) return acceptors;
    error_code error;
    const auto bound = acceptors->front().local_endpoint(error).port();
    const tcp::endpoint six(asio::ip::address_v6::loopback(), bound);
    tcp::acceptor second(io);
    error = open(second, six, true);
    if (!error) acceptors->push_back(std::move(second));
    // With its port in other hands, clients of IPv6 would reach a stranger.
    if (error != asio::error::address_in_use) return acceptors;
    if (port != 0 || tried == kPortsTried) return failure(why(six, error));
  }
}

}  // namespace

Result<Acceptors, std::string> open_listeners(asio::io_context& io, const std::string& host,
                                              int port) {
  if (port < 0 || port > 65535) {
    return failure("port " + std::to_string(port) + " is not between 0 and 65535");
  }
  if (equals_ignoring_case(host, "localhost")) {
    return open_both_loopbacks(io, static_cast<std::uint16_t>(port));
  }
  error_code error;
  const auto found = tcp::resolver(io).resolve(
      host, std::to_string(port), tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error) return failure(host + ": " + error.message());
  return open_one(io, *found.begin());
}

}  // namespace lotusbox::net
