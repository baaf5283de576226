// The terms of a mandate, as one row that a source and its mandate share.
#pragma once

#include <cstdint>
#include <optional>

#include "base/text_pool.h"
#include "core/model/words.h"
#include "core/values/calendar.h"
#include "core/values/money.h"

namespace lotusbox {

/// The debit instruction of a source; its mandate uses the same row.
struct Terms {
  Paise amount;
  CivilDate first_collection;
  std::optional<CivilDate> final_collection;
  std::optional<CivilDate> date_of_mandate;
  Text debtor_name, account_number, mmbid, email, mobile, pan, phone;
  Text references[5];
  std::uint16_t bank = 0;      ///< index in Reference::banks
  std::uint16_t category = 0;  ///< index in Reference::categories
  std::uint16_t creditor = 0;  ///< index in World::creditors
  std::uint8_t hashes = 0;     ///< bit i: references[i] is a hash, kept as JSON
  AmountKind amount_kind = AmountKind::maximum;
  std::optional<Frequency> frequency;
  SequenceType sequence = SequenceType::rcur;
  Variant variant = Variant::emandate_api;
  AccountType account_type = AccountType::savings;
  std::optional<std::uint32_t> sent_names;  ///< index in World::sent_names, of an import
};

/// What an import calls things that have names of ours too: they are shown as they were sent.
struct SentNames {
  Text category_description, creditor_agent_name, creditor_name;
};

}  // namespace lotusbox
