// One run of `lotusbox explore`: what is told before it, the orders that it plays, what is kept so
// that it can go on later, and its report.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/receiver_flags.h"
#include "sandbox/exploring.h"

namespace lotusbox::cli {

struct ExploreFlags {
  std::string file;
  std::vector<std::string> urls;
  ReceiverFlags receiver;
  std::uint64_t moves = UINT64_MAX, duplicates = 0, drops = 0, delays = 0, jobs = 0;
  std::string seeds, settings = "duplicate=20%,delay=20%,reorder=20%", budget, order, events;
  std::string state, write;
  bool count = false;
  ChaosSeeds chaos;         ///< read from the above
  examiner::Limits limits;  ///< the same
};

/// The events by their numbers, and how many orders there are.
std::string plan_text(const ExploreFlags& flags, const examiner::Story& story);

class ExploreRun {
 public:
  ExploreRun(const ExploreFlags& flags, Explorable& world, std::function<bool()> stop);
  ExploreRun(const ExploreRun&) = delete;
  ExploreRun& operator=(const ExploreRun&) = delete;
  ~ExploreRun();

  /// Why it could not run; empty: it has a report.
  std::string run();
  [[nodiscard]] const examiner::Report& report() const { return report_; }
  [[nodiscard]] bool found() const { return found_; }

 private:
  std::string open_lines();
  std::string read_kept();
  void keep(std::uint64_t played) const;
  std::string play_one();
  std::string play_all();
  examiner::Orders plan_orders();
  examiner::Orders chaos_orders(std::string& problem);
  void tell(const examiner::Explored& explored, const std::string& cause);
  std::string tell_failure(const examiner::Case& one);
  [[nodiscard]] std::string repeat_command(const examiner::Case& one) const;
  [[nodiscard]] std::string fingerprint_text() const;

  const ExploreFlags& flags_;
  Explorable& world_;
  const std::function<bool()> stop_;
  examiner::Limits limits_;
  std::string world_url_;
  std::vector<std::unique_ptr<ReceiverLine>> lines_;
  std::vector<std::unique_ptr<examiner::Player>> players_;
  std::uint64_t total_ = 0;  ///< orders that there are, when that is known
  examiner::Report report_;
  bool found_ = false;
};

}  // namespace lotusbox::cli
