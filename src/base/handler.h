// The port through which a server asks for answers to its requests. The handler knows what they
// mean; the server does not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/caller.h"
#include "base/http_message.h"

namespace lotusbox {

/// What a server asks for answers. Called from several threads at once.
class Handler {
 public:
  Handler() = default;
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;
  virtual ~Handler() = default;

  /// Answers if that can be done at once (microseconds); nullopt when it would have to wait or
  /// to work long. The server then calls `handle` on a thread of its own.
  virtual std::optional<Response> try_handle(const Request& request) = 0;

  /// Answers, however long it takes. `handle` is called after a refused `try_handle` only.
  virtual Response handle(const Request& request) = 0;
  /// The same for a caller who may go before there is an answer.
  virtual Response handle_for(const Request& request, Caller&) { return handle(request); }

  /// Requests with the same name here want the same thing, so `handle` gets them one at a time; an
  /// empty name holds nobody up. Asked after a refused `try_handle`, on the thread of that.
  virtual std::string lane_of(const Request&) { return {}; }

  /// Asked once for all answers of `try_handle` that are ready to be sent, where the server was
  /// told to ask: a Response goes out in place of each of them.
  virtual std::optional<Response> before_sending(std::uint64_t /*mark*/) { return std::nullopt; }
  /// What `before_sending` is given: taken before the first `try_handle` that it is asked for.
  virtual std::uint64_t mark() { return 0; }
};

}  // namespace lotusbox
