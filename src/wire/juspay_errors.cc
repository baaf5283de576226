// The error bodies of Juspay's pages. They share no envelope, so each family is written out: its
// keys and texts are the vendor's, the explanation of a refusal is in Lotusbox-Rule and `why`.
#include "base/check.h"
#include "base/text.h"
#include "wire/juspay.h"

namespace lotusbox::wire {

namespace {

/// error_message, error_code, status and error_info of one kind; empty texts are left out.
struct Plain {
  std::string_view status, error_code, error_message, info_code, category;
};

std::string plain_body(const Plain& plain, std::string_view field_name = {}) {
  JsonWriter out;
  out.begin_object()
      .field("status", plain.status)
      .field("error_code", plain.error_code)
      .field("error_message", plain.error_message);
  if (!plain.info_code.empty()) {
    out.key("error_info").begin_object().field("code", plain.info_code);
    if (!plain.category.empty()) out.field("category", plain.category);
    if (!field_name.empty()) {
      out.key("fields").begin_array().begin_object().field("field_name", field_name);
      out.end_object().end_array();
    }
    out.end_object();
  }
  out.end_object();
  return out.take();
}

/// What pause and resume refuse with: a sentence for people and one for the log.
std::string invalid_request(std::string_view user_message, std::string_view message) {
  JsonWriter out;
  out.begin_object()
      .field("user_message", user_message)
      .field("message", message)
      .key("error_info")
      .begin_object()
      .field("code", "INVALID_INPUT")
      .end_object()
      .field("type", "INVALID_REQUEST_ERROR")
      .field("code", "INVALID_REQUEST")
      .end_object();
  return out.take();
}

/// A state is in the way of pause, resume or revoke.
std::string not_allowed(const Refusal& refusal) {
  const std::string_view action = refusal.param();
  if (action == "revoke") {
    return plain_body(
        {"Invalid Request", "BAD_REQUEST", "Mandate Not in Active State", "INVALID_ACTION", {}});
  }
  std::string begin(action);
  begin[0] = to_upper(begin[0]);
  return invalid_request(begin + " action not allowed.", refusal.finding.message);
}

}  // namespace

int juspay_status_of(RefusalCode code) {
  switch (code) {
    case RefusalCode::authentication_required: return 401;
    case RefusalCode::body_too_large: return 413;
    case RefusalCode::unsupported_encoding: return 415;
    case RefusalCode::misdirected_request: return 421;
    case RefusalCode::origin_not_allowed: return 403;
    default: return 400;
  }
}

std::string juspay_refusal_body(const Refusal& refusal) {
  const std::string name(refusal.param());
  switch (refusal.code()) {
    case RefusalCode::authentication_required:
      return plain_body({"error", "access_denied", "Invalid Authentication", "UNAUTHORIZED", {}});
    case RefusalCode::resource_missing:
      return plain_body({"invalid_request_error", "Mandate not found", "Mandate not found",
                         "RESOURCE_NOT_FOUND", "USER_ERROR"});
    case RefusalCode::parameter_missing:
      return plain_body(
          {"ERROR", "Bad request.", "Bad request.", "MISSING_MANDATORY_PARAMETER", {}}, name);
    case RefusalCode::invalid_mandate_usage: return not_allowed(refusal);
    case RefusalCode::parameter_invalid:
      if (name == "command") {
        return plain_body({"Invalid Request", "bad_request", "Invalid command", {}, {}});
      }
      return invalid_request("Please pass valid " + name + ".", "Invalid " + name + ".");
    case RefusalCode::body_too_large:
    case RefusalCode::unsupported_encoding:
    case RefusalCode::misdirected_request:
    case RefusalCode::origin_not_allowed:
      return plain_body({"Invalid Request", "bad_request", refusal.finding.message, {}, {}});
    case RefusalCode::invalid_source_usage:
    case RefusalCode::invalid_debit_usage:
    case RefusalCode::invalid_subscription_usage:
    case RefusalCode::parameter_invalid_integer:
    case RefusalCode::idempotency_key_reused:
    case RefusalCode::not_acceptable:
    case RefusalCode::method_not_allowed:
    case RefusalCode::link_gone: break;
  }
  LOTUSBOX_UNREACHABLE(refusal.rule->id);
}

}  // namespace lotusbox::wire
