// The port through which scenarios reach a lotusbox: in process or over HTTP, the same file runs
// through both. A driver carries requests and receives webhooks; it knows nothing about scenarios.
#pragma once

#include <string>
#include <vector>

#include "base/http_message.h"
#include "base/result.h"

namespace lotusbox::scenario {

class Driver {
 public:
  Driver() = default;
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  virtual ~Driver() = default;

  /// `target` is a path; the driver knows the host. Status 0: no answer came, and `body` says why.
  virtual Response call(const Request& request) = 0;

  /// Opens a real webhook receiver and tells its URL, or why that could not be. It answers with
  /// these HTTP statuses in turn, and the last one for ever; -1 drops the connection.
  virtual Result<std::string, std::string> open_receiver(const std::vector<int>& answers) = 0;

  /// The bodies that all receivers got so far, in order of arrival.
  virtual std::vector<std::string> received() = 0;

  /// Asks the application under test, which is not lotusbox, at an address of this machine. Status
  /// 0: no answer came, and `body` says why.
  virtual Response ask(const std::string& url, const Request&) {
    Response answer;
    answer.status = 0;
    answer.body = url + ": this driver reaches no application";
    return answer;
  }

  /// Returns when no delivery is due or in flight any more.
  virtual void settle() = 0;
};

}  // namespace lotusbox::scenario
