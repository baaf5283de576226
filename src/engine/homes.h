// Where worlds live when several servers share them: the port through which a server makes sure
// that it, and no other, has a world before it opens one. A server alone has no homes: all worlds
// are its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lotusbox {

class Homes {
 public:
  enum class At : std::uint8_t {
    here,
    later,      ///< to find out would take a while, and the caller may not wait
    elsewhere,  ///< another server has it, or is to have it
    nowhere     ///< that cannot be told now, or it cannot be opened
  };
  struct Place {
    At at = At::here;
    std::uint32_t number = 0;  ///< of a world that is here, for its links
    std::string address;       ///< elsewhere: of that server
    std::string problem;       ///< nowhere: why, as a sentence
    bool is_known = true;      ///< false: no world has that number
  };

  /// A world as all servers together know it.
  struct Line {
    std::string key, address;  ///< the address is empty while nobody has it
    std::uint64_t entries = 0;
  };

  Homes() = default;
  Homes(const Homes&) = delete;
  Homes& operator=(const Homes&) = delete;
  virtual ~Homes() = default;

  /// Brings the world of a key here unless it is elsewhere; the engine knows it afterwards.
  virtual Place bring_in(std::string_view key, bool may_wait) = 0;
  /// The same for the world that links name by a number.
  virtual Place bring_in(std::uint32_t number, bool may_wait) = 0;
  /// Takes a key that has no world yet, for a copy that the caller makes; elsewhere: it has one.
  virtual Place take_free(std::string_view key) = 0;
  /// What stands in the way of answering from worlds that are here: they may be elsewhere by now.
  [[nodiscard]] virtual std::optional<std::string> out_of_touch() const = 0;
  /// All worlds of all servers, by key.
  virtual Result<std::vector<Line>, std::string> all() = 0;
  /// This server takes no more worlds and lets go of those it has.
  [[nodiscard]] virtual bool drains() const = 0;
};

}  // namespace lotusbox
