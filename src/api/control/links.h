// The links and management requests of a source or mandate, and what became of them: so that a lost
// link is found again, and a failed request says why.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "api/control/explanation.h"

namespace lotusbox::api {

/// Why something came to nothing.
struct EndReason {
  std::string_view code;  ///< of NPCI or a bank; empty: none was said
  std::string description;
  std::string_view by;         ///< who refused; empty: no one did
  const Rule* rule = nullptr;  ///< that did not hold any more
};

/// Nothing while the request waits, and when it was applied.
std::optional<EndReason> end_of_request(const World& world, RequestId id);
/// Why the last answer on this link was not taken as it was given, or why the link was closed.
std::optional<EndReason> end_of_link(const World& world, LinkId id);
/// The member `reason`.
void put_reason(JsonWriter& out, const std::optional<EndReason>& reason);

/// `GET /_mock/links`
Answer control_links(Call& call);

/// What became of the request behind a link, in the shape of a refusal explained.
Explanation explain_request(const World& world, LinkId id);

}  // namespace lotusbox::api
