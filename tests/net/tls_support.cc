#include "net/tls_support.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace lotusbox::net {
namespace {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Releaser<release>>;

using Certificate = Owned<X509, X509_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;

constexpr long kSecondsGood = 3600;

Certificate make_certificate(EVP_PKEY* key, const std::string& host) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kSecondsGood);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kSecondsGood);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const std::string common = "lotusbox test";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  const bool is_address = std::isdigit(static_cast<unsigned char>(host.front())) != 0;
  const std::string names = (is_address ? "IP:" : "DNS:") + host;
  const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
  X509_add_ext(certificate.get(), extension.get(), -1);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

}  // namespace

struct TlsReceiver::Secrets {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate;
  Owned<SSL_CTX, SSL_CTX_free> context{SSL_CTX_new(TLS_server_method())};
};

TlsReceiver::TlsReceiver(const std::string& host) : secrets_(std::make_unique<Secrets>()) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that clients have closed
  secrets_->certificate = make_certificate(secrets_->key.get(), host);
  SSL_CTX_use_certificate(secrets_->context.get(), secrets_->certificate.get());
  SSL_CTX_use_PrivateKey(secrets_->context.get(), secrets_->key.get());
  std::string path = "/tmp/lotusbox_certificate_XXXXXX";
  const int descriptor = mkstemp(path.data());
  REQUIRE(descriptor >= 0);
  file_ = path;
  std::FILE* file = fdopen(descriptor, "w");
  PEM_write_X509(file, secrets_->certificate.get());
  std::fclose(file);
  receiver_ =
      std::make_unique<Receiver>([this](int socket, const std::atomic<bool>&) { serve(socket); });
}

TlsReceiver::~TlsReceiver() {
  receiver_.reset();
  std::remove(file_.c_str());
}

std::string TlsReceiver::url(const std::string& host) const {
  return "https://" + host + ":" + std::to_string(receiver_->port()) + "/hook";
}

void TlsReceiver::serve(int socket) const {
  const Owned<SSL, SSL_free> tls(SSL_new(secrets_->context.get()));
  SSL_set_fd(tls.get(), socket);
  if (SSL_accept(tls.get()) != 1) return;
  std::array<char, 4096> buffer{};
  std::string request;
  while (request.find("\r\n\r\n{}") == std::string::npos) {
    const int count = SSL_read(tls.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (count <= 0) return;
    request.append(buffer.data(), static_cast<std::size_t>(count));
  }
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
  SSL_shutdown(tls.get());
}

}  // namespace lotusbox::net
