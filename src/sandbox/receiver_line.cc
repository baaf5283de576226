#include "sandbox/receiver_line.h"

#include <latch>
#include <thread>

#include "base/check.h"

namespace lotusbox {

namespace {

net::Target target_of(const std::string& url) {
  auto target = net::parse_http_url(url);
  LOTUSBOX_CHECK(target.ok(), "the address was looked at before");
  return std::move(target.value());
}

}  // namespace

struct ReceiverLine::Place {
  Place(const std::string& url, const net::AddressGate& gate)
      : target(target_of(url)), client(net::Trust::anybody, gate) {}

  Result<Response, std::string> call(Request request, std::chrono::milliseconds timeout) {
    request.target = target.path;
    return client.call(target.origin(), request, timeout);
  }

  net::Target target;
  net::HttpClient client;
};

ReceiverLine::ReceiverLine(LineOptions options) : options_(std::move(options)) {
  receivers_.push_back(std::make_unique<Place>(options_.url, options_.gate));
  if (!options_.probe_url.empty()) {
    probe_ = std::make_unique<Place>(options_.probe_url, options_.gate);
  }
  if (!options_.reset_url.empty()) {
    reset_ = std::make_unique<Place>(options_.reset_url, options_.gate);
  }
}

ReceiverLine::~ReceiverLine() = default;

examiner::Came ReceiverLine::send_one(Place& place, const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  auto answer = place.call(request, options_.timeout);
  examiner::Came came;
  came.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::steady_clock::now() - start)
                     .count();
  if (answer) {
    came.status = answer->status;
  } else {
    came.problem = answer.take_error();
  }
  return came;
}

std::vector<examiner::Came> ReceiverLine::send(const std::vector<Request>& requests) {
  if (requests.size() == 1) return {send_one(*receivers_.front(), requests.front())};
  while (receivers_.size() < requests.size()) {
    receivers_.push_back(std::make_unique<Place>(options_.url, options_.gate));
  }
  std::vector<examiner::Came> came(requests.size());
  std::latch start(static_cast<std::ptrdiff_t>(requests.size()));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      came[i] = send_one(*receivers_[i], requests[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return came;
}

bool ReceiverLine::has_probe() const { return probe_ != nullptr || options_.probe; }
bool ReceiverLine::has_reset() const { return reset_ != nullptr || options_.reset; }

Result<std::string, std::string> ReceiverLine::probe() {
  if (!probe_) return options_.probe();
  Request request;
  request.method = "GET";
  request.headers = {{"Accept", "application/json"}};
  auto answer = probe_->call(request, options_.timeout);
  if (!answer) return failure(answer.take_error());
  if (answer->status >= 200 && answer->status < 300) return std::move(answer->body);
  return failure(options_.probe_url + " answered " + std::to_string(answer->status));
}

std::string ReceiverLine::reset() {
  if (!reset_) return options_.reset();
  Request request;
  request.method = "POST";
  auto answer = reset_->call(request, options_.timeout);
  if (!answer) return answer.take_error();
  if (answer->status >= 200 && answer->status < 300) return {};
  return options_.reset_url + " answered " + std::to_string(answer->status);
}

void ReceiverLine::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  never_.wait_for(lock, time);
}

bool ReceiverLine::stopped() { return options_.stop && options_.stop(); }

}  // namespace lotusbox
