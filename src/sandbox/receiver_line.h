// The line to a webhook receiver over real sockets, with the probe and the reset of the application
// behind it: addresses, or functions that run a command.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "examiner/line.h"
#include "net/http_client.h"
#include "net/url.h"

namespace lotusbox {

struct LineOptions {
  std::string url;
  std::string probe_url = {}, reset_url = {};
  std::function<Result<std::string, std::string>()> probe = {};  ///< in place of an address
  std::function<std::string()> reset = {};                       ///< what went wrong
  std::chrono::milliseconds timeout{15000};
  net::AddressGate gate = {};            ///< none: any address
  std::function<bool()> stop = nullptr;  ///< asked now and then
};

class ReceiverLine : public examiner::Line {
 public:
  /// The addresses have been looked at.
  explicit ReceiverLine(LineOptions options);
  ~ReceiverLine() override;

  std::vector<examiner::Came> send(const std::vector<Request>& requests) override;
  [[nodiscard]] bool has_probe() const override;
  [[nodiscard]] bool has_reset() const override;
  Result<std::string, std::string> probe() override;
  std::string reset() override;
  void pause(std::chrono::milliseconds time) override;
  [[nodiscard]] bool stopped() override;

 private:
  struct Place;  ///< an address and the connection to it
  examiner::Came send_one(Place& place, const Request& request);

  const LineOptions options_;
  std::vector<std::unique_ptr<Place>> receivers_;  ///< one for each delivery at the same moment
  std::unique_ptr<Place> probe_, reset_;
  std::mutex mutex_;
  std::condition_variable never_;
};

}  // namespace lotusbox
