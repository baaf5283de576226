// Rules of naming the link that is to be answered by what it is about.
#pragma once

#include <optional>
#include <vector>

#include "core/behaviour/rule.h"
#include "core/model/field.h"
#include "core/model/world.h"

namespace lotusbox::api {

/// What `POST /_mock/authorise` names instead of a link; texts as sent.
struct AuthoriseClaim {
  const World& world;
  Field source, mandate;
};
std::optional<Refusal> refuse_authorise(const AuthoriseClaim& claim);
/// The link of what is named. Call when refuse_authorise had nothing to say.
LinkId named_link(const AuthoriseClaim& claim);
std::vector<const Rule*> authorise_rule_list();

}  // namespace lotusbox::api
