// The groups that the verb table is put together from: one small source each. Internal to this
// floor.
#pragma once

#include <span>

#include "scenario/verbs.h"

namespace lotusbox::scenario {

std::span<const Verb> world_verbs();       ///< world, advance, until-quiet, policy
std::span<const Verb> making_verbs();      ///< source, mandate
std::span<const Verb> request_verbs();     ///< request, links, withdraw
std::span<const Verb> bank_verbs();        ///< process, image, sponsor-cancel, bank
std::span<const Verb> customer_verbs();    ///< authorise, open-link, submit
std::span<const Verb> show_verbs();        ///< show, events
std::span<const Verb> webhook_verbs();     ///< receiver, webhook, deliveries, received, resend
std::span<const Verb> disturbing_verbs();  ///< chaos, fault, faults
std::span<const Verb> wait_verbs();        ///< wait
std::span<const Verb> raw_verbs();         ///< http, why
std::span<const Verb> asking_verbs();      ///< ask
std::span<const Verb> money_verbs();   ///< debit, subscription, update, cancel, bank, debit-policy
std::span<const Verb> juspay_verbs();  ///< juspay and those that begin with it

}  // namespace lotusbox::scenario
