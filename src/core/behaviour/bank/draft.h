// Drafts of the bank side: what a bank said with its move, and a scan that passed its rules.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/model/bank.h"

namespace lotusbox {

struct BankDraft {
  std::string_view reason_code, reason, says;
};

struct ImageDraft {
  std::optional<SourceId> source;  ///< none: the image waits for one
  std::string_view reference1;
  std::shared_ptr<const std::string> bytes;
};

}  // namespace lotusbox
