#include "cli/call_log.h"

#include <unistd.h>

#include "base/json_writer.h"
#include "base/printable.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "core/values/calendar.h"
#include "sandbox/internals.h"
#include "sandbox/options.h"

namespace lotusbox::cli {

namespace {

constexpr std::size_t kKeyWhole = 20;  // of a longer key, the log shows both ends
constexpr std::size_t kKeyStart = 12;
constexpr std::size_t kKeyEnd = 4;

std::string shown_key(std::string_view key) {
  if (key.size() <= kKeyWhole) return std::string(key);
  return std::string(key.substr(0, kKeyStart)) + "..." +
         std::string(key.substr(key.size() - kKeyEnd));
}

/// Wall time in India, to the second.
std::string wall_time() { return format_ist(instant_of(wall_milliseconds() / 1000)); }

std::string time_of_day() { return " " + wall_time().substr(11, 8); }

std::string painted_status(const api::CallLine& line, bool colour) {
  return painted(std::to_string(line.status), line.status < 400 ? Colour::green : Colour::red,
                 colour);
}

std::string call_text(const api::CallLine& line) {
  std::string text = " " + std::string(line.method) + " " + std::string(line.path);
  if (!line.rule.empty()) text += " refused by " + std::string(line.rule);
  if (!line.fault.empty()) text += " struck by fault " + std::string(line.fault);
  if (!line.world.empty()) text += " (" + shown_key(line.world) + ")";
  return printable(text + " " + std::string(line.request_id));
}

std::string call_json(const api::CallLine& line) {
  JsonWriter out;
  out.begin_object()
      .field("time", wall_time())
      .field("status", line.status)
      .field("method", line.method)
      .field("path", is_utf8(line.path) ? line.path : std::string_view("?"))
      .field_or_null("rule", line.rule)
      .field_or_null("fault", line.fault)
      .field("world", shown_key(line.world))
      .field("request_id", line.request_id)
      .end_object();
  return out.take();
}

std::string_view verdict_text(const webhook::Report& report) {
  switch (report.verdict) {
    case Verdict::answered: return "";
    case Verdict::timed_out: return "timed out";
    case Verdict::unreachable: return "unreachable";
    case Verdict::aborted: return "aborted";
  }
  return "";
}

std::string delivery_text(const webhook::DeliveryLine& line) {
  std::string text = line.report == nullptr ? "--> " : "<-- ";
  if (line.report != nullptr) {
    const std::string_view verdict = verdict_text(*line.report);
    text += "[" +
            (verdict.empty() ? std::to_string(line.report->http_status) : std::string(verdict)) +
            "] ";
  }
  text += line.type + " [" + line.event_id + "] attempt " + std::to_string(line.attempt);
  if (line.report != nullptr) text += " " + std::to_string(line.report->took_ms) + " ms";
  text += " (" + shown_key(line.world) + ")";
  if (line.report != nullptr && !line.report->reason.empty()) text += ": " + line.report->reason;
  return printable(text);
}

std::string delivery_json(const webhook::DeliveryLine& line) {
  JsonWriter out;
  out.begin_object()
      .field("time", wall_time())
      .field("webhook", line.report == nullptr ? "sent" : "answered")
      .field("type", line.type)
      .field("event", line.event_id)
      .field("world", shown_key(line.world))
      .field("url", line.url)
      .field("attempt", line.attempt);
  if (line.report != nullptr) {
    out.field("http_status", line.report->http_status)
        .field("took_ms", line.report->took_ms)
        .field_or_null("reason", line.report->reason);
  }
  out.end_object();
  return out.take();
}

}  // namespace

void log_calls(Sandbox& sandbox, bool as_json) {
  const bool colour = wants_colour(STDERR_FILENO) && !as_json;
  SandboxInternals::on_call(sandbox, [as_json, colour](const api::CallLine& line) {
    if (as_json) return say(call_json(line));
    say(call_text(line) + time_of_day(), painted_status(line, colour));
  });
  SandboxInternals::on_delivery(sandbox, [as_json](const webhook::DeliveryLine& line) {
    say(as_json ? delivery_json(line) : delivery_text(line) + time_of_day());
  });
}

}  // namespace lotusbox::cli
