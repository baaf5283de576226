// What calls and timers about debits come to: changes, or a refusal.
#pragma once

#include "core/behaviour/change.h"

namespace lotusbox {

Decided decide_create_debit(const World& world, const CreateDebit& command);
Decided decide_cancel_debit(const World& world, const CancelDebit& command);
Decided decide_answer_debit(const World& world, const AnswerDebit& command);
Decided decide_debit_time_up(const World& world, const DebitTimeUp& command);

}  // namespace lotusbox
