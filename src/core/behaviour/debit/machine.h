// The machine of an ACH debit: one payment out of the account of a debtor. What a bank may say to
// it, and when nothing more can happen, is in machine.cc.
#pragma once

#include "core/behaviour/transition.h"
#include "core/model/ledger_words.h"

namespace lotusbox {

enum class DebitTrigger : std::uint8_t {
  create,
  made_by_subscription,
  cancel,
  mandate_ended,
  morning,
  confirm,
  extend,
  reject,
  give_back,
  deny,
  no_answer
};

template <>
struct MachineOf<DebitTrigger> : Joins<Machine::debit, DebitStatus> {};

extern const MachineTable kDebitMachine;

}  // namespace lotusbox
