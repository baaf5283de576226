#include "wire/schema.h"

namespace lotusbox::wire {

namespace {

// clang-format off
constexpr std::string_view kStatuses = "'CREATED'|'ACTIVE'|'PAUSED'|'FAILURE'|'REVOKED'|'EXPIRED'";

constexpr Member kStatus[] = {
    {"order_id", "text"}, {"frequency", "text"}, {"end_date", "text"}, {"status", kStatuses},
    {"activated_at", "text?"}, {"last_activated_at", "text?"}, {"amount_rule", "'VARIABLE'|'FIXED'"},
    {"last_updated", "text?"}, {"start_date", "text"}, {"mandate_debit_token", "text"}, {"customer_id", "text"},
    {"mandate_id", "text"}, {"block_fund", "bool"}, {"currency", "'INR'"}, {"max_amount", "number"},
    {"mandate_token", "text"}, {"revokable_by_customer", "bool"}, {"payment_info", "@JuspayPaymentInfo"},
    {"mandate_type", "'MANDATE'|'EMANDATE'"}, {"pause_start_date?", "text"}, {"pause_end_date?", "text"},
};
constexpr Member kPaymentInfo[] = {
    {"payment_method", "text"}, {"payment_method_type", "text"}, {"upi?", "@JuspayUpi"},
};
constexpr Member kUpi[] = {{"payer_vpa", "text"}};
constexpr Member kAction[] = {
    {"start_date", "text"}, {"rule_type", "'ON'|'BEFORE'|'AFTER'"}, {"revokable_by_customer", "bool"},
    {"response_message", "text"}, {"pause_start_date?", "text?"}, {"pause_end_date", "text?"},
    {"max_amount", "number"}, {"mandate_type", "'MANDATE'|'EMANDATE'"}, {"mandate_token", "text"},
    {"mandate_status", kStatuses}, {"mandate_id", "text"}, {"last_activated_at", "text?"}, {"frequency", "text"},
    {"end_date", "text"}, {"block_fund", "bool"}, {"amount_rule", "'VARIABLE'|'FIXED'"},
};
constexpr Member kRevoked[] = {{"mandate_status", kStatuses}, {"mandate_id", "text"}};
constexpr Member kList[] = {
    {"total", "int"}, {"offset", "int"}, {"object", "'list'"}, {"count", "int"}, {"list", "[@JuspayMandate]"},
};
constexpr Member kError[] = {
    {"status?", "text"}, {"error_code?", "text"}, {"error_message?", "text"}, {"user_message?", "text"},
    {"error_info?", "hash"}, {"type?", "text"}, {"code?", "text"}, {"message?", "text"},
};
constexpr Member kCommand[] = {
    {"command", "text"}, {"pause_start_date", "scalar"}, {"pause_end_date", "scalar"}, {"resume_date", "scalar"},
};

constexpr Schema kSchemas[] = {
    {"JuspayMandate", kStatus}, {"JuspayPaymentInfo", kPaymentInfo}, {"JuspayUpi", kUpi},
    {"JuspayAction", kAction}, {"JuspayRevoked", kRevoked}, {"JuspayMandateList", kList},
    {"JuspayError", kError}, {"JuspayCommand", kCommand, SchemaKind::request},
};
// clang-format on

}  // namespace

std::span<const Schema> juspay_schemas() { return kSchemas; }

}  // namespace lotusbox::wire
