#include "cli/child_process.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/commands.h"

extern char** environ;  // NOLINT: POSIX has it so

namespace lotusbox::cli {

namespace {

/// How many of our three descriptors are the terminal whose foreground is ours.
int count_on_terminal() {
  int count = 0;
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (isatty(descriptor) == 1 && tcgetpgrp(descriptor) == getpgrp()) ++count;
  }
  return count;
}

StartProblem explain(const std::string& command, int error) {
  if (error == ENOENT) return {command + ": there is no such command", kNotFound};
  if (error == EACCES || error == EPERM || error == ENOEXEC || error == EISDIR) {
    return {command + ": cannot be executed", kNotExecutable};
  }
  return {command + ": " + std::strerror(error), kNotExecutable};  // NOLINT: one thread starts it
}

}  // namespace

std::vector<std::string> environment_with(const Variables& variables) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string_view name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& variable : variables) replaced = replaced || variable.first == name;
    if (!replaced) all.emplace_back(text);
  }
  for (const auto& variable : variables) all.push_back(variable.first + "=" + variable.second);
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

Result<ChildProcess, StartProblem> ChildProcess::start(const std::vector<std::string>& command,
                                                       const Variables& variables,
                                                       const sigset_t& mask) {
  std::vector<std::string> words = command;
  std::vector<std::string> environment = environment_with(variables);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &mask);
  posix_spawnattr_setpgroup(&attributes, 0);
  // In a pipeline on a terminal others of our group may need it, `less` for one: the child then
  // stays where it is. Where we are alone, or there is no terminal, it has a group of its own.
  const int on_terminal = count_on_terminal();
  const bool own_group = on_terminal == 0 || on_terminal == 3;
  const int terminal = on_terminal == 3 ? STDIN_FILENO : -1;
  const int flags = POSIX_SPAWN_SETSIGMASK | (own_group ? POSIX_SPAWN_SETPGROUP : 0);
  posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, words.front().c_str(), nullptr, &attributes,
                                 pointers_to(words).data(), pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  if (error != 0) return failure(explain(command.front(), error));
  if (terminal >= 0) tcsetpgrp(terminal, pid);
  return ChildProcess(pid, terminal, own_group);
}

void ChildProcess::pass_on(int signal) const {
  if (!own_group_ && signal == SIGINT) return;  // it came from the terminal, to the child as well
  const pid_t told = own_group_ ? -pid_ : pid_;
  ::kill(told, signal);
  ::kill(told, SIGCONT);  // who is stopped would not hear of it
}

std::optional<int> ChildProcess::ended() {
  int status = 0;
  // As the first process of a container we inherit what others left behind.
  const pid_t whom = getpid() == 1 ? -1 : pid_;
  while (const pid_t changed = waitpid(whom, &status, WNOHANG | WUNTRACED)) {
    if (changed < 0) break;
    if (changed != pid_) continue;
    if (WIFSTOPPED(status)) {
      stopped(WSTOPSIG(status));
      continue;
    }
    if (terminal_ >= 0) tcsetpgrp(terminal_, getpgrp());
    return WIFSIGNALED(status) ? kSignalBase + WTERMSIG(status) : WEXITSTATUS(status);
  }
  return std::nullopt;
}

void ChildProcess::stopped(int signal) const {
  if (terminal_ < 0) return;
  // It may have asked for the terminal in the moment before it was given it.
  const bool too_early = (signal == SIGTTIN || signal == SIGTTOU) && tcgetpgrp(terminal_) == pid_;
  if (!too_early) {
    tcsetpgrp(terminal_, getpgrp());
    ::kill(getpid(), SIGSTOP);  // until the shell lets us go on
    if (tcgetpgrp(terminal_) == getpgrp()) tcsetpgrp(terminal_, pid_);
  }
  ::kill(-pid_, SIGCONT);
}

}  // namespace lotusbox::cli
