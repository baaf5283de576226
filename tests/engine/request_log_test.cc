#include "engine/request_log.h"

#include <doctest/doctest.h>

using namespace lotusbox;

namespace {

void keep(RequestLog& log, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    RequestRecord& record = *log.record_for(log.next_number());
    record.path = "/" + std::to_string(record.number);
  }
}

}  // namespace

TEST_CASE("calls are numbered from one and found by their number") {
  RequestLog log;
  CHECK(log.all().empty());
  CHECK(log.find(1) == nullptr);
  keep(log, 3);
  REQUIRE(log.find(2) != nullptr);
  CHECK(log.find(2)->path == "/2");
  CHECK(log.find(0) == nullptr);
  CHECK(log.find(4) == nullptr);
  const auto all = log.all();
  REQUIRE(all.size() == 3);
  CHECK(all.front()->number == 1);
  CHECK(all.back()->number == 3);
}

TEST_CASE("the oldest calls go first when the log is full") {
  for (const std::uint64_t more : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{999},
                                   std::uint64_t{1000}, std::uint64_t{2345}}) {
    RequestLog log;
    keep(log, RequestLog::kKept + more);
    const auto all = log.all();
    CAPTURE(more);
    REQUIRE(all.size() == RequestLog::kKept);
    bool in_order = true;
    for (std::size_t i = 0; i < all.size(); ++i) {
      in_order = in_order && all[i]->number == more + i + 1;
    }
    CHECK(in_order);
    CHECK(log.find(more) == nullptr);
    CHECK(log.find(more + 1) != nullptr);
    CHECK(log.find(more + RequestLog::kKept)->path == "/" + std::to_string(more + 1000));
  }
}

TEST_CASE("a record that is used again keeps nothing of the call before but its room") {
  static const Rule kRule{"a.rule", RefusalCode::parameter_invalid, "", Evidence::assumed, "", ""};
  RequestLog log;
  log.record_for(log.next_number())->refusal = Refusal{&kRule, {}};
  keep(log, RequestLog::kKept - 1);
  const RequestRecord& again = *log.record_for(log.next_number());
  CHECK(again.number == RequestLog::kKept + 1);
  CHECK_FALSE(again.refusal.has_value());
}

TEST_CASE("a call that waits finds its place when it is answered, or that newer ones took it") {
  RequestLog log;
  const std::uint64_t waits = log.next_number();
  keep(log, 2);
  CHECK(log.find(waits) == nullptr);
  CHECK(log.all().size() == 2);
  CHECK(log.count() == 2);
  REQUIRE(log.record_for(waits) != nullptr);
  CHECK(log.all().front()->number == waits);
  CHECK(log.count() == 3);
  const std::uint64_t waits_long = log.next_number();
  keep(log, RequestLog::kKept);
  CHECK(log.record_for(waits_long) == nullptr);
  CHECK(log.all().size() == RequestLog::kKept);
}

TEST_CASE("a log that goes on at a number knows none before it") {
  RequestLog log;
  log.go_on_at(2500);
  keep(log, 1);
  CHECK(log.find(2500) != nullptr);
  CHECK(log.find(2499) == nullptr);
  CHECK(log.all().size() == 1);
}

TEST_CASE("bodies of old calls can be forgotten, those of the newest stay") {
  RequestLog log;
  for (int i = 0; i < 5; ++i) {
    RequestRecord& record = *log.record_for(log.next_number());
    record.request.body = record.answer.headers = std::string(1000, 'x');
  }
  CHECK(log.forget_bodies(5) == 0);
  CHECK(log.forget_bodies(2) >= 6000);
  CHECK(log.forget_bodies(2) == 0);
  for (std::uint64_t number = 1; number <= 5; ++number) {
    CAPTURE(number);
    REQUIRE(log.find(number) != nullptr);
    CHECK(log.find(number)->request.body.empty() == (number <= 3));
    CHECK(log.find(number)->answer.headers.empty() == (number <= 3));
  }
}
