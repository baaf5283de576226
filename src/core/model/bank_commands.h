// What can be asked about paper mandates and of the banks: processing, scans, the sponsor bank, and
// the moments at which banks and calendars act by themselves. A part of Command.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "core/model/bank.h"
#include "core/model/event.h"
#include "core/model/field.h"
#include "core/model/switches.h"

namespace lotusbox {

struct WithdrawSource {
  std::string source;  ///< id as sent
};

/// The merchant says that the scan of a paper mandate is complete.
struct ProcessSource {
  std::string source;  ///< id as sent
};

struct UploadImage {
  std::string body_problem;
  std::shared_ptr<const std::string> bytes;  ///< none: no part named file
  Field reference1;
};

/// Cancel through the sponsor bank; exactly one of the two is set, from the path.
struct SponsorCancel {
  std::string mandate, umrn;  ///< as sent
};

/// The pretend LotusPay, sponsor bank or destination bank does something now (control plane).
struct AskBank {
  std::string body_problem;
  Field source, mandate, step, outcome, reason_code, reason_description;
};

/// A timer: a bank acts by itself on a source or mandate.
struct BankDue {
  ObjectRef object;
};

/// A timer: the day of the last collection is over.
struct FinalDayOver {
  MandateId mandate;
};

/// A timer: a quarter is over and the source is from the one before, or older.
struct QuarterOver {
  SourceId source;
};

/// How one step is to go; absent fields stay as they are.
struct StepFields {
  Field mode, after, outcome, reason_code;
};
using BankWishes = std::array<StepFields, kBankStepCount>;

/// How the pretend LotusPay behaves; absent fields stay as they are.
struct SetPolicy {
  std::string body_problem;
  std::vector<std::string> unknown_keys;
  Field cancel_enabled, cancel_link_minutes, cut_off_hour, profile;
  BankWishes bank;  ///< by BankStep
  SwitchWishes switches;
};

}  // namespace lotusbox
