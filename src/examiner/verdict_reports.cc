#include "examiner/verdict_reports.h"

#include <algorithm>

#include "base/check.h"
#include "base/columns.h"
#include "base/json_writer.h"
#include "base/text.h"

namespace lotusbox::examiner {

namespace {

constexpr std::size_t kMarkWidth = 7;
constexpr std::size_t kShown = 3;
constexpr std::size_t kIdWidth = 22;
constexpr std::string_view kIndent = "        ";

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;"
    "color:#1c1c28;background:#fff}h1{font-size:1.4rem}li{margin:.6rem 0}"
    "ul{list-style:none;padding:0}.passed b{color:#0a6b2e}.failed b{color:#a3121f}"
    ".skipped b{color:#555}code,pre{font:14px/1.4 monospace;white-space:pre-wrap;"
    "overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#16161d}"
    ".passed b{color:#6fdc8c}.failed b{color:#ff8389}.skipped b{color:#bbb}}";

std::string_view mark_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "ok";
    case Outcome::failed: return "FAILED";
    case Outcome::skipped: return "skipped";
  }
  LOTUSBOX_UNREACHABLE("outcome");
}

/// Reports are UTF-8; what a stranger has answered need not be.
std::string utf8(std::string_view text) {
  std::string safe(text);
  if (is_utf8(safe)) return safe;
  for (char& c : safe) {
    if (static_cast<unsigned char>(c) >= 128) c = '?';
  }
  return safe;
}

std::string xml_text(std::string_view text) {
  std::string plain = utf8(text);
  for (char& c : plain) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t') c = '?';
  }
  return html_escape(plain);
}

/// What is wrong, as lines without an indent.
std::string details(const Verdict& verdict) {
  std::string out = verdict.reason + "\n";
  const auto& all = verdict.exchanges;
  // The last ones led to it; the JSON report has more of them.
  for (std::size_t i = all.size() - std::min(all.size(), kShown); i < all.size(); ++i) {
    out += "sent  " + all[i].sent + "\ncame  " + all[i].came + "\n";
  }
  return out + "why   " + verdict.why + "\n";
}

std::string indented(std::string_view lines, std::string_view by) {
  std::string out;
  for (const std::string_view line : split(trim(lines), '\n')) {
    out += std::string(by) + std::string(line) + "\n";
  }
  return out;
}

std::string seconds(std::int64_t milliseconds) {
  const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0));
  return std::to_string(count / 1000) + "." + format_padded(count % 1000, 3);
}

std::int64_t total_ms(const Report& report) {
  std::int64_t total = 0;
  for (const Verdict& verdict : report.verdicts) total += verdict.took_ms;
  return total;
}

}  // namespace

std::string_view to_text(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::skipped: return "skipped";
  }
  LOTUSBOX_UNREACHABLE("outcome");
}

Counts count(const Report& report) {
  Counts counts;
  for (const Verdict& verdict : report.verdicts) {
    ++(verdict.outcome == Outcome::passed   ? counts.passed
       : verdict.outcome == Outcome::failed ? counts.failed
                                            : counts.skipped);
  }
  return counts;
}

std::string counts_text(const Report& report) {
  const Counts counts = count(report);
  std::string text =
      std::to_string(counts.passed) + " passed, " + std::to_string(counts.failed) + " failed";
  if (counts.skipped > 0) text += ", " + std::to_string(counts.skipped) + " skipped";
  return text;
}

std::string text_report(const Report& report) {
  std::string out;
  for (const auto& [name, value] : report.facts) out += name + ": " + value + "\n";
  for (const Verdict& verdict : report.verdicts) {
    ColumnLine line;
    line.add(mark_of(verdict.outcome), kMarkWidth).add(verdict.id, kIdWidth).add(verdict.title);
    out += line.end();
    if (verdict.outcome == Outcome::failed) out += indented(details(verdict), kIndent);
    if (verdict.outcome == Outcome::skipped) out += indented(verdict.reason, kIndent);
  }
  return out + "\n" + counts_text(report) + "\n";
}

std::string tap_report(const Report& report) {
  std::string out = "TAP version 13\n1.." + std::to_string(report.verdicts.size()) + "\n";
  std::size_t number = 0;
  for (const Verdict& verdict : report.verdicts) {
    std::string title = verdict.id + " " + verdict.title;
    std::replace(title.begin(), title.end(), '#', ' ');  // begins a directive in TAP
    const bool failed = verdict.outcome == Outcome::failed;
    out += std::string(failed ? "not ok " : "ok ") + std::to_string(++number) + " - " + title;
    if (verdict.outcome == Outcome::skipped) {
      std::string reason = verdict.reason;
      std::replace(reason.begin(), reason.end(), '\n', ' ');
      out += " # SKIP " + reason;
    }
    out += "\n";
    if (failed) out += indented(details(verdict), "# ");
  }
  return out;
}

std::string junit_report(const Report& report) {
  const Counts counts = count(report);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"lotusbox " +
                    report.name + "\" tests=\"" + std::to_string(report.verdicts.size()) +
                    "\" failures=\"" + std::to_string(counts.failed) +
                    "\" errors=\"0\" skipped=\"" + std::to_string(counts.skipped) + "\" time=\"" +
                    seconds(total_ms(report)) + "\">\n";
  for (const Verdict& verdict : report.verdicts) {
    out += "  <testcase classname=\"" + xml_text(report.subject) + "\" name=\"" +
           xml_text(verdict.id + " " + verdict.title) + "\" time=\"" + seconds(verdict.took_ms) +
           "\"";
    if (verdict.outcome == Outcome::passed) {
      out += "/>\n";
    } else if (verdict.outcome == Outcome::skipped) {
      out += ">\n    <skipped message=\"" + xml_text(verdict.reason) + "\"/>\n  </testcase>\n";
    } else {
      const std::string first = verdict.reason.substr(0, verdict.reason.find('\n'));
      out += ">\n    <failure message=\"" + xml_text(first) + "\">" + xml_text(details(verdict)) +
             "</failure>\n  </testcase>\n";
    }
  }
  return out + "</testsuite>\n";
}

std::string json_report(const Report& report) {
  const Counts counts = count(report);
  JsonWriter json;
  json.begin_object();
  json.field("url", utf8(report.subject));
  json.field("passed", counts.passed).field("failed", counts.failed);
  json.field("skipped", counts.skipped);
  json.key("facts").begin_object();
  for (const auto& [name, value] : report.facts) json.field(name, utf8(value));
  json.end_object();
  json.key("verdicts").begin_array();
  for (const Verdict& verdict : report.verdicts) {
    json.begin_object();
    json.field("id", std::string_view(verdict.id)).field("title", std::string_view(verdict.title));
    json.field("outcome", to_text(verdict.outcome));
    json.field_or_null("reason", utf8(verdict.reason));
    json.field("why", std::string_view(verdict.why)).field("took_ms", verdict.took_ms);
    json.key("calls").begin_array();
    for (const ToldExchange& exchange : verdict.exchanges) {
      json.begin_object().field("sent", utf8(exchange.sent)).field("response", utf8(exchange.came));
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string html_report(const Report& report) {
  std::string out =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>lotusbox " +
      html_escape(report.name) + ": " + counts_text(report) + "</title><style>" +
      std::string(kStyle) + "</style></head>\n<body><main><h1>" + html_escape(report.name) + ": " +
      xml_text(report.subject) + "</h1>\n<p>" + counts_text(report) + "</p>\n";
  for (const auto& [name, value] : report.facts) {
    out += "<p>" + html_escape(name) + ": " + xml_text(value) + "</p>\n";
  }
  out += "<ul>\n";
  for (const Verdict& verdict : report.verdicts) {
    out += "<li class=\"" + std::string(to_text(verdict.outcome)) + "\"><b>" +
           std::string(mark_of(verdict.outcome)) + "</b> <code>" + html_escape(verdict.id) +
           "</code> " + xml_text(verdict.title);
    if (verdict.outcome == Outcome::skipped) out += "<br>" + xml_text(verdict.reason);
    if (verdict.outcome == Outcome::failed) out += "<pre>" + xml_text(details(verdict)) + "</pre>";
    out += "</li>\n";
  }
  return out + "</ul></main></body></html>\n";
}

}  // namespace lotusbox::examiner
