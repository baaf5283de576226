// What somebody may have meant who mistyped a word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lotusbox {

/// The word nearest to the given one; empty when none is near enough to be meant. The same words in
/// another order, joined by low lines, are near: `amount_maximum` is `maximum_amount`.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& words);

/// `: did you mean scope`, for the end of a refusal; empty when no word is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string>& words);

}  // namespace lotusbox
