// What the door to a sandbox in the same process refuses: all that the server would refuse over the
// network. So what happens in one way can be told, kept and lived through again in the other.
#pragma once

#include <optional>
#include <string>

#include "base/http_message.h"
#include "net/request_reader.h"

namespace lotusbox {

struct DoorCheck {
  std::optional<net::Refusal> refused;
  std::string target;               ///< as the server hands it on: without scheme and host
  std::optional<std::string> host;  ///< that the target has named: it stands in place of the header
};

DoorCheck check_at_door(const Request& request, const net::ReadLimits& limits);

/// The same for requests from the network and from this process.
net::ReadLimits limits_of_reading();

}  // namespace lotusbox
