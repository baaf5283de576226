// Mails as the control plane shows them. The words are ours: no sample of the vendor is known.
#pragma once

#include "wire/json_shapes.h"

namespace lotusbox::wire {

/// The mail must still be kept.
void write_mail(JsonWriter& out, const View& view, std::uint32_t number);

}  // namespace lotusbox::wire
