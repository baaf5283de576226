// What the control plane offers for debits beside their routes.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

/// `POST /_mock/bank` with `{"debit","outcome","response_code"}`.
Answer bank_answers_debit(Call& call);

}  // namespace lotusbox::api
