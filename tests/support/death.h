// Shows that a broken promise ends the program: runs a piece of work in a child process and tells
// whether it aborted. For checks only; whatever the child prints is thrown away.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace lotusbox::test {

/// True when `work` aborts the process; false when it comes back or ends in another way.
template <class Work>
bool aborts(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(2);
    // The test program's own handler would write a report of the crash.
    std::signal(SIGABRT, SIG_DFL);
    work();
    _exit(0);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
         WTERMSIG(status) == SIGABRT;
}

}  // namespace lotusbox::test
