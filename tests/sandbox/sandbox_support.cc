#include "sandbox/sandbox_support.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace lotusbox {

namespace {

constexpr std::string_view kSource =
    R"({"type":"nach_debit","nach_debit":{"amount_maximum":500000,"debtor_agent_code":"ICIC",)"
    R"("debtor_account_name":"ASHA TESTWALA","debtor_account_number":"999900000001"}})";

}  // namespace

Reply Client::call(std::string_view method, std::string_view target, std::string_view body) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.headers = {{"Authorization", "Basic " + base64_encode(key_ + ":")}};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  auto answer = client_.call(url_, request, std::chrono::milliseconds(60000));
  if (!answer) FAIL_CHECK("no answer: " << answer.error());
  return {answer ? std::move(answer.value()) : with_status(0)};
}

std::string Client::raise() {
  const Reply made = call("POST", "/v1/sources", kSource);
  REQUIRE(made.status() == 200);
  return made.at("id");
}

std::unique_ptr<Sandbox> make_box(SandboxOptions options) {
  auto box = Sandbox::make(std::move(options));
  if (!box) FAIL(box.error());
  return std::move(box.value());
}

ServedBox::ServedBox(SandboxOptions options) : box(make_box(std::move(options))) {
  const auto port = box->listen("127.0.0.1", 0);
  if (!port) FAIL(port.error());
  url = "http://127.0.0.1:" + std::to_string(*port);
}

Receiver::Receiver(Answer answer) : answer_(std::move(answer)), server_({}, *this) {
  const auto port = server_.listen();
  if (!port) FAIL(port.error());
  url_ = "http://127.0.0.1:" + std::to_string(*port) + "/hook?from=box";
}

Receiver::~Receiver() {
  release();
  server_.stop();
}

Response Receiver::handle(const Request& request) {
  {
    std::unique_lock lock(mutex_);
    received_.push_back(request);
    ++held_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return !holding_; });
    --held_;
  }
  return answer_ ? answer_(request) : with_status(200);
}

void Receiver::hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

void Receiver::release() {
  const std::lock_guard lock(mutex_);
  holding_ = false;
  changed_.notify_all();
}

bool Receiver::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kSoon, [&] { return received_.size() >= count; });
}

std::size_t Receiver::held() {
  const std::lock_guard lock(mutex_);
  return held_;
}

std::vector<Request> Receiver::received() {
  const std::lock_guard lock(mutex_);
  return received_;
}

Response with_status(int status) {
  Response response;
  response.status = status;
  return response;
}

std::string subscribe(Client& client, const Receiver& receiver, std::string_view format) {
  const Reply set =
      client.call("PUT", "/_mock/webhook",
                  R"({"url":")" + receiver.url() + R"(","format":")" + std::string(format) + "\"}");
  REQUIRE(set.status() == 200);
  return set.at("key");
}

}  // namespace lotusbox
