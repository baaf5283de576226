#include "net/tls.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>

namespace lotusbox::net {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

Result<std::shared_ptr<TlsContext>, std::string> make_tls_context(const TlsTrust& trust) {
  auto context = std::make_shared<TlsContext>(TlsContext::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  error_code error;
  if (trust.insecure) {
    context->set_verify_mode(ssl::verify_none, error);
    return context;
  }
  context->set_verify_mode(ssl::verify_peer, error);
  if (trust.ca_file.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->load_verify_file(trust.ca_file, error);
  }
  if (error) return failure(trust.ca_file + ": " + error.message());
  return context;
}

void expect_host(TlsStream& stream, const std::string& host) {
  SSL* handle = stream.native_handle();
  error_code no_address;
  boost::asio::ip::make_address(host, no_address);
  if (!no_address) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host.c_str());
    return;
  }
  SSL_set_hostflags(handle, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_set1_host(handle, host.c_str());
  // The macro of OpenSSL for this is an old-style cast.
  SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
           const_cast<char*>(host.c_str()));  // NOLINT
}

std::string tls_problem(TlsStream& stream, const error_code& error) {
  std::string text = error.message();
  const long verified = SSL_get_verify_result(stream.native_handle());
  const bool checked = (SSL_get_verify_mode(stream.native_handle()) & SSL_VERIFY_PEER) != 0;
  if (checked && verified != X509_V_OK) {
    text.append(": ").append(X509_verify_cert_error_string(verified));
  }
  return text;
}

}  // namespace lotusbox::net
