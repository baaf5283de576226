// Rules about who asks: under which name the server is called, and from which web page. They keep
// strange pages out, since the server has no secret that a page would have to know.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "core/behaviour/rule.h"

namespace lotusbox::api {

/// What is let in besides what is let in everywhere; set before the first call.
struct WebPolicy {
  std::vector<std::string> hosts;    ///< names, without a port
  std::vector<std::string> origins;  ///< `scheme://host[:port]`, that may call the vendors
  std::string public_url;            ///< under which browsers reach the server; may be empty
};

/// What a path is for, which decides what a page of another origin may do there.
enum class Surface : std::uint8_t {
  control,  ///< the control plane, and the page that watches a world: nothing
  vendor,   ///< the API of the vendors: what it likes, if its origin is allowed
  link      ///< the pages of links: lead there, as the app of a merchant does
};

/// What a request says about who sent it.
struct AskedBy {
  std::string_view host;              ///< Host; empty: none, as no browser does it
  std::string_view origin;            ///< Origin; empty: none
  std::string_view site, mode, dest;  ///< Sec-Fetch-Site, -Mode and -Dest; empty: none

  static AskedBy read(const Headers& headers);
};

struct WebClaim {
  const AskedBy& by;
  const WebPolicy& policy;
  Surface surface = Surface::control;
  bool reads = true;       ///< nothing changes by it
  bool preflight = false;  ///< a browser asks whether a page may ask
};

/// Whom the request is for: asked before anything else.
std::optional<Refusal> refuse_host(const AskedBy& by, const WebPolicy& policy);
/// Which page sent it; the host is good.
std::optional<Refusal> refuse_page(const WebClaim& claim);
/// True when the page that sent it may read the answer.
bool may_read_answer(const WebClaim& claim);

/// What is wrong with a value of --allow-host or --allow-origin; empty: nothing.
std::string problem_with_allowed_host(std::string_view host);
std::string problem_with_allowed_origin(std::string_view origin);

std::vector<const Rule*> web_rule_list();

}  // namespace lotusbox::api
