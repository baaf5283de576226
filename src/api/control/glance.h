// The part of the control plane that shows many things at a glance: the worlds of the server, lists
// of mandates and sources, the timeline of one, what lies ahead, and the stream of what happens.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer control_worlds(Call& call);
Answer control_mandates(Call& call);
Answer control_sources(Call& call);
Answer control_timeline(Call& call);
Answer control_due(Call& call);
Answer control_har(Call& call);
Answer control_metrics(Call& call);
Answer control_stream(Call& call);

}  // namespace lotusbox::api
