// What setting a webhook has in common for both vendors.
#pragma once

#include <optional>

#include "api/call.h"

namespace lotusbox::api {

/// Sets what the command names, if its target is allowed; the refusal when there is one.
std::optional<Answer> set_webhook(Call& call, SetWebhook command);
/// Events are delivered nowhere from now on.
void remove_webhook(Call& call, bool juspay);

}  // namespace lotusbox::api
