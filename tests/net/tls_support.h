// A receiver that speaks TLS, with a certificate made for the test. Holds no test.
#pragma once

#include <memory>
#include <string>

#include "net/net_support.h"

namespace lotusbox::net {

/// Answers every request with 200, over TLS, under a certificate that it signed itself.
class TlsReceiver {
 public:
  /// The host that the certificate names, such as `localhost`, or an address.
  explicit TlsReceiver(const std::string& host);
  TlsReceiver(const TlsReceiver&) = delete;
  TlsReceiver& operator=(const TlsReceiver&) = delete;
  ~TlsReceiver();

  /// At 127.0.0.1, under any name of it.
  [[nodiscard]] std::string url(const std::string& host) const;
  /// A file that holds the certificate (PEM).
  [[nodiscard]] const std::string& certificate_file() const { return file_; }

 private:
  struct Secrets;
  void serve(int socket) const;

  std::unique_ptr<Secrets> secrets_;
  std::string file_;
  std::unique_ptr<Receiver> receiver_;
};

}  // namespace lotusbox::net
