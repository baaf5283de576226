// The life that examinations are made from, as a scenario: every type of event that LotusPay sends
// occurs in it, and texts of every length and script.
#pragma once

#include "scenario/script.h"

namespace lotusbox::examiner {

/// Marks of special events: what the note in the metadata of their object begins with.
inline constexpr std::string_view kDevanagari = "नमस्ते";
inline constexpr std::string_view kEmoji = "🪷🚀";
inline constexpr std::string_view kFourKilobytes = "four kilobytes ";

scenario::Script life_script();

}  // namespace lotusbox::examiner
