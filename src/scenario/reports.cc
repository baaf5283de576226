#include "scenario/reports.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"

namespace lotusbox::scenario {

namespace {

/// Lengths of the longest common tails of two lists of lines.
std::vector<std::vector<std::size_t>> common_tails(const std::vector<std::string>& left,
                                                   const std::vector<std::string>& right) {
  std::vector<std::vector<std::size_t>> length(left.size() + 1,
                                               std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = left.size(); i-- > 0;) {
    for (std::size_t j = right.size(); j-- > 0;) {
      length[i][j] = left[i] == right[j] ? length[i + 1][j + 1] + 1
                                         : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  return length;
}

/// The name of a file as reports may hold it, which are UTF-8.
std::string shown_file(const RunResult& result) {
  std::string file = result.script.file;
  if (is_utf8(file)) return file;
  for (char& c : file) {
    if (static_cast<unsigned char>(c) >= 128) c = '?';
  }
  return file;
}

std::string index_of(const RunResult& result, const Block& block) {
  return shown_file(result) + ":" + std::to_string(block.line);
}

constexpr int kNumberWidth = 6;

/// A difference while it grows.
struct Difference {
  int first_line;
  std::string text;

  void add(char mark, std::size_t index, const std::string& line) {
    std::string number =
        mark == '+' || first_line == 0 ? "" : std::to_string(first_line + static_cast<int>(index));
    text.append(kNumberWidth - std::min<std::size_t>(number.size(), kNumberWidth), ' ');
    text += number + " " + mark + " " + line + "\n";
  }

  /// Under the two lines before; not when nothing but their beginnings differ.
  void point_at(const std::string& left, const std::string& right) {
    const auto end = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
    const std::string_view same(left.data(), static_cast<std::size_t>(end - left.begin()));
    const auto columns =
        static_cast<std::size_t>(std::count_if(same.begin(), same.end(), [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        }));
    if (columns > 0) text += std::string(kNumberWidth + 3 + columns, ' ') + "^\n";
  }
};

/// What is wrong with one scenario, in the form that every report carries.
std::string failures_of(const RunResult& result) {
  if (!result.unreadable.empty()) return result.unreadable + "\n";
  std::string out;
  for (std::size_t i = 0; i < result.blocks.size(); ++i) {
    if (result.blocks[i].passed) continue;
    const Block& block = result.script.blocks[i];
    out += index_of(result, block) + ": " + print_command(block) + "\n";
    out += block_difference(block.expected, result.blocks[i].actual, block.expected_line);
  }
  return out;
}

/// As text of XML: escaped, and without the few characters that XML cannot hold.
std::string xml_text(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool no_character =
        text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF";
    if (no_character) i += 2;
    const bool control = byte < ' ' && text[i] != '\n' && text[i] != '\t';
    plain += no_character || control ? '?' : text[i];
  }
  return html_escape(plain);
}

std::string heading(const RunResult& result) {
  return result.script.id + " " + result.script.title;
}

std::int64_t total_ms(const std::vector<RunResult>& results) {
  std::int64_t total = 0;
  for (const RunResult& result : results) total += result.took_ms;
  return total;
}

std::string seconds(std::int64_t milliseconds) {
  const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0));
  return std::to_string(count / 1000) + "." + format_padded(count % 1000, 3);
}

}  // namespace

std::string shell_word(std::string_view word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("_./-+@%:,=").find(c) != std::string_view::npos;
  });
  if (plain && !word.empty()) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

Counts count(const std::vector<RunResult>& results) {
  Counts counts;
  for (const RunResult& result : results) {
    ++(result.passed() ? counts.passed : result.skipped() ? counts.skipped : counts.failed);
  }
  return counts;
}

std::string block_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& actual, int first_line) {
  const auto common = common_tails(expected, actual);
  Difference out{first_line, {}};
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < expected.size() || j < actual.size()) {
    const bool both = i < expected.size() && j < actual.size();
    if (both && expected[i] == actual[j]) {
      out.add(' ', i, expected[i]);
      ++i, ++j;
    } else if (both && common[i + 1][j + 1] == common[i][j]) {  // one line became another
      out.add('-', i, expected[i]);
      out.add('+', i, actual[j]);
      out.point_at(expected[i], actual[j]);
      ++i, ++j;
    } else if (i < expected.size() &&
               (j == actual.size() || common[i + 1][j] >= common[i][j + 1])) {
      out.add('-', i, expected[i]);
      ++i;
    } else {
      out.add('+', i, actual[j]);
      ++j;
    }
  }
  return out.text;
}

std::string text_report(const std::vector<RunResult>& results, std::string_view command) {
  std::string out;
  for (const RunResult& result : results) {
    if (result.passed() || result.skipped()) continue;
    out += "FAILED " + heading(result) + "\n" + failures_of(result);
    out += "repeat with: " + std::string(command) + " " + shell_word(result.script.file) + "\n\n";
  }
  const Counts counts = count(results);
  return out + std::to_string(counts.passed) + " passed, " + std::to_string(counts.failed) +
         " failed" +
         (counts.skipped == 0 ? "" : ", " + std::to_string(counts.skipped) + " not run") + "\n";
}

std::string tap_report(const std::vector<RunResult>& results) {
  std::string out = "TAP version 13\n1.." + std::to_string(results.size()) + "\n";
  std::size_t number = 0;
  for (const RunResult& result : results) {
    std::string title = heading(result);
    std::replace(title.begin(), title.end(), '#', ' ');     // begins a directive in TAP
    const bool good = result.passed() || result.skipped();  // TAP has it so
    out += std::string(good ? "ok " : "not ok ") + std::to_string(++number) + " - " + title;
    out += result.skipped() ? " # SKIP " + result.not_run + "\n" : "\n";
    if (good) continue;
    const std::string failures = failures_of(result);
    for (const std::string_view line : split(trim(failures), '\n')) {
      out += "# " + std::string(line) + "\n";
    }
  }
  return out;
}

std::string junit_report(const std::vector<RunResult>& results) {
  const Counts counts = count(results);
  const auto errors = static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(),
                    [](const RunResult& result) { return !result.unreadable.empty(); }));
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"lotusbox\" tests=\"" +
      std::to_string(results.size()) + "\" failures=\"" + std::to_string(counts.failed - errors) +
      "\" errors=\"" + std::to_string(errors) + "\" skipped=\"" + std::to_string(counts.skipped) +
      "\" time=\"" + seconds(total_ms(results)) + "\">\n";
  for (const RunResult& result : results) {
    out += "  <testcase classname=\"" + xml_text(shown_file(result)) + "\" name=\"" +
           xml_text(heading(result)) + "\" time=\"" + seconds(result.took_ms) + "\"";
    if (result.passed()) {
      out += "/>\n";
      continue;
    }
    if (result.skipped()) {
      out += ">\n    <skipped message=\"" + xml_text(result.not_run) + "\"/>\n  </testcase>\n";
      continue;
    }
    if (!result.unreadable.empty()) {
      out += ">\n    <error message=\"the file cannot be read\">" + xml_text(result.unreadable) +
             "</error>\n  </testcase>\n";
      continue;
    }
    out += ">\n    <failure message=\"prints something else than expected\">" +
           xml_text(failures_of(result)) + "</failure>\n  </testcase>\n";
  }
  return out + "</testsuite>\n";
}

std::string json_report(const std::vector<RunResult>& results) {
  const Counts counts = count(results);
  JsonWriter json;
  json.begin_object();
  json.field("passed", counts.passed).field("failed", counts.failed);
  json.field("not_run", counts.skipped);
  json.key("scenarios").begin_array();
  for (const RunResult& result : results) {
    json.begin_object();
    json.field("id", std::string_view(result.script.id));
    json.field("title", std::string_view(result.script.title));
    json.field("file", std::string_view(shown_file(result)));
    json.field("passed", result.passed());
    json.field_or_null("not_run", result.not_run);
    json.field("took_ms", result.took_ms);
    json.key("failures").begin_array();
    for (std::size_t i = 0; i < result.blocks.size(); ++i) {
      if (result.blocks[i].passed) continue;
      const Block& block = result.script.blocks[i];
      json.begin_object();
      json.field("line", block.line);
      json.field("command", std::string_view(print_command(block)));
      json.key("expected").begin_array();
      for (const std::string& line : block.expected) json.text(line);
      json.end_array();
      json.key("actual").begin_array();
      for (const std::string& line : result.blocks[i].actual) json.text(line);
      json.end_array();
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace lotusbox::scenario
