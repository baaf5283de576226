// TLS as callers use it: whom to trust, and what went wrong. Only the sources of this floor include
// this.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/outbound_calls.h"

namespace lotusbox::net {

using TlsContext = boost::asio::ssl::context;
/// Encrypts over a socket that stays its owner's.
using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

Result<std::shared_ptr<TlsContext>, std::string> make_tls_context(const TlsTrust& trust);

/// Names the host for the handshake, and for the check of the certificate that follows.
void expect_host(TlsStream& stream, const std::string& host);

/// OpenSSL's reason, with what was wrong about the certificate.
std::string tls_problem(TlsStream& stream, const boost::system::error_code& error);

}  // namespace lotusbox::net
