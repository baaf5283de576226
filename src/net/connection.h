// What the event loop keeps of one client, and the table it keeps them in. A key names a place in
// the table and which of its successive tenants is meant, so a late event for a connection that is
// gone never touches the one that came after it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/caller.h"
#include "net/file_descriptor.h"
#include "net/request_reader.h"

namespace lotusbox::net {

using Clock = std::chrono::steady_clock;
using ConnectionKey = std::uint64_t;

struct Connection {
  enum class State : std::uint8_t {
    kReading,    ///< a request, or the wait for one
    kWorking,    ///< a worker has the request; nothing is read meanwhile, so answers keep order
    kDelaying,   ///< the answer is there and waits for its time
    kLingering,  ///< everything is said; what still comes is dropped until the client closes
  };

  ConnectionKey key = 0;
  FileDescriptor socket;
  RequestReader reader;
  std::string input;   ///< arrived behind a request that is not answered yet
  std::string output;  ///< answers, sent up to `sent`
  std::size_t sent = 0;
  std::shared_ptr<Caller> caller;     ///< while kWorking: told when the client goes
  std::unique_ptr<Response> delayed;  ///< while kDelaying, until `delayed_until`
  Clock::time_point delayed_until;
  std::optional<std::size_t> held_from;  ///< where answers begin that may not be sent yet
  std::size_t dropped = 0;               ///< bytes read and dropped while lingering
  Clock::time_point deadline;
  std::size_t counted = 0;     ///< its part in what all connections hold
  std::uint32_t interest = 0;  ///< the events asked of epoll
  State state = State::kReading;
  bool request_begun = false;      ///< `deadline` is that of the request
  bool close_when_sent = false;    ///< nothing more is read; the output is the last
  bool linger_when_sent = false;   ///< of a closing one: the client may still be sending
  bool resumes_this_turn = false;  ///< `input` waits for its turn, no event will tell

  [[nodiscard]] bool has_output() const { return sent < output.size(); }
  /// What its buffers take.
  [[nodiscard]] std::size_t room_taken() const;
};

class ConnectionTable {
 public:
  /// Places a new client; the object is one that an earlier client left, emptied.
  Connection& open(FileDescriptor socket);
  /// Closes the socket; the key becomes unknown.
  void close(Connection& connection);
  /// The connection of that key; nullptr when it is closed.
  [[nodiscard]] Connection* find(ConnectionKey key) const;

  [[nodiscard]] std::size_t size() const { return places_.size() - free_.size(); }
  /// Calls `visit` with every open connection, which it may close.
  template <class Visit>
  void for_each(Visit visit) {
    for (const auto& place : places_) {
      if (place->socket.is_open()) visit(*place);
    }
  }

 private:
  std::vector<std::unique_ptr<Connection>> places_;
  std::vector<std::uint32_t> free_;
};

}  // namespace lotusbox::net
