#include "core/model/refusal.h"

#include "base/check.h"

namespace lotusbox {

std::string_view to_text(RefusalCode code) {
  switch (code) {
    case RefusalCode::parameter_missing: return "parameter_missing";
    case RefusalCode::parameter_invalid: return "parameter_invalid";
    case RefusalCode::parameter_invalid_integer: return "parameter_invalid_integer";
    case RefusalCode::invalid_mandate_usage: return "invalid_mandate_usage";
    case RefusalCode::invalid_source_usage: return "invalid_source_usage";
    case RefusalCode::invalid_debit_usage: return "invalid_debit_usage";
    case RefusalCode::invalid_subscription_usage: return "invalid_subscription_usage";
    case RefusalCode::resource_missing: return "resource_missing";
    case RefusalCode::link_gone: return "link_gone";
    case RefusalCode::authentication_required: return "authentication_required";
    case RefusalCode::idempotency_key_reused: return "idempotency_key_reused";
    case RefusalCode::not_acceptable: return "not_acceptable";
    case RefusalCode::method_not_allowed: return "method_not_allowed";
    case RefusalCode::body_too_large: return "body_too_large";
    case RefusalCode::unsupported_encoding: return "unsupported_encoding";
    case RefusalCode::misdirected_request: return "misdirected_request";
    case RefusalCode::origin_not_allowed: return "origin_not_allowed";
  }
  LOTUSBOX_UNREACHABLE("refusal code");
}

std::string_view to_text(WhenUsed value) {
  switch (value) {
    case WhenUsed::unmoved: return "";
    case WhenUsed::stays_true: return "still holds";
    case WhenUsed::asked_once: return "not asked again";
    case WhenUsed::asked_again: return "asked again";
  }
  LOTUSBOX_UNREACHABLE("when used");
}

}  // namespace lotusbox
