// Handlers of customers, their bank accounts and tokens.
#pragma once

#include "api/call.h"

namespace lotusbox::api {

Answer create_customer(Call& call);
Answer get_customer(Call& call);
Answer list_customers(Call& call);
Answer create_bank_account(Call& call);
Answer get_bank_account(Call& call);
Answer list_bank_accounts(Call& call);
Answer list_account_mandates(Call& call);
Answer list_customer_mandates(Call& call);
Answer list_customer_subscriptions(Call& call);
Answer create_token(Call& call);

}  // namespace lotusbox::api
