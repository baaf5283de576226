// Waiting until something happens in a world.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_wait(Call& call);

}  // namespace lotusbox::api
