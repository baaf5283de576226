// How long from exec to the first answered request, how long a command without a server, both as
// times of a program that does nothing, and how much memory the server then holds: the real binary,
// started over and over on a free port. The goals are those of the static program.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "goals.h"
#include "net/file_descriptor.h"

extern char** environ;

namespace lotusbox::bench {
namespace {

constexpr int kStarts = 100;
constexpr double kMilliseconds = 1000;
constexpr double kMebibyte = 1024.0 * 1024;
constexpr std::string_view kRequest =
    "GET /v1/mandates HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk_test_bench\r\n\r\n";

/// A program under way, with its stdout; killed and waited for at the end.
class Child {
 public:
  explicit Child(std::vector<std::string> words) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
    output_ = net::FileDescriptor(ends[0]);
    const net::FileDescriptor other(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, other.get(), STDOUT_FILENO);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    if (posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ) != 0) pid_ = 0;
    posix_spawn_file_actions_destroy(&actions);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }

  [[nodiscard]] bool started() const { return pid_ > 0; }
  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Waits until it ends, or closes its output.
  void all_output() const {
    std::array<char, 4096> buffer{};
    while (read(output_.get(), buffer.data(), buffer.size()) > 0) continue;
  }

  /// Its output up to the first line end, or all of it.
  std::string first_line() const {
    std::string line;
    std::array<char, 512> buffer{};
    while (line.find('\n') == std::string::npos) {
      const auto count = read(output_.get(), buffer.data(), buffer.size());
      if (count <= 0) break;
      line.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return line;
  }

 private:
  net::FileDescriptor output_;
  pid_t pid_ = 0;
};

int port_in(std::string_view ready_line) {
  constexpr std::string_view kMark = "\"port\":";
  const auto index = ready_line.find(kMark);
  if (index == std::string_view::npos) return 0;
  int port = 0;
  const char* end = ready_line.data() + ready_line.size();
  std::from_chars(ready_line.data() + index + kMark.size(), end, port);
  return port;
}

/// True when an answer with status 200 came.
bool ask(int port) {
  const net::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (connect(socket.get(), generic, sizeof address) != 0) return false;
  send(socket.get(), kRequest.data(), kRequest.size(), MSG_NOSIGNAL);
  std::array<char, 4096> buffer{};
  const auto count = recv(socket.get(), buffer.data(), buffer.size(), 0);
  return count > 0 &&
         std::string_view(buffer.data(), static_cast<std::size_t>(count)).find(" 200 ") !=
             std::string_view::npos;
}

double resident_mebibytes(pid_t pid) {
  std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
  std::size_t pages = 0;
  std::size_t resident = 0;
  statm >> pages >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / kMebibyte;
}

struct Starts {
  std::vector<double> ready_ms, answered_ms, resident;
};

bool start_once(const std::string& program, Starts& starts) {
  const auto start = std::chrono::steady_clock::now();
  const auto passed_ms = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() *
           kMilliseconds;
  };
  const Child child({program, "serve", "--port", "0", "--quiet"});
  const int port = child.started() ? port_in(child.first_line()) : 0;
  starts.ready_ms.push_back(passed_ms());
  if (port == 0 || !ask(port)) return false;
  starts.answered_ms.push_back(passed_ms());
  starts.resident.push_back(resident_mebibytes(child.pid()));
  return true;
}

double run_ms(std::vector<std::string> words) {
  return kMilliseconds * seconds_of([&] {
           const Child child(std::move(words));
           child.all_output();
         });
}

int run(const std::string& program, const std::string& nothing) {
  Starts starts;
  std::vector<double> nothing_ms, version_ms, help_ms;
  for (int i = 0; i < kStarts; ++i) {  // in turns: what else the machine does meets all of them
    nothing_ms.push_back(run_ms({nothing}));
    if (!start_once(program, starts)) {
      std::printf("startup: %s does not serve; is it built?\n", program.c_str());
      return 0;
    }
    version_ms.push_back(run_ms({program, "version"}));
    help_ms.push_back(run_ms({program, "--help"}));
  }
  const double unit = median(nothing_ms);
  Figures figures;
  figures.at_most("P3", "exec to first answered request, median of 100", median(starts.answered_ms),
                  "ms", 10);
  figures.at_most("P3", "the same, times a program that does nothing",
                  median(starts.answered_ms) / unit, "times", 3);
  figures.at_most("P3", "lotusbox version", median(version_ms) / unit, "times", 2);
  figures.at_most("P3", "lotusbox --help", median(help_ms) / unit, "times", 2);
  figures.at_most("P3", "resident and idle after it", median(starts.resident), "MiB", 10);
  figures.note("exec to ready line", median(starts.ready_ms), "ms");
  figures.note("a static program that does nothing, exec to end", unit, "ms");
  figures.print();
  return 0;
}

}  // namespace
}  // namespace lotusbox::bench

/// Arguments: the program, and one that does nothing.
int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    std::fputs("usage: startup_bench PROGRAM NOTHING\n", stderr);
    return 1;
  }
  return lotusbox::bench::run(arguments[1], arguments[2]);
}
