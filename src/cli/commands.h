// The subcommands, each declared by its own file, and their exit codes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"

namespace lotusbox::cli {

// Exit codes that scripts build on.
inline constexpr int kFine = 0;
inline constexpr int kUsage = 1;
inline constexpr int kUnreadableFile = 2;
inline constexpr int kRuntime = 3;
inline constexpr int kExpectationFailed = 4;
inline constexpr int kBelowThreshold = 5;
inline constexpr int kNotExecutable = 126;  // these two as shells have them
inline constexpr int kNotFound = 127;
inline constexpr int kSignalBase = 128;  // and the number of the signal

struct ExitCode {
  const char* code;
  const char* meaning;
};
inline constexpr ExitCode kExitCodes[] = {
    {"0", "fine"},
    {"1", "the command line is not understood"},
    {"2", "a file does not parse"},
    {"3", "something went wrong while running, or the server refused"},
    {"4", "a scenario, examination, order, boundary test, comparison or lint failed"},
    {"5", "all went well, but the coverage is below the threshold"},
    {"126, 127", "the command of exec cannot be executed, is not found"},
    {"130, 143", "a clean stop by SIGINT, by SIGTERM"},
};

// Headings under which the help lists them.
inline constexpr const char* kRunning = "Run a sandbox";
inline constexpr const char* kDriving = "Drive one that is up";
inline constexpr const char* kLooking = "Look at what happened";
inline constexpr const char* kAboutItself = "About lotusbox itself";
inline constexpr const char* kGroups[] = {kRunning, kDriving, kLooking, kAboutItself};

inline constexpr std::pair<std::uint64_t, std::uint64_t> kPorts{0, 65535};

/// How the program was called.
struct Invocation {
  std::string program;                 ///< as it was typed
  std::vector<std::string> arguments;  ///< of lotusbox
  std::vector<std::string> command;    ///< behind `exec … --`, `compare … --`
};

/// Says on stderr what is wrong with the call of this command, and where its help is.
int misused(const std::string& command, const std::string& problem, const std::string& hint = {});

Command serve_command();
Command exec_command(const Invocation& invocation);
Command replay_command(const Invocation& invocation);
Command edges_command();
Command compare_command(const Invocation& invocation);
Command examine_command();
Command explore_command();
Command clock_command();
Command authorise_command();
Command trigger_command();
Command listen_command();
Command new_command();
/// Of the control plane, made from its tables: the one of this name, or all when it is empty.
std::vector<Command> route_commands(std::string_view wanted);
Command session_command();
Command open_command();
Command events_command();
Command why_command();
Command coverage_command();
Command lint_command();
Command journal_command();
Command health_command();
Command tables_command();
Command completions_command(const Program& program);
Command man_command(const Program& program);
Command help_command(const Program& program);

}  // namespace lotusbox::cli
