#include "wire/errors.h"

#include "base/check.h"
#include "base/json_writer.h"
#include "wire/describe.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

constexpr std::string_view kDocUrl = "https://docs.lotuspay.com/#errors";  // as in the sample

struct ErrorView {
  std::string_view type, code, message, param;
};

// clang-format off
constexpr auto kDetail = rows<ErrorView>({
    {"code", [](const auto& v) { return v.code; }},
    {"doc_url", "text", [](const auto&) { return kDocUrl; }, [](const auto&) { return true; }},
    {"message", [](const auto& v) { return v.message; }},
    {"param", "text", [](const auto& v) { return v.param; }, [](const auto& v) { return !v.param.empty(); }},
    {"type", "'authentication_error'|'invalid_request_error'|'api_error'|'rate_limit_error'", [](const auto& v) { return v.type; }},
});
constexpr auto kError = rows<ErrorView>({
    {"error", "@ErrorDetail", [](JsonWriter& out, const auto& v) { write_object(out, kDetail, v); }},
});
constexpr Schema kSchemas[] = {{"Error", kMembers<kError>}, {"ErrorDetail", kMembers<kDetail>}};
// clang-format on

}  // namespace

SchemaList error_schemas() { return kSchemas; }

int status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::parameter_missing:
    case RefusalCode::parameter_invalid:
    case RefusalCode::parameter_invalid_integer:
    case RefusalCode::invalid_mandate_usage:
    case RefusalCode::invalid_source_usage:
    case RefusalCode::invalid_debit_usage:
    case RefusalCode::invalid_subscription_usage:
    case RefusalCode::idempotency_key_reused: return 400;
    case RefusalCode::authentication_required: return 401;
    case RefusalCode::origin_not_allowed: return 403;
    case RefusalCode::resource_missing: return 404;
    case RefusalCode::method_not_allowed: return 405;
    case RefusalCode::not_acceptable: return 406;
    case RefusalCode::link_gone: return 410;
    case RefusalCode::body_too_large: return 413;
    case RefusalCode::unsupported_encoding: return 415;
    case RefusalCode::misdirected_request: return 421;
  }
  LOTUSBOX_UNREACHABLE("refusal code");
}

std::string error_body(std::string_view type, std::string_view code, std::string_view message,
                       std::string_view param) {
  JsonWriter out;
  write_object(out, kError, ErrorView{type, code, message, param});
  return out.take();
}

std::string refusal_body(const Refusal& refusal) {
  const bool access = refusal.code() == RefusalCode::authentication_required;
  return error_body(access ? "authentication_error" : "invalid_request_error",
                    to_text(refusal.code()), refusal.finding.message, refusal.param());
}

}  // namespace lotusbox::wire
