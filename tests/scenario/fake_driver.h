// A driver whose answers a test writes down beforehand, and which remembers what it was asked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenario/driver.h"

namespace lotusbox::scenario {

class FakeDriver : public Driver {
 public:
  struct Canned {
    int status = 200;
    std::string body;
    Headers headers = {};
  };

  /// Answers in turn, the last one for ever; `call` is the method, a blank and the target.
  void answer(const std::string& call, Canned canned) {
    canned_[call].push_back(std::move(canned));
  }

  Response call(const Request& request) override {
    requests.push_back(request);
    auto found = canned_.find(request.method + " " + request.target);
    if (found == canned_.end())
      return {.status = 404, .headers = {}, .content_type = {}, .body = {}};
    std::vector<Canned>& list = found->second;
    const Canned canned = list.front();
    if (list.size() > 1) list.erase(list.begin());
    return {canned.status, canned.headers, "application/json", canned.body};
  }

  Result<std::string, std::string> open_receiver(const std::vector<int>& answers) override {
    receiver_answers = answers;
    return std::string("http://127.0.0.1:9/hook");
  }
  std::vector<std::string> received() override { return bodies; }
  /// The application is asked like lotusbox; `call` then ends in its whole address.
  Response ask(const std::string& url, const Request& request) override {
    Request whole = request;
    whole.target = url;
    return call(whole);
  }
  void settle() override { ++settled; }

  std::vector<Request> requests;
  std::vector<int> receiver_answers;
  std::vector<std::string> bodies;
  int settled = 0;

 private:
  std::map<std::string, std::vector<Canned>> canned_;
};

}  // namespace lotusbox::scenario
