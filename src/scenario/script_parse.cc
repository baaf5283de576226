#include <algorithm>

#include "base/text.h"
#include "scenario/script.h"
#include "scenario/verbs.h"

// The grammar. A file is blocks with one empty line between them. A block is comment lines (`#`),
// one command line, body lines, `----`, expected lines. A command is a verb, then words and
// name=value with one blank before each; in quotes, \" and \\ stand for " and \. The first comment
// of the file is `# ID  Title`. Whatever has two spellings has one here, so that printing is exact;
// only a byte order mark and CR before LF are read, and not printed.

namespace lotusbox::scenario {

namespace {

using Parsed = std::optional<ParseError>;

constexpr std::string_view kDivider = "----";

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; });
}

bool is_verb(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_id(std::string_view text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0 || !all_digits(text.substr(dash + 1))) {
    return false;
  }
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(dash),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == line.npos; }

bool has_control(std::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; });
}

/// Reads one command line; knows neither the file nor what stands around it.
class CommandReader {
 public:
  explicit CommandReader(std::string_view line) : rest_(line) {}

  std::optional<std::string> read(Block& block) {
    block.verb = std::string(rest_.substr(0, rest_.find(' ')));
    if (!is_verb(block.verb)) return "write a verb of small letters first, such as world";
    rest_.remove_prefix(block.verb.size());
    while (!rest_.empty()) {
      rest_.remove_prefix(1);  // the blank that ended the word before
      if (rest_.empty()) return "remove the blank at its end";
      if (rest_.front() == ' ') return "put one blank between words";
      if (auto fix = read_argument(block)) return fix;
    }
    return std::nullopt;
  }

 private:
  std::optional<std::string> read_argument(Block& block) {
    Argument argument;
    const auto equals = rest_.find_first_of("= \"");
    if (equals != std::string_view::npos && rest_[equals] == '=' &&
        is_name(rest_.substr(0, equals))) {
      argument.name = std::string(rest_.substr(0, equals));
      rest_.remove_prefix(equals + 1);
    }
    argument.quoted = !rest_.empty() && rest_.front() == '"';
    if (auto fix = argument.quoted ? read_quoted(argument.value) : read_bare(argument.value)) {
      return fix;
    }
    const bool once = !argument.name.empty() && argument.name != kRepeatable;
    if (once && block.find(argument.name) != nullptr) {
      return "give " + argument.name + " once";
    }
    block.arguments.push_back(std::move(argument));
    return std::nullopt;
  }

  std::optional<std::string> read_bare(std::string& value) {
    value = std::string(rest_.substr(0, rest_.find(' ')));
    rest_.remove_prefix(value.size());
    if (value.empty()) return "write \"\" for an empty value";
    if (value.front() == '\'') return "write double quotes in the place of single ones";
    if (value.find('"') != std::string::npos) return "put the whole value in quotes";
    return std::nullopt;
  }

  std::optional<std::string> read_quoted(std::string& value) {
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\') {
        rest_.remove_prefix(1);
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\\')) {
          return "in quotes write \\\\ for a backslash and \\\" for a quote";
        }
      }
      value += rest_.front();
      rest_.remove_prefix(1);
    }
    if (rest_.empty()) return "close the quotes";
    rest_.remove_prefix(1);
    if (!rest_.empty() && rest_.front() != ' ') return "put a blank after the closing quote";
    return std::nullopt;
  }

  std::string_view rest_;
};

/// As editors on other systems save it: without the mark at its start, and with LF alone.
std::string plain_lines(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i];
  }
  return plain;
}

class Parser {
 public:
  Parser(std::string_view file, std::string_view text, Expected expected)
      : script_{std::string(file), {}, {}, {}}, expected_(expected) {
    whole_ = text.ends_with('\n');
    if (whole_) text.remove_suffix(1);
    lines_ = split(text, '\n');
  }

  Result<Script, ParseError> parse(std::string_view text) {
    if (auto error = check_bytes(text)) return failure(std::move(*error));
    while (place_ < lines_.size()) {
      if (auto error = read_block()) return failure(std::move(*error));
    }
    if (auto error = read_heading()) return failure(std::move(*error));
    return std::move(script_);
  }

 private:
  [[nodiscard]] ParseError wrong(std::size_t index, std::string what, std::string fix) const {
    return {script_.file, static_cast<int>(index) + 1, std::move(what), std::move(fix)};
  }

  [[nodiscard]] Parsed check_bytes(std::string_view text) const {
    if (trim(text).empty()) return wrong(0, "an empty file", "write a world block first");
    if (!is_utf8(text)) return wrong(0, "not UTF-8", "save the file as UTF-8");
    if (!whole_) return wrong(lines_.size() - 1, "no line end at the end", "add one");
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (has_control(lines_[i])) {
        return wrong(i, "a tab or another control character",
                     "use blanks, and line ends without CR");
      }
      if (!lines_[i].empty() && is_blank(lines_[i])) {
        return wrong(i, "a line of blanks", "leave it empty");
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool more() const { return place_ < lines_.size(); }
  [[nodiscard]] std::string_view line() const { return lines_[place_]; }

  Parsed read_block() {
    Block block;
    if (line().empty()) {
      return wrong(place_, "an empty line where a block begins",
                   "leave one empty line between blocks and none at the ends of the file");
    }
    while (more() && line().starts_with('#')) block.comments.emplace_back(lines_[place_++]);
    if (!more() || line().empty()) {
      return wrong(place_ - 1, "a comment without a command",
                   "put it right above the command that it explains");
    }
    block.line = static_cast<int>(place_) + 1;
    if (line() == kDivider) return wrong(place_, "---- without a command", "write a command first");
    if (auto fix = CommandReader(line()).read(block)) {
      return wrong(place_, "this command cannot be read", std::move(*fix));
    }
    ++place_;
    while (more() && !line().empty() && line() != kDivider) {
      block.body.emplace_back(lines_[place_++]);
    }
    if (expected_ == Expected::may_be_missing && (!more() || line() != kDivider)) {
      return end_bare_block(std::move(block));
    }
    if (!more() || line() != kDivider) {
      return wrong(static_cast<std::size_t>(block.line) - 1, "a command without ----",
                   "add a line ---- after it, and what it prints below");
    }
    ++place_;
    block.expected_line = static_cast<int>(place_) + 1;
    while (more() && !line().empty()) block.expected.emplace_back(lines_[place_++]);
    script_.blocks.push_back(std::move(block));
    if (!more()) return std::nullopt;
    ++place_;  // the empty line between blocks
    if (!more()) return wrong(place_ - 1, "an empty line at the end", "remove it");
    return std::nullopt;
  }

  /// A block that says nothing of what it prints: a line that begins with a verb is the command of
  /// a block of its own.
  Parsed end_bare_block(Block block) {
    std::vector<std::string> lines = std::move(block.body);
    block.body.clear();
    int number = block.line;
    for (std::string& text : lines) {
      ++number;
      if (find_verb(text.substr(0, text.find(' '))) == nullptr) {
        block.body.push_back(std::move(text));
        continue;
      }
      script_.blocks.push_back(std::move(block));
      block = {};
      block.line = number;
      if (auto fix = CommandReader(text).read(block)) {
        return wrong(static_cast<std::size_t>(number) - 1, "this command cannot be read",
                     std::move(*fix));
      }
    }
    script_.blocks.push_back(std::move(block));
    while (more() && line().empty()) ++place_;
    return std::nullopt;
  }

  Parsed read_heading() {
    const Block& first = script_.blocks.front();
    const std::string_view comment =
        first.comments.empty() ? std::string_view() : std::string_view(first.comments.front());
    const std::string_view text = trim(comment.substr(comment.empty() ? 0 : 1));
    script_.id = std::string(text.substr(0, text.find(' ')));
    script_.title = std::string(trim(text.substr(script_.id.size())));
    if (!is_id(script_.id) || script_.title.empty()) {
      return wrong(0, "no stable id", "begin with a comment such as `# AMEND-004  What happens.`");
    }
    return std::nullopt;
  }

  Script script_;
  Expected expected_;
  std::vector<std::string_view> lines_;
  std::size_t place_ = 0;
  bool whole_ = false;
};

}  // namespace

Result<Script, ParseError> parse_script(std::string_view file, std::string_view text,
                                        Expected expected) {
  const std::string plain = plain_lines(text);
  return Parser(file, plain, expected).parse(plain);
}

}  // namespace lotusbox::scenario
