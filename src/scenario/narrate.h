// Turns what happened into lines: events with the names of their objects, and the state that an
// object was left in. The language of everything a scenario expects.
#pragma once

#include "scenario/session.h"

namespace lotusbox::scenario {

/// New events in order, then one state line for each mandate or source that they changed.
Lines narrate(Session& session);

/// `mandate.amend.failed m1 link lapsed (assumed)`
std::string event_line(const Session& session, const JsonValue& event);

/// Gives a mandate, its UMRN and its customer the names that can be derived.
void name_mandate(Session& session, std::string_view alias, const JsonValue& mandate);

/// `m1 active maximum=Rs 5000.00 frequency=MNTH final=2030-01-31`
std::string mandate_state(std::string_view alias, const JsonValue& mandate);
/// `s1 pending attempts=1`
std::string source_state(std::string_view alias, const JsonValue& source);

/// The alias of an object, or its kind when it has none.
std::string called(const Session& session, const std::string& id, const std::string& kind);

}  // namespace lotusbox::scenario
