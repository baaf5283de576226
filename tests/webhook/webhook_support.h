// What the tests of webhooks share: worlds that raise events when asked, and a sender that keeps
// what it is given until the test says how it went. Holds no test.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "webhook/dispatcher.h"

namespace lotusbox::webhook {

/// Far longer than anything takes that does not wait, on a busy machine and under a sanitizer.
inline constexpr std::chrono::seconds kLong{20};
inline constexpr int kLongMs = 20000;
inline const Report kGood{Verdict::answered, 200, 3};
inline const Report kServerError{Verdict::answered, 500, 4};
inline constexpr std::string_view kWebhookKey = "whk_0123456789ab";

class FakeSender : public Sender {
 public:
  struct Post {
    std::string url, body;
  };

  void post(Parcel parcel, std::function<void(Report)> done) override;

  /// From now on every post is answered at once: on a thread of the sender, or before `post`
  /// returns.
  void answer_all(Report report, bool within_post = false);
  /// Waits until so many were posted in all.
  bool wait_for(std::size_t count);
  /// Says how the n-th post went.
  void answer(std::size_t number, Report report);
  std::vector<Post> posts();
  ~FakeSender() override;

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Post> posts_;
  std::vector<std::function<void(Report)>> dones_;
  std::deque<std::function<void(Report)>> to_answer_;
  Report report_;
  bool answers_ = false, within_post_ = false, ending_ = false;
  std::thread thread_;
};

/// An engine whose worlds deliver to the fake sender.
struct Bench {
  Bench();

  std::shared_ptr<WorldSlot> world(std::string_view key, std::string_view format = "encrypted");
  /// Raises one event, source.pending, and returns the id of the event.
  std::string raise(const std::shared_ptr<WorldSlot>& slot);
  void advance(const std::shared_ptr<WorldSlot>& slot, std::int64_t seconds);
  void set_webhook(const std::shared_ptr<WorldSlot>& slot, std::string_view format);
  void clear_webhook(const std::shared_ptr<WorldSlot>& slot);
  /// How many deliveries of the world have that status, and how many attempts were made.
  std::size_t count(const std::shared_ptr<WorldSlot>& slot, DeliveryStatus status);
  std::size_t attempts(const std::shared_ptr<WorldSlot>& slot);
  bool settle(const std::shared_ptr<WorldSlot>& slot) { return dispatcher.settle(slot, kLongMs); }

  Engine engine;
  FakeSender sender;
  Dispatcher dispatcher;
};

/// The value of `serialized_response` in an envelope.
std::string serialized_in(std::string_view envelope);
/// What was sent, in the plain; the id of its event.
std::string opened(const FakeSender::Post& post);
std::string event_of(const FakeSender::Post& post);

}  // namespace lotusbox::webhook
