// The e-mails and text messages that the vendor would have sent.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_outbox(Call& call);

}  // namespace lotusbox::api
