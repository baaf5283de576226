// What every benchmark prints: figures, each with the goal it belongs to, what the goal wants, how
// the two compare and whether it is met. A benchmark tells; it never fails because of a figure.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace lotusbox::bench {

struct Figure {
  enum class Wanted : unsigned char { at_least, at_most, nothing };

  std::string goal;  ///< `P4`; empty when the figure belongs to none
  std::string what;
  double measured = 0;
  std::string unit;
  Wanted wanted = Wanted::nothing;
  double limit = 0;

  /// Above 1: better than the goal, by that factor. 0 when there is no goal.
  [[nodiscard]] double ratio() const;
  [[nodiscard]] bool met() const { return ratio() >= 1; }
};

class Figures {
 public:
  void at_least(std::string goal, std::string what, double measured, std::string unit,
                double limit) {
    add({std::move(goal), std::move(what), measured, std::move(unit), Figure::Wanted::at_least,
         limit});
  }
  void at_most(std::string goal, std::string what, double measured, std::string unit,
               double limit) {
    add({std::move(goal), std::move(what), measured, std::move(unit), Figure::Wanted::at_most,
         limit});
  }
  /// A figure without a goal, to read the others by.
  void note(std::string what, double measured, std::string unit) {
    add({"", std::move(what), measured, std::move(unit)});
  }
  /// One aligned line a figure, on stdout.
  void print() const;

 private:
  void add(Figure figure) { figures_.push_back(std::move(figure)); }

  std::vector<Figure> figures_;
};

/// `1,234,567`, or with decimals when the number is small.
std::string format_number(double number);

double median(std::vector<double> values);

/// Seconds of the wall clock that `work` takes.
template <class Work>
double seconds_of(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds of processor time that this process has had so far.
double processor_seconds();

/// The same of the calling thread alone.
double thread_seconds();

/// Seconds of processor time that `work` takes: what a core of one's own would need, on a machine
/// that others use as well. Only for work that does not wait.
template <class Work>
double processor_seconds_of(Work&& work) {
  const double start = processor_seconds();
  work();
  return processor_seconds() - start;
}

/// Keeps the compiler from leaving out what nobody looks at.
void use(std::size_t result);

}  // namespace lotusbox::bench
