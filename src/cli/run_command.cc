#include "cli/run_command.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace lotusbox::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kOutputMax = 16 << 20;

/// Starts the shell with its stdout into the pipe; the error number.
int start(const std::string& command, const Variables& variables, int into, pid_t& pid) {
  std::vector<std::string> words = {"sh", "-c", command};
  std::vector<std::string> environment = environment_with(variables);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, into, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);  // we hold signals back, the command does not
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  const int error = posix_spawnp(&pid, "sh", &actions, &attributes, pointers_to(words).data(),
                                 pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/// Reads until the end; what is wrong otherwise.
std::string read_all(int from, Clock::time_point until, std::string& output) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd one{from, POLLIN, 0};
    const int ready = left <= 0 ? 0 : ::poll(&one, 1, static_cast<int>(left));
    if (ready == 0) return "took too long";
    if (ready < 0 && errno == EINTR) continue;
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    output.append(buffer.data(), static_cast<std::size_t>(got));
    if (output.size() > kOutputMax) return "wrote more than 16 MB";
  }
}

}  // namespace

Result<std::string, std::string> run_command(const std::string& command, const Variables& variables,
                                             std::chrono::milliseconds timeout) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure(std::string("no pipe can be made"));
  pid_t pid = -1;
  const int error = start(command, variables, ends[1], pid);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return failure("sh: " + std::string(std::strerror(error)));  // NOLINT: only told
  }
  std::string output;
  const std::string problem = read_all(ends[0], Clock::now() + timeout, output);
  ::close(ends[0]);
  if (!problem.empty()) ::kill(-pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  if (!problem.empty()) return failure(command + ": it " + problem);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output;
  const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                              : "exit code " + std::to_string(WEXITSTATUS(status));
  return failure(command + ": it ended with " + how);
}

}  // namespace lotusbox::cli
