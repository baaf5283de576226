// Rules about a call as such, whatever it asks for: what it accepts, and its Idempotency-Key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/behaviour/profiles.h"
#include "core/behaviour/rule.h"
#include "core/model/remembered_calls.h"

namespace lotusbox::api {

/// `acceptable`: the caller takes JSON, or whatever else the route answers with.
std::optional<Refusal> refuse_accept(bool acceptable);

struct KeyClaim {
  std::string_view key;
  const RememberedCall* before = nullptr;  ///< what is remembered under the key
  std::uint64_t fingerprint = 0;           ///< of the call that came now
};
std::optional<Refusal> refuse_key(const KeyClaim& claim);

/// What a call sent that is not read, or in a form that the pages do not have.
struct StrayClaim {
  Profile profile = Profile::documented;
  std::string_view filter, key;  ///< the first of its query, and of its body; empty: none
  std::string_view meant;        ///< what may have been meant by it; empty: nothing near
  bool juspay_json = false;      ///< JSON for Juspay, whose calls are forms
};
std::optional<Refusal> refuse_strays(const StrayClaim& claim);
std::vector<const Rule*> stray_rule_list();

/// What a call to the control plane sent that it does not read. Every profile refuses that.
struct NameClaim {
  std::string_view parameter, key;  ///< the first of its query, and of its body; empty: none
  std::string_view meant;           ///< what may have been meant by it; empty: nothing near
  std::string known;                ///< what the call reads there, for people
};
std::optional<Refusal> refuse_names(const NameClaim& claim);
std::vector<const Rule*> name_rule_list();

const Rule& accept_rule();
std::vector<const Rule*> key_rule_list();
std::vector<const Rule*> call_rule_list();  ///< all of them

}  // namespace lotusbox::api
