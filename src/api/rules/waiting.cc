#include "api/rules/waiting.h"

#include <algorithm>

#include "api/rules/filters.h"
#include "base/check.h"
#include "base/text.h"
#include "core/model/mail.h"
#include "core/model/words.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::string_view kWhat[] = {"event", "delivery", "request", "mail", "quiet"};

/// What a wait may be narrowed down by, for each thing that is waited for.
struct FilterRow {
  std::string_view name;
  bool event, delivery, request, mail;
};
constexpr FilterRow kFilters[] = {
    {"type", true, true, false, true},     {"resource", true, true, false, true},
    {"status", false, true, true, false},  {"path", false, false, true, false},
    {"method", false, false, true, false}, {"channel", false, false, false, true},
    {"count", true, true, true, true},     {"after", true, true, true, true},
};
constexpr std::string_view kAlways[] = {"for", "timeout_ms"};

std::optional<WaitFor> parse_wait_for(std::string_view text) {
  const auto* found = std::find(std::begin(kWhat), std::end(kWhat), text);
  if (found == std::end(kWhat)) return std::nullopt;
  return static_cast<WaitFor>(found - std::begin(kWhat));
}

bool goes_with(WaitFor what, std::string_view name) {
  if (std::find(std::begin(kAlways), std::end(kAlways), name) != std::end(kAlways)) return true;
  const auto* row = std::find_if(std::begin(kFilters), std::end(kFilters),
                                 [&](const FilterRow& one) { return one.name == name; });
  if (row == std::end(kFilters)) return false;
  switch (what) {
    case WaitFor::event: return row->event;
    case WaitFor::delivery: return row->delivery;
    case WaitFor::request: return row->request;
    case WaitFor::mail: return row->mail;
    case WaitFor::quiet: return false;
  }
  LOTUSBOX_UNREACHABLE("wait for");
}

std::optional<std::int64_t> between(const Field& field, std::int64_t least, std::int64_t most) {
  const auto number = parse_integer(field.text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

Objection body_readable(const WaitClaim& c) {
  if (c.body_problem.empty()) return std::nullopt;
  return Finding{.message = std::string(c.body_problem)};
}
Objection what_known(const WaitClaim& c) {
  return when(!parse_wait_for(c.what.text), "for must be event, delivery, request, mail or quiet");
}
Objection filters_go_with_it(const WaitClaim& c) {
  const WaitFor what = *parse_wait_for(c.what.text);
  for (const std::string& name : c.names) {
    if (goes_with(what, name)) continue;
    Finding found{.message = "This is nothing that a wait for " + std::string(to_text(what)) +
                             " can be narrowed down by",
                  .param = name};
    found.inputs = {{"for", c.what.text}};
    return found;
  }
  return std::nullopt;
}
Objection type_known(const WaitClaim& c) {
  if (parse_wait_for(c.what.text) == WaitFor::mail) return mail_type_known(c.type);
  return event_type_known(c.type);
}
Objection status_fits(const WaitClaim& c) {
  if (!c.status.given()) return std::nullopt;
  const bool of_request = parse_wait_for(c.what.text) == WaitFor::request;
  if (of_request) return http_status_fits(c.status);
  return delivery_status_known(c.status);
}
Objection channel_fits(const WaitClaim& c) {
  return when(c.channel.given() && !parse_mail_channel(c.channel.text),
              "channel must be email or sms");
}
Objection count_fits(const WaitClaim& c) {
  return when(c.count.given() && !between(c.count, 1, ParsedWait::kCountMax),
              "count must be a number from 1 to 1000");
}
Objection after_names_something(const WaitClaim& c) {
  const bool known = !c.after.given() || c.after_known;
  if (parse_wait_for(c.what.text) == WaitFor::mail) {
    return when(!known, "after must be the id of a mail of this world, or of a call that is kept");
  }
  return when(!known,
              "after must be the id of a call that is kept; for events and deliveries also of an "
              "event");
}
Objection timeout_fits(const WaitClaim& c) {
  return when(c.timeout_ms.given() && !between(c.timeout_ms, 0, ParsedWait::kTimeoutMsMax),
              "timeout_ms must be a number from 0 to 60000");
}

constexpr RuleRow<WaitClaim> kWaitRules[] = {
    {{"control.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"wait.for", parameter_invalid, "for", assumed, "control plane",
      "What is waited for is an event, a delivery, a request, a mail or quiet"},
     what_known},
    {{"wait.filter", parameter_invalid, "", assumed, "control plane",
      "What is sent narrows down what is waited for"},
     filters_go_with_it},
    {{"wait.type", parameter_invalid, "type", assumed, "control plane",
      "There are events, or mails, of this type"},
     type_known},
    {{"wait.status", parameter_invalid, "status", assumed, "control plane",
      "A delivery or an answer can have this status"},
     status_fits},
    {{"wait.channel", parameter_invalid, "channel", assumed, "control plane",
      "A mail goes by e-mail or text message"},
     channel_fits},
    {{"wait.count", parameter_invalid_integer, "count", assumed, "control plane",
      "The count is from 1 to 1000"},
     count_fits},
    {{"wait.after", parameter_invalid, "after", assumed, "control plane",
      "The wait begins at an event, mail or call that is known"},
     after_names_something},
    {{"wait.timeout_ms", parameter_invalid_integer, "timeout_ms", assumed, "control plane",
      "The wait is at most a minute"},
     timeout_fits},
};

}  // namespace

std::string_view to_text(WaitFor what) { return kWhat[static_cast<std::size_t>(what)]; }

std::optional<Refusal> refuse_wait(const WaitClaim& claim) {
  return first_refusal(std::span<const RuleRow<WaitClaim>>(kWaitRules), claim);
}

ParsedWait read_wait(const WaitClaim& claim) {
  ParsedWait wanted;
  wanted.what = *parse_wait_for(claim.what.text);
  wanted.timeout_ms = ParsedWait::kTimeoutMsDefault;
  if (claim.timeout_ms.given()) wanted.timeout_ms = int(*parse_integer(claim.timeout_ms.text));
  if (claim.count.given()) wanted.count = std::size_t(*parse_integer(claim.count.text));
  return wanted;
}

std::vector<const Rule*> wait_rule_list() {
  return rules_of(std::span<const RuleRow<WaitClaim>>(kWaitRules));
}

}  // namespace lotusbox::api
