#include "net/host_lookup.h"

#include <boost/asio/post.hpp>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "base/text.h"
#include "net/worker_pool.h"

namespace lotusbox::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// Threads that wait for the system's resolver; a dead name server holds each for half a minute.
constexpr std::size_t kLookupsMax = 64;

Result<Endpoints, std::string> resolve(const std::string& host, const std::string& port) {
  asio::io_context own;
  boost::system::error_code error;
  const auto found = tcp::resolver(own).resolve(host, port, tcp::resolver::numeric_service, error);
  if (error) return failure("no such host: " + host + ": " + error.message());
  Endpoints endpoints;
  for (const auto& entry : found) endpoints.push_back(entry.endpoint());
  return endpoints;
}

}  // namespace

/// Where threads leave what they found; empty once it is not wanted any more.
struct HostLookup::Mailbox {
  std::mutex mutex;
  HostLookup* owner;
};

HostLookup::HostLookup(asio::io_context& io) : io_(io), mailbox_(std::make_shared<Mailbox>()) {
  mailbox_->owner = this;
}

HostLookup::~HostLookup() {
  const std::lock_guard lock(mailbox_->mutex);
  mailbox_->owner = nullptr;
}

void HostLookup::find(const std::string& host, int port, Found found) {
  const auto number = static_cast<std::uint16_t>(port);
  if (equals_ignoring_case(host, "localhost")) {
    return found(Endpoints{{asio::ip::address_v4::loopback(), number},
                           {asio::ip::address_v6::loopback(), number}});
  }
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (!error) return found(Endpoints{{address, number}});
  const std::string name = host + ":" + std::to_string(port);
  const bool is_asked = waiting_.contains(name);
  if (!is_asked && waiting_.size() >= kLookupsMax) {
    return found(failure(std::string("too many names are being looked up")));
  }
  waiting_[name].push_back(std::move(found));
  if (!is_asked) ask_system(host, std::to_string(port));
}

void HostLookup::ask_system(const std::string& host, const std::string& port) {
  const std::string name = host + ":" + port;
  try {
    std::thread([mailbox = mailbox_, host, port, name] {
      block_signals_in_this_thread();
      auto found = resolve(host, port);
      const std::lock_guard lock(mailbox->mutex);
      HostLookup* owner = mailbox->owner;
      if (owner == nullptr) return;
      asio::post(owner->io_, [mailbox, name, found = std::move(found)] {
        // On the thread of the owner, which is the only one that ends it.
        if (mailbox->owner != nullptr) mailbox->owner->tell(name, found);
      });
    }).detach();
  } catch (const std::system_error& error) {
    tell(name, failure("looking up " + host + ": " + error.what()));
  }
}

void HostLookup::tell(const std::string& name, const Result<Endpoints, std::string>& found) {
  const auto waiting = waiting_.extract(name);
  for (const auto& each : waiting.mapped()) each(found);
}

}  // namespace lotusbox::net
