#include "api/rules/sets.h"

#include "api/rules/access.h"
#include "api/rules/authorise.h"
#include "api/rules/calls.h"
#include "api/rules/control.h"
#include "api/rules/examining.h"
#include "api/rules/faults.h"
#include "api/rules/filters.h"
#include "api/rules/lookup.h"
#include "api/rules/paging.h"
#include "api/rules/reports.h"
#include "api/rules/waiting.h"
#include "core/behaviour/juspay/rules.h"

namespace lotusbox::api {

constinit const AskedRules kAccessRules{"access", "", access_rule_list};
constinit const AskedRules kListRules{"list", "lookup", list_rule_list};
constinit const AskedRules kClockRules{"clock", "bank", clock_rule_list};
constinit const AskedRules kAdvanceRules{"advance", "clock", advance_rule_list};
constinit const AskedRules kResetRules{"reset", "advance", reset_rule_list};
constinit const AskedRules kSnapshotRules{"snapshot", "reset", snapshot_rule_list};
constinit const AskedRules kNamedSnapshotRules{"snapshot by name", "snapshot",
                                               named_snapshot_rule_list};
constinit const AskedRules kForkRules{"fork", "snapshot by name", fork_rule_list};
constinit const AskedRules kWaitRules{"wait", "fork", wait_rule_list};
constinit const AskedRules kCoverageRules{"coverage", "wait", coverage_rule_list};
constinit const AskedRules kFaultRules{"faults", "chaos", fault_rule_list};
constinit const AskedRules kLinksRules{"links", "faults", links_rule_list};
constinit const AskedRules kOutboxRules{"outbox", "links", outbox_rule_list};
constinit const AskedRules kAuthoriseRules{"authorise", "outbox", authorise_rule_list};
constinit const AskedRules kPageRules{"page", "nach_profiles", page_rule_list};
constinit const AskedRules kFilterRules{"filter", "page", filter_rule_list};
constinit const AskedRules kExamineRules{"examine", "wait", examine_rule_list};

namespace {

// Their rules are counted one by one.
constexpr AskedRules kLookupRules{"lookup", "policy", lookup_rule_list};
constexpr AskedRules kSearchRules{"search", "remind_by_sms", search_rule_list};
constexpr AskedRules kCallRules{"calls", "search", call_rule_list};
constexpr AskedRules kJuspayListRules{"juspay list", "juspay settle", juspay_list_rule_list};

std::vector<const AskedRules*> all_asked() {
  std::vector<const AskedRules*> asked(core_asked_rules().begin(), core_asked_rules().end());
  asked.insert(asked.end(), {&kAccessRules,   &kLookupRules,        &kListRules,    &kSearchRules,
                             &kCallRules,     &kClockRules,         &kAdvanceRules, &kResetRules,
                             &kSnapshotRules, &kNamedSnapshotRules, &kForkRules,    &kWaitRules,
                             &kCoverageRules, &kJuspayListRules,    &kFaultRules,   &kLinksRules,
                             &kOutboxRules,   &kAuthoriseRules,     &kPageRules,    &kFilterRules,
                             &kExamineRules});
  return asked;
}

}  // namespace

const RuleSets& rule_sets() {
  static const RuleSets kSets(all_asked());
  return kSets;
}

}  // namespace lotusbox::api
