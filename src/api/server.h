// The api as one handler of requests: finds the route, checks the key, locks the world, calls the
// handler, and puts the headers on that every answer carries.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "api/call.h"
#include "api/routes.h"
#include "api/rules/access.h"
#include "base/handler.h"

namespace lotusbox::api {

/// A request that never became a call: it was malformed, too large or too slow.
struct Unheard {
  int status = 400;
  std::string_view code, message;
};

/// One line for the log of calls.
struct CallLine {
  std::string_view method, path, world, rule, request_id;
  int status;              ///< 0: dropped on purpose
  std::string_view fault;  ///< what struck the call, if anything
};

class Server : public Handler {
 public:
  Server(Engine& engine, Ports ports) : engine_(engine), ports_(std::move(ports)) {}

  std::optional<Response> try_handle(const Request& request) override;
  Response handle(const Request& request) override { return answer_in_full(request, nullptr); }
  Response handle_for(const Request& request, Caller& caller) override {
    return answer_in_full(request, &caller);
  }
  /// The key of the world that the request is about: its calls are answered one at a time.
  std::string lane_of(const Request& request) override;
  /// Writes the journal; an answer that says why it cannot be.
  std::optional<Response> before_sending(std::uint64_t before) override;
  std::uint64_t mark() override;

  /// Answers a request that was refused on its way here, and puts it into the log; into that of its
  /// world, too, when its head tells which one that is and nothing else holds it right now.
  Response refuse(const Unheard& unheard, const Request& request);
  /// How many bytes the body of a request with this head may have.
  static std::size_t body_limit(const Request& head);

  Ports& ports() { return ports_; }
  /// Called after every call; set before the first.
  std::function<void(const CallLine&)> on_call;

 private:
  std::optional<Response> answer(const Request& request, bool may_wait, Caller* caller);
  /// The same for a body that is plain now, or cannot be made plain.
  std::optional<Response> answer_plain(const Request& request, const AskedBy& by, bool may_wait,
                                       Caller* caller,
                                       const std::optional<AccessClaim>& unreadable);
  Response answer_in_full(const Request& request, Caller* caller);
  [[nodiscard]] Response not_kept(const std::string& problem) const;
  /// What came of asking where the world of a call is.
  struct Found {
    bool here = false;   ///< it was brought in; false without a word: nobody had to be asked
    bool later = false;  ///< that would have to wait
    std::optional<Answer> refused = {};
  };
  Found find_home(const Call& call, const Route& route, std::string_view key, bool may_wait);
  /// An answer that was read from a world here is good only if the world still was here then.
  [[nodiscard]] std::optional<Answer> lost_meanwhile(const Call& call) const;
  /// The answer that the call, sent before under the same Lotusbox-Once, was given then.
  std::optional<Response> answered_once(Call& call);
  /// Locks the world that a call is about; an answer when there is none, and no answer and no
  /// session when that would have to wait.
  std::optional<Answer> enter_world(Call& call, const Route& route, bool may_wait);
  Response finish(Call& call, const std::shared_ptr<WorldSlot>& slot, Answer answer);
  /// Answers a page that may not ask this; else says in the call whether it may read the answer.
  std::optional<Response> refuse_strangers(Call& call, const AskedBy& by, const Route* route,
                                           bool preflight);
  Response turn_away(Call& call, Refusal refusal);
  Response preflight(const Request& request, bool shared);
  std::string id_without_world();

  Engine& engine_;
  Ports ports_;
  std::atomic<std::uint64_t> calls_without_world_{0};
  std::atomic<bool> journal_fails_{false};  ///< nothing is promised until it can be written again
};

}  // namespace lotusbox::api
