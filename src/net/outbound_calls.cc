#include "net/outbound_calls.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "net/exchange.h"
#include "net/response_writer.h"
#include "net/worker_pool.h"

namespace lotusbox::net {
namespace {

namespace asio = boost::asio;

/// Keeps the sum of now and any timeout within what a clock can hold.
constexpr std::chrono::milliseconds kTimeoutMax = std::chrono::hours(24);
/// Of the descriptors that the process may open, this part is for calls.
constexpr std::size_t kPartOfDescriptors = 16;
constexpr std::chrono::milliseconds kThreadIdleTime{10'000};

struct Call {
  std::string url;
  Headers headers;
  std::string body;
  std::chrono::milliseconds timeout;
  OutboundCalls::Done done;
};

bool is_framing(std::string_view name) {
  return equals_ignoring_case(name, "Host") || equals_ignoring_case(name, "Content-Length") ||
         equals_ignoring_case(name, "Connection") ||
         equals_ignoring_case(name, "Transfer-Encoding");
}

std::string write_post(const Target& target, const Call& call) {
  std::string bytes = "POST " + target.path + " HTTP/1.1\r\nHost: " + target.authority();
  for (const auto& [name, value] : call.headers) {
    if (is_framing(name)) continue;
    bytes.append("\r\n");
    append_header_text(bytes, name);
    bytes.append(": ");
    append_header_text(bytes, value);
  }
  bytes.append("\r\nContent-Length: ").append(std::to_string(call.body.size()));
  return bytes.append("\r\nConnection: close\r\n\r\n").append(call.body);
}

std::size_t calls_possible() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return kPartOfDescriptors;
  return std::max(static_cast<std::size_t>(limit.rlim_cur) / kPartOfDescriptors,
                  kPartOfDescriptors);
}

}  // namespace

/// The thread that sends and receives, and the queues in front of it. What is under way has places
/// of its own for each target; who waits longest among the targets comes next.
class OutboundCalls::Running {
 public:
  Running(OutboundLimits limits, TlsTrust trust, AddressGate gate)
      : limits_(limits),
        trust_(std::move(trust)),
        gate_(std::move(gate)),
        under_way_max_(std::min(limits.under_way_max, calls_possible())),
        tellers_(PoolLimits{limits.threads_max, limits.queue_max + limits.under_way_max,
                            kThreadIdleTime}),
        thread_([this] { run(); }) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }

  /// False when too many wait.
  bool post(Call& call) {
    if (++taken_ > under_way_max_ + limits_.queue_max) {
      --taken_;
      return false;
    }
    asio::post(io_, [this, call = std::move(call)]() mutable { take(std::move(call)); });
    return true;
  }

  void stop() {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { abort_all(); });
    thread_.join();
    tellers_.stop();
  }

 private:
  struct Waiting {
    Target target;
    Call call;
  };
  /// The calls of one host and port.
  struct Lane {
    std::deque<Waiting> waiting;
    std::size_t under_way = 0;
  };
  using Lanes = std::map<std::string, Lane>;

  void run() {
    block_signals_in_this_thread();
    io_.run();
  }

  void take(Call call) {
    auto target = parse_http_url(call.url);
    if (!target) {
      return tell(call.done, {Verdict::unreachable, 0, 0, "unreachable: " + target.take_error()});
    }
    if (aborting_) return tell(call.done, {Verdict::aborted, 0, 0, "stopped before it was sent"});
    if (target->tls && !tls_) {
      auto made = make_tls_context(trust_);
      if (!made) return tell(call.done, {Verdict::unreachable, 0, 0, "TLS: " + made.take_error()});
      tls_ = std::move(*made);
    }
    const auto lane = lanes_.try_emplace(target->origin()).first;
    lane->second.waiting.push_back({std::move(*target), std::move(call)});
    if (lane->second.waiting.size() == 1) line_up(lane);
    start_ready();
  }

  /// A lane stands in the line once when it has calls that may start.
  void line_up(Lanes::iterator lane) {
    if (lane->second.waiting.empty() || lane->second.under_way >= limits_.per_target_max) return;
    line_.push_back(lane);
  }

  void start_ready() {
    while (under_way_.size() < under_way_max_ && !line_.empty()) {
      const auto lane = line_.front();
      line_.pop_front();
      Waiting next = std::move(lane->second.waiting.front());
      lane->second.waiting.pop_front();
      ++lane->second.under_way;
      line_up(lane);
      start(lane, std::move(next));
    }
  }

  void start(Lanes::iterator lane, Waiting next) {
    ExchangeInput input{next.target,
                        write_post(next.target, next.call),
                        std::min(next.call.timeout, kTimeoutMax),
                        limits_.answer_bytes_max,
                        tls_,
                        gate_};
    auto exchange = std::make_shared<Exchange>(io_, std::move(input));
    under_way_.insert(exchange);
    exchange->on_done([this, lane, weak = std::weak_ptr<Exchange>(exchange),
                       done = std::move(next.call.done)](Verdict verdict) {
      under_way_.erase(weak.lock());
      tell(done, std::move(verdict));
      // Posted: a call that ends here may stand in the middle of starting others.
      asio::post(io_, [this, lane] { end(lane); });
    });
    exchange->start(lookup_);
  }

  void end(Lanes::iterator lane) {
    const bool stood_aside = lane->second.under_way-- == limits_.per_target_max;
    if (lane->second.under_way == 0 && lane->second.waiting.empty()) {
      lanes_.erase(lane);
    } else if (stood_aside) {
      line_up(lane);
    }
    start_ready();
  }

  /// `done` may block, so it gets a thread of its own.
  void tell(const Done& done, Verdict verdict) {
    --taken_;
    if (!tellers_.run([done, verdict] { done(verdict); })) done(verdict);
  }

  void abort_all() {
    aborting_ = true;
    line_.clear();
    for (auto& [origin, lane] : lanes_) {
      for (auto& waiting : std::exchange(lane.waiting, {})) {
        tell(waiting.call.done, {Verdict::aborted, 0, 0, "stopped before it was sent"});
      }
    }
    const auto under_way = under_way_;
    for (const auto& exchange : under_way) exchange->abort();
    lives_.reset();
  }

  const OutboundLimits limits_;
  const TlsTrust trust_;
  const AddressGate gate_;
  const std::size_t under_way_max_;
  asio::io_context io_{1};
  HostLookup lookup_{io_};
  std::shared_ptr<TlsContext> tls_;  ///< made for the first that wants it
  asio::executor_work_guard<asio::io_context::executor_type> lives_ = asio::make_work_guard(io_);
  Lanes lanes_;
  std::deque<Lanes::iterator> line_;
  std::unordered_set<std::shared_ptr<Exchange>> under_way_;
  bool aborting_ = false;
  std::atomic<std::size_t> taken_ = 0;  ///< calls whose end was not told
  WorkerPool tellers_;
  std::thread thread_;
};

OutboundCalls::OutboundCalls(OutboundLimits limits, TlsTrust trust, AddressGate gate)
    : limits_(limits), trust_(std::move(trust)), gate_(std::move(gate)) {}

OutboundCalls::~OutboundCalls() { stop(); }

void OutboundCalls::post(std::string url, Headers headers, std::string body,
                         std::chrono::milliseconds timeout, Done done) {
  Call call{std::move(url), std::move(headers), std::move(body), timeout, std::move(done)};
  {
    const std::lock_guard lock(mutex_);
    if (!stopped_ && !running_) running_ = std::make_unique<Running>(limits_, trust_, gate_);
    if (!stopped_ && running_->post(call)) return;
  }
  call.done({Verdict::aborted, 0, 0, "too many calls wait, or all are stopped"});
}

void OutboundCalls::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  if (running_) running_->stop();
}

std::string problem_with(const TlsTrust& trust) {
  if (trust.ca_file.empty()) return {};
  auto context = make_tls_context(trust);
  return context ? "" : context.take_error();
}

}  // namespace lotusbox::net
