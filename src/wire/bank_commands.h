// From bodies to commands about paper, the banks and how they behave.
#pragma once

#include "core/model/command.h"
#include "wire/body.h"

namespace lotusbox::wire {

/// A multipart body with the parts `file` and `reference1`.
UploadImage read_upload(const Body& body);
AskBank read_ask_bank(const Body& body);
/// The same call about a debit.
AnswerDebit read_answer_debit(const Body& body);
SetPolicy read_policy(const Body& body);

}  // namespace lotusbox::wire
