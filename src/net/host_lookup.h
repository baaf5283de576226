// Finds the addresses of hosts. Literal addresses and localhost cost nothing; other names are asked
// of the system, each on a thread of its own, because that can neither be given a deadline nor be
// broken off, and a dead name server must not hold up other names. Only the sources of this floor
// include this.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace lotusbox::net {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

class HostLookup {
 public:
  /// The addresses, or why there are none.
  using Found = std::function<void(const Result<Endpoints, std::string>&)>;

  explicit HostLookup(boost::asio::io_context& io);
  HostLookup(const HostLookup&) = delete;
  HostLookup& operator=(const HostLookup&) = delete;
  /// What is still being looked up is never told.
  ~HostLookup();

  /// On the thread of `io`, where `found` is called: before this returns, or later.
  void find(const std::string& host, int port, Found found);

 private:
  struct Mailbox;
  void ask_system(const std::string& host, const std::string& port);
  void tell(const std::string& name, const Result<Endpoints, std::string>& found);

  boost::asio::io_context& io_;
  std::shared_ptr<Mailbox> mailbox_;
  std::map<std::string, std::vector<Found>> waiting_;  ///< by host and port: one question for all
};

}  // namespace lotusbox::net
