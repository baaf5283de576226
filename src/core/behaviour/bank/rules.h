// Rules of telling LotusPay or a bank what to do.
#pragma once

#include "core/behaviour/bank/tables.h"
#include "core/behaviour/rule.h"
#include "core/model/command.h"
#include "core/model/world.h"

namespace lotusbox {

/// What the call names, and the move that it wants.
struct ParsedBank {
  const World& world;
  const AskBank& command;
  std::optional<SourceId> source;
  std::optional<MandateId> mandate;
  const BankMoveRow* move = nullptr;
  const ReasonCode* reason = nullptr;
};

ParsedBank read_bank(const World& world, const AskBank& command);
std::span<const RuleRow<ParsedBank>> bank_rules();

}  // namespace lotusbox
