// The rule sets that the api asks itself, beside those of the commands. Each says where the tables
// print it.
#pragma once

#include "core/run/rule_sets.h"

namespace lotusbox::api {

extern const AskedRules kAccessRules;
extern const AskedRules kListRules;
extern const AskedRules kClockRules;
extern const AskedRules kAdvanceRules;
extern const AskedRules kResetRules;
extern const AskedRules kSnapshotRules;
extern const AskedRules kNamedSnapshotRules;
extern const AskedRules kForkRules;
extern const AskedRules kWaitRules;
extern const AskedRules kExamineRules;
extern const AskedRules kCoverageRules;
extern const AskedRules kFaultRules;
extern const AskedRules kLinksRules;
extern const AskedRules kOutboxRules;
extern const AskedRules kAuthoriseRules;
extern const AskedRules kPageRules;
extern const AskedRules kFilterRules;

/// All rule sets of lotusbox: those of the commands and of the api.
const RuleSets& rule_sets();

}  // namespace lotusbox::api
