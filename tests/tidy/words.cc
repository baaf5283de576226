// Rules about words: what the code does without, and what no file may hold.
#include <algorithm>

#include "tidy/rules.h"

namespace lotusbox::tidy {

namespace {

struct WordRule {
  std::string_view word;
  std::string_view judged;  ///< files that the rule looks at
  std::string_view instead;
  std::string_view because;
  std::vector<std::string_view> allowed = {};
};

constexpr std::string_view kTime = "use World::now, which only `advance` moves";
constexpr std::string_view kTimeWhy = "the same commands must give the same world on any day";
constexpr std::string_view kLuck = "use the world's own generator";
constexpr std::string_view kLuckWhy = "the same seed must give the same ids";
constexpr std::string_view kThread = "use plain functions on a World and lock in engine";
constexpr std::string_view kThreadWhy = "the core must not depend on order among threads";
constexpr std::string_view kLocale = "use base/text.h";
constexpr std::string_view kLocaleWhy = "text must come out alike in every environment";
constexpr std::string_view kFloating = "use Paise or whole numbers";
constexpr std::string_view kFloatingWhy = "money and time are exact";
constexpr std::string_view kOrder = "use a sorted vector, std::map or a dense table";
constexpr std::string_view kOrderWhy = "the order of a hash table is not ours";
constexpr std::string_view kNumber = "use parse_integer of base/text.h";
constexpr std::string_view kNumberWhy = "it accepts stray text, throws, or follows the locale";
constexpr std::string_view kCivil = "use core/values/calendar.h with a named zone";
constexpr std::string_view kCivilWhy = "the zone of the host must not show";
constexpr std::string_view kStream = "use the logger, or std::fputs in cli";
constexpr std::string_view kStreamWhy = "streams bring locale and flush line by line";
constexpr std::string_view kWait = "wait on a condition variable with a deadline";
constexpr std::string_view kWaitWhy = "a sleeping thread cannot be stopped";

// clang-format off
const std::vector<WordRule>& word_rules() {
  static const std::vector<WordRule> kRules = {
      // Determinism: neither the core nor what it stands on can reach the outer world.
      {"system_clock",          "src/core/*", kTime,     kTimeWhy},
      {"steady_clock",          "src/core/*", kTime,     kTimeWhy},
      {"high_resolution_clock", "src/core/*", kTime,     kTimeWhy},
      {"std::time",             "src/core/*", kTime,     kTimeWhy},
      {"time(nullptr)",         "src/core/*", kTime,     kTimeWhy},
      {"clock_gettime",         "src/core/*", kTime,     kTimeWhy},
      {"system_clock",          "src/base/*", kTime,     kTimeWhy},
      {"steady_clock",          "src/base/*", kTime,     kTimeWhy},
      {"random_device",         "src/core/*", kLuck,     kLuckWhy},
      {"random_device",         "src/base/*", kLuck,     kLuckWhy},
      {"rand(",                 "src/*",      kLuck,     kLuckWhy},
      {"std::thread",           "src/core/*", kThread,   kThreadWhy},
      {"std::jthread",          "src/core/*", kThread,   kThreadWhy},
      {"std::mutex",            "src/core/*", kThread,   kThreadWhy},
      {"std::async",            "src/core/*", kThread,   kThreadWhy},
      {"thread_local",          "src/core/*", kThread,   kThreadWhy},
      {"setlocale",             "src/*",      kLocale,   kLocaleWhy},
      {"std::locale",           "src/core/*", kLocale,   kLocaleWhy},
      {"std::locale",           "src/base/*", kLocale,   kLocaleWhy},
      {"float",                 "src/core/*", kFloating, kFloatingWhy},
      {"double",                "src/core/*", kFloating, kFloatingWhy},
      {"unordered_",            "src/core/*", kOrder,    kOrderWhy},
      {"nlohmann",              "src/core/*", "translate in wire/", "the core knows no JSON"},
      // Everywhere.
      {"std::regex",  "src/*", "use base/text.h", "it is slow and recurses without a bound"},
      {"std::cout",   "src/*", kStream, kStreamWhy},
      {"std::cerr",   "src/*", kStream, kStreamWhy},
      {"std::endl",   "src/*", "use '\\n'", "endl flushes"},
      {"sprintf(",    "src/*", "use std::snprintf or format_padded", "it writes past the end"},
      {"strcpy",      "src/*", "use std::string", "it writes past the end"},
      {"strcat",      "src/*", "use std::string", "it writes past the end"},
      {"atoi(",       "src/*", kNumber, kNumberWhy},
      {"atol(",       "src/*", kNumber, kNumberWhy},
      {"stoi(",       "src/*", kNumber, kNumberWhy},
      {"stol(",       "src/*", kNumber, kNumberWhy},
      {"stoll(",      "src/*", kNumber, kNumberWhy},
      {"stoul(",      "src/*", kNumber, kNumberWhy},
      {"stoull(",     "src/*", kNumber, kNumberWhy},
      {"stod(",       "src/*", kNumber, kNumberWhy},
      {"using namespace std;", "src/*", "use std:: where it is meant",
       "its names are many and grow with each standard"},
      {"sleep_for",   "src/*", kWait, kWaitWhy},
      {"sleep_until", "src/*", kWait, kWaitWhy},
      {"sleep(",      "src/*", kWait, kWaitWhy},
      {"usleep(",     "src/*", kWait, kWaitWhy},
      {"nanosleep(",  "src/*", kWait, kWaitWhy},
      {"getenv",      "src/*", "take the value as a parameter",
       "only the command line reads the environment", {"src/cli/*"}},
      {"localtime",   "src/*", kCivil, kCivilWhy},
      {"localtime_r", "src/*", kCivil, kCivilWhy},
      {"gmtime",      "src/*", kCivil, kCivilWhy},
      {"gmtime_r",    "src/*", kCivil, kCivilWhy, {"src/net/*"}},  // HTTP's Date is in UTC
      {"mktime",      "src/*", kCivil, kCivilWhy},
      {"timegm",      "src/*", kCivil, kCivilWhy},
  };
  return kRules;
}
// clang-format on

struct TextRule {
  std::string_view text;
  bool word;  ///< counts only where no longer name surrounds it
  std::string_view instead;
  std::string_view because;
};

// The texts are written in two pieces, so that this file does not hold them itself.
constexpr std::string_view kLater = "do it, or say in CONTRIBUTING.md what is open";
constexpr std::string_view kLaterWhy = "a marker is a promise to nobody";
constexpr std::string_view kHost = "leave the choice to apt-get or to the reader's own settings";
constexpr std::string_view kHostWhy = "where packages come from is the machine's business";
// clang-format off
constexpr TextRule kTextRules[] = {
    {"TO" "DO",            true,  kLater, kLaterWhy},
    {"FIX" "ME",           true,  kLater, kLaterWhy},
    {"XX" "X",             true,  kLater, kLaterWhy},
    {"HA" "CK",            true,  kLater, kLaterWhy},
    {"registry." "npmjs",  false, kHost,  kHostWhy},
    {"deb." "debian.org",  false, kHost,  kHostWhy},
    {"pypi" ".org",        false, kHost,  kHostWhy},
    {"crates" ".io",       false, kHost,  kHostWhy},
    {"as an " "AI",        true,  "say what the program does", "the reader asked about that"},
};
// clang-format on

/// True for a variable of static life that can change; functions and constants are none.
bool is_static_variable(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  line.remove_prefix(first);
  if (!line.starts_with("static ")) return false;
  const auto has = [&](std::string_view word) {
    return find_word(line, word) != std::string_view::npos;
  };
  if (has("constexpr") || has("const")) return false;
  const auto end = line.find_first_of("=;{(");
  return end != std::string_view::npos && line[end] != '(';
}

}  // namespace

Violations check_words(const File& file) {
  Violations found;
  if (!file.path.starts_with("src/")) return found;
  const std::string code = code_only(file.content);
  int number = 0;
  for (const auto line : lines_of(code)) {
    ++number;
    for (const WordRule& rule : word_rules()) {
      if (find_word(line, rule.word) == std::string_view::npos) continue;
      const auto fits = [&](std::string_view pattern) { return matches(file.path, pattern); };
      if (!fits(rule.judged) || std::any_of(rule.allowed.begin(), rule.allowed.end(), fits))
        continue;
      found.push_back({file.path, number, "says `" + std::string(rule.word) + "`",
                       std::string(rule.instead), std::string(rule.because)});
    }
  }
  return found;
}

Violations check_core_habits(const File& file) {
  Violations found;
  if (!file.path.starts_with("src/core/")) return found;
  const std::string code = code_only(file.content);
  const auto code_lines = lines_of(code);
  const auto lines = lines_of(file.content);
  for (std::size_t i = 0; i < code_lines.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    const auto place = find_word(code_lines[i], "default");
    if (place != std::string_view::npos && code_lines[i].substr(place).starts_with("default:") &&
        lines[i].find("// all others") == std::string_view::npos) {
      found.push_back({file.path, number, "has a `default:`",
                       "name every case, or mark the line with `// all others`",
                       "the compiler then finds the switch that a new enumerator breaks"});
    }
    if (is_static_variable(code_lines[i])) {
      found.push_back({file.path, number, "has a static variable",
                       "put it into World, or make it constexpr",
                       "a world must be all that a command can change"});
    }
  }
  return found;
}

Violations check_everywhere(const File& file) {
  Violations found;
  int number = 0;
  for (const auto line : lines_of(file.content)) {
    ++number;
    for (const TextRule& rule : kTextRules) {
      const bool there = rule.word ? find_word(line, rule.text) != std::string_view::npos
                                   : line.find(rule.text) != std::string_view::npos;
      if (there) {
        found.push_back({file.path, number, "says " + std::string(rule.text),
                         std::string(rule.instead), std::string(rule.because)});
      }
    }
  }
  return found;
}

}  // namespace lotusbox::tidy
