#include "load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace lotusbox::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Processor time of all threads of this process but this one.
double others_seconds() {
  timespec all{};
  timespec own{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &all);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
  return static_cast<double>(all.tv_sec - own.tv_sec) +
         static_cast<double>(all.tv_nsec - own.tv_nsec) / 1e9;
}

struct Client {
  FileDescriptor socket;
  std::string answer;
  SteadyClock::time_point sent;
};

FileDescriptor connect_to(int port) {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return {};
  }
  return socket;
}

/// Length of the whole answer at the front; 0 while it is not there.
std::size_t answer_length(std::string_view bytes) {
  const auto head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return 0;
  constexpr std::string_view kName = "Content-Length: ";
  const auto field = bytes.find(kName);
  if (field == std::string_view::npos || field > head) return head + 4;
  const auto body = std::strtoul(bytes.data() + field + kName.size(), nullptr, 10);
  const auto length = head + 4 + body;
  return bytes.size() < length ? 0 : length;
}

class Load {
 public:
  Load(int port, int connections, const std::function<std::string(int)>& make_request_bytes)
      : make_request_bytes_(make_request_bytes), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    clients_.resize(static_cast<std::size_t>(connections));
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].socket = connect_to(port);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, clients_[i].socket.get(), &event) != 0) ++errors_;
    }
  }

  LoadResult run(double seconds) {
    const auto start = SteadyClock::now();
    const double served = others_seconds();
    const auto end = start + std::chrono::duration_cast<SteadyClock::duration>(
                                 std::chrono::duration<double>(seconds));
    for (auto& client : clients_) send_next(client);
    std::array<epoll_event, 256> events{};
    while (SteadyClock::now() < end) {
      const int count = epoll_wait(epoll_.get(), events.data(), events.size(), 100);
      for (int i = 0; i < count; ++i) {
        receive(clients_[events.at(static_cast<std::size_t>(i)).data.u64]);
      }
    }
    LoadResult measured = result(std::chrono::duration<double>(SteadyClock::now() - start).count());
    if (!took_us_.empty()) {
      measured.served_us = (others_seconds() - served) * 1e6 / static_cast<double>(took_us_.size());
    }
    return measured;
  }

 private:
  void send_next(Client& client) {
    const std::string bytes = make_request_bytes_(next_++);
    client.sent = SteadyClock::now();
    const auto count = send(client.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count != static_cast<ssize_t>(bytes.size())) lose(client);
  }

  void receive(Client& client) {
    const auto count = recv(client.socket.get(), buffer_.data(), buffer_.size(), 0);
    if (count <= 0) return lose(client);
    client.answer.append(buffer_.data(), static_cast<std::size_t>(count));
    const auto length = answer_length(client.answer);
    if (length == 0) return;
    if (client.answer.size() > 9 && client.answer[9] >= '4') ++errors_;
    client.answer.erase(0, length);
    took_us_.push_back(
        std::chrono::duration<float, std::micro>(SteadyClock::now() - client.sent).count());
    send_next(client);
  }

  void lose(Client& client) {
    ++errors_;
    client.socket.close();
  }

  LoadResult result(double seconds) {
    std::sort(took_us_.begin(), took_us_.end());
    const auto at = [this](double part) {
      const auto last = static_cast<double>(took_us_.size() - 1);
      return static_cast<double>(took_us_[static_cast<std::size_t>(last * part)]);
    };
    LoadResult result;
    result.errors = errors_;
    if (took_us_.empty()) return result;
    result.requests_per_second = static_cast<double>(took_us_.size()) / seconds;
    result.p50_us = at(0.5);
    result.p99_us = at(0.99);
    result.max_us = at(1);
    return result;
  }

  const std::function<std::string(int)>& make_request_bytes_;
  FileDescriptor epoll_;
  std::vector<Client> clients_;
  std::vector<float> took_us_;
  std::array<char, 16384> buffer_{};
  int next_ = 0;
  int errors_ = 0;
};

}  // namespace

LoadResult run_load(int port, int connections, double seconds,
                    const std::function<std::string(int i)>& make_request_bytes) {
  return Load(port, connections, make_request_bytes).run(seconds);
}

std::vector<FileDescriptor> open_idle_connections(int port, int count) {
  std::vector<FileDescriptor> idle;
  for (int i = 0; i < count; ++i) idle.push_back(connect_to(port));
  return idle;
}

void raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace lotusbox::net
