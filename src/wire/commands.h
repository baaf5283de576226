// From the vendors' names to commands: which key of which body fills which field.
#pragma once

#include "core/model/command.h"
#include "wire/body.h"
#include "wire/schema.h"

namespace lotusbox::wire {

CreateSource read_create_source(const Body& body);
MakeMandate read_make_mandate(const Body& body);
std::vector<std::string> mandate_made_keys();  ///< that read_make_mandate reads
ImportMandate read_import(const Body& body);
CreateCustomer read_create_customer(const Body& body);
/// The customer is for the caller to fill.
CreateBankAccount read_create_bank_account(const Body& body);
CreateBankAccount read_create_token(const Body& body);
/// The mandate is for the caller to fill.
UpdateMetadata read_update_metadata(const Body& body);
/// `redirect` nested or flat, both are accepted (facts 2.1).
ManageMandate read_manage(Action action, const Body& query, const Body& body);
SetCreditors read_creditors(const Body& body);
SetWebhook read_webhook(const Body& body);
/// The customer's answer; the link is for the caller to fill.
SubmitOutcome read_outcome(const Body& body);

/// The keys of `nach_debit`.
std::span<const Member> debit_terms();

}  // namespace lotusbox::wire
