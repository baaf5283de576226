// The sources that tables cite, as links to docs/evidence.md.
#pragma once

#include <string>
#include <string_view>

#include "base/text_table.h"

namespace lotusbox::cli {

/// "seed 1; facts 4.5, 9" with a Markdown link on each of its three sources, as
/// docs/reference needs it.
[[nodiscard]] std::string link_citations(std::string_view text);
/// The same for every cell and the note of a table.
void link_citations(TextTable& table);

}  // namespace lotusbox::cli
