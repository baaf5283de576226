// Bank accounts of customers, and tokens: creating them, and finding the one that a mandate
// debits. An account has one status for all its life, so there is no machine here.
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_bank_account(const World& world, const CreateBankAccount& command);
/// Of an account when `token` is false, else of a token.
std::vector<const Rule*> bank_account_rule_list(bool token);

void evolve_bank_account(World& world, const BankAccountDraft& draft);

/// The customer's account with the number, IFSC and type of these terms; a new one when there is
/// none.
BankAccountId account_for(World& world, CustomerId customer, const Terms& terms);
/// Puts the mandate at the head of the account's chain.
void join_account(World& world, MandateId mandate, BankAccountId account);

}  // namespace lotusbox
