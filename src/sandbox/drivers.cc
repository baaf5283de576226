#include "sandbox/drivers.h"

#include <algorithm>

#include "net/url.h"

namespace lotusbox {

namespace {

constexpr std::chrono::milliseconds kCallTimeout{90000};
constexpr int kNoAnswer = -1;

Response no_answer(std::string why) {
  Response answer;
  answer.status = 0;
  answer.body = std::move(why);
  return answer;
}

}  // namespace

struct ReceivingDriver::Inbox {
  std::mutex mutex;
  std::vector<std::string> bodies;
};

/// A real HTTP server that answers with the given statuses in turn.
class ReceivingDriver::Receiver : public Handler {
 public:
  Receiver(std::shared_ptr<Inbox> inbox, std::vector<int> answers)
      : inbox_(std::move(inbox)), answers_(std::move(answers)), server_({}, *this) {}

  std::optional<Response> try_handle(const Request& request) override { return handle(request); }

  Response handle(const Request& request) override {
    const std::lock_guard lock(inbox_->mutex);
    inbox_->bodies.push_back(request.body);
    const int answer = answers_[std::min(next_++, answers_.size() - 1)];
    Response response;
    // No status at all is no HTTP: the sender finds the connection broken.
    response.status = answer == kNoAnswer ? 0 : answer;
    return response;
  }

  Result<int, std::string> listen() { return server_.listen(); }

 private:
  std::shared_ptr<Inbox> inbox_;
  std::vector<int> answers_;
  std::size_t next_ = 0;
  net::HttpServer server_;  // last: stops before what it uses goes
};

ReceivingDriver::ReceivingDriver() : inbox_(std::make_shared<Inbox>()) {}
ReceivingDriver::~ReceivingDriver() = default;

Response ReceivingDriver::call(const Request& request) {
  if (const auto key = find_header(request.headers, "Authorization")) last_authorization_ = *key;
  return pass_on(request);
}

Result<std::string, std::string> ReceivingDriver::open_receiver(const std::vector<int>& answers) {
  if (answers.empty()) return failure(std::string("a receiver needs at least one answer"));
  auto receiver = std::make_unique<Receiver>(inbox_, answers);
  auto port = receiver->listen();
  if (!port) return failure(port.take_error());
  receivers_.push_back(std::move(receiver));
  return "http://127.0.0.1:" + std::to_string(port.value()) + "/hook";
}

std::vector<std::string> ReceivingDriver::received() {
  const std::lock_guard lock(inbox_->mutex);
  return inbox_->bodies;
}

Response ReceivingDriver::ask(const std::string& url, const Request& request) {
  const auto target = net::parse_http_url(url);
  if (!target) return no_answer(target.error());
  if (!net::is_loopback_host(target->host)) {
    return no_answer(target->host +
                     " is not this machine: a scenario asks applications here alone");
  }
  Request sent = request;
  sent.target = target->path;
  auto answer = application_.call(target->origin(), sent, kCallTimeout);
  if (answer) return std::move(answer.value());
  return no_answer(answer.error());
}

void ReceivingDriver::settle() {
  Request request;
  request.method = "POST";
  request.target = "/_mock/clock/advance";
  request.headers = {{"Authorization", last_authorization_}, {"Content-Type", "application/json"}};
  request.body = R"({"seconds":0,"settle_ms":60000})";
  pass_on(request);
}

Response InProcessDriver::pass_on(const Request& request) {
  Response answer = sandbox_.handle(request);
  const bool cut_short = answer.truncate_after && !answer.body.empty();
  if (!answer.drop && !cut_short) return answer;
  // Without a socket nothing breaks; this is what the one who called over one would know.
  return no_answer("the connection was closed");
}

Response HttpDriver::pass_on(const Request& request) {
  auto answer = client_.call(url_, request, kCallTimeout);
  if (answer) return std::move(answer.value());
  return no_answer(answer.error());
}

}  // namespace lotusbox
