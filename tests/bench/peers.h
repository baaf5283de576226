// What the sandbox is measured against, in the same run and on the same machine: a raw epoll loop,
// cpp-httplib as one would tune it, and our own transport, all with a constant answer.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace lotusbox::bench {

/// Serves on a free port of the loopback for as long as it lives.
class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;
  [[nodiscard]] virtual int port() const = 0;
};

/// One thread, one epoll, no parser: it looks for the end of a request and no further. The limit.
std::unique_ptr<Peer> make_raw_peer(std::string answer);

/// cpp-httplib with a thread a connection, TCP_NODELAY and keep-alive without end.
std::unique_ptr<Peer> make_httplib_peer(std::string answer, std::size_t connections);

/// net::HttpServer without anything behind it.
std::unique_ptr<Peer> make_transport_peer(std::string answer);

}  // namespace lotusbox::bench
