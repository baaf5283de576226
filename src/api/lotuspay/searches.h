// Handlers of the searches for sources and mandates.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer search_sources(Call& call);
Answer search_mandates(Call& call);

}  // namespace lotusbox::api
