// The subcommands, each added to the command line by its own file. A subcommand that runs leaves
// its exit code behind.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

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
    {"4", "an expectation of a scenario failed"},
    {"5", "all went well, but the coverage is below the threshold"},
    {"126, 127", "the command of exec cannot be executed, is not found"},
    {"130, 143", "a clean stop by SIGINT, by SIGTERM"},
};

// Headings under which the help lists them.
inline constexpr const char* kRunning = "Run a sandbox";
inline constexpr const char* kDriving = "Drive one that is up";
inline constexpr const char* kLooking = "Look at what happened";
inline constexpr const char* kAboutItself = "About lotusbox itself";

/// How the program was called.
struct Invocation {
  std::string program;                 ///< as it was typed
  std::vector<std::string> arguments;  ///< of lotusbox
  std::vector<std::string> command;    ///< behind `exec … --`
};

void add_health(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_exec(CLI::App& app, const Invocation& invocation, int& exit_code);
void add_replay(CLI::App& app, const Invocation& invocation, int& exit_code);
void add_clock(CLI::App& app, int& exit_code);
void add_authorise(CLI::App& app, int& exit_code);
void add_trigger(CLI::App& app, int& exit_code);
void add_listen(CLI::App& app, int& exit_code);
void add_events(CLI::App& app, int& exit_code);
void add_why(CLI::App& app, int& exit_code);
void add_coverage(CLI::App& app, int& exit_code);
void add_journal(CLI::App& app, int& exit_code);
void add_tables(CLI::App& app, int& exit_code);
void add_completions(CLI::App& app, int& exit_code);
void add_man(CLI::App& app, int& exit_code);
void add_help(CLI::App& app, int& exit_code);

}  // namespace lotusbox::cli
