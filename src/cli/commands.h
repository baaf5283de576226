// The subcommands, each added to the command line by its own file. A subcommand that runs leaves
// its exit code behind.
#pragma once

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

void add_serve(CLI::App& app, int& exit_code);
void add_replay(CLI::App& app, int& exit_code);
void add_journal(CLI::App& app, int& exit_code);
void add_tables(CLI::App& app, int& exit_code);

}  // namespace lotusbox::cli
