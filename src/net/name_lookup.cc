#include "net/name_lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <thread>

#include "base/text.h"
#include "net/file_descriptor.h"
#include "net/worker_pool.h"

namespace lotusbox::net {
namespace {

/// Threads that wait for the system's resolver; a dead name server holds each for half a minute.
constexpr int kLookupsMax = 64;

/// Shared by the thread that asks and the one that may have stopped waiting for it.
struct Lookup {
  std::string host;
  std::string port;
  FileDescriptor done{eventfd(0, EFD_CLOEXEC)};
  int error = 0;
  std::vector<SocketAddress> addresses;  // written before, read after `done`
};

std::atomic<int>& running_lookups() {
  static std::atomic<int> count = 0;
  return count;
}

int ask_system(const std::string& host, const std::string& port, int flags,
               std::vector<SocketAddress>& addresses) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (error != 0) return error;
  for (const auto* entry = found; entry != nullptr; entry = entry->ai_next) {
    SocketAddress address;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.length = entry->ai_addrlen;
    addresses.push_back(address);
  }
  freeaddrinfo(found);
  return 0;
}

bool start_lookup(const std::shared_ptr<Lookup>& lookup) {
  if (++running_lookups() > kLookupsMax) {
    --running_lookups();
    return false;
  }
  try {
    std::thread([lookup] {
      block_signals_in_this_thread();
      lookup->error = ask_system(lookup->host, lookup->port, 0, lookup->addresses);
      --running_lookups();
      eventfd_write(lookup->done.get(), 1);
    }).detach();
    return true;
  } catch (const std::system_error&) {  // the system has no thread to give
    --running_lookups();
    return false;
  }
}

}  // namespace

WaitEnd wait_for(int descriptor, short events, std::chrono::steady_clock::time_point deadline,
                 int abort_descriptor) {
  std::array<pollfd, 2> polled{{{descriptor, events, 0}, {abort_descriptor, POLLIN, 0}}};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                          deadline - std::chrono::steady_clock::now())
                          .count();
    const auto wait = std::clamp<decltype(left)>(left + 1, 0, 60'000);
    const int count = poll(polled.data(), polled.size(), static_cast<int>(wait));
    if (polled[1].revents != 0) return WaitEnd::kAborted;
    if (std::chrono::steady_clock::now() >= deadline) return WaitEnd::kDeadline;
    if (count > 0) return WaitEnd::kReady;
  }
}

Result<std::vector<SocketAddress>, LookupError> look_up(
    const Target& target, std::chrono::steady_clock::time_point deadline, int abort_descriptor) {
  const auto port = std::to_string(target.port);
  std::vector<SocketAddress> addresses;
  if (equals_ignoring_case(target.host, "localhost")) {
    ask_system("127.0.0.1", port, AI_NUMERICHOST, addresses);
    ask_system("::1", port, AI_NUMERICHOST, addresses);
    return addresses;
  }
  if (ask_system(target.host, port, AI_NUMERICHOST, addresses) == 0) return addresses;

  const auto lookup = std::make_shared<Lookup>();
  lookup->host = target.host;
  lookup->port = port;
  if (!lookup->done.is_open() || !start_lookup(lookup)) {
    return failure(LookupError{WaitEnd::kReady, "too many names are being looked up"});
  }
  const auto end = wait_for(lookup->done.get(), POLLIN, deadline, abort_descriptor);
  if (end != WaitEnd::kReady) return failure(LookupError{end, "looking up " + target.host});
  eventfd_t count = 0;
  eventfd_read(lookup->done.get(), &count);
  if (lookup->error != 0) {
    return failure(LookupError{WaitEnd::kReady, target.host + ": " + gai_strerror(lookup->error)});
  }
  return std::move(lookup->addresses);
}

}  // namespace lotusbox::net
