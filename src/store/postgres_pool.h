// A few connections to PostgreSQL that several threads share: each takes one for as long as it
// needs it. A connection that broke is not given back.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/postgres_link.h"

namespace lotusbox::store {

class PostgresPool {
 public:
  static constexpr std::size_t kLinksMax = 4;

  explicit PostgresPool(std::string url) : url_(std::move(url)) {}
  PostgresPool(const PostgresPool&) = delete;
  PostgresPool& operator=(const PostgresPool&) = delete;

  /// One of the connections, until it is destroyed.
  class Taken {
   public:
    Taken(PostgresPool& pool, std::unique_ptr<PostgresLink> link)
        : pool_(&pool), link_(std::move(link)) {}
    Taken(Taken&& other) noexcept = default;
    Taken& operator=(Taken&&) = delete;
    ~Taken() {
      if (link_) pool_->give_back(std::move(link_));
    }
    PostgresLink* operator->() const { return link_.get(); }
    PostgresLink& operator*() const { return *link_; }

   private:
    PostgresPool* pool_;
    std::unique_ptr<PostgresLink> link_;
  };
  /// Waits for one; says why none can be opened.
  Result<Taken, std::string> take();
  /// Those that nobody has at the moment: after the database was gone they lead nowhere.
  void forget_idle();

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  void give_back(std::unique_ptr<PostgresLink> link);

  const std::string url_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<PostgresLink>> idle_;
  std::size_t taken_ = 0;
};

}  // namespace lotusbox::store
