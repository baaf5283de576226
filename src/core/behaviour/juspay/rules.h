// Rules of Juspay's own mandate API. Their codes and parameters say which of the vendor's error
// bodies a refusal takes: pause, resume and revoke stand as parameters where a state is in the way.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// A call, read once: what its texts meant and which mandate it names.
struct ParsedJuspay {
  const World& world;
  const JuspayCall& call;
  std::optional<JuspayCommand> wanted;
  std::optional<JuspayMandateId> id;
  const JuspayMandate* mandate = nullptr;         ///< set when id is
  std::optional<Instant> pause_start, pause_end;  ///< as sent; none when absent or unreadable
  std::optional<Instant> resume_date;

  /// When a pause takes effect, and until when, with the defaults of the page.
  [[nodiscard]] Instant from() const;
  [[nodiscard]] Instant until() const;
  /// A resume that calls off a pause to come, where the policy lets it (J10).
  [[nodiscard]] bool withdraws() const;
};
ParsedJuspay read_juspay(const World& world, const JuspayCall& call);

/// The rules of one command in order of precedence; those of check_status are the ones that every
/// call is asked first.
std::span<const RuleRow<ParsedJuspay>> juspay_rules(JuspayCommand command);

struct ParsedJuspayMake {
  const World& world;
  const MakeJuspayMandate& command;
  std::optional<JuspayStatus> status;
  std::optional<Paise> max_amount;
  std::optional<Instant> start, end;
};
ParsedJuspayMake read_make_juspay(const World& world, const MakeJuspayMandate& command);
std::span<const RuleRow<ParsedJuspayMake>> make_juspay_rules();

struct ParsedJuspaySettle {
  const World& world;
  const SettleJuspayMandate& command;
  std::optional<JuspayMandateId> id;
  std::optional<JuspayOutcome> outcome;
};
std::span<const RuleRow<ParsedJuspaySettle>> settle_juspay_rules();

struct ParsedJuspayWithdraw {
  const World& world;
  std::optional<JuspayMandateId> id;
};
std::span<const RuleRow<ParsedJuspayWithdraw>> withdraw_juspay_rules();

/// Asked of `GET /customers/{customer_id}/mandates`.
struct JuspayListClaim {
  Field merchant, offset, count;
};
std::span<const RuleRow<JuspayListClaim>> juspay_list_rules();
std::vector<const Rule*> juspay_list_rule_list();

/// Epoch seconds, as text or number; nullopt for anything else and beyond the calendar.
std::optional<Instant> parse_epoch(const Field& field);

}  // namespace lotusbox
