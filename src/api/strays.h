// What a call sent that is not read. A call of the vendors is told so in a header of its answer,
// and refused by the profile strict (facts 14.2); the control plane always refuses it. What is read
// stands in the operations of the OpenAPI document.
#pragma once

#include "api/routes.h"

namespace lotusbox::api {

struct Stray {
  std::string name;   ///< dotted where it is nested
  std::string meant;  ///< what is read and has nearly this name; empty: nothing
};

struct Strays {
  std::vector<Stray> filters;  ///< of the query
  std::vector<Stray> keys;     ///< of the body
};

[[nodiscard]] Strays strays_of(Call& call, const Route& route);
/// `mandate,amount_maximum (did you mean maximum_amount)`; empty when there are none.
[[nodiscard]] std::string ignored_header(const Strays& strays);
/// What the profile of the world does not let pass, or the control plane.
[[nodiscard]] std::optional<Answer> refused_strays(Call& call, const Route& route);

}  // namespace lotusbox::api
