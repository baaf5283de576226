// Opens the sockets that a server listens on. Only the sources of this floor include this.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "base/result.h"

namespace lotusbox::net {

/// `localhost` means the loopback addresses of IPv4 and IPv6, with one port on both; where the
/// system has no IPv6, that of IPv4 alone. Any other host means its first address. Says why it
/// cannot be done.
Result<std::vector<boost::asio::ip::tcp::acceptor>, std::string> open_listeners(
    boost::asio::io_context& io, const std::string& host, int port);

}  // namespace lotusbox::net
