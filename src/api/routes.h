// The route table: every path the server answers, as rows. Handlers are found through it, the
// documents are made from it, and a path that is not in it is a 404.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"

namespace lotusbox::api {

enum class Access : std::uint8_t {
  open,     ///< no key, no world
  key,      ///< a key is required and names the world
  control,  ///< a key or Lotusbox-World names the world; the example world otherwise
  link      ///< the link in the path or query names the world
};

enum class Pace : std::uint8_t {
  quick,  ///< answered on the thread that read the call
  slow    ///< may work or wait for long: answered on a thread of its own
};

/// What of a call to a route goes into the journal.
enum class Journaled : std::uint8_t {
  by_method,  ///< all but GET, which only looks
  always,     ///< a GET that the vendor lets change something
  never       ///< it changes nothing, or the engine itself writes it down
};

/// What a route is called in the OpenAPI document, what it takes, and what it answers. Types are
/// written as in wire/schema.h.
struct Operation {
  std::string_view name;          ///< the operationId: `create_source`
  std::string_view takes = {};    ///< name of the schema of its body; empty: none is read
  std::string_view answers = {};  ///< a type; empty: a page or a file
  std::string_view query = {};    ///< names of its query parameters, with spaces between
  std::string_view late = {};     ///< a type: what is answered with 408; empty: nothing is
};

struct Route {
  std::string_view method;   ///< GET also answers HEAD
  std::string_view pattern;  ///< `/v1/sources/{id}`
  Answer (*handler)(Call&);
  Access access;
  Pace pace;
  Evidence evidence;
  std::string_view summary;
  Operation operation;
  std::string_view produces = {};  ///< media types of a good answer; empty: JSON, or a page
  Journaled journaled = Journaled::by_method;
};

std::span<const Route> vendor_routes();
std::span<const Route> resource_routes();
std::span<const Route> debit_routes();  ///< and collections, settlements, subscriptions
std::span<const Route> page_routes();
std::span<const Route> ui_routes();  ///< the page that watches a world, its files, the index
std::span<const Route> control_routes();
std::span<const Route> webhook_routes();
std::span<const Route> copy_routes();
std::span<const Route> watch_routes();
std::span<const Route> examine_routes();
std::span<const Route> glance_routes();  ///< lists, timelines, and what lies ahead
std::span<const Route> fault_routes();
std::span<const Route> chaos_routes();
std::span<const Route> juspay_routes();  ///< Juspay's own API and its part of the control plane

/// The rows of all tables.
std::vector<const Route*> all_routes();

struct RouteMatch {
  const Route* route = nullptr;           ///< null: no such path, or not with this method
  std::vector<std::string> params;        ///< percent-decoded
  std::vector<std::string_view> allowed;  ///< methods the path knows, when the route is null
};

/// Empty segments are ignored: trailing and doubled slashes do not matter (facts 14.2).
RouteMatch find_route(std::string_view method, std::string_view path);

}  // namespace lotusbox::api
