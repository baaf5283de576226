// Debits and subscriptions for tests: commands that pass every rule, and a world that holds money
// in every state.
#pragma once

#include <string_view>

#include "support/play.h"

namespace lotusbox::test {

CreateDebit good_debit(const World& world, MandateId mandate, std::string_view amount = "10000");
CreateSubscription good_subscription(const World& world, MandateId mandate, std::string_view start);
AnswerDebit bank_says(const World& world, DebitId debit, std::string_view outcome,
                      std::string_view code = "");
SetDebitPolicy debits_are(std::string_view outcome);

/// A mandate that can be charged today: the clock is at eight in the morning of a later day.
MandateId chargeable_mandate(Play& play);
DebitId debit(Play& play, MandateId mandate, std::string_view amount = "10000");
/// To that hour of today, in India.
void advance_to_hour(Play& play, int hour, int minute = 0);

/// A debit, collection, settlement and subscription in each of their states.
void add_money(Play& play);

}  // namespace lotusbox::test
