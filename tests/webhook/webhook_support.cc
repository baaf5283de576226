#include "webhook/webhook_support.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "webhook/envelope.h"
#include "wire/body.h"
#include "wire/commands.h"
#include "wire/reference.h"

namespace lotusbox::webhook {

namespace {

std::shared_ptr<const Reference> shipped_reference() {
  static const auto kShipped = std::make_shared<const Reference>(wire::built_in_reference());
  return kShipped;
}

EngineOptions engine_options() {
  EngineOptions options;
  options.reference = shipped_reference();
  options.seed = 7;
  options.start = instant_of(1767225600);
  options.wall_ms = [] { return std::int64_t{0}; };
  return options;
}

constexpr std::string_view kSource =
    R"({"type":"nach_debit","nach_debit":{"amount_maximum":500000,"debtor_agent_code":"ICIC",)"
    R"("debtor_account_name":"ASHA TESTWALA","debtor_account_number":"999900000001"}})";

}  // namespace

void FakeSender::post(Parcel parcel, std::function<void(Report)> done) {
  std::unique_lock lock(mutex_);
  posts_.push_back({std::move(parcel.url), std::move(parcel.body)});
  changed_.notify_all();
  if (!answers_) {
    dones_.push_back(std::move(done));
    return;
  }
  dones_.push_back(nullptr);
  if (!within_post_) {
    to_answer_.push_back(std::move(done));
    return;
  }
  const Report report = report_;
  lock.unlock();
  done(report);
}

void FakeSender::answer_all(Report report, bool within_post) {
  const std::lock_guard lock(mutex_);
  report_ = report;
  answers_ = true;
  within_post_ = within_post;
  if (!within_post && !thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void FakeSender::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !to_answer_.empty(); });
    if (ending_) return;
    const auto done = std::move(to_answer_.front());
    to_answer_.pop_front();
    const Report report = report_;
    lock.unlock();
    done(report);
    lock.lock();
  }
}

bool FakeSender::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kLong, [&] { return posts_.size() >= count; });
}

void FakeSender::answer(std::size_t number, Report report) {
  std::function<void(Report)> done;
  {
    const std::lock_guard lock(mutex_);
    REQUIRE(number < dones_.size());
    done = std::move(dones_[number]);
    dones_[number] = nullptr;
  }
  REQUIRE(done != nullptr);
  done(report);
}

std::vector<FakeSender::Post> FakeSender::posts() {
  const std::lock_guard lock(mutex_);
  return posts_;
}

FakeSender::~FakeSender() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

Bench::Bench()
    : engine(engine_options()), dispatcher(engine, sender, [] { return "http://box.test"; }) {
  engine.on_due = [this](std::shared_ptr<WorldSlot> slot) { dispatcher.wake(std::move(slot)); };
}

std::shared_ptr<WorldSlot> Bench::world(std::string_view key, std::string_view format) {
  auto slot = engine.open(key);
  set_webhook(slot, format);
  return slot;
}

std::string Bench::raise(const std::shared_ptr<WorldSlot>& slot) {
  Session session = engine.lock(slot);
  const StepResult made =
      session.submit(wire::read_create_source(wire::Body::read("application/json", kSource)));
  REQUIRE(made.ok());
  std::string event = event_id_text(session.world(), EventId{made->first_event});
  session.end();
  return event;
}

void Bench::advance(const std::shared_ptr<WorldSlot>& slot, std::int64_t seconds) {
  Session session = engine.lock(slot);
  session.advance(session.world().now + Seconds(seconds));
  session.end();
}

void Bench::set_webhook(const std::shared_ptr<WorldSlot>& slot, std::string_view format) {
  SetWebhook command = wire::read_webhook(
      wire::Body::read("", "url=http://127.0.0.1:9/hook&key=" + std::string(kWebhookKey) +
                               "&format=" + std::string(format)));
  REQUIRE(engine.lock(slot).submit(command).ok());
}

void Bench::clear_webhook(const std::shared_ptr<WorldSlot>& slot) {
  SetWebhook command;
  command.clear = true;
  REQUIRE(engine.lock(slot).submit(command).ok());
}

std::size_t Bench::count(const std::shared_ptr<WorldSlot>& slot, DeliveryStatus status) {
  const Session session = engine.lock(slot);
  const auto& deliveries = session.world().deliveries;
  std::size_t found = 0;
  for (std::size_t i = 0; i < deliveries.size(); ++i) found += deliveries[i].status == status;
  return found;
}

std::size_t Bench::attempts(const std::shared_ptr<WorldSlot>& slot) {
  return engine.lock(slot).world().attempts.size();
}

std::string serialized_in(std::string_view envelope) {
  return wire::Body::read("application/json", envelope).field("serialized_response").text;
}

std::string opened(const FakeSender::Post& post) {
  if (post.body.starts_with(R"({"id":)")) return post.body;
  return open_sealed(serialized_in(post.body), kWebhookKey).value_or("not sealed");
}

std::string event_of(const FakeSender::Post& post) {
  return wire::Body::read("application/json", opened(post)).field("id").text;
}

}  // namespace lotusbox::webhook
