// A refusal: which rule said no, why, what it saw, what stood in the way, and when it would pass.
// A refused command has changed nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/words.h"
#include "core/values/instant.h"

namespace lotusbox {

/// The vendor-like class of a refusal (`error.code`); the HTTP status follows from it.
enum class RefusalCode : std::uint8_t {
  parameter_missing,
  parameter_invalid,
  parameter_invalid_integer,
  invalid_mandate_usage,
  invalid_source_usage,
  invalid_debit_usage,
  invalid_subscription_usage,
  resource_missing,
  link_gone,
  authentication_required,
  idempotency_key_reused,
  not_acceptable,
  method_not_allowed,
  body_too_large,
  unsupported_encoding,
  misdirected_request,
  origin_not_allowed
};

std::string_view to_text(RefusalCode code);

/// What the rule looks at may change between the making of a link and its use: what is done about
/// that when the customer accepts.
enum class WhenUsed : std::uint8_t {
  unmoved,      ///< it looks at nothing that changes
  stays_true,   ///< it looks at time or another object, but what held once holds until then
  asked_once,   ///< it may have ceased to hold, and is not asked again
  asked_again,  ///< where it does not hold any more, nothing is applied
};

std::string_view to_text(WhenUsed value);

/// A rule as data: what the tables print and what refusals name.
struct Rule {
  std::string_view id;  ///< `amend.final_date_not_past`
  RefusalCode code;
  std::string_view param;  ///< the parameter it is about, or empty
  Evidence evidence;
  std::string_view source;   ///< where the rule comes from
  std::string_view demands;  ///< the rule as a sentence: what must hold
  WhenUsed when_used = WhenUsed::unmoved;
};

/// What a rule found wrong.
struct Finding {
  std::string message;               ///< for the caller; ASCII, no apostrophe
  std::string param;                 ///< overrides the rule's, when not empty
  std::optional<RefusalCode> code;   ///< overrides the rule's
  std::string blocking;              ///< the state that stands in the way, for `why`
  std::optional<Instant> passes_at;  ///< earliest instant at which the same command would pass
  std::vector<std::pair<std::string, std::string>> inputs;  ///< what the rule looked at
};

struct Refusal {
  const Rule* rule;  ///< never null; rules live as long as the program
  Finding finding;

  [[nodiscard]] RefusalCode code() const { return finding.code.value_or(rule->code); }
  [[nodiscard]] std::string_view param() const {
    return finding.param.empty() ? rule->param : std::string_view(finding.param);
  }
};

}  // namespace lotusbox
