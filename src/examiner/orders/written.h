// A failing order in words, and as a scenario that repeats it on any machine.
#pragma once

#include <string>
#include <vector>

#include "examiner/orders/shrink.h"
#include "scenario/script.h"

namespace lotusbox::examiner {

/// `1. mandate.cancelled MD00… (event 9)`, a line each; then what was dropped.
std::string tell_case(const Story& story, const Case& one);

/// The order of a case for the command line, with events by their places in the whole story.
std::string order_of(const Case& one);
/// The events that a case keeps: `3,9`.
std::string events_of(const Case& one);

/// Where the receiver is, and what it is asked.
struct Places {
  std::string url, key, probe, reset, pointer;
};

/// `lived` is the script of the story with what it printed; `expected` the state after the events
/// in order, with names instead of ids.
scenario::Script write_case(const scenario::Script& lived, const Story& story, const Case& one,
                            const Places& places, const std::string& expected);

}  // namespace lotusbox::examiner
