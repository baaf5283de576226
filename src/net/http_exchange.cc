#include "net/http_exchange.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include "net/answer_reader.h"
#include "net/file_descriptor.h"
#include "net/name_lookup.h"

namespace lotusbox::net {
namespace {

std::string describe(int error) { return std::generic_category().message(error); }

Verdict verdict(Verdict::Kind kind, std::string detail) { return {kind, 0, 0, std::move(detail)}; }

/// What a wait that did not end well means; nullopt when it did.
std::optional<Verdict> verdict_of_wait(WaitEnd end, const std::string& doing) {
  switch (end) {
    case WaitEnd::kReady: return std::nullopt;
    case WaitEnd::kDeadline: return verdict(Verdict::timed_out, "the time was over while " + doing);
    case WaitEnd::kAborted: break;
  }
  return verdict(Verdict::aborted, "stopped while " + doing);
}

Verdict verdict_of_error(int error) {
  if (error == ECONNREFUSED) return verdict(Verdict::refused, describe(error));
  return verdict(Verdict::unreachable, describe(error));
}

class Exchange {
 public:
  explicit Exchange(const ExchangeLimits& limits) : limits_(limits) {}

  /// nullopt when connected.
  std::optional<Verdict> connect_to(const SocketAddress& address) {
    socket_ = FileDescriptor(
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket_.is_open()) return verdict_of_error(errno);
    const int yes = 1;
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address.storage);
    if (::connect(socket_.get(), generic, address.length) == 0) return std::nullopt;
    if (errno != EINPROGRESS) return verdict_of_error(errno);
    if (auto ended = wait(POLLOUT, "connecting")) return ended;
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return verdict_of_error(error);
    return std::nullopt;
  }

  /// nullopt when all is sent, or when the receiver takes no more: it may have answered already.
  std::optional<Verdict> send_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno != EAGAIN && errno != EINTR) {
        return std::nullopt;
      } else if (auto ended = wait(POLLOUT, "sending")) {
        return ended;
      }
    }
    return std::nullopt;
  }

  Verdict receive() {
    AnswerReader reader(limits_.answer_bytes_max);
    while (true) {
      if (auto ended = wait(POLLIN, "waiting for the answer")) return *ended;
      const auto count = ::recv(socket_.get(), buffer_.data(), buffer_.size(), 0);
      if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (count <= 0) return verdict_at_end(reader, count < 0 ? errno : 0);
      const auto progress = reader.read({buffer_.data(), static_cast<std::size_t>(count)});
      if (progress == AnswerReader::Progress::kMalformed) {
        return verdict(Verdict::unreachable, "the answer is not HTTP");
      }
      if (progress == AnswerReader::Progress::kComplete) {
        return {Verdict::answered, reader.status(), 0, {}};
      }
    }
  }

 private:
  std::optional<Verdict> wait(short events, const std::string& doing) const {
    return verdict_of_wait(
        wait_for(socket_.get(), events, limits_.deadline, limits_.abort_descriptor), doing);
  }

  /// The receiver closed. A status without its whole body is an answer still: it was decided.
  static Verdict verdict_at_end(const AnswerReader& reader, int error) {
    if (reader.status() == 0) {
      return verdict(Verdict::unreachable, error != 0 ? describe(error) : "closed without answer");
    }
    const bool whole = error == 0 && reader.finish() == AnswerReader::Progress::kComplete;
    return {Verdict::answered, reader.status(), 0, whole ? "" : "the body was cut short"};
  }

  const ExchangeLimits limits_;
  FileDescriptor socket_;
  std::array<char, 4096> buffer_{};
};

}  // namespace

Verdict exchange(const Target& target, std::string_view request_bytes,
                 const ExchangeLimits& limits) {
  auto addresses = look_up(target, limits.deadline, limits.abort_descriptor);
  if (!addresses) {
    const auto& error = addresses.error();
    if (auto ended = verdict_of_wait(error.end, error.detail)) return *ended;
    return verdict(Verdict::unreachable, error.detail);
  }
  Verdict last = verdict(Verdict::unreachable, "no address");
  for (const auto& address : *addresses) {
    Exchange attempt(limits);
    if (auto failed = attempt.connect_to(address)) {
      last = std::move(*failed);
      if (last.kind == Verdict::aborted || last.kind == Verdict::timed_out) return last;
      continue;
    }
    if (auto failed = attempt.send_all(request_bytes)) return *failed;
    return attempt.receive();
  }
  return last;
}

}  // namespace lotusbox::net
