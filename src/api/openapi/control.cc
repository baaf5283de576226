// What the control plane takes and answers.
#include <algorithm>
#include <array>

#include "api/openapi/openapi.h"
#include "core/model/switches.h"

namespace lotusbox::api {

namespace {

using wire::Member;
using wire::Schema;
using enum wire::SchemaKind;

/// The members and one more for each switch of the policy.
template <std::size_t Count>
constexpr auto with_switches(const Member (&members)[Count]) {
  std::array<Member, Count + kSwitchCount> all{};
  std::copy(std::begin(members), std::end(members), all.begin());
  for (std::size_t i = 0; i < kSwitchCount; ++i) all[Count + i] = {kSwitches[i].key, "text"};
  return all;
}

// clang-format off
constexpr Member kStatus[] = {{"status", "text"}};
constexpr Member kVersion[] = {{"name", "'lotusbox'"}, {"version", "text"}};
constexpr Member kClock[] = {{"mode", "text"}, {"now", "seconds"}, {"now_ist", "text"}};
constexpr Member kEventLine[] = {{"id", "text"}, {"type", "text"}, {"resource_id", "text"}};
constexpr Member kFired[] = {
    {"at", "seconds"}, {"at_ist", "text"}, {"rule", "text"}, {"object", "text"}, {"events", "[@EventLine]"},
    {"why?", "@MissedDate"},
};
constexpr Member kMissedDate[] = {{"date", "date"}, {"rule", "text"}, {"message", "text"}};
constexpr Member kAdvanced[] = {
    {"now", "seconds"}, {"now_ist", "text"}, {"fired_count", "int"}, {"fired", "[@Fired]"},
    {"stopped_at_limit?", "int"}, {"stopped_after?", "int"}, {"to?", "text"}, {"message?", "text"}, {"quiet", "bool"},
};
constexpr Member kReset[] = {{"now", "seconds"}, {"now_ist", "text"}, {"seed", "int"}};
constexpr Member kEndReason[] = {
    {"code", "text?"}, {"description", "text"}, {"by", "text?"}, {"rule", "text?"},
};
constexpr Member kAuthorised[] = {
    {"status", "'SUCCESS'|'FAILED'"}, {"return_to", "text?"}, {"reason?", "@EndReason?"},
};
constexpr Member kAsked[] = {
    {"frequency?", "text"}, {"collection_amount?", "int"}, {"maximum_amount?", "int"}, {"final_collection_date?", "date"},
    {"return_url?", "text"}, {"auth_mode?", "text"},
};
constexpr Member kLinkEntry[] = {
    {"link", "text"}, {"url", "text"}, {"short_url", "text?"}, {"action", "'create'|'amend'|'pause'|'resume'|'cancel'"},
    {"asked", "@Asked"}, {"created", "seconds?"}, {"created_ist", "text?"}, {"expires_at", "seconds?"},
    {"expires_at_ist", "text?"}, {"link_status", "'live'|'used'|'expired'|'closed'"}, {"ended_at", "seconds?"},
    {"ended_at_ist", "text?"},
    {"state", "'awaiting'|'applied'|'refused'|'lapsed'|'pending'|'pending_submission'|'submitted'|'withdrawn'"},
    {"reason", "@EndReason?"},
};
constexpr Member kLinkEntries[] = {{"data", "[@LinkEntry]"}, {"has_more", "bool"}};
constexpr Member kWebhook[] = {
    {"url", "text?"}, {"key", "text?"}, {"format", "'encrypted'|'plain'"},
};
constexpr Member kJuspayWebhook[] = {{"url", "text?"}};
constexpr Member kPolicySettings[] = {
    {"profile", "'documented'|'strict'|'lenient'"}, {"cancel_enabled", "bool"}, {"cancel_link_minutes", "int"},
    {"cut_off_hour", "int"}, {"submission", "@StepPolicy"}, {"acknowledgement", "@StepPolicy"},
    {"response", "@StepPolicy"}, {"cancel_submission", "@StepPolicy"}, {"cancel_response", "@StepPolicy"},
};
constexpr auto kPolicy = with_switches(kPolicySettings);
constexpr Member kStepPolicy[] = {
    {"mode", "'automatic'|'manual'"}, {"after", "text?"}, {"outcome", "text?"}, {"reason_code", "text?"},
};
constexpr Member kControlEvent[] = {
    {"id", "text"}, {"created", "seconds"}, {"created_ist", "text"}, {"type", "text"}, {"resource_id", "text"},
    {"object", "text"}, {"row", "text"}, {"evidence", "'documented'|'observed'|'assumed'"},
    {"event_evidence", "'documented'|'observed'|'assumed'"}, {"reason?", "@EndReason"}, {"data?", "hash"},
};
constexpr Member kControlEvents[] = {
    {"data", "[@ControlEvent]"}, {"has_more", "bool"}, {"total", "int"},
};
constexpr Member kAttempt[] = {
    {"at", "seconds"}, {"at_ist", "text"}, {"verdict", "'answered'|'timed_out'|'unreachable'|'aborted'"},
    {"http_status", "int?"}, {"took_ms", "int"}, {"reason", "text?"},
};
constexpr Member kDelivery[] = {
    {"id", "int"}, {"event", "text"}, {"type", "text"}, {"resource_id", "text"},
    {"status", "'due'|'waiting'|'delivered'|'given_up'|'held'|'lost'"},
    {"chaos", "'delayed'|'reordered'|'lost'|'duplicate'?"}, {"url", "text"}, {"created", "seconds"},
    {"due_at", "seconds"}, {"due_at_ist", "text"}, {"payload", "hash"}, {"attempts", "[@Attempt]"},
};
constexpr Member kDeliveries[] = {{"data", "[@Delivery]"}, {"has_more", "bool"}, {"total", "int"}};
constexpr Member kKeptCall[] = {
    {"id", "text"}, {"at", "seconds"}, {"at_ist", "text"}, {"method", "text"}, {"path", "text"},
    {"status", "int"}, {"rule", "text?"}, {"fault", "text?"},
};
constexpr Member kKeptCalls[] = {{"data", "[@KeptCall]"}, {"has_more", "bool"}};
constexpr Member kWhy[] = {
    {"request", "text?"}, {"subscription?", "text"}, {"date?", "date"}, {"missed?", "[@MissedDate]"},
    {"at_ist", "text"}, {"rule", "text"}, {"demands", "text"},
    {"evidence", "'documented'|'observed'|'assumed'"}, {"source", "text"}, {"message", "text"}, {"param", "text?"},
    {"blocking", "text?"}, {"inputs", "hash"}, {"passes_at", "seconds?"}, {"passes_at_ist", "text?"},
};
constexpr Member kRowCoverage[] = {
    {"id", "text"}, {"machine", "text"}, {"count", "int"}, {"evidence", "'documented'|'observed'|'assumed'"},
    {"event_evidence", "'documented'|'observed'|'assumed'?"},
};
constexpr Member kRuleCoverage[] = {
    {"id", "text"}, {"passed", "int"}, {"refused", "int"}, {"evidence", "'documented'|'observed'|'assumed'"},
};
constexpr Member kTried[] = {{"id", "text"}, {"count", "int"}};
constexpr Member kShare[] = {{"covered", "int"}, {"total", "int"}, {"percent", "int"}};
constexpr Member kShares[] = {
    {"rows", "@Share"}, {"rules", "@Share"}, {"codes", "@Share"}, {"event_types", "@Share"},
    {"link_outcomes", "@Share"},
};
constexpr Member kNeverTried[] = {
    {"rows", "[text]"}, {"rules", "[text]"}, {"codes", "[text]"}, {"event_types", "[text]"}, {"link_outcomes", "[text]"},
};
constexpr Member kCoverage[] = {
    {"scope", "'world'|'all'"}, {"rows", "[@RowCoverage]"}, {"rules", "[@RuleCoverage]"}, {"codes", "[@Tried]"},
    {"event_types", "[@Tried]"}, {"link_outcomes", "[@Tried]"}, {"summary", "@Shares"}, {"threshold?", "int"},
    {"below?", "bool"}, {"never_tried?", "@NeverTried"},
};
constexpr Member kKeptMessage[] = {
    {"headers", "hash"}, {"body", "text?"}, {"bytes", "int"}, {"truncated", "bool"},
};
constexpr Member kWholeCall[] = {
    {"id", "text"}, {"at", "seconds"}, {"at_ist", "text"}, {"method", "text"}, {"path", "text"}, {"query", "text?"},
    {"status", "int"}, {"rule", "text?"}, {"fault", "text?"}, {"request", "@KeptMessage"}, {"answer", "@KeptMessage"}, {"why", "@Why?"},
};
constexpr std::string_view kWaitItems = "[@ControlEvent]|[@Delivery]|[@KeptCall]|[@Mail]";
constexpr Member kMail[] = {
    {"id", "text"}, {"at", "seconds"}, {"at_ist", "text"},
    {"type", "'source.invitation'|'source.reminder'|'source.returned'|'mandate.link'"}, {"channel", "'email'|'sms'"},
    {"sent", "bool"}, {"to", "text"}, {"subject", "text?"}, {"text", "text"}, {"link", "text?"}, {"resource_id", "text"},
    {"reason_code", "text?"}, {"reason", "text?"},
};
constexpr Member kJuspayPause[] = {
    {"status", "'scheduled'|'running'"}, {"start", "seconds"}, {"start_ist", "text"}, {"end", "seconds"},
    {"end_ist", "text"}, {"resume_asked", "bool"},
};
constexpr Member kJuspayState[] = {{"mandate", "@JuspayMandate"}, {"pause", "@JuspayPause?"}};
constexpr Member kOutbox[] = {{"data", "[@Mail]"}, {"has_more", "bool"}, {"forgotten", "int"}};
constexpr Member kArrived[] = {
    {"for", "'event'|'delivery'|'request'|'mail'|'quiet'"}, {"matched", "bool"}, {"count", "int"}, {"wanted", "int"},
    {"data", kWaitItems},
};
constexpr Member kNearMiss[] = {
    {"differs", "[text]"}, {"item", "@ControlEvent|@Delivery|@KeptCall|@Mail"},
};
constexpr Member kWaitOver[] = {
    {"for", "'event'|'delivery'|'request'|'mail'|'quiet'"}, {"matched", "bool"}, {"count", "int"}, {"wanted", "int"},
    {"data", kWaitItems}, {"closest", "[@NearMiss]"}, {"arrived", kWaitItems},
};
constexpr Member kWaitWanted[] = {
    {"for", "'event'|'delivery'|'request'|'mail'|'quiet'"}, {"type", "text"}, {"resource", "text"}, {"status", "scalar"},
    {"path", "text"}, {"method", "text"}, {"channel", "text"}, {"count", "scalar"}, {"after", "text"}, {"timeout_ms", "scalar"},
};
constexpr Member kLinkState[] = {
    {"kind", "'create'|'amend'|'pause'|'resume'|'cancel'"}, {"status", "'live'|'used'|'expired'|'closed'"},
    {"expires_at", "seconds?"},
};

constexpr Member kClockWanted[] = {{"mode", "text"}, {"at", "text"}};
constexpr Member kAdvance[] = {
    {"by", "text"}, {"seconds", "scalar"}, {"to", "text"}, {"settle_ms", "scalar"}, {"limit", "scalar"},
};
constexpr Member kResetWanted[] = {{"at", "text"}, {"seed", "scalar"}, {"profile", "text"}};
constexpr Member kAuthorise[] = {
    {"link", "text"}, {"source", "text"}, {"mandate", "text"}, {"outcome", "'accepted'|'rejected'|'abandoned'"},
    {"reason_code", "scalar"}, {"reason_description", "scalar"}, {"reject_by", "scalar"}, {"auth_mode", "text"},
};
constexpr Member kCustomerAnswer[] = {
    {"outcome", "'accepted'|'rejected'|'abandoned'"}, {"reason_code", "scalar"}, {"reason_description", "scalar"},
    {"reject_by", "scalar"}, {"auth_mode", "text"},
};
constexpr Member kMobileClaim[] = {{"mobile", "scalar"}};
constexpr Member kMandateMade[] = {
    {"status", "text"}, {"status_cancel", "text"}, {"umrn", "scalar"}, {"customer", "text"}, {"created", "scalar"},
    {"date_acknowledged", "date"}, {"date_responded", "text?"},
    {"metadata", "any"}, {"variant", "text"}, {"amount_collection", "scalar"}, {"amount_maximum", "scalar"},
    {"category_code", "text"}, {"date_first_collection", "date"}, {"date_final_collection", "date"},
    {"date_of_mandate", "date"}, {"debtor_account_name", "text"}, {"debtor_account_number", "scalar"},
    {"debtor_account_type", "text"}, {"debtor_agent_code", "text"}, {"debtor_agent_mmbid", "text"},
    {"debtor_email", "text"}, {"debtor_mobile", "scalar"}, {"debtor_pan", "text"}, {"debtor_phone", "scalar"},
    {"frequency", "text"}, {"occurrence_sequence_type", "text"}, {"reference1", "scalar"},
};
constexpr Member kWebhookWanted[] = {
    {"url", "text"}, {"key", "text"}, {"format", "'encrypted'|'plain'"},
};
constexpr Member kPolicySettingsWanted[] = {
    {"profile", "text"}, {"cancel_enabled", "any"}, {"cancel_link_minutes", "scalar"},
    {"cut_off_hour", "scalar"}, {"submission", "@StepWanted"}, {"acknowledgement", "@StepWanted"},
    {"response", "@StepWanted"}, {"cancel_submission", "@StepWanted"}, {"cancel_response", "@StepWanted"},
};
constexpr auto kPolicyWanted = with_switches(kPolicySettingsWanted);
constexpr Member kStepWanted[] = {
    {"mode", "text"}, {"after", "text?"}, {"outcome", "text?"}, {"reason_code", "text?"},
};
constexpr Member kBankAsked[] = {
    {"source", "text"}, {"mandate", "text"}, {"step", "text"}, {"outcome", "text"}, {"reason_code", "scalar"},
    {"reason_description", "scalar"}, {"debit", "text"}, {"response_code", "scalar"},
};
constexpr Member kJuspayMade[] = {
    {"customer_id", "text"}, {"max_amount", "scalar"}, {"amount_rule", "text"}, {"frequency", "text"},
    {"start_date", "scalar"}, {"end_date", "scalar"}, {"mandate_type", "text"}, {"mandate_status", "text"},
    {"rule_type", "text"}, {"revokable_by_customer", "any"}, {"block_fund", "any"},
};
constexpr Member kPoint[] = {{"name", "text"}, {"now", "seconds"}, {"now_ist", "text"}};
constexpr Member kPoints[] = {{"data", "[@Point]"}};
constexpr Member kForked[] = {{"key", "text"}, {"now", "seconds"}, {"now_ist", "text"}};
constexpr Member kDropped[] = {{"dropped", "bool"}};
constexpr Member kPointWanted[] = {{"name", "text"}};
constexpr Member kForkWanted[] = {{"to", "text"}};
constexpr Member kJuspaySettled[] = {{"outcome", "text"}};

constexpr Member kDebitPolicy[] = {
    {"outcome", "'confirmed'|'extended'|'rejected'|'returned'|'denied'|'none'"}, {"response_code", "text?"},
    {"settlements", "bool"},
};
constexpr Member kDebitPolicyWanted[] = {
    {"outcome", "text"}, {"response_code", "text"}, {"settlements", "any"},
};

constexpr Member kNachProfile[] = {
    {"id", "text"}, {"creditor_agent_code", "text"}, {"creditor_agent_mmbid", "text"}, {"creditor_agent_name", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"}, {"configured", "bool"}, {"usual", "bool"},
};
constexpr Member kNachProfiles[] = {{"nach_profiles", "[@NachProfile]"}};
constexpr Member kNachProfileWanted[] = {
    {"creditor_agent_code", "text"}, {"creditor_agent_mmbid", "text"}, {"creditor_agent_name", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"},
};
constexpr Member kNachProfilesWanted[] = {{"nach_profiles", "[@NachProfileWanted]"}};
constexpr Member kChaos[] = {
    {"on", "bool"}, {"seed", "int?"}, {"duplicate", "text"}, {"delay", "text"}, {"delay_up_to", "text"},
    {"reorder", "text"}, {"reorder_within", "text"}, {"drop", "text"},
};
constexpr Member kChaosWanted[] = {
    {"seed", "scalar"}, {"duplicate", "scalar"}, {"delay", "scalar"}, {"delay_up_to", "text"},
    {"reorder", "scalar"}, {"reorder_within", "text"}, {"drop", "scalar"},
};
constexpr Member kFaultMatch[] = {{"method", "text?"}, {"path", "text?"}};
constexpr Member kFault[] = {
    {"number", "int"}, {"name", "text"}, {"match", "@FaultMatch"}, {"times", "int?"}, {"rate", "text?"},
    {"status", "int?"}, {"code", "text?"}, {"message", "text?"}, {"body", "text?"}, {"content_type", "text?"},
    {"latency_ms", "int"}, {"drop", "bool"}, {"truncate", "int?"}, {"seen", "int"}, {"struck", "int"}, {"left", "int?"},
};
constexpr Member kFaults[] = {{"faults", "[@Fault]"}};
constexpr Member kMatchWanted[] = {{"method", "text"}, {"path", "text"}};
constexpr Member kFaultWanted[] = {
    {"name", "scalar"}, {"match", "@MatchWanted"}, {"times", "scalar"}, {"rate", "scalar"}, {"status", "scalar"},
    {"code", "text"}, {"message", "text"}, {"body", "text"}, {"content_type", "text"}, {"latency_ms", "scalar"},
    {"drop", "any"}, {"truncate", "scalar"},
};
constexpr Member kFaultsWanted[] = {{"faults", "[@FaultWanted]"}};

constexpr Schema kSchemas[] = {
    {"EndReason", kEndReason}, {"Asked", kAsked}, {"LinkEntry", kLinkEntry}, {"LinkEntries", kLinkEntries},
    {"Status", kStatus}, {"Version", kVersion}, {"Clock", kClock}, {"EventLine", kEventLine}, {"Fired", kFired},
    {"Advanced", kAdvanced}, {"ResetDone", kReset}, {"Authorised", kAuthorised}, {"Webhook", kWebhook},
    {"JuspayWebhook", kJuspayWebhook}, {"Policy", kPolicy}, {"StepPolicy", kStepPolicy}, {"ControlEvent", kControlEvent},
    {"ControlEvents", kControlEvents}, {"Attempt", kAttempt}, {"Delivery", kDelivery},
    {"Deliveries", kDeliveries}, {"KeptCall", kKeptCall}, {"KeptCalls", kKeptCalls}, {"Why", kWhy}, {"MissedDate", kMissedDate},
    {"RowCoverage", kRowCoverage}, {"RuleCoverage", kRuleCoverage}, {"Coverage", kCoverage},
    {"Tried", kTried}, {"Share", kShare}, {"Shares", kShares}, {"NeverTried", kNeverTried},
    {"KeptMessage", kKeptMessage}, {"WholeCall", kWholeCall}, {"Arrived", kArrived}, {"NearMiss", kNearMiss},
    {"Mail", kMail}, {"Outbox", kOutbox}, {"JuspayPause", kJuspayPause}, {"JuspayState", kJuspayState},
    {"WaitOver", kWaitOver}, {"WaitWanted", kWaitWanted, request},
    {"LinkState", kLinkState}, {"Point", kPoint}, {"Points", kPoints}, {"Forked", kForked}, {"Dropped", kDropped},
    {"PointWanted", kPointWanted, request}, {"ForkWanted", kForkWanted, request},
    {"ClockWanted", kClockWanted, request}, {"Advance", kAdvance, request}, {"ResetWanted", kResetWanted, request},
    {"Authorise", kAuthorise, request}, {"CustomerAnswer", kCustomerAnswer, request},
    {"MobileClaim", kMobileClaim, request}, {"MandateMade", kMandateMade, request},
    {"WebhookWanted", kWebhookWanted, request}, {"PolicyWanted", kPolicyWanted, request},
    {"StepWanted", kStepWanted, request}, {"BankAsked", kBankAsked, request},
    {"DebitPolicy", kDebitPolicy}, {"DebitPolicyWanted", kDebitPolicyWanted, request},
    {"NachProfile", kNachProfile}, {"NachProfiles", kNachProfiles},
    {"NachProfileWanted", kNachProfileWanted, request}, {"NachProfilesWanted", kNachProfilesWanted, request},
    {"Chaos", kChaos}, {"ChaosWanted", kChaosWanted, request}, {"FaultMatch", kFaultMatch}, {"Fault", kFault},
    {"Faults", kFaults}, {"MatchWanted", kMatchWanted, request}, {"FaultWanted", kFaultWanted, request},
    {"FaultsWanted", kFaultsWanted, request},
    {"JuspayMade", kJuspayMade, request}, {"JuspaySettled", kJuspaySettled, request},
};

constexpr Operation kOperations[] = {
    {"GET", "/_mock/health", "", "@Status"},
    {"GET", "/_mock/ready", "", "@Status"},
    {"GET", "/_mock/version", "", "@Version"},
    {"GET", "/_mock/openapi.json", "", "hash"},
    {"GET", "/_mock/clock", "", "@Clock"},
    {"PUT", "/_mock/clock", "ClockWanted", "@Clock"},
    {"POST", "/_mock/clock/advance", "Advance", "@Advanced"},
    {"POST", "/_mock/authorise", "Authorise", "@Authorised"},
    {"POST", "/_mock/mandates", "MandateMade", "@Mandate"},
    {"GET", "/_mock/webhook", "", "@Webhook"},
    {"PUT", "/_mock/webhook", "WebhookWanted", "@Webhook"},
    {"DELETE", "/_mock/webhook", "", "@Webhook"},
    {"POST", "/_mock/bank", "BankAsked", "@Source|@Mandate|@AchDebit"},
    {"GET", "/_mock/policy", "", "@Policy"},
    {"PUT", "/_mock/policy", "PolicyWanted", "@Policy"},
    {"GET", "/_mock/policy/debits", "", "@DebitPolicy"},
    {"PUT", "/_mock/policy/debits", "DebitPolicyWanted", "@DebitPolicy"},
    {"POST", "/_mock/reset", "ResetWanted", "@ResetDone"},
    {"GET", "/_mock/snapshots", "", "@Points"},
    {"POST", "/_mock/snapshots", "PointWanted", "@Point"},
    {"POST", "/_mock/snapshots/{name}/restore", "", "@Point"},
    {"DELETE", "/_mock/snapshots/{name}", "", "@Points"},
    {"POST", "/_mock/fork", "ForkWanted", "@Forked"},
    {"DELETE", "/_mock/world", "", "@Dropped"},
    {"GET", "/_mock/session.scn", "", ""},
    {"GET", "/_mock/faults", "", "@Faults"},
    {"PUT", "/_mock/faults", "FaultsWanted", "@Faults"},
    {"DELETE", "/_mock/faults", "", "@Faults"},
    {"GET", "/_mock/nach_profiles", "", "@NachProfiles"},
    {"PUT", "/_mock/nach_profiles", "NachProfilesWanted", "@NachProfiles"},
    {"GET", "/_mock/chaos", "", "@Chaos"},
    {"PUT", "/_mock/chaos", "ChaosWanted", "@Chaos"},
    {"DELETE", "/_mock/chaos", "", "@Chaos"},
    {"GET", "/_mock/events", "", "@ControlEvents", "type resource offset limit after brief"},
    {"POST", "/_mock/events/{id}/resend", "", "@Delivery"},
    {"GET", "/_mock/links", "", "@LinkEntries", "mandate source limit after"},
    {"GET", "/_mock/deliveries", "", "@Deliveries", "type status resource offset limit after"},
    {"POST", "/_mock/wait", "WaitWanted", "@Arrived", "", "@WaitOver"},
    {"GET", "/_mock/outbox", "", "@Outbox", "type channel resource limit after"},
    {"GET", "/_mock/requests", "", "@KeptCalls", "method path status rule limit after"},
    {"GET", "/_mock/requests/{id}", "", "@WholeCall"},
    {"GET", "/_mock/why/{request_id}", "", "@Why"},
    {"GET", "/_mock/coverage", "", "@Coverage", "scope format threshold"},
    {"GET", "/_mock/ui", "", ""},
    {"GET", "/", "", ""},
    {"POST", "/_mock/juspay/mandates", "JuspayMade", "@JuspayMandate"},
    {"POST", "/_mock/juspay/mandates/{mandate_id}", "JuspaySettled", "@JuspayMandate"},
    {"GET", "/_mock/juspay/mandates/{mandate_id}", "", "@JuspayState"},
    {"DELETE", "/_mock/juspay/mandates/{mandate_id}/pause", "", "@JuspayState"},
    {"GET", "/_mock/juspay/webhook", "", "@JuspayWebhook"},
    {"PUT", "/_mock/juspay/webhook", "WebhookWanted", "@JuspayWebhook"},
    {"DELETE", "/_mock/juspay/webhook", "", "@JuspayWebhook"},
};
// clang-format on

}  // namespace

std::span<const Operation> control_operations() { return kOperations; }
std::span<const wire::Schema> control_schemas() { return kSchemas; }

}  // namespace lotusbox::api
