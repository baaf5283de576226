#include "api/pages/words.h"

#include <algorithm>
#include <iterator>

namespace lotusbox::api {

namespace {

constexpr std::string_view kUsedUp =
    "Leaving changes nothing. Accepting or refusing uses this link up.";
constexpr std::string_view kReusable =
    "Leaving or refusing changes nothing: this link can be opened again.";
constexpr std::string_view kAsBefore =
    "The mandate is as it was before. The merchant can send a new link.";

constexpr KindWords kWords[] = {
    {"create", "Set up a mandate", "asks to collect payments from your bank account.",
     "Accept and set up", kReusable, "Mandate set up", "The merchant may now collect as agreed.",
     "Mandate not set up", "Nothing was set up. The same link can be tried again."},
    {"amend", "Change a mandate", "asks to change a mandate that you gave.", "Accept the change",
     kUsedUp, "Mandate changed", "The new terms hold from now on.", "Mandate not changed",
     kAsBefore},
    {"pause", "Pause a mandate", "asks to pause a mandate that you gave.", "Accept the pause",
     kUsedUp, "Mandate paused", "The mandate rests until it is resumed.", "Mandate not paused",
     kAsBefore},
    {"resume", "Resume a mandate", "asks to resume a mandate that is paused.", "Accept and resume",
     kUsedUp, "Mandate resumed", "The mandate is active again.", "Mandate not resumed", kAsBefore},
    {"cancel", "Cancel a mandate", "asks to end a mandate that you gave, for good.",
     "Accept the cancellation", kUsedUp, "Mandate cancelled", "The mandate has ended.",
     "Mandate not cancelled", kAsBefore},
    {"", "Answer a request", "asks for your answer about a mandate.", "Accept", kUsedUp,
     "Request accepted", "Your answer was taken.", "Request not accepted",
     "Your answer was taken."},
};

}  // namespace

const KindWords& words_of(std::string_view kind) {
  const auto* found = std::find_if(std::begin(kWords), std::prev(std::end(kWords)),
                                   [&](const KindWords& words) { return words.kind == kind; });
  return *found;
}

}  // namespace lotusbox::api
