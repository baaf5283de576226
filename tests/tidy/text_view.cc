// How the rules see a file: lines, code without comments, words, includes, functions.
#include <algorithm>
#include <cctype>

#include "tidy/rules.h"

namespace lotusbox::tidy {

namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Blanks what stands in [from, to) but for line ends.
void blank(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, text.size()); ++i) {
    if (text[i] != '\n') text[i] = ' ';
  }
}

/// Place after the literal that opens with the quote at `at`.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const bool raw = text[at] == '"' && at > 0 && text[at - 1] == 'R' &&
                   (at < 2 || !is_name_character(text[at - 2]) || text[at - 2] == '8');
  if (raw) {
    const auto bracket = text.find('(', at);
    if (bracket == std::string_view::npos) return text.size();
    const std::string close = ")" + std::string(text.substr(at + 1, bracket - at - 1)) + "\"";
    const auto end = text.find(close, bracket);
    return end == std::string_view::npos ? text.size() : end + close.size();
  }
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at]) {
      return i + 1;
    } else if (text[i] == '\n') {
      return i;
    }
  }
  return text.size();
}

bool has_word(std::string_view text, std::string_view word) {
  return find_word(text, word) != std::string_view::npos;
}

/// Without `template <…>` in front.
std::string_view without_template(std::string_view text) {
  if (!text.starts_with("template")) return text;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') ++depth;
    if (text[i] == '>' && --depth == 0) return text.substr(i + 1);
  }
  return text;
}

enum class Block { scope, function, other };

/// What the '{' after `head` opens, when it stands at namespace or class level.
Block block_after(std::string_view head) {
  head = without_template(head);
  if (has_word(head, "namespace") || head.starts_with("extern ")) return Block::scope;
  if (has_word(head, "operator")) return Block::function;
  int depth = 0;
  bool parameters = false;
  for (const char c : head) {
    if (c == '(') {
      ++depth;
      parameters = true;
    }
    if (c == ')') --depth;
    if (c == '=' && depth == 0) return Block::other;
  }
  if (parameters) return Block::function;
  return has_word(head, "struct") || has_word(head, "class") || has_word(head, "union")
             ? Block::scope
             : Block::other;
}

/// Walks code brace by brace and notes the functions.
class Walker {
 public:
  void take(char c, int line) {
    if (c == '{') {
      open(line);
    } else if (c == '}') {
      close(line);
    } else if (c == ';' && at_scope_level()) {
      head_.clear();
    } else if (at_scope_level() && (c != ' ' || !head_.empty())) {
      // A block that was not the end of its statement: `a_{1}, b_{2} {` in a constructor.
      if (head_.empty()) start_ = line;
      if (c != ' ' && ended_) {
        if (c != ',' && c != ')') {
          head_.clear();
          start_ = line;
        }
        ended_ = false;
      }
      head_.push_back(c);
    }
  }

  std::vector<Function> functions;

 private:
  struct Open {
    Block kind;
    int start;
    std::string head;
  };

  [[nodiscard]] bool at_scope_level() const {
    return stack_.empty() || stack_.back().kind == Block::scope;
  }

  void open(int line) {
    if (head_.empty()) start_ = line;
    const Block kind = at_scope_level() ? block_after(head_) : Block::other;
    stack_.push_back({kind, start_, head_});
    if (kind == Block::scope) head_.clear();
    ended_ = false;
  }

  void close(int line) {
    if (stack_.empty()) return;
    const Open block = stack_.back();
    stack_.pop_back();
    if (!at_scope_level()) return;
    head_ = block.kind == Block::scope ? std::string() : block.head;
    start_ = block.start;
    ended_ = true;
    if (block.kind != Block::function) return;
    // The braces of a constructor's members come first; the body replaces them.
    if (!functions.empty() && functions.back().first_line == block.start) functions.pop_back();
    functions.push_back({block.start, line});
  }

  std::vector<Open> stack_;
  std::string head_;
  int start_ = 1;
  bool ended_ = false;
};

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string code_only(std::string_view text) {
  std::string code(text);
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = i + 1;
    if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
      blank(code, i, end);
    } else if (text.substr(i, 2) == "/*") {
      const auto close = text.find("*/", i + 2);
      end = close == std::string_view::npos ? text.size() : close + 2;
      blank(code, i, end);
    } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !is_name_character(text[i - 1])))) {
      end = end_of_literal(text, i);
      const bool closed = end > i + 1 && text[end - 1] == text[i];
      blank(code, i + 1, closed ? end - 1 : end);
    }
    i = end;
  }
  return code;
}

std::size_t find_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto after = at + word.size();
    const bool starts = at == 0 || !is_name_character(text[at - 1]) || !is_name_character(word[0]);
    const bool ends = after >= text.size() || !is_name_character(text[after]) ||
                      !is_name_character(word.back()) || word.back() == '_';
    if (starts && ends) return at;
  }
  return std::string_view::npos;
}

bool matches(std::string_view path, std::string_view pattern) {
  if (pattern.empty()) return path.empty();
  if (pattern[0] == '*') {
    for (std::size_t skip = 0; skip <= path.size(); ++skip) {
      if (matches(path.substr(skip), pattern.substr(1))) return true;
    }
    return false;
  }
  return !path.empty() && path[0] == pattern[0] && matches(path.substr(1), pattern.substr(1));
}

std::vector<Include> includes_of(std::string_view text) {
  std::vector<Include> includes;
  const std::string code = code_only(text);
  const auto code_lines = lines_of(code);
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!code_lines[i].starts_with("#include")) continue;
    const auto open = lines[i].find_first_of("<\"");
    const auto close = lines[i].find_last_of(">\"");
    if (open == std::string_view::npos || close <= open) continue;
    includes.push_back({static_cast<int>(i) + 1,
                        std::string(lines[i].substr(open + 1, close - open - 1)),
                        lines[i][open] == '"'});
  }
  return includes;
}

std::vector<Function> functions_of(std::string_view text) {
  Walker walker;
  const std::string code = code_only(text);
  int line = 0;
  bool directive = false;
  for (const auto content : lines_of(code)) {
    ++line;
    const bool continues = directive;
    directive = (continues || content.starts_with("#")) && content.ends_with("\\");
    if (continues || content.starts_with("#")) continue;
    for (const char c : content) walker.take(c, line);
    walker.take(' ', line);
  }
  return walker.functions;
}

}  // namespace lotusbox::tidy
