// The worlds that this server has of those that several servers share: it takes one when a call
// comes for it, lives its past through again, and lets go of it when nobody has called for a while.
// It has a world only as long as it is heard of by the database.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "sandbox/shared_data.h"
#include "store/postgres_journal.h"
#include "store/postgres_nodes.h"

namespace lotusbox {

class SharedWorlds : public SharedData {
 public:
  explicit SharedWorlds(std::unique_ptr<store::PostgresJournal> journal)
      : journal_(std::move(journal)) {}
  ~SharedWorlds() override { stop(); }

  Journal& journal() override { return *journal_; }
  [[nodiscard]] const JournalOrigin& origin() const override { return journal_->origin(); }
  std::optional<std::string> start(const SharedParts& parts) override;
  std::optional<std::string> listens_on(const std::string& address) override;
  void drain() override;
  bool keep() override;
  void begin_stop() override;
  void stop() override;

  Place bring_in(std::string_view key, bool may_wait) override;
  Place bring_in(std::uint32_t number, bool may_wait) override;
  Place take_free(std::string_view key) override;
  [[nodiscard]] std::optional<std::string> out_of_touch() const override;
  Result<std::vector<Line>, std::string> all() override;
  [[nodiscard]] bool drains() const override { return drains_; }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Make : std::uint8_t { new_too, known_only };

  /// One thread at a time brings in or lets go of the world of a key.
  class Turn {
   public:
    Turn(SharedWorlds& worlds, std::string key);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    SharedWorlds& worlds_;
    const std::string key_;
  };

  /// What can be told without asking the database; nothing when it has to be asked.
  std::optional<Place> known_place(std::string_view key, bool may_wait);
  Place open(const std::string& key, Make make);
  store::PostgresNodes::Claim claim(const std::string& key, Make make);
  Place live_on(const std::string& key, const store::PostgresNodes::Claimed& claimed);
  Place nowhere(std::string problem) const;
  Place another_server();

  void keep_fresh();   ///< a thread: this server stays alive, or learns that it does not
  void look_around();  ///< another: worlds that nobody has, and those that nobody wants
  void forget_lost();
  void forget_all();
  void forget(const std::string& key);
  enum class Going : std::uint8_t { idle, draining };
  void let_go_all(Going why);
  void let_go(const std::shared_ptr<WorldSlot>& slot, Going why);
  void free_lost();
  void give_what_was_asked_for();
  void hand_back_unopened();
  void take_orphans();
  bool pause(std::chrono::milliseconds time);  ///< false: this server stops

  std::unique_ptr<store::PostgresJournal> journal_;
  std::unique_ptr<store::PostgresNodes> nodes_;
  std::optional<SharedParts> parts_;
  std::atomic<bool> drains_{false};
  std::atomic<std::uint64_t> losses_seen_{0};
  std::atomic<std::int64_t> back_since_ms_{0};  ///< when the database answered again

  std::mutex lost_mutex_;  ///< taken before any other
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string problem_, address_;
  std::set<std::string, std::less<>> turns_;
  std::map<std::string, std::int64_t, std::less<>> fences_;    ///< of the worlds that are here
  std::vector<std::string> asked_for_;                         ///< by other servers
  std::vector<std::pair<std::string, std::int64_t>> to_free_;  ///< lost, with their fences
  bool stopping_ = false;
  bool left_ = false;
  std::thread fresh_, around_;
};

}  // namespace lotusbox
