#include "api/rules/calls.h"

#include <algorithm>

#include "core/behaviour/link/mobile.h"

namespace lotusbox::api {

namespace {

using enum Evidence;
using enum RefusalCode;

constexpr Rule kAcceptRule{"request.accept",
                           RefusalCode::not_acceptable,
                           "",
                           documented,
                           "facts 1.3",
                           "The answer may be in the format of the route, which is mostly JSON"};

Objection key_fits(const KeyClaim& c) {
  const bool plain = std::all_of(c.key.begin(), c.key.end(), [](char character) {
    return character >= ' ' && character < 127;
  });
  if (plain && c.key.size() <= limits::kIdempotencyKeyLength) return std::nullopt;
  Finding found{.message = "Idempotency-Key must be at most 255 plain characters"};
  found.inputs = {{"Idempotency-Key", std::string(c.key)},
                  {"characters", std::to_string(c.key.size())}};
  return found;
}

Objection same_call(const KeyClaim& c) {
  if (c.before == nullptr || c.before->fingerprint == c.fingerprint) return std::nullopt;
  Finding found{.message = "This Idempotency-Key came with other parameters before"};
  found.blocking = "the key was used at " + format_ist(c.before->at);
  found.passes_at = c.before->at + limits::kIdempotencyLife;
  return found;
}

constexpr RuleRow<KeyClaim> kKeyRules[] = {
    {{"idempotency.key", RefusalCode::parameter_invalid, "", assumed, "facts 1.5",
      "The key has at most 255 plain characters"},
     key_fits},
    {{"idempotency.key_reused", RefusalCode::idempotency_key_reused, "", assumed, "R12",
      "A key comes again only with the same path and parameters"},
     same_call},
};

Objection stray(const StrayClaim& c, Slack slack, std::string_view name, std::string_view where) {
  if (name.empty() || takes(c.profile, slack)) return std::nullopt;
  Finding found{.message = "Nothing of this name is read in the " + std::string(where)};
  if (!c.meant.empty()) found.message += ": did you mean " + std::string(c.meant);
  found.param = std::string(name);
  return found;
}

Objection filters_known(const StrayClaim& c) {
  return stray(c, Slack::unknown_filters, c.filter, "query");
}
Objection keys_known(const StrayClaim& c) { return stray(c, Slack::unknown_keys, c.key, "body"); }
Objection body_is_form(const StrayClaim& c) {
  return when(c.juspay_json && !takes(c.profile, Slack::juspay_json),
              "The body must be a form: application/x-www-form-urlencoded");
}

constexpr RuleRow<StrayClaim> kStrayRules[] = {
    {{"strict.filter", parameter_invalid, "", assumed, "facts 15: profile strict",
      "Strict: each parameter of the query is one that the pages have"},
     filters_known},
    {{"strict.form", parameter_invalid, "Content-Type", assumed, "facts 15: profile strict",
      "Strict: the body of a call of Juspay is a form"},
     body_is_form},
    {{"strict.key", parameter_invalid, "", assumed, "facts 15: profile strict",
      "Strict: each key of the body is one that the pages have"},
     keys_known},
};

Objection unknown(const NameClaim& c, std::string_view name, std::string_view what) {
  if (name.empty()) return std::nullopt;
  Finding found{.message = "There is no " + std::string(what) + " " + std::string(name) + " here"};
  if (!c.meant.empty()) {
    found.message += ": did you mean " + std::string(c.meant);
  } else if (c.known.empty()) {
    found.message += ": this call reads none";
  } else {
    found.message += ": there are " + c.known;
  }
  found.param = std::string(name);
  return found;
}
Objection parameter_known(const NameClaim& c) { return unknown(c, c.parameter, "parameter"); }
Objection key_known(const NameClaim& c) { return unknown(c, c.key, "key"); }

constexpr RuleRow<NameClaim> kNameRules[] = {
    {{"control.parameter", parameter_invalid, "", assumed, "control plane",
      "Each parameter of the query is one that the call reads"},
     parameter_known},
    {{"control.key", parameter_invalid, "", assumed, "control plane",
      "Each key of the body is one that the call reads"},
     key_known},
};

}  // namespace

std::optional<Refusal> refuse_names(const NameClaim& claim) {
  return first_refusal(std::span<const RuleRow<NameClaim>>(kNameRules), claim);
}

std::vector<const Rule*> name_rule_list() {
  return rules_of(std::span<const RuleRow<NameClaim>>(kNameRules));
}

std::optional<Refusal> refuse_accept(bool acceptable) {
  if (acceptable) return std::nullopt;
  return Refusal{&kAcceptRule, {.message = "Answers are JSON: accept application/json"}};
}

std::optional<Refusal> refuse_key(const KeyClaim& claim) {
  return first_refusal(std::span<const RuleRow<KeyClaim>>(kKeyRules), claim);
}

std::optional<Refusal> refuse_strays(const StrayClaim& claim) {
  return first_refusal(std::span<const RuleRow<StrayClaim>>(kStrayRules), claim);
}

std::vector<const Rule*> stray_rule_list() {
  return rules_of(std::span<const RuleRow<StrayClaim>>(kStrayRules));
}

const Rule& accept_rule() { return kAcceptRule; }

std::vector<const Rule*> key_rule_list() {
  return rules_of(std::span<const RuleRow<KeyClaim>>(kKeyRules));
}

std::vector<const Rule*> call_rule_list() {
  std::vector<const Rule*> rules{&kAcceptRule, &mobile_rule()};
  for (const Rule* rule : key_rule_list()) rules.push_back(rule);
  for (const Rule* rule : stray_rule_list()) rules.push_back(rule);
  for (const Rule* rule : name_rule_list()) rules.push_back(rule);
  return rules;
}

}  // namespace lotusbox::api
