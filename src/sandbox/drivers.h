// The two ways a scenario reaches a sandbox: in the same process, or over HTTP to one that is up.
// Both open real webhook receivers on this machine.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/http_client.h"
#include "net/http_server.h"
#include "sandbox/sandbox.h"
#include "scenario/driver.h"

namespace lotusbox {

/// What both drivers share: receivers, and waiting for deliveries.
class ReceivingDriver : public scenario::Driver {
 public:
  ReceivingDriver();
  ~ReceivingDriver() override;

  Response call(const Request& request) final;
  Result<std::string, std::string> open_receiver(const std::vector<int>& answers) final;
  std::vector<std::string> received() final;
  Response ask(const std::string& url, const Request& request) final;
  void settle() final;

 protected:
  virtual Response pass_on(const Request& request) = 0;

 private:
  struct Inbox;
  class Receiver;
  std::shared_ptr<Inbox> inbox_;
  std::vector<std::unique_ptr<Receiver>> receivers_;
  net::HttpClient application_;
  std::string last_authorization_;  ///< names the world that settle waits for
};

class InProcessDriver : public ReceivingDriver {
 public:
  explicit InProcessDriver(Sandbox& sandbox) : sandbox_(sandbox) {}

 private:
  Response pass_on(const Request& request) override;
  Sandbox& sandbox_;
};

class HttpDriver : public ReceivingDriver {
 public:
  explicit HttpDriver(std::string url) : url_(std::move(url)) {}

 private:
  Response pass_on(const Request& request) override;
  std::string url_;
  net::HttpClient client_;
};

}  // namespace lotusbox
