#include "net/connection.h"

#include <memory>
#include <utility>

namespace lotusbox::net {
namespace {

// Low half: the place; high half: a count of its tenants. The count starts at 1, and the loop's own
// keys have an empty high half.
constexpr ConnectionKey kPlaceMask = 0xFFFFFFFF;
constexpr ConnectionKey kNextTenant = kPlaceMask + 1;

}  // namespace

std::size_t Connection::room_taken() const {
  return reader.room_taken() + input.capacity() + output.capacity() +
         (delayed ? delayed->body.capacity() : 0);
}

Connection& ConnectionTable::open(FileDescriptor socket) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(places_.size()));
    places_.push_back(std::make_unique<Connection>());
    places_.back()->key = free_.back() | kNextTenant;
  }
  Connection& connection = *places_[free_.back()];
  free_.pop_back();
  connection.socket = std::move(socket);
  return connection;
}

void ConnectionTable::close(Connection& connection) {
  const auto next_key = connection.key + kNextTenant;
  // Made anew, not assigned to: its texts would keep their room.
  std::destroy_at(&connection);
  std::construct_at(&connection);
  connection.key = next_key;
  free_.push_back(static_cast<std::uint32_t>(next_key & kPlaceMask));
}

Connection* ConnectionTable::find(ConnectionKey key) const {
  const auto place = key & kPlaceMask;
  if (place >= places_.size() || places_[place]->key != key) return nullptr;
  return places_[place]->socket.is_open() ? places_[place].get() : nullptr;
}

}  // namespace lotusbox::net
