// Turns what happened into lines: events with the names of their objects, and the state that an
// object was left in. The language of everything a scenario expects.
#pragma once

#include "scenario/execution.h"

namespace lotusbox::scenario {

/// New events in order, then one state line for each mandate or source that they changed.
Lines narrate(Execution& session);

/// `mandate.amend.failed m1 link lapsed (assumed)`
std::string event_line(const Execution& session, const JsonValue& event);

/// Gives a mandate, its UMRN and its customer the names that can be derived.
void name_mandate(Execution& session, std::string_view alias, const JsonValue& mandate);

/// `m1 active maximum=Rs 5000.00 frequency=MNTH final=2030-01-31`
std::string mandate_state(std::string_view alias, const JsonValue& mandate);
/// `s1 pending attempts=1`
std::string source_state(std::string_view alias, const JsonValue& source);

/// What an event of a debit or settlement says beside its type; empty for others.
std::string money_of(const JsonValue& event);
/// Gives the debits, collections and settlements of an event the next free names: d1, do1, sm1.
void name_money(Execution& session, const JsonValue& event);
/// `d1 returned Rs 500.00 on 2026-01-31 04`
std::string debit_state(std::string_view alias, const JsonValue& debit);
/// `do1 Rs 500.00 count=1 charge=2026-01-31 value=2026-01-31`
std::string collection_state(std::string_view alias, const JsonValue& collection);
/// `sm1 settled Rs 494.10 of Rs 500.00`
std::string settlement_state(std::string_view alias, const JsonValue& settlement);
/// `sb1 active Rs 500.00 every month day=31 count=12`
std::string subscription_state(std::string_view alias, const JsonValue& subscription);

/// The alias of an object, or its kind when it has none.
std::string called(const Execution& session, const std::string& id, const std::string& kind);

}  // namespace lotusbox::scenario
