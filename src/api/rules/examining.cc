#include "api/rules/examining.h"

#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr std::int64_t kPortMax = 65535;

bool between(const Field& field, std::int64_t least, std::int64_t most) {
  if (!field.given()) return true;
  const auto number = field.is_scalar() ? parse_integer(field.text) : std::nullopt;
  return number && *number >= least && *number <= most;
}

bool is_key(const Field& field) {
  return !field.given() || (field.is_text() && field.text.size() == limits::kWebhookKeyBytes);
}

Objection body_readable(const ExamineClaim& c) {
  if (c.body_problem.empty()) return std::nullopt;
  return Finding{.message = std::string(c.body_problem)};
}
Objection url_given(const ExamineClaim& c) {
  return when(!c.url.is_text(), "url must be the address of the receiver that is to be examined");
}
Objection targets_allowed(const ExamineClaim& c) {
  const std::pair<std::string_view, const std::string*> rows[] = {
      {"url", &c.url_problem}, {"probe", &c.probe_problem}, {"reset", &c.reset_problem}};
  for (const auto& [param, problem] : rows) {
    if (!problem->empty()) return Finding{.message = *problem, .param = std::string(param)};
  }
  return std::nullopt;
}
Objection keys_fit(const ExamineClaim& c) {
  if (!is_key(c.key)) return Finding{.message = "key must have 16 bytes", .param = "key"};
  if (is_key(c.next_key)) return std::nullopt;
  return Finding{.message = "next_key must have 16 bytes", .param = "next_key"};
}
Objection names_known(const ExamineClaim& c) {
  if (c.name_problem.empty()) return std::nullopt;
  return Finding{.message = c.name_problem, .param = c.name_param};
}
Objection numbers_fit(const ExamineClaim& c) {
  if (!between(c.seed, 0, INT64_MAX)) {
    return Finding{.message = "seed must be a whole number, 0 or more", .param = "seed"};
  }
  if (!between(c.timeout_ms, 1, ExamineWanted::kTimeoutMsMax)) {
    return Finding{.message = "timeout_ms must be a number from 1 to 60000", .param = "timeout_ms"};
  }
  if (between(c.port, 0, kPortMax)) return std::nullopt;
  return Finding{.message = "port must be a number from 0 to 65535", .param = "port"};
}
Objection pointer_fits(const ExamineClaim& c) {
  const bool good = !c.pointer.given() ||
                    (c.pointer.is_text() && (c.pointer.text.empty() || c.pointer.text[0] == '/'));
  return when(!good, "pointer must be a JSON pointer such as /mandates");
}

constexpr RuleRow<ExamineClaim> kRules[] = {
    {{"examine.body_malformed", parameter_invalid, "", assumed, "control plane",
      "The body can be read as JSON or a form"},
     body_readable},
    {{"examine.url", parameter_missing, "url", assumed, "control plane",
      "The receiver that is to be examined is named"},
     url_given},
    {{"examine.target_allowed", parameter_invalid, "", assumed, "control plane",
      "The receiver, its probe and its reset are where webhooks may go"},
     targets_allowed},
    {{"examine.key", parameter_invalid, "", assumed, "control plane",
      "A key of webhooks has 16 bytes"},
     keys_fit},
    {{"examine.name", parameter_invalid, "", assumed, "control plane",
      "Examinations that are chosen exist"},
     names_known},
    {{"examine.number", parameter_invalid_integer, "", assumed, "control plane",
      "seed, timeout_ms and port are numbers within their bounds"},
     numbers_fit},
    {{"examine.pointer", parameter_invalid, "pointer", assumed, "control plane",
      "The pointer is one into JSON"},
     pointer_fits},
};

}  // namespace

std::vector<std::string> names_in(const Field& list) {
  std::vector<std::string> names;
  if (!list.given()) return names;
  for (const std::string_view piece : split(list.text, ',')) {
    if (!trim(piece).empty()) names.emplace_back(trim(piece));
  }
  return names;
}

std::optional<Refusal> refuse_examine(const ExamineClaim& claim) {
  return first_refusal(std::span<const RuleRow<ExamineClaim>>(kRules), claim);
}

ExamineWanted read_examine(const ExamineClaim& claim) {
  ExamineWanted wanted;
  wanted.url = claim.url.text;
  wanted.key = claim.key.text;
  wanted.next_key = claim.next_key.text;
  wanted.probe = claim.probe.text;
  wanted.reset = claim.reset.text;
  wanted.pointer = claim.pointer.text;
  wanted.only = names_in(claim.only);
  wanted.skip = names_in(claim.skip);
  if (claim.seed.given()) wanted.seed = std::uint64_t(*parse_integer(claim.seed.text));
  if (claim.timeout_ms.given()) wanted.timeout_ms = int(*parse_integer(claim.timeout_ms.text));
  if (claim.port.given()) wanted.port = int(*parse_integer(claim.port.text));
  return wanted;
}

std::vector<const Rule*> examine_rule_list() {
  return rules_of(std::span<const RuleRow<ExamineClaim>>(kRules));
}

}  // namespace lotusbox::api
