// The smaller resources: banks, agents, what can be done to a source or mandate beside its life,
// and the table of all their routes.
#include <array>

#include "api/lotuspay/accounts.h"
#include "api/lotuspay/listing.h"
#include "api/lotuspay/searches.h"
#include "api/routes.h"
#include "base/text.h"
#include "core/behaviour/formats.h"
#include "wire/commands.h"
#include "wire/resources.h"
#include "wire/summary.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kPdf = "application/pdf";

Answer list_nach_banks(Call& call) {
  const auto& banks = call.world().reference->banks;
  Listing listing{.url = "/v1/nach_banks", .count = banks.size()};
  listing.kind = ListKind::nach_banks;
  listing.wanted = [&](const ListBounds& bounds, std::size_t i) {
    return !bounds.bank_filter || passes(banks[i], *bounds.bank_filter);
  };
  listing.write = [&](JsonWriter& out, std::size_t i) {
    wire::write_nach_bank_entry(out, banks[i]);
  };
  return listing_answer(call, listing);
}

Answer get_nach_bank(Call& call) {
  const Bank* bank = call.world().reference->find_bank(to_upper(call.params[0]));
  if (auto none = missing(call, Lookup::nach_bank, bank != nullptr)) return std::move(*none);
  JsonWriter out;
  wire::write_nach_bank(out, *bank);
  return json_answer(out.take());
}

Answer get_bank(Call& call) {
  const std::string ifsc = to_upper(call.params[0]);
  const Bank* bank = is_ifsc(ifsc) ? call.world().reference->find_bank_of_ifsc(ifsc) : nullptr;
  if (auto none = missing(call, Lookup::bank, bank != nullptr)) return std::move(*none);
  JsonWriter out;
  wire::write_bank(out, *bank, ifsc);
  return json_answer(out.take());
}

Answer list_agents(Call& call) {
  const World& world = call.world();
  const std::size_t count = world.reference->agents.size();
  Listing listing{.url = "/v1/agents", .count = count};
  listing.write = [&](JsonWriter& out, std::size_t i) {
    wire::write_agent_entry(out, world, count - 1 - i);
  };
  return listing_answer(call, listing);
}

Answer get_agent(Call& call) {
  const World& world = call.world();
  const auto index = world.ids.parse(kAgentPrefix, call.params[0]);
  const bool found = index && *index < world.reference->agents.size();
  if (auto none = missing(call, Lookup::agent, found)) return std::move(*none);
  JsonWriter out;
  wire::write_agent(out, world, *index);
  return json_answer(out.take());
}

template <ReminderKind kKind>
Answer send_reminder(Call& call) {
  StepResult done = call.session->submit(SendReminder{call.params[0], kKind});
  if (!done) return refused(done.take_error());
  JsonWriter out;
  wire::write_reminded(out, kKind == ReminderKind::email ? "Reminder email sent to the customer"
                                                         : "Reminder SMS sent to the customer");
  return json_answer(out.take());
}

Answer mandate_answer(Call& call, MandateId id) {
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_mandate_with_agent(out, call.view(base), id);
  return json_answer(out.take());
}

Answer update_metadata(Call& call) {
  UpdateMetadata command = wire::read_update_metadata(call.body());
  command.mandate = call.params[0];
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  return mandate_answer(call, *find_mandate(call.world(), call.params[0]));
}

Answer import_mandate(Call& call) {
  StepResult made = call.session->submit(wire::read_import(call.body()));
  if (!made) return refused(made.take_error());
  return mandate_answer(call, MandateId{made->index_of(ObjectKind::mandate)});
}

Answer summary_pdf(Call& call) {
  const auto id = find_mandate(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::mandate, id.has_value())) return std::move(*none);
  Answer answer;
  answer.body = wire::mandate_summary(call.world(), *id);
  answer.content_type = kPdf;
  return answer;
}

Answer get_nach_profiles(Call& call) {
  JsonWriter out;
  wire::write_creditors(out, call.world());
  return json_answer(out.take());
}

Answer put_nach_profiles(Call& call) {
  StepResult done = call.session->submit(wire::read_creditors(call.body()));
  if (!done) return refused(done.take_error());
  return get_nach_profiles(call);
}

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/v1/customers", create_customer, key, quick, documented, "Create a customer",
     {"create_customer", "CustomerWanted", "@Customer"}},
    {"GET", "/v1/customers", list_customers, key, quick, documented, "List customers, newest first",
     {"list_customers", "", "@IdList", "limit page"}},
    {"GET", "/v1/customers/{id}", get_customer, key, quick, documented, "Retrieve a customer",
     {"get_customer", "", "@Customer"}},
    {"POST", "/v1/customers/{id}", create_customer, key, quick, documented, "Create a customer, as the sample prints it",
     {"create_customer_by_id", "CustomerWanted", "@Customer"}},
    {"POST", "/v1/customers/{id}/bank_accounts", create_bank_account, key, quick, documented, "Create a bank account of a customer",
     {"create_bank_account", "AccountWanted", "@BankAccount"}},
    {"GET", "/v1/customers/{id}/bank_accounts", list_bank_accounts, key, quick, documented, "List the bank accounts of a customer",
     {"list_bank_accounts", "", "@IdList", "limit page"}},
    {"GET", "/v1/customers/{id}/bank_accounts/{account}", get_bank_account, key, quick, documented, "Retrieve a bank account",
     {"get_bank_account", "", "@BankAccount"}},
    {"GET", "/v1/customers/{id}/bank_accounts/{account}/mandates", list_account_mandates, key, quick, documented,
     "List the mandates of a bank account",
     {"list_account_mandates", "", "@IdList", "limit page"}},
    {"GET", "/v1/customers/{id}/mandates", list_customer_mandates, key, quick, documented, "List the mandates of a customer",
     {"list_customer_mandates", "", "@IdList", "limit page"}},
    {"GET", "/v1/customers/{id}/subscriptions", list_customer_subscriptions, key, quick, documented, "List the subscriptions of a customer",
     {"list_customer_subscriptions", "", "@IdList", "limit page"}},
    {"POST", "/v1/tokens", create_token, key, quick, observed, "Create a token of a bank account",
     {"create_token", "TokenWanted", "@Token"}},
    {"GET", "/v1/nach_banks", list_nach_banks, key, quick, documented, "List NACH banks; filter by an attribute",
     {"list_nach_banks", "", "@NachBankList", "limit page filter"}},
    {"GET", "/v1/nach_banks/{code}", get_nach_bank, key, quick, documented, "Retrieve a NACH bank",
     {"get_nach_bank", "", "@NachBank"}},
    {"GET", "/v1/banks/{ifsc}", get_bank, key, quick, documented, "Retrieve a bank by the IFSC of a branch",
     {"get_bank", "", "@Bank"}},
    {"GET", "/v1/agents", list_agents, key, quick, documented, "List agents",
     {"list_agents", "", "@AgentList", "limit page"}},
    {"GET", "/v1/agents/{id}", get_agent, key, quick, documented, "Retrieve an agent",
     {"get_agent", "", "@Agent"}},
    {"GET", "/v1/sources/search/{field}/{text}", search_sources, key, slow, documented, "Search sources by a part of one field",
     {"search_sources", "", "@ReferenceList", "limit page"}},
    {"GET", "/v1/mandates/search/{field}/{text}", search_mandates, key, slow, documented, "Search mandates by a part of one field",
     {"search_mandates", "", "@IdList", "limit page"}},
    {"PATCH", "/v1/mandates/{id}/update", update_metadata, key, quick, documented, "Replace the metadata of a mandate",
     {"update_metadata", "MetadataUpdate", "@Mandate"}},
    {"POST", "/v1/mandates/{id}/update", update_metadata, key, quick, documented, "The same by POST, as the sample does",
     {"update_metadata_by_post", "MetadataUpdate", "@Mandate"}},
    {"POST", "/v1/mandates/import", import_mandate, key, quick, documented, "Import a mandate that exists at a bank",
     {"import_mandate", "MandateImport", "@Mandate"}},
    {"GET", "/v1/mandates/{id}/summarypdf", summary_pdf, key, quick, documented, "The summary of a mandate as a PDF",
     {"get_mandate_summary"}, kPdf},
    {"GET", "/v1/sources/{id}/send_reminder_email", send_reminder<ReminderKind::email>, key, quick, documented, "Remind by e-mail",
     {"send_reminder_email", "", "@Reminded"}, {}, always},
    {"GET", "/v1/sources/{id}/send_reminder_sms", send_reminder<ReminderKind::sms>, key, quick, documented, "Remind by SMS",
     {"send_reminder_sms", "", "@Reminded"}, {}, always},
    {"GET", "/_mock/nach_profiles", get_nach_profiles, control, quick, assumed, "The NACH profiles of the merchant",
     {"get_nach_profiles", "", "@NachProfiles"}},
    {"PUT", "/_mock/nach_profiles", put_nach_profiles, control, quick, assumed, "Set the NACH profiles; the first is the usual one",
     {"set_nach_profiles", "NachProfilesWanted", "@NachProfiles"}},
};
// clang-format on

}  // namespace

std::span<const Route> resource_routes() { return kRoutes; }

}  // namespace lotusbox::api
