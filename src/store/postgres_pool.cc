#include "store/postgres_pool.h"

namespace lotusbox::store {

Result<PostgresPool::Taken, std::string> PostgresPool::take() {
  {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return taken_ < kLinksMax; });
    ++taken_;
    while (!idle_.empty()) {
      auto link = std::move(idle_.back());
      idle_.pop_back();
      // One on which something came unasked was closed by the database.
      if (!link->idle_for(std::chrono::milliseconds(0))) return Taken(*this, std::move(link));
    }
  }
  auto opened = PostgresLink::open(url_);
  if (opened) return Taken(*this, std::move(*opened));
  give_back(nullptr);
  return failure(opened.take_error());
}

void PostgresPool::give_back(std::unique_ptr<PostgresLink> link) {
  const std::lock_guard lock(mutex_);
  --taken_;
  if (link && !link->broken()) idle_.push_back(std::move(link));
  free_.notify_one();
}

void PostgresPool::forget_idle() {
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

}  // namespace lotusbox::store
