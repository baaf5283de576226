#include "wire/errors.h"

#include "base/check.h"
#include "base/json_writer.h"

namespace lotusbox::wire {

namespace {
constexpr std::string_view kDocUrl = "https://docs.lotuspay.com/#errors";  // as in the sample
}

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
    case RefusalCode::resource_missing: return 404;
    case RefusalCode::method_not_allowed: return 405;
    case RefusalCode::not_acceptable: return 406;
    case RefusalCode::link_gone: return 410;
    case RefusalCode::body_too_large: return 413;
    case RefusalCode::unsupported_encoding: return 415;
  }
  LOTUSBOX_UNREACHABLE("refusal code");
}

std::string error_body(std::string_view type, std::string_view code, std::string_view message,
                       std::string_view param) {
  JsonWriter out;
  out.begin_object().key("error").begin_object();
  out.field("code", code).field("doc_url", kDocUrl).field("message", message);
  if (!param.empty()) out.field("param", param);
  out.field("type", type).end_object().end_object();
  return out.take();
}

std::string refusal_body(const Refusal& refusal) {
  const bool access = refusal.code() == RefusalCode::authentication_required;
  return error_body(access ? "authentication_error" : "invalid_request_error",
                    to_text(refusal.code()), refusal.finding.message, refusal.param());
}

}  // namespace lotusbox::wire
