#include "cli/terminal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/columns.h"
#include "base/printable.h"

namespace lotusbox::cli {

bool wants_colour(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(descriptor) == 1 && (no_colour == nullptr || *no_colour == '\0');
}

std::string painted(std::string_view text, Colour colour, bool wanted) {
  if (!wanted) return std::string(text);
  constexpr std::string_view kCodes[] = {"\x1b[31m", "\x1b[32m", "\x1b[2m"};
  return std::string(kCodes[static_cast<std::size_t>(colour)]) + std::string(text) + "\x1b[0m";
}

void say(std::string_view line, std::string_view before) {
  const std::string whole = std::string(before) + printable_lines(line) + "\n";
  std::fwrite(whole.data(), 1, whole.size(), stderr);
}

void fill_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    static_cast<void>(::open("/dev/null", O_RDWR));  // takes the lowest free number
  }
}

int complain(std::string_view command, std::string_view problem, int exit_code) {
  say("lotusbox " + std::string(command) + ": " + std::string(problem));
  return exit_code;
}

bool print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return std::fflush(stdout) == 0 && written;
}

bool print_lines(std::string_view text, std::string_view after) {
  return print(printable_lines(text) + std::string(after));
}

bool print_document(std::string_view text) {
  return isatty(STDOUT_FILENO) == 1 ? print_lines(text) : print(text);
}

void show_replay(std::int64_t done, std::int64_t total) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\rreplaying the journal: %lld of %lld%s", static_cast<long long>(done),
               static_cast<long long>(total), done == total ? "\n" : "");
}

void Columns::add(std::initializer_list<std::string_view> cells,
                  std::initializer_list<std::size_t> widths) {
  ColumnLine line;
  auto width = widths.begin();
  for (const std::string_view cell : cells) {
    line.add(printable(cell), width == widths.end() ? 0 : *width++);
  }
  text += line.end();
}

}  // namespace lotusbox::cli
