// A command that runs beside us, in a process group of its own: it inherits input and output, has
// the terminal while it runs if we had it, and gets the signals that we get.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lotusbox::cli {

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Our environment with these variables in it, as `NAME=value`.
std::vector<std::string> environment_with(const Variables& variables);
/// As system calls want lists of texts; they point into `texts`.
std::vector<char*> pointers_to(std::vector<std::string>& texts);

struct StartProblem {
  std::string text;
  int exit_code = 0;  ///< 126 or 127, as shells have it
};

class ChildProcess {
 public:
  /// Starts the command with our environment and these variables. SIGCHLD must not be ignored,
  /// SIGTTOU must be blocked; the child has `mask` of blocked signals.
  static Result<ChildProcess, StartProblem> start(const std::vector<std::string>& command,
                                                  const Variables& variables, const sigset_t& mask);

  /// To the whole group of the child; what the terminal has sent to all of us is not sent again.
  void pass_on(int signal) const;

  /// How it ended: its exit code, or 128 and the signal; nullopt while it runs. When the terminal
  /// stops it we stop as well, and go on together.
  std::optional<int> ended();

 private:
  ChildProcess(pid_t pid, int terminal, bool own_group)
      : pid_(pid), terminal_(terminal), own_group_(own_group) {}
  void stopped(int signal) const;

  pid_t pid_;
  int terminal_;    ///< where the child is in the foreground in our place; -1 when nowhere
  bool own_group_;  ///< false: part of a pipeline on a terminal, the child stays in our group
};

}  // namespace lotusbox::cli
