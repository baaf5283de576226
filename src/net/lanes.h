// Jobs that want the same thing, one after another: a lane occupies one thread at most, however
// many jobs wait in it, so that other lanes are not held up. Knows nothing of what the jobs do.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "net/worker_pool.h"

namespace lotusbox::net {

class Lanes {
 public:
  class Turn;
  using Job = std::function<void(Turn&)>;
  enum class Taken { yes, lane_full, no_thread };

  /// `waiting_max`: jobs of one lane that may wait behind the one that runs.
  Lanes(WorkerPool& workers, std::size_t waiting_max)
      : workers_(workers), waiting_max_(waiting_max) {}
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// The job runs when those before it in its lane have ended, or have stepped aside. A lane
  /// without a name holds nobody up. Called from one thread.
  Taken run(const std::string& lane, Job job);

  /// What a job holds while the rest of its lane waits for it.
  class Turn {
   public:
    Turn(Lanes& lanes, const std::string& lane) : lanes_(lanes), lane_(lane) {}
    /// The job sleeps from now on: the next one of the lane begins on a thread of its own.
    void step_aside();

   private:
    friend class Lanes;
    Lanes& lanes_;
    const std::string& lane_;
    std::optional<Job> left_;  ///< the next one, when there was no thread for it
    bool over_ = false;
  };

 private:
  void work(const std::string& lane, Job job);
  /// Begins the next job of the lane; gives it back when there is no thread for it.
  std::optional<Job> pass_on(const std::string& lane);

  WorkerPool& workers_;
  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::deque<Job>> waiting_;  ///< of the lanes that have a job
};

}  // namespace lotusbox::net
