#include "simulate/shorten.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <numeric>

#include "base/check.h"

namespace lotusbox::simulate {

std::string tried(const std::function<std::string()>& work, int seconds) {
  int ends[2];
  LOTUSBOX_CHECK(::pipe(ends) == 0, "a pipe to a child");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  LOTUSBOX_CHECK(child >= 0, "a child process");
  if (child == 0) {
    ::close(ends[0]);
    std::signal(SIGABRT, SIG_DFL);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDERR_FILENO);  // the same complaint in each trial
    ::alarm(static_cast<unsigned>(seconds));
    const std::string said = work();
    const auto written = ::write(ends[1], said.data(), std::min<std::size_t>(said.size(), 4000));
    ::_exit(written < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  std::string said;
  char buffer[4096];
  for (;;) {
    const auto count = ::read(ends[0], buffer, sizeof buffer);
    if (count <= 0) break;
    said.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return "ended by signal " + std::to_string(WTERMSIG(status));
  return said;
}

std::vector<std::size_t> shortened(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>&)>& fails) {
  std::vector<std::size_t> kept(count);
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  for (std::size_t part = std::max<std::size_t>(1, count / 2);; part /= 2) {
    bool again = true;
    while (again) {
      again = false;
      for (std::size_t first = 0; first < kept.size();) {
        std::vector<std::size_t> without(kept.begin(), kept.begin() + static_cast<long>(first));
        const std::size_t rest = std::min(first + part, kept.size());
        without.insert(without.end(), kept.begin() + static_cast<long>(rest), kept.end());
        if (without.size() < kept.size() && fails(without)) {
          kept = std::move(without);
          again = part == 1;
        } else {
          first += part;
        }
      }
    }
    if (part <= 1) return kept;
  }
}

}  // namespace lotusbox::simulate
