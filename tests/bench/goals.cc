#include "goals.h"

#include <time.h>

#include <array>
#include <atomic>
#include <cstdio>

namespace lotusbox::bench {
namespace {

constexpr int kGoalWidth = 5;
constexpr int kNumberWidth = 12;
constexpr int kUnitWidth = 8;

std::string wanted_text(const Figure& figure) {
  if (figure.wanted == Figure::Wanted::nothing) return {};
  const bool least = figure.wanted == Figure::Wanted::at_least;
  return (least ? ">= " : "<= ") + format_number(figure.limit);
}

std::string ratio_text(const Figure& figure) {
  if (figure.wanted == Figure::Wanted::nothing) return {};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", figure.ratio());
  return text.data();
}

const char* met_text(const Figure& figure) {
  if (figure.wanted == Figure::Wanted::nothing) return "";
  return figure.met() ? "yes" : "NO";
}

double seconds_on(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  constexpr double kNanoseconds = 1e9;
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / kNanoseconds;
}

}  // namespace

double Figure::ratio() const {
  switch (wanted) {
    case Wanted::at_least: return limit > 0 ? measured / limit : 0;
    case Wanted::at_most: return measured > 0 ? limit / measured : 0;
    case Wanted::nothing: break;
  }
  return 0;
}

void Figures::print() const {
  std::size_t width = 4;
  for (const Figure& figure : figures_) width = std::max(width, figure.what.size());
  const int what_width = static_cast<int>(width);
  std::printf("\n%-*s %-*s %*s %-*s %*s %6s  %s\n", kGoalWidth, "goal", what_width, "what",
              kNumberWidth, "measured", kUnitWidth, "", kNumberWidth + 3, "wanted", "ratio", "met");
  for (const Figure& figure : figures_) {
    std::printf("%-*s %-*s %*s %-*s %*s %6s  %s\n", kGoalWidth, figure.goal.c_str(), what_width,
                figure.what.c_str(), kNumberWidth, format_number(figure.measured).c_str(),
                kUnitWidth, figure.unit.c_str(), kNumberWidth + 3, wanted_text(figure).c_str(),
                ratio_text(figure).c_str(), met_text(figure));
  }
  std::fflush(stdout);
}

std::string format_number(double number) {
  std::array<char, 64> text{};
  const int decimals = number < 10 ? 2 : number < 1000 ? 1 : 0;
  std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
  std::string grouped(text.data());
  const auto point = std::min(grouped.find('.'), grouped.size());
  for (std::size_t index = point; index > 3;) {
    index -= 3;
    grouped.insert(index, ",");
  }
  return grouped;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double processor_seconds() { return seconds_on(CLOCK_PROCESS_CPUTIME_ID); }
double thread_seconds() { return seconds_on(CLOCK_THREAD_CPUTIME_ID); }

void use(std::size_t result) {
  static std::atomic<std::size_t> last = 0;
  last.store(result, std::memory_order_relaxed);
}

}  // namespace lotusbox::bench
