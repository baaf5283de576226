#include "api/rules/access.h"

#include "api/rules/web.h"
#include "engine/world_key.h"

namespace lotusbox::api {

namespace {

using enum Evidence;

constexpr std::string_view kLivePrefix = "sk_live";

Objection path_known(const AccessClaim& claim) {
  if (!claim.stray_path) return std::nullopt;
  return Finding{.message = "There is nothing at " + std::string(*claim.stray_path)};
}

Objection method_allowed(const AccessClaim& claim) {
  if (!claim.stray_method) return std::nullopt;
  return Finding{.message = std::string(*claim.stray_method) + " is not allowed here"};
}

Objection encoding_known(const AccessClaim& claim) {
  if (!claim.encoding) return std::nullopt;
  return Finding{.message = "Content-Encoding must be gzip, deflate or identity, it is " +
                            std::string(*claim.encoding)};
}

Objection body_inflates(const AccessClaim& claim) {
  return when(claim.damaged, "The body is not what its Content-Encoding says");
}

Objection body_small(const AccessClaim& claim) {
  return when(claim.too_large, "The body is larger than this server takes, once it is inflated");
}

Objection key_sent(const AccessClaim& claim) {
  if (!claim.key.empty()) return std::nullopt;
  return Finding{.message =
                     "No API key: send one as the user name of Basic authentication, or as Bearer"};
}

Objection not_live(const AccessClaim& claim) {
  if (claim.key.substr(0, kLivePrefix.size()) != kLivePrefix) return std::nullopt;
  return Finding{.message =
                     "A live key does not belong in a simulator: it would lie in logs and test "
                     "fixtures. Use any key that begins with sk_test_"};
}

Objection key_known(const AccessClaim& claim) {
  if (!is_world_key(claim.key)) {
    return Finding{.message = "Not a test key: use sk_test_ and letters or digits after it"};
  }
  if (!claim.list_closed || claim.on_list) return std::nullopt;
  return Finding{.message = "This key was not named with --api-key when the server was started"};
}

constexpr RuleRow<AccessClaim> kRules[] = {
    {{"request.path_known", RefusalCode::resource_missing, "", documented, "facts 1.3",
      "Something answers at the path"},
     path_known},
    {{"request.method_allowed", RefusalCode::method_not_allowed, "", documented, "facts 1.3",
      "The path knows the method"},
     method_allowed},
    {{"request.encoding", RefusalCode::unsupported_encoding, "Content-Encoding", assumed,
      "RFC 9110, 8.4", "The body is plain, or gzip or deflate"},
     encoding_known},
    {{"request.inflates", RefusalCode::parameter_invalid, "Content-Encoding", assumed,
      "RFC 9110, 8.4", "A body that is called compressed can be inflated"},
     body_inflates},
    {{"request.inflated_size", RefusalCode::body_too_large, "", assumed, "ours",
      "An inflated body is no larger than a plain one may be"},
     body_small},
    {{"auth.key_missing", RefusalCode::authentication_required, "", documented, "facts 1.2",
      "A key is sent"},
     key_sent},
    {{"auth.live_key", RefusalCode::authentication_required, "", assumed, "contracts: keys",
      "The key is not a live key"},
     not_live},
    {{"auth.key_unknown", RefusalCode::authentication_required, "", documented, "facts 1.2, 14.1",
      "The key is a test key, and on the list when there is one"},
     key_known},
};

}  // namespace

std::optional<Refusal> refuse_access(const AccessClaim& claim) {
  return first_refusal(std::span<const RuleRow<AccessClaim>>(kRules), claim);
}

std::vector<const Rule*> access_rule_list() {
  std::vector<const Rule*> rules = web_rule_list();
  for (const Rule* rule : rules_of(std::span<const RuleRow<AccessClaim>>(kRules))) {
    rules.push_back(rule);
  }
  return rules;
}

}  // namespace lotusbox::api
