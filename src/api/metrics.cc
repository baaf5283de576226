#include "api/metrics.h"

namespace lotusbox::api {

namespace {

constexpr double kNanosecondsPerSecond = 1e9;
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr int kDropped = 0;

/// A number as Prometheus reads it: without an exponent, and without zeros at its end.
std::string text_of(double number) {
  std::string text = std::to_string(number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

/// Names of rules and statuses are words without quotation marks, and need no escaping.
void line(std::string& out, std::string_view name, std::string_view label, std::string_view value,
          const std::string& number) {
  out.append(name);
  if (!label.empty()) out.append("{").append(label).append("=\"").append(value).append("\"}");
  out.append(" ").append(number).append("\n");
}

void gauge(std::string& out, std::string_view name, std::string_view help,
           const std::string& number) {
  head(out, name, "gauge", help);
  line(out, name, {}, {}, number);
}

}  // namespace

void Latency::add(std::chrono::nanoseconds took) {
  const double seconds = static_cast<double>(took.count()) / kNanosecondsPerSecond;
  std::size_t step = 0;
  while (step < kSteps.size() && seconds > kSteps[step]) ++step;
  ++counts_[step];
  sum_ns_ += took.count();
}

void Latency::write(std::string& out, std::string_view name, std::string_view help) const {
  head(out, name, "histogram", help);
  const std::string bucket = std::string(name) + "_bucket";
  std::uint64_t sum = 0;
  for (std::size_t step = 0; step < counts_.size(); ++step) {
    sum += counts_[step];
    const std::string least = step < kSteps.size() ? text_of(kSteps[step]) : "+Inf";
    line(out, bucket, "le", least, std::to_string(sum));
  }
  const double seconds = static_cast<double>(sum_ns_) / kNanosecondsPerSecond;
  line(out, std::string(name) + "_sum", {}, {}, text_of(seconds));
  line(out, std::string(name) + "_count", {}, {}, std::to_string(sum));
}

void Metrics::add(Counts& counts, std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = counts.find(name);
  if (found != counts.end()) {
    ++found->second;
  } else {
    counts.emplace(name, 1);
  }
}

void Metrics::count_call(int status, std::string_view rule) {
  if (!rule.empty()) add(refusals_, rule);
  const std::lock_guard lock(mutex_);
  ++calls_[status];
}

std::string Metrics::text(const Now& now) const {
  std::string out;
  head(out, "lotusbox_info", "gauge", "The version that runs");
  line(out, "lotusbox_info", "version", now.version, "1");
  gauge(out, "lotusbox_worlds", "Worlds in memory in which something was done",
        std::to_string(now.worlds));
  gauge(out, "lotusbox_draining", "1 while the server lets go of its worlds to stop",
        now.drains ? "1" : "0");
  gauge(out, "lotusbox_loop_lag_seconds",
        "How long the thread that serves all clients last took to come to something new",
        text_of(static_cast<double>(now.loop_lag.count()) / kMicrosecondsPerSecond));
  journal.write(out, "lotusbox_journal_write_seconds",
                "How long a write of all that waited for the journal took");
  const std::lock_guard lock(mutex_);
  head(out, "lotusbox_calls_total", "counter", "Calls by the status of their answer");
  for (const auto& [status, count] : calls_) {
    line(out, "lotusbox_calls_total", "status",
         status == kDropped ? "dropped" : std::to_string(status), std::to_string(count));
  }
  head(out, "lotusbox_refusals_total", "counter", "Refused calls by the rule that refused them");
  for (const auto& [rule, count] : refusals_) {
    line(out, "lotusbox_refusals_total", "rule", rule, std::to_string(count));
  }
  head(out, "lotusbox_deliveries_total", "counter",
       "What attempts to deliver events came to, by what their delivery was then");
  for (const auto& [status, count] : deliveries_) {
    line(out, "lotusbox_deliveries_total", "status", status, std::to_string(count));
  }
  return out;
}

}  // namespace lotusbox::api
