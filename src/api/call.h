// One call on its way through the api floor: what came in, the world it is about, and the answer
// that goes out. Handlers get a Call and return an Answer; they know neither sockets nor rules.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/answer.h"
#include "api/metrics.h"
#include "api/rules/lookup.h"
#include "api/rules/web.h"
#include "base/caller.h"
#include "base/http_message.h"
#include "engine/engine.h"
#include "wire/body.h"
#include "wire/json_shapes.h"

namespace lotusbox::api {

struct ExamineWanted;  // api/rules/examining.h

/// What the api needs from above: the outside world, as functions.
struct Ports {
  /// Why nothing may be sent to this URL; empty: it may.
  std::function<std::string(std::string_view url)> webhook_target_problem;
  /// Waits until no delivery of the world is due or on its way, or the time is up; true when quiet.
  std::function<bool(const std::shared_ptr<WorldSlot>&, int timeout_ms)> settle;
  /// What happened in the world of a key, as a scenario; why that cannot be written. `stop` is
  /// asked now and then whether the caller has gone.
  std::function<Result<std::string, std::string>(const std::string& key,
                                                 const std::function<bool()>& stop)>
      session_script;
  /// The body that the last attempt at a delivery had, or the next one will have, of its event.
  std::function<std::string(const World&, DeliveryId, std::string_view event)> delivery_body;
  /// Why there is no examination of a receiver of this name; empty: there is one.
  std::function<std::string(std::string_view name)> examination_problem;
  /// Examines a receiver, which may take long; its report as JSON, or why it cannot be examined.
  std::function<Result<std::string, std::string>(const ExamineWanted& wanted,
                                                 const std::function<bool()>& stop)>
      examine;
  std::string public_url;  ///< empty: links use the host the caller used
  std::string local_url;   ///< where the server listens; used when a caller sends no Host
  std::string version;
  WebPolicy web;
  /// What comes was let in before, and is only lived through again.
  std::function<bool()> replays;
  Metrics* metrics = nullptr;  ///< null: nothing is counted
  std::function<std::chrono::microseconds()> loop_lag;
};

struct Call {
  const Request& request;
  Engine& engine;
  const Ports& ports;
  std::string_view pattern;         ///< of the path, as its route writes it
  std::vector<std::string> params;  ///< the {…} pieces of the path, in order
  wire::Body query;
  std::optional<Session> session;   ///< the caller's world; none on routes without one
  std::shared_ptr<WorldSlot> home;  ///< the world whose log keeps the call; none as above
  bool shared = false;              ///< the page that asked may read the answer
  bool may_wait = true;             ///< false on the thread that reads all calls
  Caller* caller = nullptr;         ///< who waits for the answer; null when that is not known
  bool changes = false;             ///< it may change the world, so it is written down
  std::string_view once = {};       ///< by which whoever passes it on may send it again
  std::uint64_t fingerprint = 0;    ///< of all parameters; only when it has an Idempotency-Key

  [[nodiscard]] const wire::Body& body();
  /// What was sent under the name of a parameter: in the body, the query, a header or the path.
  [[nodiscard]] Field sent(std::string_view param);
  [[nodiscard]] std::string base_url() const;
  [[nodiscard]] const World& world() const { return session->world(); }
  [[nodiscard]] wire::View view(std::string_view base) const;
  [[nodiscard]] bool wants_json() const;  ///< Accept names JSON and not HTML
  [[nodiscard]] bool says_json() const;   ///< its Content-Type does, or it has no body
  void end_session();  ///< its world is unlocked; nothing when there is no session
  /// The caller has gone, or the server stops.
  [[nodiscard]] bool is_over() const;
  /// Waits until the world has no delivery due or on its way, while somebody waits for the answer.
  bool settle(const std::shared_ptr<WorldSlot>& slot, int timeout_ms);
  /// Its number in the log of its world.
  std::uint64_t number();
  /// Writes the call down with its answer, once: before the world is let go of.
  void write_down(const Answer& answer);
  /// The same for a call that lets go of the world before its answer is finished; `body` stands in
  /// for what was sent, where that alone does not lead to the same.
  void write_down_unfinished(std::optional<std::string> body = std::nullopt);

 private:
  std::optional<wire::Body> body_;
  std::uint64_t number_ = 0;
  std::optional<std::string> body_instead_;
  void write_down(int status, std::string_view rule, std::optional<std::string_view> body);
  bool written_down_ = false;

 public:
  Call(const Request& request_, Engine& engine_, const Ports& ports_)
      : request(request_), engine(engine_), ports(ports_) {}
};

Answer json_answer(std::string body, int status = 200);
Answer refused(Refusal refusal);
/// A refusal that is about the machine or the server, and has no place in the tables; 503 unless
/// told.
Answer unavailable(std::string_view rule, std::string_view code, std::string_view message);
Answer too_many_worlds();
/// Counts the rules that were asked outside a command, and refuses what they do not let through.
std::optional<Answer> asked(Call& call, const AskedRules& rules, std::optional<Refusal> refusal);
/// Refuses what is not there, and counts the look-up either way.
std::optional<Answer> missing(Call& call, Lookup what, bool found);

}  // namespace lotusbox::api
