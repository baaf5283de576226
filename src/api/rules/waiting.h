// Rules of `POST /_mock/wait`: what a call can wait for, and what narrows it down. The handler
// looks up what has happened meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"

namespace lotusbox::api {

enum class WaitFor : std::uint8_t { event, delivery, request, mail, quiet };
std::string_view to_text(WaitFor what);

/// `POST /_mock/wait`.
struct WaitClaim {
  std::string_view body_problem;
  std::vector<std::string> names;  ///< of all that was sent
  Field what, type, resource, status, path, method, channel, count, after, timeout_ms;
  bool after_known = true;  ///< `after` names an event, a mail or a kept call of this world
};

/// A claim that was not refused, read.
struct ParsedWait {
  WaitFor what = WaitFor::event;
  std::size_t count = 1;
  int timeout_ms = 0;

  static constexpr std::int64_t kCountMax = 1000;
  static constexpr int kTimeoutMsDefault = 5000;
  static constexpr int kTimeoutMsMax = 60000;
};

std::optional<Refusal> refuse_wait(const WaitClaim& claim);
/// Call when refuse_wait had nothing to say.
ParsedWait read_wait(const WaitClaim& claim);

std::vector<const Rule*> wait_rule_list();

}  // namespace lotusbox::api
