#include "api/openapi/openapi.h"

namespace lotusbox::api {

namespace {

// clang-format off
constexpr std::string_view kPages = "limit page";

constexpr Operation kOperations[] = {
    {"POST", "/v1/sources", "SourceWanted", "@Source"},
    {"GET", "/v1/sources", "", "@ReferenceList", "limit page status variant"},
    {"GET", "/v1/sources/{id}", "", "@Source"},
    {"POST", "/v1/sources/{id}/withdraw", "", "@Source"},
    {"POST", "/v1/sources/{id}/process", "", "@Source"},
    {"GET", "/v1/sources/{id}/pdf", "", ""},
    {"POST", "/v1/physical_mandate_images", "ImageWanted", "@Image"},
    {"GET", "/v1/physical_mandate_images", "", "@ImageList", kPages},
    {"GET", "/v1/physical_mandate_images/{id}", "", "@Image"},
    {"GET", "/v1/physical_mandate_images/{id}/file", "", ""},
    {"POST", "/v1/mandates/{id}/cancel", "", "@Mandate"},
    {"POST", "/v1/mandates/umrn/{umrn}/cancel", "", "@Mandate"},
    {"GET", "/v1/sources/{id}/send_reminder_email", "", "@Reminded"},
    {"GET", "/v1/sources/{id}/send_reminder_sms", "", "@Reminded"},
    {"GET", "/v1/sources/search/{field}/{text}", "", "@ReferenceList", kPages},
    {"GET", "/v1/mandates", "", "@ReferenceList", "limit page status variant"},
    {"GET", "/v1/mandates/umrn/{umrn}", "", "@Mandate"},
    {"GET", "/v1/mandates/{id}", "", "@Mandate"},
    {"GET", "/v1/mandates/search/{field}/{text}", "", "@IdList", kPages},
    {"PATCH", "/v1/mandates/{id}/update", "MetadataUpdate", "@Mandate"},
    {"POST", "/v1/mandates/{id}/update", "MetadataUpdate", "@Mandate"},
    {"POST", "/v1/mandates/import", "MandateImport", "@Mandate"},
    {"GET", "/v1/mandates/{id}/summarypdf", "", ""},
    {"PATCH", "/api/mandates/amend", "Amendment", "@Managed", "umrn mandate_id"},
    {"PATCH", "/api/mandates/pause", "Management", "@Managed", "umrn mandate_id"},
    {"PATCH", "/api/mandates/resume", "Management", "@Managed", "umrn mandate_id"},
    {"PATCH", "/api/mandates/cancel", "Management", "@Managed", "umrn mandate_id"},
    {"GET", "/v1/events", "", "@EventList", kPages},
    {"GET", "/v1/events/resource", "", "@EventList", "source mandate customer ach_debit settlement limit page"},
    {"GET", "/v1/events/{id}", "", "@Event"},
    {"GET", "/v1/events/{id}/webhook", "", "text"},
    {"POST", "/v1/events/{id}/webhook", "", "text"},
    {"POST", "/v1/customers", "CustomerWanted", "@Customer"},
    {"GET", "/v1/customers", "", "@IdList", kPages},
    {"GET", "/v1/customers/{id}", "", "@Customer"},
    {"POST", "/v1/customers/{id}", "CustomerWanted", "@Customer"},
    {"POST", "/v1/customers/{id}/bank_accounts", "AccountWanted", "@BankAccount"},
    {"GET", "/v1/customers/{id}/bank_accounts", "", "@IdList", kPages},
    {"GET", "/v1/customers/{id}/bank_accounts/{account}", "", "@BankAccount"},
    {"GET", "/v1/customers/{id}/bank_accounts/{account}/mandates", "", "@IdList", kPages},
    {"GET", "/v1/customers/{id}/mandates", "", "@IdList", kPages},
    {"GET", "/v1/customers/{id}/subscriptions", "", "@IdList", kPages},
    {"POST", "/v1/tokens", "TokenWanted", "@Token"},
    {"GET", "/v1/nach_banks", "", "@NachBankList", "limit page filter"},
    {"GET", "/v1/nach_banks/{code}", "", "@NachBank"},
    {"GET", "/v1/banks/{ifsc}", "", "@Bank"},
    {"GET", "/v1/agents", "", "@AgentList", kPages},
    {"GET", "/v1/agents/{id}", "", "@Agent"},
    {"POST", "/v1/ach_debits", "AchDebitWanted", "@AchDebit"},
    {"GET", "/v1/ach_debits", "", "@IdList", "limit page status"},
    {"GET", "/v1/ach_debits/{id}", "", "@AchDebit"},
    {"GET", "/v1/ach_debits/{id}/summarypdf", "", ""},
    {"POST", "/v1/ach_debits/{id}/cancel", "", "@AchDebit"},
    {"POST", "/v1/payments", "AchDebitWanted", "@AchDebit"},
    {"GET", "/v1/payments", "", "@IdList", "limit page status"},
    {"GET", "/v1/payments/{id}", "", "@AchDebit"},
    {"GET", "/v1/payments/{id}/summarypdf", "", ""},
    {"POST", "/v1/payments/{id}/cancel", "", "@AchDebit"},
    {"GET", "/v1/ach_debit_collections", "", "@IdList", kPages},
    {"GET", "/v1/ach_debit_collections/{id}", "", "@AchDebitCollection"},
    {"GET", "/v1/settlements", "", "@IdList", "limit page status"},
    {"GET", "/v1/settlements/{id}", "", "@Settlement"},
    {"POST", "/v1/subscriptions", "SubscriptionWanted", "@Subscription"},
    {"GET", "/v1/subscriptions", "", "@IdList", "limit page status"},
    {"GET", "/v1/subscriptions/{id}", "", "@Subscription"},
    {"POST", "/v1/subscriptions/{id}", "SubscriptionUpdate", "@Subscription"},
    {"POST", "/v1/subscriptions/{id}/cancel", "", "@Subscription"},
    {"GET", "/pay/{link}", "", "@LinkState", "client_secret"},
    {"POST", "/pay/{link}", "CustomerAnswer", "", "client_secret"},
    {"GET", "/p/{short}", "", "@LinkState"},
    {"POST", "/p/{short}", "MobileClaim", ""},
    {"GET", "/v2/mandates/{action}/auth", "", "@LinkState", "request_id"},
    {"POST", "/v2/mandates/{action}/auth", "CustomerAnswer", "", "request_id"},
    {"GET", "/npci_onmags_response", "", "", "kind status code message"},
    {"POST", "/mandates/{mandate_id}", "JuspayCommand", "@JuspayAction|@JuspayRevoked|@JuspayMandate"},
    {"GET", "/customers/{customer_id}/mandates", "", "@JuspayMandateList", "offset count"},
};
// clang-format on

}  // namespace

std::span<const Operation> vendor_operations() { return kOperations; }

const Operation* find_operation(const Route& route) {
  for (const auto table : {vendor_operations(), control_operations()}) {
    for (const Operation& operation : table) {
      if (operation.method == route.method && operation.pattern == route.pattern) {
        return &operation;
      }
    }
  }
  return nullptr;
}

}  // namespace lotusbox::api
