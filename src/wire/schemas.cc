#include "wire/schema.h"

namespace lotusbox::wire {

namespace {

// clang-format off
constexpr std::string_view kVariants = "'emandate_api'|'emandate_esign'|'physical'";
constexpr std::string_view kFrequencies =
    "'ADHO'|'INDA'|'DAIL'|'WEEK'|'MNTH'|'BIMN'|'QURT'|'MIAN'|'YEAR'?";
constexpr std::string_view kAccountTypes = "'savings'|'current'|'cc'|'nre'|'nro'|'other'";
constexpr std::string_view kModes = "'netbanking'|'debitcard'|'aadhaar'|'others'?";

constexpr Member kError[] = {{"error", "@ErrorDetail"}};
constexpr Member kErrorDetail[] = {
    {"code", "text"}, {"doc_url?", "text"}, {"message", "text"}, {"param?", "text"},
    {"type", "'authentication_error'|'invalid_request_error'|'api_error'|'rate_limit_error'"},
};

constexpr Member kIdEntry[] = {{"id", "text"}};
constexpr Member kReferenceEntry[] = {{"id", "text"}, {"reference1", "text"}};
constexpr Member kEventEntry[] = {
    {"id", "text"}, {"created", "seconds"}, {"resource_id", "text"}, {"type", "text"},
};
constexpr Member kIdList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@IdEntry]"},
};
constexpr Member kReferenceList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@ReferenceEntry]"},
};
constexpr Member kEventList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@EventEntry]"},
};
constexpr Member kNachBankList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@NachBankEntry]"},
};
constexpr Member kAgentList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@AgentEntry]"},
};
constexpr Member kEmbeddedList[] = {
    {"object", "'list'"}, {"data", "[@IdEntry]"}, {"total_count", "int"}, {"url", "text"},
};

constexpr Member kNachDebit[] = {
    {"amount_collection", "int?"}, {"amount_maximum", "int?"},
    {"category_code", "text"}, {"category_description", "text"},
    {"creditor_agent_code", "text"}, {"creditor_agent_mmbid", "text"}, {"creditor_agent_name", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"},
    {"date_first_collection", "date"}, {"date_final_collection", "date?"}, {"date_of_mandate", "date?"},
    {"debtor_account_name", "text?"}, {"debtor_account_number", "text"}, {"debtor_account_type", kAccountTypes},
    {"debtor_agent_code", "text"}, {"debtor_agent_mmbid", "text"}, {"debtor_agent_name", "text"},
    {"debtor_email", "text?"}, {"debtor_mobile", "text?"}, {"debtor_pan", "text?"}, {"debtor_phone", "text?"},
    {"frequency", kFrequencies}, {"instrument", "'DEBIT'"}, {"occurrence_sequence_type", "'RCUR'|'OOFF'"},
    {"reference1", "text"}, {"reference2", "text?"}, {"reference3", "text?"}, {"reference4", "text|hash?"},
    {"reference5", "text|hash?"}, {"variant", kVariants},
};
constexpr Member kRedirect[] = {
    {"auth_mode", kModes}, {"auth_attempts", "int|text?"}, {"response", "hash"}, {"return_url", "text?"},
    {"short_url", "text?"}, {"url", "text"},
};
// Paper has no redirect; what is wrong with it stands there all the same (B5).
constexpr Member kPaperRedirect[] = {{"response?", "hash"}};
constexpr Member kSource[] = {
    {"id", "text"}, {"object", "'source'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"metadata", "hash"}, {"client_secret", "text?"}, {"date_submitted", "date?"}, {"date_withdrawn", "date?"},
    {"flow", "'redirect'"}, {"nach_debit", "@NachDebit"}, {"origin", "'API'"}, {"redirect", "@Redirect|@PaperRedirect"},
    {"type", "'nach_debit'"}, {"status", "'pending'|'pending_submission'|'submitted'|'withdrawn'"},
    {"agent", "text?"}, {"bank_account", "text?"}, {"customer", "text?"}, {"mandate", "text?"},
    {"nach_profile", "text"},
};
constexpr Member kMandate[] = {
    {"id", "text"}, {"object", "'mandate'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"metadata", "hash"}, {"amount_collection", "int?"}, {"amount_maximum", "int?"},
    {"category_code", "text"}, {"category_description", "text"},
    {"creditor_agent_code", "text"}, {"creditor_agent_mmbid", "text"}, {"creditor_agent_name", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"},
    {"date_first_collection", "date"}, {"date_final_collection", "date?"},
    {"debtor_account_name", "text?"}, {"debtor_account_number", "text"}, {"debtor_account_type", kAccountTypes},
    {"debtor_agent_code", "text"}, {"debtor_agent_mmbid", "text"}, {"debtor_agent_name", "text"},
    {"debtor_email", "text?"}, {"debtor_mobile", "text?"}, {"debtor_pan", "text?"}, {"debtor_phone", "text?"},
    {"frequency", kFrequencies}, {"instrument", "'DEBIT'"}, {"occurrence_sequence_type", "'RCUR'|'OOFF'"},
    {"reference1", "text"}, {"reference2", "text?"}, {"reference3", "text?"}, {"reference4", "text|hash?"},
    {"reference5", "text|hash?"}, {"variant", kVariants}, {"class", "'internal'|'external'"},
    {"date_acknowledged", "date?"}, {"date_responded", "date?"}, {"date_cancelled", "date?"},
    {"mandate_request_id", "text?"}, {"reason_code", "text?"}, {"reason_description", "text?"},
    {"status", "'acknowledged'|'active'|'pending'|'paused'|'failed'|'cancelled'|'expired'"},
    {"status_cancel", "'cancel_requested'|'cancel_submitted'|'cancel_confirmed'|'cancel_failed'|'cancel_received'|'cancel_denied'?"},
    {"umrn", "text?"}, {"bank_account", "text"}, {"customer", "text"}, {"nach_profile", "text"},
    {"source", "text?"}, {"agent?", "text?"},
};
constexpr Member kImage[] = {
    {"id", "text"}, {"object", "'physical_mandate_image'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"reference1", "text"}, {"mandate", "text?"}, {"source", "text?"},
};
constexpr Member kImageEntry[] = {
    {"id", "text"}, {"reference1", "text"}, {"mandate", "text?"}, {"source", "text?"},
};
constexpr Member kImageList[] = {
    {"object", "'list'"}, {"url", "text"}, {"has_more", "bool"}, {"data", "[@ImageEntry]"},
};
constexpr Member kManaged[] = {
    {"status", "'Request received'"}, {"message", "text"}, {"auth_link", "text"}, {"expires_at", "seconds"},
};
constexpr Member kReminded[] = {{"success", "text"}};

constexpr Member kCustomer[] = {
    {"id", "text"}, {"object", "'customer'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"metadata", "hash"}, {"bank_accounts", "@EmbeddedList"}, {"description", "text?"}, {"email", "text?"},
    {"identification", "text?"}, {"mandates", "@EmbeddedList"}, {"mobile", "text?"}, {"name", "text?"},
    {"phone", "text?"}, {"subscriptions", "@EmbeddedList"},
};
constexpr Member kBankAccount[] = {
    {"id", "text"}, {"object", "'bank_account'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"account_holder_name", "text"}, {"account_ifsc", "text"}, {"account_last4", "text"},
    {"account_type", kAccountTypes}, {"bank_name", "text"}, {"customer", "text"},
    {"mandates", "@EmbeddedList"}, {"status", "'enabled'"},
};
constexpr Member kToken[] = {
    {"id", "text"}, {"object", "'token'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"account_holder_name", "text"}, {"account_ifsc", "text"}, {"account_last4", "text"},
    {"account_type", kAccountTypes}, {"bank_name", "text"}, {"type", "'bank_account'"},
};
constexpr Member kModeFlags[] = {
    {"net_banking", "bool"}, {"aadhaar", "bool"}, {"debit_card", "bool"}, {"others", "bool"},
};
constexpr Member kNachBankEntry[] = {{"id", "text"}, {"name", "text"}, {"display_name", "text"}};
constexpr Member kNachBank[] = {
    {"id", "text"}, {"object", "'nach_bank'"}, {"livemode", "bool"}, {"ach_dr", "bool"},
    {"display_name", "text"}, {"ifsc", "text?"}, {"name", "text"}, {"variant_api", "bool"},
    {"variant_api_aadhaar", "bool"}, {"variant_api_debitcard", "bool"}, {"variant_api_netbanking", "bool"},
    {"variant_api_others", "bool"}, {"variant_esign", "bool"}, {"mandate_amend", "@ModeFlags"},
    {"mandate_cancel", "@ModeFlags"}, {"mandate_pause", "@ModeFlags"}, {"mandate_resume", "@ModeFlags"},
};
constexpr Member kBranchData[] = {
    {"ADDRESS", "text"}, {"BANK", "text"}, {"BRANCH", "text"}, {"CENTRE", "text"}, {"CITY", "text"},
    {"CONTACT", "text"}, {"DISTRICT", "text"}, {"IFSC", "text"}, {"MICR", "text"}, {"STATE", "text"},
};
constexpr Member kNachBankData[] = {
    {"ach_dr", "bool"}, {"bank_code", "text"}, {"bank_name", "text"}, {"emandate_aadhaar", "bool"},
    {"emandate_debitcard", "bool"}, {"emandate_esign", "bool"}, {"emandate_netbanking", "bool"},
    {"emandate_others", "bool"},
};
constexpr Member kBank[] = {
    {"object", "'bank'"}, {"livemode", "bool"}, {"ifsc", "text"}, {"micr", "text"}, {"name", "text"},
    {"branch", "text"}, {"city", "text"}, {"bank_data", "@BranchData"}, {"nach_bank", "bool"},
    {"nach_bank_data", "@NachBankData"},
};
constexpr Member kAgentEntry[] = {
    {"id", "text"}, {"code", "text?"}, {"email", "text?"}, {"identification", "text?"}, {"mobile", "text?"},
    {"name", "text"}, {"status", "text"},
};
constexpr Member kAgent[] = {
    {"id", "text"}, {"object", "'agent'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"code", "text?"}, {"email", "text?"}, {"identification", "text?"}, {"mobile", "text?"},
    {"name", "text"}, {"status", "text"},
};
constexpr Member kEvent[] = {
    {"id", "text"}, {"object", "'event'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"data", "hash"}, {"type", "text"}, {"resource_id", "text"}, {"webhook_sent", "bool"},
    {"webhook_attempts", "int"}, {"webhook_notified", "bool"},
};

constexpr Member kAchDebit[] = {
    {"id", "text"}, {"object", "'ach_debit'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"metadata", "hash"}, {"amount", "int"}, {"creditor_agent_code", "text"}, {"creditor_agent_mmbid", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"}, {"date_charge", "date"},
    {"date_response", "date?"}, {"debtor_account_name", "text?"}, {"debtor_account_number", "text"},
    {"debtor_agent_code", "text"}, {"debtor_agent_mmbid", "text"}, {"mandate_reference1", "text"},
    {"product_type", "text"}, {"reference", "text"}, {"reference2", "text?"}, {"reference3", "text?"},
    {"reference4", "text?"}, {"reference5", "text?"}, {"reference_creditor", "text?"}, {"umrn", "text"},
    {"response_code", "text?"}, {"response_description", "text?"}, {"response_flag", "text?"},
    {"response_sequence_number", "text?"},
    {"status", "'pending'|'submitted'|'extended'|'confirmed'|'rejected'|'returned'|'cancelled'"},
    {"ach_debit_collection", "text?"}, {"customer", "text"}, {"mandate", "text"}, {"nach_profile", "text"},
    {"settlement", "text?"},
};
constexpr Member kCollection[] = {
    {"id", "text"}, {"object", "'ach_debit_collection'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"amount", "int"}, {"count", "int"}, {"creditor_agent_code", "text"}, {"creditor_utility_code", "text"},
    {"date_charge", "date"}, {"date_value", "date"}, {"bank_account", "text"}, {"nach_profile", "text"},
    {"utr", "text?"},
};
constexpr Member kSettlement[] = {
    {"id", "text"}, {"object", "'settlement'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"amount", "int"}, {"amount_fee", "int"}, {"amount_tax", "int"}, {"amount_gross", "int"},
    {"date_charge", "date"}, {"date_value", "date"}, {"date_settled", "date?"}, {"method", "'instant'"},
    {"status", "'pending'|'processing'|'settled'"}, {"bank_account", "text"}, {"amount_reversed?", "int"},
    {"reversals?", "[@Reversal]"},
};
constexpr Member kReversal[] = {{"ach_debit", "text"}, {"amount", "int"}};
constexpr Member kSubscription[] = {
    {"id", "text"}, {"object", "'subscription'"}, {"created", "seconds"}, {"livemode", "bool"},
    {"metadata", "hash"}, {"amount", "int"}, {"count", "int?"}, {"day_of_month", "int?"},
    {"interval", "'day'|'week'|'month'|'year'"}, {"interval_count", "int"}, {"month", "int?"}, {"name", "text?"},
    {"start_date", "date"}, {"status", "'active'|'cancelled'|'completed'"}, {"customer", "text"},
    {"mandate", "text"}, {"plan", "text?"},
};
constexpr Member kAchDebitWanted[] = {
    {"mandate", "text"}, {"umrn", "text"}, {"amount", "scalar"}, {"date_charge", "date"},
    {"creditor_agent_code", "text"}, {"nach_profile", "text"}, {"reference_creditor", "scalar"},
    {"reference2", "scalar"}, {"reference3", "scalar"}, {"reference4", "scalar"}, {"reference5", "scalar"},
    {"metadata", "any"},
};
constexpr Member kSubscriptionWanted[] = {
    {"mandate", "text"}, {"amount", "scalar"}, {"name", "scalar"}, {"start_date", "date"}, {"interval", "text"},
    {"interval_count", "scalar"}, {"day_of_month", "scalar"}, {"month", "scalar"}, {"count", "scalar"},
    {"metadata", "any"},
};
constexpr Member kSubscriptionUpdate[] = {{"amount", "scalar"}, {"name", "scalar"}};

constexpr Member kDebitTerms[] = {
    {"variant", kVariants}, {"amount_collection", "scalar"}, {"amount_maximum", "scalar"},
    {"category_code", "text"}, {"date_first_collection", "date"}, {"date_final_collection", "date"},
    {"date_of_mandate", "date"}, {"debtor_account_name", "text"}, {"debtor_account_number", "scalar"},
    {"debtor_account_type", "text"}, {"debtor_agent_code", "text"}, {"debtor_agent_mmbid", "text"},
    {"debtor_email", "text"}, {"debtor_mobile", "scalar"}, {"debtor_pan", "text"}, {"debtor_phone", "scalar"},
    {"frequency", "text"}, {"occurrence_sequence_type", "text"}, {"reference1", "scalar"},
    {"reference2", "scalar"}, {"reference3", "scalar"}, {"reference4", "scalar|hash"},
    {"reference5", "scalar|hash"}, {"creditor_agent_code", "text"}, {"creditor_utility_code", "text"},
};
constexpr Member kRedirectWishes[] = {{"return_url", "text"}, {"auth_mode", "text"}};
constexpr Member kSourceWanted[] = {
    {"type", "'nach_debit'"}, {"nach_debit", "@DebitTerms"}, {"redirect", "@RedirectWishes"}, {"metadata", "any"},
    {"agent", "text"}, {"bank_account", "text"}, {"customer", "text"},
};
constexpr Member kManagement[] = {
    {"redirect", "@RedirectWishes"}, {"return_url", "text"}, {"auth_mode", "text"},
};
constexpr Member kAmendment[] = {
    {"frequency", "text"}, {"collection_amount", "scalar"}, {"maximum_amount", "scalar"},
    {"final_collection_date", "date"}, {"redirect", "@RedirectWishes"}, {"return_url", "text"}, {"auth_mode", "text"},
};
constexpr Member kImageWanted[] = {{"file", "any"}, {"reference1", "scalar"}};
constexpr Member kMetadataUpdate[] = {{"metadata", "any"}};
constexpr Member kMandateImport[] = {
    {"amount_collection", "scalar"}, {"amount_maximum", "scalar"}, {"category_code", "text"},
    {"category_description", "text"}, {"creditor_agent_mmbid", "text"}, {"creditor_agent_name", "text"},
    {"creditor_name", "text"}, {"creditor_utility_code", "text"}, {"date_first_collection", "date"},
    {"date_final_collection", "date"}, {"date_acknowledged", "date"}, {"date_responded", "date"},
    {"debtor_account_name", "text"}, {"debtor_account_number", "scalar"}, {"debtor_account_type", "text"},
    {"debtor_agent_mmbid", "text"}, {"debtor_agent_name", "text"}, {"frequency", "text"},
    {"mandate_request_id", "text"}, {"metadata", "any"}, {"reference1", "scalar"}, {"umrn", "text"},
    {"date_of_mandate", "date"}, {"debtor_agent_code", "text"}, {"debtor_email", "text"}, {"debtor_mobile", "scalar"},
    {"debtor_pan", "text"}, {"debtor_phone", "scalar"}, {"occurrence_sequence_type", "text"},
    {"reference2", "scalar"}, {"reference3", "scalar"}, {"reference4", "scalar|hash"},
    {"reference5", "scalar|hash"}, {"creditor_agent_code", "text"},
};
constexpr Member kCustomerWanted[] = {
    {"name", "text"}, {"email", "text"}, {"mobile", "scalar"}, {"phone", "scalar"}, {"pan", "text"},
    {"description", "text"}, {"metadata", "any"},
};
constexpr Member kAccountWanted[] = {
    {"account_holder_name", "text"}, {"account_ifsc", "text"}, {"account_number", "scalar"}, {"account_type", "text"},
};
constexpr Member kTokenWanted[] = {{"bank_account", "@AccountWanted"}};

using enum SchemaKind;
constexpr Schema kSchemas[] = {
    {"Error", kError}, {"ErrorDetail", kErrorDetail},
    {"IdEntry", kIdEntry}, {"ReferenceEntry", kReferenceEntry}, {"EventEntry", kEventEntry},
    {"IdList", kIdList}, {"ReferenceList", kReferenceList}, {"EventList", kEventList},
    {"NachBankList", kNachBankList}, {"AgentList", kAgentList}, {"EmbeddedList", kEmbeddedList},
    {"NachDebit", kNachDebit}, {"Redirect", kRedirect}, {"PaperRedirect", kPaperRedirect}, {"Source", kSource}, {"Mandate", kMandate},
    {"Image", kImage}, {"ImageEntry", kImageEntry}, {"ImageList", kImageList},
    {"Managed", kManaged}, {"Reminded", kReminded}, {"Customer", kCustomer}, {"BankAccount", kBankAccount},
    {"Token", kToken}, {"ModeFlags", kModeFlags}, {"NachBankEntry", kNachBankEntry}, {"NachBank", kNachBank},
    {"BranchData", kBranchData}, {"NachBankData", kNachBankData}, {"Bank", kBank},
    {"AgentEntry", kAgentEntry}, {"Agent", kAgent}, {"Event", kEvent},
    {"DebitTerms", kDebitTerms, request}, {"RedirectWishes", kRedirectWishes, request},
    {"SourceWanted", kSourceWanted, request}, {"Amendment", kAmendment, request}, {"Management", kManagement, request},
    {"ImageWanted", kImageWanted, request}, {"MetadataUpdate", kMetadataUpdate, request}, {"MandateImport", kMandateImport, request},
    {"CustomerWanted", kCustomerWanted, request}, {"AccountWanted", kAccountWanted, request},
    {"TokenWanted", kTokenWanted, request},
    {"AchDebit", kAchDebit}, {"AchDebitCollection", kCollection}, {"Settlement", kSettlement}, {"Reversal", kReversal},
    {"Subscription", kSubscription}, {"AchDebitWanted", kAchDebitWanted, request},
    {"SubscriptionWanted", kSubscriptionWanted, request}, {"SubscriptionUpdate", kSubscriptionUpdate, request},
};
// clang-format on

}  // namespace

std::span<const Schema> lotuspay_schemas() { return kSchemas; }

}  // namespace lotusbox::wire
