// The pretend banks of the control plane: what they do now, and how they behave without being told.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

/// Dispatches by the key that names the object.
Answer control_bank(Call& call);

Answer get_policy(Call& call);
Answer put_policy(Call& call);

}  // namespace lotusbox::api
