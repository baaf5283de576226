// What a server has done since it began, counted for programs that watch servers: the text of
// GET /_mock/metrics. No world is looked at for it, so it costs the same with one or thousands.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace lotusbox::api {

/// How long something took, in steps as Prometheus wants them.
class Latency {
 public:
  void add(std::chrono::nanoseconds took);
  void write(std::string& out, std::string_view name, std::string_view help) const;

 private:
  static constexpr std::array<double, 10> kSteps{0.0001, 0.0005, 0.001, 0.0025, 0.005,
                                                 0.01,   0.05,   0.1,   0.5,    1};
  std::array<std::atomic<std::uint64_t>, kSteps.size() + 1> counts_{};
  std::atomic<std::int64_t> sum_ns_{0};
};

/// May be used from several threads at once.
class Metrics {
 public:
  /// What is so now, and not counted.
  struct Now {
    std::size_t worlds = 0;
    std::chrono::microseconds loop_lag{0};
    bool drains = false;
    std::string_view version;
  };

  void count_call(int status, std::string_view rule);
  /// An attempt to deliver began or ended; its delivery is now `status`.
  void count_delivery(std::string_view status) { add(deliveries_, status); }
  Latency journal;  ///< one write of all that waited

  [[nodiscard]] std::string text(const Now& now) const;

 private:
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  void add(Counts& counts, std::string_view name);

  mutable std::mutex mutex_;
  std::map<int, std::uint64_t> calls_;  ///< by status
  Counts refusals_, deliveries_;
};

}  // namespace lotusbox::api
