// Rules about includes: floors, rooms of the core, and the places of outside headers.
#include <algorithm>
#include <array>

#include "tidy/rules.h"

namespace lotusbox::tidy {

namespace {

struct Floor {
  std::string_view name;
  std::string_view below;  ///< what it may include besides itself
};

constexpr Floor kFloors[] = {
    {"base", ""},
    {"core", "base"},
    {"engine", "base core"},
    {"wire", "base core"},
    {"api", "base core engine wire"},
    {"webhook", "base core engine wire"},
    {"scenario", "base core engine wire"},
    {"store", "base core engine wire"},
    {"net", "base"},
    {"sandbox", "base core engine wire api webhook scenario store net"},
    {"cli", "base core engine wire api webhook scenario store net sandbox"},
};

const Floor* find_floor(std::string_view name) {
  for (const Floor& floor : kFloors) {
    if (floor.name == name) return &floor;
  }
  return nullptr;
}

std::string_view part(std::string_view path, int index) {
  for (; index > 0; --index) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
  return path.substr(0, path.find('/'));
}

/// Place in values < model < behaviour < run; what lies beside the rooms stands above them all.
std::size_t room_rank(std::string_view room) {
  constexpr std::array<std::string_view, 4> kRooms = {"values", "model", "behaviour", "run"};
  return static_cast<std::size_t>(std::find(kRooms.begin(), kRooms.end(), room) - kRooms.begin());
}

struct HeaderRule {
  std::string_view header;
  std::string_view judged;                ///< files that the rule looks at
  std::vector<std::string_view> allowed;  ///< files among them that may include it
  std::string_view instead;
  std::string_view because;
};

constexpr std::string_view kInside = "use http_server.h, http_client.h or outbound_calls.h";
constexpr std::string_view kSlow = "it brings Boost, which takes seconds to compile";
constexpr std::string_view kPure = "the core reaches no world but its own";

// clang-format off
const std::vector<HeaderRule>& header_rules() {
  static const std::vector<HeaderRule> kRules = {
      {"httplib.h", "src/*", {"src/net/*.cc"},
       "use net/ through base/http_message.h", "only net knows the HTTP library"},
      {"nlohmann/json_fwd.hpp", "src/*",
       {"src/wire/*", "src/api/*.cc", "src/scenario/*.cc", "src/sandbox/*.cc", "src/cli/*.cc"},
       "use wire's own types", "JSON is a matter of the wire"},
      {"nlohmann/", "src/*",
       {"src/wire/*.cc", "src/api/*.cc", "src/scenario/*.cc", "src/sandbox/*.cc", "src/cli/*.cc"},
       "use base/json_writer.h to write, wire/ to read, <nlohmann/json_fwd.hpp> in wire headers",
       "JSON is a matter of the wire, and its header costs 2.6 s an include"},
      {"boost/asio/", "src/*", {"src/net/*"}, "use net/", "only net knows sockets"},
      {"boost/beast/", "src/*", {"src/net/*"}, "use net/", "only net speaks HTTP"},
      {"net/connection.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/exchange.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/host_lookup.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/listeners.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/message_parser.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/server_loop.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"net/tls.h", "src/*", {"src/net/*"}, kInside, kSlow},
      {"boost/", "src/*", {"src/core/values/calendar.cc"},
       "use core/values/calendar.h", "dates are counted in one place; Boost snaps month ends"},
      {"openssl/", "src/*", {"src/webhook/cipher.cc", "src/net/tls.cc"},
       "use webhook/cipher.h or net/tls.h", "one file knows the ciphers, and one TLS"},
      {"sqlite3.h", "src/*", {"src/store/*.cc"},
       "use engine's journal port", "only the store knows the data base"},
      {"CLI/", "src/*", {"src/cli/*.cc"},
       "take plain values as parameters", "only the command line reads arguments"},
      {"sys/socket.h", "src/*", {"src/net/*"}, "use net/", "only net knows sockets"},
      {"netinet/", "src/*", {"src/net/*"}, "use net/", "only net knows sockets"},
      {"arpa/", "src/*", {"src/net/*"}, "use net/", "only net knows sockets"},
      {"regex", "src/*", {}, "use base/text.h", "std::regex is slow and recurses without a bound"},
      {"iostream", "src/*", {}, "use the logger, or std::fputs in cli",
       "streams bring locale and static start-up code"},
      {"fstream", "src/core/*", {}, "take the content as a parameter", kPure},
      {"filesystem", "src/core/*", {}, "take the content as a parameter", kPure},
      {"thread", "src/core/*", {}, "use plain functions on a World", kPure},
      {"mutex", "src/core/*", {}, "lock in engine", kPure},
      {"random", "src/core/*", {}, "use the world's own generator", kPure},
      {"locale", "src/core/*", {}, "use base/text.h", kPure},
  };
  return kRules;
}
// clang-format on

}  // namespace

Violations check_floors(const File& file) {
  Violations found;
  if (!file.path.starts_with("src/")) return found;
  const auto own_name = part(file.path, 1);
  const Floor* own = find_floor(own_name);
  if (own == nullptr) return found;  // check_names speaks of it
  for (const Include& include : includes_of(file.content)) {
    if (!include.quoted) continue;
    const auto target = part(include.target, 0);
    const std::string what = "includes \"" + include.target + "\"";
    if (find_floor(target) == nullptr) {
      found.push_back({file.path, include.line, what, "use a path that begins with a floor",
                       "a reader sees from it how deep the arrow goes"});
    } else if (target != own_name && find_word(own->below, target) == std::string_view::npos) {
      found.push_back(
          {file.path, include.line, what,
           (own->below.empty() ? "use the standard library" : "use " + std::string(own->below)) +
               ", or a port that a floor above fills",
           std::string(own_name) + " may not know " + std::string(target)});
    } else if (target == "core" && own_name == "core" &&
               room_rank(part(include.target, 1)) > room_rank(part(file.path, 2))) {
      found.push_back({file.path, include.line, what,
                       "use what lies to the left in values < model < behaviour < run",
                       "inside the core arrows point left only"});
    }
  }
  return found;
}

Violations check_outside_headers(const File& file) {
  Violations found;
  for (const Include& include : includes_of(file.content)) {
    for (const HeaderRule& rule : header_rules()) {
      if (rule.header.ends_with("/") ? !include.target.starts_with(rule.header)
                                     : include.target != rule.header) {
        continue;
      }
      const auto fits = [&](std::string_view pattern) { return matches(file.path, pattern); };
      if (!fits(rule.judged)) continue;
      if (std::none_of(rule.allowed.begin(), rule.allowed.end(), fits)) {
        found.push_back({file.path, include.line, "includes <" + include.target + ">",
                         std::string(rule.instead), std::string(rule.because)});
      }
      break;  // the first row that speaks of the header and the file decides
    }
  }
  return found;
}

}  // namespace lotusbox::tidy
